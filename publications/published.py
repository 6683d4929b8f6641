"""What was published, message by message, with what the police answered: read from editions alone.

Nothing here knows of a key message, a topic or a person. Who may read an edition reads its
messages; for who has not signed in, that is what was published for anyone.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AdvisoryGroup
from core.dates import day
from deliberation.advice import outcome
from publications.models import Answer, Edition, Publication, Subject
from publications.queries import Beside, beside_messages

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from deliberation.advice import Message

POST_LENGTH = 280  # characters of a post on social networks
NAME_LENGTH = 60  # of a group, in such a post
ANYBODY = AnonymousUser()
AWAITED, OVERDUE, NOT_AGREED = "waiting", "overdue", "not_agreed"


class Published(NamedTuple):
    """One message as its newest edition has it.

    :ivar beside: what the police answered and what they owe; ``None`` where no view was agreed and
        they answered nothing.
    """

    message: Message
    edition: Edition
    beside: Beside | None

    @property
    def reference(self) -> str:
        """Of the message, such as ``HAR-2026-014``."""
        return self.message["reference"]

    @property
    def group(self) -> AdvisoryGroup:
        """The group that said it."""
        return self.edition.publication.group

    @property
    def is_advice(self) -> bool:
        """Whether a view was agreed, and sent to the police."""
        return bool(self.message["sent_on"])

    @property
    def outcome(self) -> str:
        """What came of it in the group, with the counts."""
        return outcome(self.message)

    @property
    def href(self) -> str:
        """Where it stands in its edition."""
        return f"{self.edition.get_absolute_url()}#{self.reference}"

    @property
    def last(self) -> Answer | None:
        """The newest answer."""
        return self.beside.answers[-1] if self.beside and self.beside.answers else None

    @property
    def state(self) -> str:
        """How it stands: a decision of the police, or what is owed."""
        if self.beside is None:
            return NOT_AGREED
        if self.beside.since:
            return OVERDUE if self.beside.overdue else AWAITED
        return self.last.decision if self.last else AWAITED

    @property
    def stands(self) -> str:
        """How it stands, in a few words: ``Response awaited since 2 April 2026``."""
        if self.beside and self.beside.since:
            return _("Response awaited since %s") % day(self.beside.since)
        return self.last.get_decision_display() if self.last else self.message["outcome"]

    @property
    def post(self) -> str:
        """The message as a post for social networks."""
        return post_text(self)

    @property
    def changed_at(self) -> datetime:
        """When it was last published or answered, or the group said that this is no answer."""
        moments = [self.edition.published_at]
        if self.last:
            moments.append(self.last.answered_at)
            if unaddressed_on := self.last.unaddressed_on:
                midnight = datetime.combine(unaddressed_on, datetime.min.time())
                moments.append(timezone.make_aware(midnight))
        return max(moments)


def public_groups() -> QuerySet[AdvisoryGroup]:
    """Groups of which something was published for anyone."""
    published = Publication.objects.visible_to(ANYBODY)
    return AdvisoryGroup.objects.filter(pk__in=published.values("group"))


def published_messages(
    visitor: User | AnonymousUser, groups: QuerySet[AdvisoryGroup]
) -> list[Published]:
    """Messages of ``groups`` that this visitor reads, newest first, each once.

    However many there are, it takes two queries.
    """
    return _messages(
        Edition.objects.visible_to(visitor).standing().filter(publication__group__in=groups)
    )


def public_subjects() -> QuerySet[Subject]:
    """Topics under which something stands that was published for anyone."""
    editions = Edition.objects.visible_to(ANYBODY).standing()
    return Subject.objects.filter(publications__editions__in=editions).distinct()


def messages_on(subject: Subject) -> list[Published]:
    """Messages that anybody reads under one topic, of all groups, newest first, each once."""
    editions = Edition.objects.visible_to(ANYBODY).standing()
    return _messages(editions.filter(publication__subjects=subject))


def _messages(editions: QuerySet[Edition]) -> list[Published]:
    editions = editions.select_related("publication__group").order_by("-published_at", "-pk")
    rows: dict[str, tuple[Message, Edition]] = {}
    for edition in editions:
        for part in ("messages", "not_agreed"):
            for message in edition.snapshot[part]:
                rows.setdefault(message["reference"], (message, edition))
    stands = beside_messages(message for message, _edition in rows.values())
    return [
        Published(message, edition, stands.get(reference))
        for reference, (message, edition) in rows.items()
    ]


def advice(rows: list[Published]) -> list[Published]:
    """Those on which a view was agreed, which the police answer."""
    return [row for row in rows if row.is_advice]


def without_view(rows: list[Published]) -> list[Published]:
    """Those that were discussed, with no agreed view: they are no advice."""
    return [row for row in rows if not row.is_advice]


def sections(rows: list[Published]) -> list[tuple[str, list[Published]]]:
    """The advice by what became of it, each part with its title; parts without any are left out."""
    decided = Answer.Decision
    states = {
        _("They did"): (decided.DONE, decided.PARTLY_DONE),
        _("They said they will"): (decided.ACCEPTED, decided.ACCEPTED_IN_PART),
        _("They did not, because"): (decided.NOT_ACCEPTED,),
        _("Not answered yet"): (AWAITED, OVERDUE),
    }
    parts = [
        (title, [row for row in advice(rows) if row.state in among])
        for title, among in states.items()
    ]
    return [(title, part) for title, part in parts if part]


def summed_up(rows: list[Published]) -> str:
    """What became of all of it: ``7 messages: 4 accepted, 2 not accepted, 1 awaited since …``."""
    given = advice(rows)
    number = ngettext("%d message", "%d messages", len(given)) % len(given)
    states = Counter(row.state for row in given)
    parts = [
        f"{states[decision]} {str(decision.label).lower()}"
        for decision in Answer.Decision
        if states[decision]
    ]
    owed = [row.beside.since for row in given if row.beside and row.beside.since]
    if owed:
        parts.append(_awaited(owed, states[OVERDUE]))
    return f"{number}: {', '.join(parts)}." if parts else f"{number}."


def _awaited(owed: list[date], overdue: int) -> str:
    since = {"number": len(owed), "day": day(min(owed))}
    words = ngettext(
        "%(number)d awaited since %(day)s",
        "%(number)d awaited, the first since %(day)s",
        len(owed),
    )
    overdue_words = _(" (%d overdue)") % overdue if overdue else ""
    return words % since + overdue_words


def address(group: AdvisoryGroup, reference: str) -> str:
    """Where anybody reads a message on the page of its group."""
    page = reverse("publications:public-group", args=[group.code])
    return f"{settings.PORTAL_ORIGIN}{page}#{reference}"


def post_text(row: Published) -> str:
    """The message as a post for social networks, of at most ``POST_LENGTH`` characters."""
    group = textwrap.shorten(row.group.name, NAME_LENGTH, placeholder="…")
    before, after = f"{group}: “", f"” {row.stands}. {address(row.group, row.reference)}"
    room = max(POST_LENGTH - len(before) - len(after), 1)
    text = row.message["text"]
    words = text if len(text) <= room else textwrap.shorten(text, room, placeholder="…")
    return f"{before}{words}{after}"
