import pytest

from core import clock
from publications import actions
from publications.models import Release
from tests.publications import harbour as world
from tests.publications.documents import laid_out


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    default = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**default, "OPTIONS": {**default["OPTIONS"], "location": tmp_path}},
    }


@pytest.fixture
def harbour(db):
    """The Harbour group after its meeting."""
    return world.harbour()


@pytest.fixture
def prepared(harbour):
    """A release that waits for the police lead, with the people of ``harbour``."""
    with clock.at(world.PREPARED):
        harbour.release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft()
        )
    return harbour


@pytest.fixture
def checked(prepared):
    """A release that waits for the chair."""
    with clock.at(world.CHECKED):
        actions.check_release(actor=prepared.rob, release=prepared.release, version=1)
    return prepared


@pytest.fixture
def approved(checked):
    """A release that waits for the press of Publish."""
    with clock.at(world.APPROVED):
        actions.approve_release(actor=checked.marjorie, release=checked.release, version=1)
    checked.release = Release.objects.get(pk=checked.release.pk)
    return checked


@pytest.fixture
def published(approved, monkeypatch):
    """An edition that is out, as ``published.edition``."""
    with clock.at(world.PUBLISHED), monkeypatch.context() as patch:
        patch.setattr("publications.actions.editions.render", laid_out)
        approved.edition = actions.publish_edition(
            actor=approved.sally, release=approved.release, version=1
        )
    return approved
