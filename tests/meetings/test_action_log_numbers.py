"""The action log in numbers: a sentence about what became of what was open after a meeting."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from core.clock import now, today
from core.dates import day
from meetings.action_log import Standing
from tests.factories import ActionFactory, MeetingFactory
from tests.meetings.pages import get, questions, url, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
READERS = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer"]


def counted(**numbers):
    nothing = dict.fromkeys(
        ("complete", "partly", "reported", "withdrawn", "open", "overdue", "days", "added"), 0
    )
    return str(Standing(met_at=numbers.pop("met_at", None), **nothing | numbers))


def test_the_sentence_reads_as_people_say_it():
    met_at = now()
    when = day(met_at)

    assert counted() == ""
    assert counted(open=2) == "2 open: 2 not due yet."
    assert counted(met_at=met_at, complete=4, partly=1, overdue=1, days=21, withdrawn=1) == (
        f"7 were open after the meeting of {when}: 4 complete, 1 partly complete,"
        " 1 overdue by 21 days, 1 withdrawn."
    )
    assert counted(met_at=met_at, overdue=2, days=1, reported=1, open=1, added=2) == (
        f"4 were open after the meeting of {when}: 1 reported and not closed yet, 2 overdue by up to"
        " 1 day, 1 still to be done. 2 were added since."
    )


def test_the_log_counts_what_was_open_after_the_last_meeting(people):
    met = now() - 30 * DAY
    MeetingFactory(group=people.group, state="ended")  # nobody knows when
    MeetingFactory(group=people.group, state="ended", starts_at=met, ended_at=met)
    before, since = met - DAY, met + DAY
    for added_at, state, closed_at, due_on in (
        (before, "complete", before, today()),  # over by then
        (before, "complete", since, today()),
        (before, "partly_complete", since, today()),
        (before, "withdrawn", since, today()),
        (before, "reported_complete", None, today() - 9 * DAY),
        (before, "open", None, today() - 21 * DAY),
        (before, "open", None, today()),
        (since, "open", None, today() - 40 * DAY),
    ):
        ActionFactory(
            group=people.group,
            added_at=added_at,
            state=state,
            closed_at=closed_at,
            due_on=due_on,
        )

    assert (
        words(get(people.member, "action-log", people.group.pk)).count(
            f"6 were open after the meeting of {day(localdate(met))}: 1 complete, 1 partly complete,"
            " 1 reported and not closed yet, 1 overdue by 21 days, 1 still to be done, 1 withdrawn."
            " 1 was added since."
        )
        == 1
    )


def test_what_the_reader_may_not_read_is_not_counted(people):
    over = MeetingFactory(group=people.group, state="ended", ended_at=now())
    item = over.agenda.create(number=4, title="Among ourselves", members_only=True)
    ActionFactory(group=people.group, meeting=over, item=item, added_at=over.ended_at)
    pages = {
        who: words(get(getattr(people, who), "action-log", people.group.pk)) for who in READERS
    }

    assert [("1 was open" in page, "Open (1)" in page) for page in pages.values()] == [
        (who in {"chair", "vice_chair", "member"},) * 2 for who in pages
    ]


@pytest.mark.parametrize("role", READERS)
def test_a_longer_log_costs_no_more(people, role):
    client, counts = signed_in(getattr(people, role)), []
    for _ in range(2):
        ActionFactory(group=people.group)
        counts.append(questions(client, url("action-log", people.group.pk)))
        ActionFactory.create_batch(2, group=people.group, owner=people.member)

    assert counts[0] == counts[1]
