"""A story that is told once is the same for every test that begins with it."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import AdvisoryGroup
from tests.factories import AdvisoryGroupFactory, UserFactory
from tests.meetings.conftest import EVENING
from tests.publications.conftest import WAY_OUT
from tests.stories import Story, keep, rows_there

pytestmark = pytest.mark.django_db
TELLINGS = []


def found(things):
    """A group, and a file."""
    TELLINGS.append("found")
    things.group = AdvisoryGroupFactory(name="Harbour District IAG")
    things.file = default_storage.save("stories/harbour.txt", ContentFile(b"Peonies"))


def rename(things):
    AdvisoryGroup.objects.filter(pk=things.group.pk).update(name="Quay IAG")
    things.group.refresh_from_db()


STORY = Story(founded=found, renamed=rename)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}


def test_what_a_test_does_to_a_story_does_not_reach_the_next():
    for turn in ("first", "second"):
        with transaction.atomic():
            things = STORY.begin({"founded"})
            path = Path(default_storage.path(things.file))

            assert (things.group.name, path.read_bytes()) == ("Harbour District IAG", b"Peonies")
            assert list(AdvisoryGroup.objects.all()) == [things.group]

            AdvisoryGroup.objects.update(name=f"Changed by the {turn}")
            things.group.name = things.file = f"Changed by the {turn}"
            path.write_bytes(turn.encode())
            transaction.set_rollback(True)


def test_it_is_told_once_for_all_who_begin_with_it():
    story = Story(founded=found)
    TELLINGS.clear()
    for _ in range(3):
        with transaction.atomic():
            story.begin({"founded", "something else"})
            transaction.set_rollback(True)

    assert TELLINGS == ["found"]


def test_a_test_begins_after_the_last_step_that_it_asks_for_and_can_go_on():
    things = STORY.begin({"founded"})
    first = things.group.name
    STORY.go_on(things, to="renamed")

    assert (first, things.group.name) == ("Harbour District IAG", "Quay IAG")
    assert STORY.begin({"nothing of it"}) is None


def test_a_story_begins_where_nothing_is_also_when_it_was_told_before():
    untold, told_before = Story(founded=found), Story(founded=found)
    with transaction.atomic():
        told_before.begin({"founded"})
        transaction.set_rollback(True)

    UserFactory()
    for story in (untold, told_before):
        with pytest.raises(LookupError, match="accounts_user"):
            story.begin({"founded"})


@pytest.mark.parametrize(
    ("story", "last"),
    [(EVENING, "held"), (EVENING, "published"), (WAY_OUT, "approved")],
    ids=["a meeting that has ended", "minutes that are published", "a release"],
)
def test_every_row_is_put_back_as_it_was(story, last):
    written = []

    def tell(things):
        story.go_on(things, to=last)
        written.append(rows_there())

    keep(tell).put_back()

    assert [rows_there()] == written
