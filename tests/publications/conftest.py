import pytest

from core import clock
from publications import actions
from publications.models import Release
from tests.publications import harbour as evening
from tests.publications.documents import laid_out
from tests.stories import Story


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    default = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**default, "OPTIONS": {**default["OPTIONS"], "location": tmp_path}},
    }


def gather(world):
    vars(world).update(vars(evening.harbour()))


def prepare(world):
    with clock.at(evening.PREPARED):
        world.release = actions.prepare_release(
            actor=world.sally, meeting=world.meeting, draft=evening.draft()
        )


def check(world):
    with clock.at(evening.CHECKED):
        actions.check_release(actor=world.rob, release=world.release, version=1)


def approve(world):
    with clock.at(evening.APPROVED):
        actions.approve_release(actor=world.marjorie, release=world.release, version=1)
    world.release = Release.objects.get(pk=world.release.pk)


def publish(world):
    with clock.at(evening.PUBLISHED), pytest.MonkeyPatch.context() as patch:
        patch.setattr("publications.actions.editions.render", laid_out)
        world.edition = actions.publish_edition(actor=world.sally, release=world.release, version=1)


WAY_OUT = Story(
    harbour=gather, prepared=prepare, checked=check, approved=approve, published=publish
)


@pytest.fixture
def harbour(request, db):
    """The Harbour group after its meeting, with its release as far as the test asks for it."""
    return WAY_OUT.begin({"harbour", *request.fixturenames})


@pytest.fixture
def prepared(harbour):
    """A release that waits for the police lead, with the people of ``harbour``."""
    return WAY_OUT.go_on(harbour, to="prepared")


@pytest.fixture
def checked(harbour):
    """A release that waits for the chair."""
    return WAY_OUT.go_on(harbour, to="checked")


@pytest.fixture
def approved(harbour):
    """A release that waits for the press of Publish."""
    return WAY_OUT.go_on(harbour, to="approved")


@pytest.fixture
def published(harbour):
    """An edition that is out, as ``published.edition``."""
    return WAY_OUT.go_on(harbour, to="published")
