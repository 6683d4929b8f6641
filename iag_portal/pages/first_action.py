"""What home puts first: the one thing to do now, or how to begin where nothing waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models.memberships import ORGANISERS
from core.policy import may
from deliberation.queries import groups_to_open_topics_in

if TYPE_CHECKING:
    from accounts.models import User


OF_NETWORKS = {  # by the names of network.home.WAITS, first of all what has a last day
    "networks_ask": _lazy("Say whether your group takes part"),
    "mandates_to_record": _lazy("Record a mandate"),
    "forces_to_lead": _lazy("Say whether your group speaks for a force"),
    "representatives_to_admit": _lazy("Let in who represents a force"),
    "messages_to_release": _lazy("Release your group’s messages"),
    "messages_to_send": _lazy("Send a message to others"),
    "questions_to_ask": _lazy("Ask other groups"),
    "answers_to_give": _lazy("Answer another group"),
    "messages_received": _lazy("Read a message from another group"),
    "requests_to_send_on": _lazy("Answer a request to send a message on"),
}


class Way(NamedTuple):
    """Words of a button or link, and where it leads."""

    words: str
    href: str


def first_action(needs: Mapping[str, Any]) -> Way | None:
    """The one thing to do first; ``None`` where nothing waits.

    It changes with time: a meeting that is open goes before everything else; then comes what
    others wait for, then what is to be read.

    :param needs: what :func:`iag_portal.pages.queries.what_needs_you` found.
    """
    return next(_in_order(needs), None)


def _in_order(needs: Mapping[str, Any]) -> Iterator[Way]:
    for meeting in needs["open_meetings"]:
        yield Way(_("Go to the meeting"), reverse("meetings:live", args=[meeting.pk]))
    for coming in needs["coming"]:
        if coming.is_asked:
            address = f"{coming.meeting.get_absolute_url()}#taking-part"
            yield Way(_("Say how you take part"), address)
    for agreement_round in needs["rounds"]:
        yield Way(_("Take your position"), agreement_round.get_absolute_url())
    yield from _asked_of_organisers(needs)
    for coming in needs["coming"]:
        if coming.papers:
            yield Way(_("Read the papers"), f"{coming.meeting.get_absolute_url()}#papers")
    for action in needs["actions"]:
        yield Way(_("Look at your action"), action.get_absolute_url())
    for minutes in needs["minutes"]:
        yield Way(_("Check the minutes"), minutes.get_absolute_url())
    for key_message in needs["owed"]:
        yield Way(_("See which response is due"), key_message.get_absolute_url())
    yield from _to_see(needs)


def _asked_of_organisers(needs: Mapping[str, Any]) -> Iterator[Way]:
    """What one person wrote to this one, or asked of them, and waits for."""
    for report in needs["reports"]:
        yield Way(_("See what was reported"), report.get_absolute_url())
    for note in needs["notes"]:
        yield Way(_("Read the note to you"), note.get_absolute_url())
    for kind, words in OF_NETWORKS.items():
        for row in needs[kind]:
            yield Way(str(words), row.get_absolute_url())


def _to_see(needs: Mapping[str, Any]) -> Iterator[Way]:
    for announcement in needs["announcements"]:
        yield Way(_("Read the announcement"), announcement.get_absolute_url())
    for post in needs["replies"]:
        yield Way(_("Read the reply to you"), post.get_absolute_url())
    for news in needs["news"]:
        yield Way(_("See what is new"), news.url)
    for beginning in needs["beginnings"]:
        for step in beginning.steps:
            if step.href and not step.is_done and not step.is_waiting:
                yield Way(step.words, step.href)


def ways_to_begin(person: User) -> list[Way]:
    """What ``person`` can begin by themselves; nothing for guests, who are invited."""
    groups = [person.places[pk].group for pk in person.groups_as(ORGANISERS)]
    ways = [
        Way(
            _("Arrange a meeting of %(group)s") % {"group": group.name},
            reverse("meetings:meeting-new", args=[group.pk]),
        )
        for group in groups
        if may(person, "meetings.call_meeting", group)
    ]
    if groups_to_open_topics_in(person):
        ways.append(Way(_("Open a topic"), reverse("deliberation:topic-new")))
    if person.is_staff:
        ways.append(Way(_("Go to Administration"), reverse("accounts:administration")))
    return ways
