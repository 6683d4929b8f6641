"""A national topic on its way to a meeting: groups that take part, with who speaks for them."""

from datetime import timedelta

from core.clock import now
from deliberation.actions import Asked, open_agreement_round
from network import actions
from tests.factories import AgendaItemFactory, KeyMessageFactory, MeetingFactory
from tests.network import nation

WORDS = "Notice of 48 hours, or we object: aubretia."


def takes_part(world, *codes):
    """These groups have accepted."""
    for code in codes:
        actions.accept_asked(actor=nation.chair(world, code), asked=world.asked[code])
        world.asked[code] = nation.afresh(world.asked[code])


def named(world, code, role="member"):
    """Who was named for the force of a group."""
    return actions.name_representative(
        actor=nation.chair(world, code),
        asked=nation.afresh(world.asked[code]),
        user=world.of[code][role],
    )


def admitted(world, code, role="member"):
    """Who was named, and let into the network."""
    representation = named(world, code, role)
    return actions.admit_representative(actor=nation.chair(world), representation=representation)


def mandated(world, code, words=""):
    """What the group recorded: words, or that its representative is free to decide."""
    return actions.record_mandate(
        actor=nation.chair(world, code),
        asked=nation.afresh(world.asked[code]),
        kind="words" if words else "free",
        words=words,
    )


def ready(world, *codes):
    """An open national topic in which these groups take part with a voice; answers their people."""
    nation.opened(world)
    takes_part(world, *codes)
    speakers = [admitted(world, code).user for code in codes]
    for code in codes:
        mandated(world, code, WORDS if code == codes[0] else "")
    return speakers


def meeting_on(world, **fields):
    """A meeting of the network with the topic on its agenda, a day from now."""
    day = {"starts_at": now() + timedelta(days=1), **fields}
    meeting = MeetingFactory(group=world.host, called_by=world.people["chair"], **day)
    AgendaItemFactory(meeting=meeting, topic=world.topic)
    return meeting


def message_of(world):
    return KeyMessageFactory(
        topic=world.topic, text="Publish it before", proposed_by=world.people["member"]
    )


def everybody(world):
    """All who advise on the topic of the network, as a meeting would ask them."""
    return [Asked(place.user) for place in world.topic.advisers().select_related("user")]


def round_on(world, message=None):
    """A round on a key message of the national topic, opened by the chair of the network."""
    return open_agreement_round(
        actor=nation.chair(world),
        key_message=message or message_of(world),
        asked=everybody(world),
    )
