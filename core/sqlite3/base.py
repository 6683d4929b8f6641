"""SQLite with a pool, as Django's PostgreSQL has one.

Under ASGI each request has a thread of its own, at whose end Django closes the connection. The
next one reads the whole schema again, compiles each statement again, and finds its pages on the
disk: more than half of what a hand costs (decision 0012). So a connection that is closed in good
order waits here for the next thread.

It brings nothing along but what SQLite itself knows of the file: no transaction, no statement
that is still being read, which would show the rows of before, and no error.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakSet

from django.db.backends.sqlite3 import base

MOST = 8  # connections that wait; more are closed
STATEMENTS = 256  # of which the words are kept as SQLite reads them


class Idle(NamedTuple):
    """A connection that waits.

    :ivar file: which it opened: its device and number on it. Another one may have its name by now.
    """

    connection: Any
    file: tuple[int, int]


_idle: defaultdict[str, deque[Idle]] = defaultdict(deque)  # by the path of the database


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but that it takes a connection from those that wait, and gives it back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cursors: WeakSet[Any] = WeakSet()
        self._file: tuple[int, int] | None = None
        self._process = 0  # which opened it

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that waits and has this very file open; else a new one."""
        self._process = os.getpid()
        path = str(conn_params["database"])
        file = _file_of(path)
        while _idle[path]:
            with suppress(IndexError):  # another thread took the last one
                waiting = _idle[path].pop()
                if waiting.file == file:
                    self._file = file
                    waiting.connection.execute("PRAGMA foreign_keys = ON")
                    return waiting.connection
                waiting.connection.close()
        connection = super().get_new_connection(conn_params)
        self._file = _file_of(path)  # which may be new
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor, which is closed with the connection."""
        cursor = self.connection.cursor(factory=Cursor)
        self._cursors.add(cursor)
        return cursor

    def _close(self) -> None:
        for cursor in list(self._cursors):
            cursor.close()
        self._cursors.clear()  # the next connection has its own
        waiting = _idle[str(self.settings_dict["NAME"])]
        if self._file and self._is_sound() and len(waiting) < MOST:
            waiting.append(Idle(self.connection, self._file))
        else:
            super()._close()  # type: ignore[misc]  # which the stubs leave out

    def _is_sound(self) -> bool:
        in_transaction = self.in_atomic_block or self.connection.in_transaction
        is_ours = self._process == os.getpid()  # and not of the process that was forked
        return is_ours and not (in_transaction or self.needs_rollback or self.errors_occurred)

    def close_pool(self) -> None:
        """Close those that wait, as before a fork: no two processes may share one."""
        close_idle()


class Cursor(base.SQLiteCursorWrapper):
    """Django's, but that it looks through the words of a statement once.

    It marks places with ``%s`` and SQLite with ``?``. To look for them in a statement that is
    compiled once was dearer than what SQLite does with it.
    """

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """``query`` as SQLite reads it."""
        if param_names is None:
            return _with_places(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(STATEMENTS)
def _with_places(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")  # as Django does


def close_idle() -> None:
    """Close every connection that waits."""
    for waiting in _idle.values():
        while waiting:
            with suppress(IndexError):
                waiting.pop().connection.close()


def _file_of(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


os.register_at_fork(before=close_idle)
