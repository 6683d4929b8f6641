"""The guard that keeps members' names out of what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Membership, User
from iag_portal.names import occurring, surname
from iag_portal.policy import may
from meetings.models import Meeting
from publications.snapshot import Snapshot


class Named(NamedTuple):
    """A surname that occurs where it must not.

    :ivar field: the field of the secretary's form to change.
    :ivar where: the part of the text, in words.
    """

    field: str
    where: str
    surname: str

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for the person who writes."""
        if self.field == "references":
            return (
                _(
                    "The surname “%(surname)s” occurs in %(where)s. Agreed words stay as they are:"
                    " leave the message out, or ask the group for another wording."
                )
                % self._asdict()
            )
        return _("The surname “%(surname)s” occurs in %(where)s. Say it without a name.") % (
            self._asdict()
        )


def surnames(group: AdvisoryGroup, meeting: Meeting | None = None) -> list[str]:
    """Surnames of everybody who belongs to ``group`` now or was asked to ``meeting``."""
    belongs = Membership.objects.current().filter(group=group).values("user")
    asked = meeting.attendances.values("user") if meeting else User.objects.none().values("pk")
    people = User.objects.filter(Q(pk__in=belongs) | Q(pk__in=asked)).only("name")
    return sorted({name for person in people if (name := surname(person.name))})


def parts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Each part of the text that people wrote: field, where in words, the words."""
    yield "title", _("the title"), snapshot["title"]
    yield "lede", _("the opening"), snapshot["lede"]
    yield "asked", _("what the group was asked"), "\n".join(snapshot["asked"])
    yield "next_steps", _("what happens next"), "\n".join(snapshot["next_steps"])
    for message in (*snapshot["messages"], *snapshot["not_agreed"]):
        reference = message["reference"]
        yield "references", _("key message %s") % reference, message["text"]
        for statement in message["statements"]:
            where = _("a statement on %s") % reference
            yield "references", where, "\n".join(statement["text"])


def named(snapshot: Snapshot, meeting: Meeting, not_names: Iterable[str] = ()) -> list[Named]:
    """Every surname that occurs in ``snapshot``, and where."""
    names, spared = surnames(meeting.group, meeting), list(not_names)
    return [
        Named(field, where, name)
        for field, where, words in parts(snapshot)
        for name in occurring(words, names, spared)
    ]


def names_in(words: str, group: AdvisoryGroup) -> list[str]:
    """Surnames of people of ``group`` that occur in ``words``."""
    return occurring(words, surnames(group))


def told_of(name: str, writer: User, group: AdvisoryGroup) -> str:
    """Why an answer with the surname ``name`` is not published, for who wrote it.

    Who does not see the list of the group's people is not told which word it is: they could
    try names until they know who belongs to the group.
    """
    if may(writer, "accounts.view_people", group):
        words = _("The surname “%s” occurs here. This is public: say it without a name.")
        return words % name
    return _(
        "This is public and may name somebody. Say it without any name, or ask the secretary"
        " which word it is."
    )
