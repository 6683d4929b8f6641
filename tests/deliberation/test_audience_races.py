"""Somebody writes or agrees at the moment in which the audience changes."""

from functools import partial

import pytest

from core.audit.models import Record
from deliberation import actions
from deliberation.models import AudienceChange, Space
from tests.deliberation.audiences import propose
from tests.deliberation.test_races import TIMES, at_once, stale
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def number_of(event):
    return Record.objects.get(event=event).number


@pytest.mark.parametrize("_time", range(TIMES))
def test_what_was_being_written_when_the_terms_changed_stays_closed_to_the_secretary(people, _time):
    """Its author wrote to members alone, and was not asked."""
    topics = [TopicFactory(group=people.group) for _number in range(3)]
    write = partial(actions.write_post, space=Space.MEMBERS, body="Zinnia")
    change = partial(actions.change_terms, actor=stale(people.chair), group=stale(people.group))
    at_once(
        *(partial(write, actor=stale(people.member), topic=stale(topic)) for topic in topics),
        partial(change, secretary_reads=True),
    )
    changed = number_of("terms.changed")
    before = Record.objects.filter(event="post.written", number__lt=changed)

    assert {topic.pk for topic in topics if stale(topic).secretary_kept_out} == {
        record.facts["topic_id"] for record in before
    }


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_last_consent_lets_no_guest_in_past_the_closing_to_all_guests(people, topic, _time):
    change = propose(people, topic, user=people.officer)
    at_once(
        partial(
            actions.answer_audience_change,
            actor=stale(people.member),
            change=stale(change),
            agrees=True,
        ),
        partial(actions.close_to_guests, actor=stale(people.chair), topic=stale(topic)),
    )

    made = stale(change).state == AudienceChange.State.MADE
    assert list(topic.guests.all()) == []
    assert made == Record.objects.filter(event="topic.guest_invited").exists()
