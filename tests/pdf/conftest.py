import copy
from datetime import date

import pytest

from publications import canonical
from publications.snapshot import complete, draw
from tests.publications import harbour as world

DRAWN: list[dict] = []  # by this process


@pytest.fixture
def harbour(db):
    return world.harbour()


@pytest.fixture
def snapshot(request, db):
    """The finished snapshot of the Harbour meeting, drawn once in a process; each test has its own."""
    if not DRAWN:
        DRAWN.append(drawn(request.getfixturevalue("harbour").meeting))
    return copy.deepcopy(DRAWN[0])


def drawn(meeting):
    return complete(
        draw(meeting, world.draft(), reference="HAR-2026-S01", edition=1),
        approved_on=date(2026, 4, 1),
        published_on=date(2026, 4, 2),
        unchecked=False,
        second_checked=False,
        already_sent={},
    )


def seal_of(snapshot):
    return canonical.Seal(
        "KM4Q-7TRW-B2XN", canonical.sha256(canonical.text(snapshot)), "0f9a3c5d7e81"
    )
