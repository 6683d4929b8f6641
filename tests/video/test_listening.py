"""Who stays with an interest, in a real Prosody: put out, back at once, and heard by nobody."""

import pytest
from lxml import etree

from meetings import actions, queries
from meetings.models import Recusal, VideoKick
from tests.video.prosody import address
from tests.video.test_access import HAND, OFFER, WORDS, eventually, fate, ticket

pytestmark = [pytest.mark.prosody, pytest.mark.django_db(transaction=True)]


def said_by(visitor, focus, meeting, nick):
    """What reaches the focus of a word, a hand and a source; and whether anything does."""
    room, to = address(meeting.room_name, nick), address(meeting.room_name, "focus")
    for text in (
        HAND.format(to=room),
        OFFER.format(to=to, action="session-accept"),
        OFFER.format(to=to, action="source-add"),
        WORDS.format(to=to, kind="chat"),
        WORDS.format(to=room.partition("/")[0], kind="groupchat"),
    ):
        visitor._send(text)
    heard = [stanza for stanza in focus.listen(times=3) if stanza.get("from") == room]
    tags = {etree.QName(tag).localname for stanza in heard for tag in stanza.iter()}
    loud = {"jitsi_participant_raisedHand", "SourceInfo", "source", "message", "body"}
    return tags & loud, {"seen", "description"} <= tags


@pytest.mark.long("starts Prosody with our plugin, and waits for its reports")
def test_for_the_item_nothing_of_theirs_reaches_anybody_and_afterwards_it_does_again(
    people, open_meeting, enter, prosody
):
    first, item, last = open_meeting.agenda.order_by("number")
    actions.start_item(actor=people.chair, meeting=open_meeting, item=first)
    stay = {"reason": "I rent there", "user": people.member, "part": Recusal.Part.LISTENS}
    actions.declare_interest(actor=people.chair, item=item, **stay)
    focus = enter(open_meeting, ticket(people.chair, open_meeting), nick="focus")
    old = ticket(people.member, open_meeting)
    before = enter(open_meeting, old, nick="before")
    assert eventually(queries.last_heard)

    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    during = enter(open_meeting, ticket(people.member, open_meeting), nick="during")

    assert fate(before) == "put out"
    assert eventually(lambda: VideoKick.objects.get().delivered_at is not None)
    assert fate(during, times=1) == "there"
    with prosody.visitor(old) as again:
        assert (again.log_in(), again.join(address(open_meeting.room_name))) == (
            True,
            "not-allowed",
        )
    assert said_by(during, focus, open_meeting, "during") == (set(), True)

    actions.start_item(actor=people.chair, meeting=open_meeting, item=last)
    after = enter(open_meeting, ticket(people.member, open_meeting), nick="after")

    assert fate(during) == "put out"  # one person has one voice
    loud, heard = said_by(after, focus, open_meeting, "after")
    assert (len(loud), heard) == (5, True)
