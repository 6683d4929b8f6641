"""The index of the words, which the database keeps by itself: FTS5 with triggers, or a column.

SQLite drops triggers when it remakes a table: a migration that changes ``search_document`` puts
them back, and ends with ``manage.py rebuild_search``.
"""

from django.db import migrations

from core.search.letters import PLAIN, TYPED

SQLITE = (
    "CREATE VIRTUAL TABLE search_fulltext USING fts5(title, text,"
    " content='search_document', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN"
    " INSERT INTO search_fulltext(rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text); END",
    "CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN"
    " INSERT INTO search_fulltext(search_fulltext, rowid, title, text)"
    " VALUES ('delete', OLD.id, OLD.title, OLD.text); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE OF title, text ON search_document BEGIN"
    " INSERT INTO search_fulltext(search_fulltext, rowid, title, text)"
    " VALUES ('delete', OLD.id, OLD.title, OLD.text);"
    " INSERT INTO search_fulltext(rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text); END",
)
GAP = " || to_tsvector('simple', 'x0gap0x') ||"  # else a phrase goes on from one into the next
POSTGRESQL = (  # each word as English has it, and as it stands: Welsh, and names
    "ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS ("
    " setweight(to_tsvector('english', translate(title, {typed}, {plain})), 'A')"
    + GAP
    + " setweight(to_tsvector('simple', translate(title, {typed}, {plain})), 'A')"
    + GAP
    + " to_tsvector('english', translate(text, {typed}, {plain}))"
    + GAP
    + " to_tsvector('simple', translate(text, {typed}, {plain}))) STORED",
    "CREATE INDEX search_document_vector ON search_document USING gin (vector)",
)


def put(apps, schema_editor):
    """Make the index of this database."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, None)
        return
    for statement in POSTGRESQL:
        schema_editor.execute(of_letters(statement, schema_editor), None)


def of_letters(statement, schema_editor):
    """The statement with the letters in it: it has no place for parameters."""
    typed, plain = schema_editor.quote_value(TYPED), schema_editor.quote_value(PLAIN)
    return statement.format(typed=typed, plain=plain)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(put)]  # one way: there is no way back by migrate
