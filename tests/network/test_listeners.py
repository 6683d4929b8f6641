"""A plenary that is open to listeners: the other groups, and who reads for an organisation."""

import pytest

from meetings import actions
from meetings.models import Meeting
from tests.factories import MeetingFactory
from tests.meetings.pages import get, words

pytestmark = pytest.mark.django_db
Kind = Meeting.Listeners


def test_the_other_groups_and_readers_listen_as_the_chair_chose_and_nobody_else(network):
    meeting = MeetingFactory(group=network.host, title="Plenary Zinnia", state="open")
    member, reader = network.of["UPL"]["member"], network.reader
    asking = (member, reader, network.of["UPL"]["police_lead"], network.stranger)
    chosen = []
    for kinds in ([], [Kind.GROUPS], [Kind.READERS]):
        actions.open_to_listeners(actor=network.people["chair"], meeting=meeting, kinds=kinds)
        chosen.append([get(person, "listen", meeting.pk).status_code for person in asking])

    assert chosen == [[404, 404, 404, 404], [200, 404, 404, 404], [404, 200, 404, 404]]
    assert "Plenary Zinnia" in words(get(reader, "meetings"))
    assert "Plenary Zinnia" not in words(get(member, "meetings"))


def test_the_group_of_a_force_that_has_left_listens_no_more(network):
    meeting = MeetingFactory(group=network.host, state="open")
    actions.open_to_listeners(actor=network.people["chair"], meeting=meeting, kinds=[Kind.GROUPS])
    member = network.of["UPL"]["member"]
    actions.listen(actor=member, meeting=meeting)
    force = network.force["UPL"]
    before = get(member, "listen-news", meeting.pk).status_code
    force.state = "declined"
    force.save()

    assert (before, get(member, "listen-news", meeting.pk).status_code) == (200, 404)
