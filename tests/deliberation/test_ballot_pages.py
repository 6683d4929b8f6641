"""A secret ballot on the pages: asked once more, and never shown again."""

import re

from django.urls import reverse

from core import clock
from deliberation.models import Choice, Entitlement
from meetings.actions import declare_interest
from meetings.events import InterestDeclared
from meetings.live import MeetingPage
from meetings.turnout import came
from tests.deliberation.ballots import all_vote, vote
from tests.factories import AgendaItemFactory, MeetingFactory
from tests.signing_in import signed_in

SUPPORT, OBJECT = Choice.SUPPORT, Choice.OBJECT


def test_the_pages_ask_once_and_show_no_choice_again(people, message, voters, leroy):
    chair, doreen = signed_in(people.chair), signed_in(people.member)
    ask = reverse("deliberation:round-open", args=[message.pk])
    assert "Leroy Bright" in chair.get(ask).content.decode()
    chair.post(ask, {"method": "ballot"})
    ballot = message.rounds.get()
    page = reverse("deliberation:position-take", args=[ballot.pk])

    assert doreen.post(page, {"ballot": "2"}).status_code == 422
    answer = doreen.post(page, {"ballot": "2", "is_final": "on"}, follow=True)
    own = answer.content.decode()
    assert "You have voted." in own
    assert "I object" not in own
    assert doreen.post(page, {"ballot": "1", "is_final": "on"}).status_code == 403

    all_vote(ballot, [user for user in voters if user != people.member], [SUPPORT] * 5)
    closing = reverse("deliberation:round-close", args=[ballot.pk])
    assert "You cannot undo this." in chair.get(closing).content.decode()
    chair.post(closing)
    result = "5 support, 1 object, in a secret ballot"
    for user in (people.chair, people.member, people.secretary, people.police_lead):
        shown = signed_in(user).get(message.get_absolute_url()).content.decode()
        assert result in shown
        assert "Who held which position" not in shown
        assert "Your position was" not in shown
    positions = reverse("deliberation:round-positions", args=[ballot.pk])
    assert chair.get(positions).status_code == 403


def test_nobody_can_try_out_on_a_form_that_was_sent_what_it_said(people, ballot):
    """A receipt would do the same harm: somebody else could ask for it."""
    doreen = signed_in(people.member)
    page = reverse("deliberation:position-take", args=[ballot.pk])
    live = {"HTTP_HX_REQUEST": "true"}
    for key, headers in (("csrfmiddlewaretoken", {}), ("form_key", live)):
        Entitlement.objects.update(voted_at=None)
        sent = {"is_final": "on", key: f"{key} of one drawing"}
        doreen.post(page, {**sent, "ballot": "2"}, **headers)
        assert Entitlement.objects.voted().count() == 1
        again = {
            (answer.status_code, answer.content, answer.get("Location"))
            for number in "123"
            for answer in [doreen.post(page, {**sent, "ballot": number}, **headers)]
        }
        assert len(again) == 1


def test_no_form_of_a_ballot_is_longer_than_another(people, ballot):
    page = reverse("deliberation:position-take", args=[ballot.pk])
    form = signed_in(people.member).get(page).content.decode()
    offered = re.findall(r'name="ballot"\s+value="([^"]*)"', form)

    assert (len(offered), {len(value) for value in offered}) == (3, {1})


def test_in_a_meeting_who_voted_came_and_the_page_shows_a_number(people, topic, message, voters):
    meeting = MeetingFactory(group=people.group, state="open", opened_at=clock.now())
    item = AgendaItemFactory(meeting=meeting, topic=topic)
    for user in (*voters, people.secretary):
        meeting.attendances.create(user=user, mode="video")
    chair = signed_in(people.chair)
    ask = reverse("meetings:round-open", args=[meeting.pk, message.pk])
    fields = {"method": "ballot", "although_short": "on"}
    assert chair.post(ask, fields).status_code == 302
    ballot = message.rounds.get()
    vote(people.member, ballot, OBJECT)

    live = reverse("meetings:live", args=[meeting.pk])
    doreen, sally = (
        signed_in(user).get(live).content.decode() for user in (people.member, people.secretary)
    )
    assert (ballot.is_ballot, came(meeting)) == (True, {people.member.pk: "video"})
    assert "You have voted." in doreen
    assert "1 of 6 has answered." in sally
    assert "Write down somebody’s position" not in sally

    declare_interest(actor=people.member, item=item, reason="I work there.")
    redrawn = set(MeetingPage.regions[InterestDeclared.name])
    assert {"round", "position", "messages", "now", "watch"} <= redrawn
    for user in (people.chair, people.secretary, people.vice_chair):
        stopped = signed_in(user).get(live).content.decode()
        assert "The secret ballot was stopped and not opened" in stopped
        assert "Cast my ballot" not in stopped
