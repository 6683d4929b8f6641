"""How long a session lasts: kept in the database, in the one column that ends a session.

Half an hour without a request and twelve hours in all. The row's ``expire_date`` carries
both, so that pages and sockets end by the same look, and staying costs one update of one
column, once a minute at the most: two requests at the same moment cannot undo each other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField

from core.clock import now
from core.prepared import Given, Prepared

IDLE = timedelta(minutes=30)  # without a request
LONGEST = timedelta(hours=12)  # in all, from signing in
WARNING = timedelta(minutes=2)  # before the end
STEP = timedelta(minutes=1)  # what staying is worth a write
BEGAN = "began_at"  # session key: when its person signed in, seconds since 1970

_SESSION = Prepared(
    lambda: SessionStore.get_model_class().objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=now()
    )
)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with an end that moves.

    :ivar ends_at: when the row says that this session ends; None for a new one.
    """

    ends_at: datetime | None = None

    def load(self) -> dict[str, Any]:
        """Read the row; one that has ended, by the portal's own clock, is as good as none."""
        for row in _SESSION(key=self.session_key):
            self.ends_at = row.expire_date
            return dict(self.decode(row.session_data))
        self._session_key = None
        return {}

    @classmethod
    def load_all(cls, keys: Collection[str]) -> dict[str, dict[str, Any]]:
        """What the sessions ``keys`` hold, as ``load`` reads each: by key, in one query."""
        rows = cls.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=now())
        store = cls()
        return {row.session_key: dict(store.decode(row.session_data)) for row in rows}

    def begin(self) -> None:
        """Start to count: somebody signed in."""
        self[BEGAN] = now().timestamp()
        self.ends_at = None

    def get_expiry_date(self, **_told: Any) -> datetime:
        """Half an hour from now, within the twelve hours; never sooner than it was."""
        until = now() + IDLE
        if began := self.get(BEGAN):
            until = min(until, datetime.fromtimestamp(began, UTC) + LONGEST)
        return max(until, self.ends_at) if self.ends_at else until

    def stay(self, *, in_meeting: bool = False) -> None:
        """Move the end, because of a request.

        :param in_meeting: a live meeting is open before this person: then the twelve
            hours do not count either.
        """
        if self.ends_at is None or not self.session_key:
            return
        until = now() + IDLE if in_meeting else self.get_expiry_date()
        if until - self.ends_at < STEP:
            return
        rows = self.model.objects.filter(session_key=self.session_key, expire_date__lt=until)
        rows.update(expire_date=until)
        self.ends_at = until

    @classmethod
    def stay_in_meeting(cls, keys: Collection[str]) -> None:
        """Move the end of the sessions ``keys``, as ``stay`` does: a live meeting is open there."""
        until = now() + IDLE
        standing = cls.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=now())
        standing.filter(expire_date__lte=until - STEP).update(expire_date=until)

    def left(self) -> timedelta:
        """How long this session still lasts if nothing happens."""
        return max((self.ends_at or self.get_expiry_date()) - now(), timedelta())
