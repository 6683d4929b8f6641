"""Who begins to listen hears from then on, and reads on without script."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import now
from meetings import actions
from meetings.jobs import count_listening
from meetings.models import Meeting
from meetings.models.listeners import AWAY
from meetings.queries import heard_meetings
from tests.factories import MeetingFactory
from tests.meetings.listening import Kind, caption, heard, listening, read, start
from tests.meetings.pages import get, words

pytestmark = pytest.mark.django_db
__all__ = ["heard", "listening"]


def test_captions_from_before_a_meeting_was_opened_to_listeners_are_not_for_them(
    people, open_meeting, newcomer
):
    Meeting.objects.filter(pk=open_meeting.pk).update(captioner=people.interpreter)
    start(people, open_meeting, 2)
    open_meeting.refresh_from_db()
    caption(people, open_meeting, "Zinnia, said among ourselves")
    actions.open_to_listeners(actor=people.chair, meeting=open_meeting, kinds=[Kind.MEMBERS])
    actions.listen(actor=newcomer, meeting=open_meeting)
    caption(people, open_meeting, "Now others listen.")

    assert read(newcomer, open_meeting) == "Front counter Captions Now others listen."
    actions.open_to_listeners(actor=people.chair, meeting=open_meeting, kinds=[])
    caption(people, open_meeting, "Zinnia, among ourselves again")
    actions.open_to_listeners(actor=people.chair, meeting=open_meeting, kinds=[Kind.MEMBERS])
    actions.listen(actor=newcomer, meeting=open_meeting)
    assert "Zinnia" not in read(newcomer, open_meeting)


def test_who_loads_the_page_again_and_again_goes_on_listening(listening, newcomer):
    started = now()
    for seconds in (40, 80, 120):
        with clock.at(started + timedelta(seconds=seconds)):
            assert "Stop listening" in words(get(newcomer, "listen", listening.pk))
            count_listening()
    with clock.at(started + timedelta(seconds=120) + AWAY * 2):
        count_listening()

    assert listening.listeners.count() == 0


def test_the_meeting_under_way_stands_first_among_those_to_listen_to(people, listening, newcomer):
    later = MeetingFactory(group=people.group, title="Zinnia later", heard_by_members=True)
    undated = MeetingFactory(
        group=people.group, title="Zinnia undated", state="postponed", heard_by_members=True
    )

    assert list(heard_meetings(newcomer)) == [listening, later, undated]
