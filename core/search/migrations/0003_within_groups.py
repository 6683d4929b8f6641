"""In which group a document can be found alone: a word of the index, so that others are passed by.

SQLite drops the triggers as it remakes the table: they are put back here, with the new column.
PostgreSQL makes its column of words anew, with a lexeme of the group that no text can have.
"""

from importlib import import_module

from django.db import migrations, models

before = import_module("core.search.migrations.0002_full_text")

REACH_OTHERS = (
    "edition",
    "national_topic",
    "released_message",
    "forwarding",
    "enquiry",
    "enquiry_answer",
)
SQLITE = (
    "DROP TABLE search_fulltext",
    "CREATE VIRTUAL TABLE search_fulltext USING fts5(title, text, within,"
    " content='search_document', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN"
    " INSERT INTO search_fulltext(rowid, title, text, within)"
    " VALUES (NEW.id, NEW.title, NEW.text, NEW.within); END",
    "CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN"
    " INSERT INTO search_fulltext(search_fulltext, rowid, title, text, within)"
    " VALUES ('delete', OLD.id, OLD.title, OLD.text, OLD.within); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE OF title, text, within"
    " ON search_document BEGIN"
    " INSERT INTO search_fulltext(search_fulltext, rowid, title, text, within)"
    " VALUES ('delete', OLD.id, OLD.title, OLD.text, OLD.within);"
    " INSERT INTO search_fulltext(rowid, title, text, within)"
    " VALUES (NEW.id, NEW.title, NEW.text, NEW.within); END",
    "INSERT INTO search_fulltext(search_fulltext) VALUES ('rebuild')",
)

COLUMN, INDEX = before.POSTGRESQL
LEXEME = "array_to_tsvector(ARRAY['~' || within::text])"
POSTGRESQL = (
    "ALTER TABLE search_document DROP COLUMN vector",
    COLUMN.replace(") STORED", f" || {LEXEME}) STORED"),
    INDEX,
)


def say_within(apps, schema_editor):
    """Of what is there, by its kind."""
    documents = apps.get_model("search", "Document").objects.exclude(group_id=None)
    documents.exclude(kind__in=REACH_OTHERS).update(within=models.F("group_id"))


def put(apps, schema_editor):
    """Make the index of this database anew."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, None)
        return
    for statement in POSTGRESQL:
        schema_editor.execute(before.of_letters(statement, schema_editor), None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="within",
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunPython(say_within),  # one way: there is no way back by migrate
        migrations.RunPython(put),
    ]
