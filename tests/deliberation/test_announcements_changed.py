"""Words that another organiser puts under the name of the one who announced them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from core.clock import at, now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.notices.queries import lines
from deliberation import actions
from deliberation.models import Announcement
from deliberation.personal_data.sections import announcements
from tests.deliberation.announced import announce, text
from tests.deliberation.pages import page, words
from tests.signing_in import signed_in

KIND = "announcement.changed_by_another"
THEIRS = "Nobody answers the telephone."


def change(announcement, by, *, minor=False):
    body = text(body=THEIRS, stands_until=announcement.stands_until)
    return actions.change_announcement(
        actor=by, announcement=announcement, text=body, after=1, minor=minor
    )


@pytest.fixture
def announcement(people):
    return announce(people)


@pytest.mark.parametrize(("who", "is_named"), [("chair", True), ("secretary", False)])
def test_it_says_who_changed_it_where_that_is_not_its_writer(people, announcement, who, is_named):
    by = getattr(people, who)
    change(announcement, by)
    sentence = f"Changed by {by.name}"
    shown = [
        words(page(people.member, "announcement", announcement.pk)),
        words(page(people.member, "announcements", people.group.pk)),
        words(signed_in(people.member).get("/")),
    ]

    assert [sentence in each for each in shown] == [is_named] * 3
    assert ["Edited" in each for each in shown] == [not is_named] * 3


@pytest.mark.parametrize("minor", [False, True])
@pytest.mark.parametrize("days", [0, 14])
def test_its_writer_is_told_of_what_another_changes_also_after_its_day(
    people, announcement, minor, days
):
    with at(now() + timedelta(days=days)):
        change(announcement, people.chair, minor=minor)
        run_due_jobs()
        notices = Notice.objects.filter(kind=KIND)
        told_people = [
            (line.notice.recipient, line.is_open) for line in lines(notices, people.secretary)
        ]

    assert told_people == [(people.secretary, True)]


def test_nobody_is_told_of_what_they_change_themselves(people, announcement):
    change(announcement, people.secretary)
    run_due_jobs()

    assert not Notice.objects.filter(kind=KIND).exists()


def test_their_own_data_says_whose_words_they_may_be(people, announcement):
    before = [(row["by"], row["changed by"]) for row in announcements(people.secretary)]
    change(announcement, people.chair)
    rows = [
        [(row["words"], row["by"], row["changed by"]) for row in announcements(person)]
        for person in (people.secretary, people.chair, people.member)
    ]

    assert before == [("you", None)]
    assert rows == [[(THEIRS, "you", "somebody else")], [(THEIRS, "somebody else", "you")], []]


def test_what_somebody_changed_was_changed_at_some_time(people, announcement):
    with pytest.raises(IntegrityError, match="changed_by_somebody_at_some_time"):
        Announcement.objects.update(changed_by=people.chair)
