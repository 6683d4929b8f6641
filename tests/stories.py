"""Stories that many tests begin in the middle of: told once in a process, then only put back.

To hold a meeting takes forty actions and a third of a second. What it leaves in the database and in
files is kept after each step. A test gets those rows within its own transaction, and things of its
own: whatever it does to them, the next test finds them as they were told.
"""

import pickle
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction

from core.audit.models import Chain

CONSTANT = ("auth", "contenttypes")  # what migrations write, until a test that commits is over

TABLES = [
    (
        model._meta.db_table,
        tuple(f.column for f in model._meta.local_concrete_fields if not f.generated),
    )
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and model._meta.app_label not in CONSTANT
]
CHAIN = Chain._meta.db_table


class Story:
    """Steps by name, in their order: each takes the things there are and adds what it brings."""

    def __init__(self, **steps):
        self.steps = steps
        self._kept = {}  # the last step -> what it left behind

    def begin(self, names):
        """The things as they are after the last step that is among ``names``, or ``None``."""
        asked = [name for name in self.steps if name in names]
        if not asked:
            return None
        refuse_what_is_there()
        last = asked[-1]
        if last not in self._kept:
            self._kept[last] = keep(partial(self.go_on, to=last))
        return self._kept[last].put_back()

    def go_on(self, things, to):
        """Take the steps up to this one that were not taken; return the things."""
        for name, step in self.steps.items():
            if name not in things.steps_taken:
                step(things)
                things.steps_taken.append(name)
            if name == to:
                return things
        raise LookupError(to)


class Kept:
    """Rows, files and things that a story left behind."""

    def __init__(self, rows, files, things):
        self._rows, self._files, self._things = rows, files, things

    def put_back(self):
        """Write the rows and files again; return things that nobody else has."""
        with transaction.atomic(), connection.cursor() as cursor:
            for (table, columns), rows in self._rows.items():
                if table == CHAIN:
                    go_forward(cursor, rows)
                    continue
                names = ", ".join(map(connection.ops.quote_name, columns))
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        for name, content in self._files.items():
            path = Path(default_storage.location, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return pickle.loads(self._things)


def go_forward(cursor, chains):
    """Begin each chain of the audit log and lengthen it: the database takes it in no other way."""
    for scope, length, head in chains:
        cursor.execute(f"INSERT INTO {CHAIN} (scope, length, head) VALUES (%s, 0, '')", [scope])
        link = f"UPDATE {CHAIN} SET length = length + 1, head = %s WHERE scope = %s"
        cursor.executemany(link, [(head, scope)] * length)


def keep(tell):
    """Tell a story, keep what it leaves behind, and undo it."""
    with transaction.atomic():
        files = files_there()
        things = SimpleNamespace(steps_taken=[])
        tell(things)
        kept = Kept(rows_there(), new_files(files), pickle.dumps(things))
        transaction.set_rollback(True)
    return kept


def refuse_what_is_there():
    """Let a story begin with nothing, whether it is told or put back: no order of tests matters."""
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table, _columns in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        if there := [table for (table,) in cursor]:
            raise LookupError(f"A story begins with nothing, but there is: {there}")


def rows_there():
    """The rows of all tables that have any, by table and columns."""
    there = {}
    with connection.cursor() as cursor:
        for table, columns in TABLES:
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {table} ORDER BY {columns[0]}")
            if rows := cursor.fetchall():
                there[table, columns] = rows
    return there


def files_there():
    root = Path(default_storage.location)
    return {path.relative_to(root) for path in root.rglob("*") if path.is_file()}


def new_files(before):
    """Name and content of each file that was not there ``before``."""
    root = Path(default_storage.location)
    return {name: (root / name).read_bytes() for name in files_there() - before}
