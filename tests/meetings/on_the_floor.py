"""Hands, turns and the queue, as tests ask for them."""

from meetings import actions, queries
from meetings.live import MeetingPage


def hand(person, meeting):
    return actions.raise_hand(actor=person, meeting=meeting)


def call(people, request):
    actions.call_speaker(actor=people.chair, request=request)


def finish(people, request):
    request.refresh_from_db()
    actions.finish_speaker(actor=people.chair, request=request)


def names(meeting):
    meeting.refresh_from_db()
    return [
        (hand.name.split()[0], hand.state, hand.place) for hand in queries.floor_of(meeting).queue
    ]


def rules(people, meeting, *, fresh=False, remote=False, limit=None):
    actions.set_floor_rules(
        actor=people.chair,
        meeting=meeting,
        fresh_first=fresh,
        remote_first=remote,
        soft_limit=limit,
    )


def drawn(person, meeting, *regions):
    """What these regions hold for a person, as the socket brings them."""
    page = MeetingPage()
    thing = page.find(meeting.stream)
    audience = page.audiences(thing, [person.pk])[person.pk]
    return "".join(page.draw(thing, audience, regions or page.every_region()).values())
