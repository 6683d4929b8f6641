from datetime import date

import pytest

from publications import canonical
from publications.snapshot import complete, draw
from tests.publications import harbour as world


@pytest.fixture
def harbour(db):
    return world.harbour()


@pytest.fixture
def snapshot(harbour):
    """The finished snapshot of the Harbour meeting."""
    drawn = draw(harbour.meeting, world.draft(), reference="HAR-2026-S01", edition=1)
    return complete(
        drawn,
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
