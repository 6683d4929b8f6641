"""Who sees the live page of a meeting alike, and by what they differ."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery

from accounts.models import Membership, Role
from accounts.models.memberships import CHAIRS, GUESTS, ORGANISERS, OWN_PEOPLE, POLICE
from core.prepared import Given, Prepared
from meetings.models import Attendance, Meeting, Recusal

Entry = tuple[int, str | None, str, str, str | None]


def _roll() -> QuerySet[Any]:
    declared = Recusal.objects.filter(item=Given("item", BigIntegerField()), user=OuterRef("user"))
    invited: QuerySet[Any] = (
        Attendance.objects.with_way()
        .standing()
        .filter(
            Membership.in_force("user__memberships__"),
            meeting=Given("meeting", BigIntegerField()),
            user__memberships__group=Given("group", BigIntegerField()),
            user__is_active=True,
        )
    )
    rows: QuerySet[Any] = invited.annotate(part=Subquery(declared.values("part")))
    return rows


def _entries(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values_list("user_id", "here", "way", "user__memberships__role", "part")


_ROLL = Prepared(lambda: _entries(_roll()))
_ENTRY = Prepared(lambda: _entries(_roll().filter(user=Given("user", BigIntegerField()))))


def on_the_roll(meeting: Meeting, people: Collection[int]) -> list[Entry]:
    """Those of ``people`` who are invited and belong to the group now. One query.

    Each with the way in which they are there now, or ``None``; how they take part, if they do;
    their role, and of who declared an interest in the item under way what part they have in it.
    Of many the whole roll is read, whose question is the same each time.
    """
    given = {
        "meeting": meeting.pk,
        "group": meeting.group_id,
        "item": meeting.item_id,
    }
    if len(people) == 1:
        return _ENTRY(**given, user=next(iter(people)))
    wanted = set(people)
    return [entry for entry in _ROLL(**given) if entry[0] in wanted]


class MeetingAudience(NamedTuple):
    """Everybody who sees the live page of a meeting alike.

    :ivar speaks: may raise a hand now.
    :ivar here: is there, in some way.
    :ivar recused: declared an interest in the item under way, and takes no part in it.
    :ivar listens: of these, who stays, reads and hears.
    :ivar asked: is asked in the open round.
    :ivar answered: has answered in it, or the secretary wrote it down.
    :ivar undoes_close: closed the last round less than a minute ago.
    :ivar undoes_end: ended the meeting less than a minute ago.
    :ivar slide_closed: does not read the paper of the slide that is shown.
    :ivar hears: whether the contribution that is read out is for them.
    :ivar stays: whether they are there for items that are for members.
    :ivar closed: topics shown here that do not open to them, such as before they accept how
        one is handled: they see nothing of it but its title on the agenda.
    """

    role: str
    speaks: bool
    here: bool
    recused: bool
    asked: bool
    listens: bool = False
    answered: bool = False
    undoes_close: bool = False
    undoes_end: bool = False
    slide_closed: bool = False
    hears: bool = False
    stays: bool = True
    closed: frozenset[int] = frozenset()

    @property
    def leaves(self) -> bool:
        """Whether they are not there for the item under way because of an interest."""
        return self.recused and not self.listens

    @property
    def owes_answer(self) -> bool:
        """The open round waits for them: nobody is asked again for what they have given."""
        return self.asked and not self.answered

    @property
    def is_guest(self) -> bool:
        """The police, an observer or an interpreter: there for this meeting."""
        return self.role in GUESTS

    @property
    def chairs(self) -> bool:
        return self.role in CHAIRS

    @property
    def assists(self) -> bool:
        """The secretary: acts for people who are not on a screen."""
        return self.role == Role.SECRETARY

    @property
    def organises(self) -> bool:
        """May put wordings on the screen."""
        return self.role in ORGANISERS

    @property
    def presents(self) -> bool:
        """May show slides to everybody."""
        return self.role in ORGANISERS | POLICE

    @property
    def words(self) -> bool:
        """May word key messages."""
        return self.role in OWN_PEOPLE


class Answers(NamedTuple):
    """How the newest round of a meeting stands, by person.

    :ivar topic: which it is on.
    :ivar asked: who is asked in it, while it is open.
    :ivar given: who of them has answered.
    :ivar closed_by: who closed it, while they can take that back.
    """

    topic: int | None = None
    asked: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    closed_by: int | None = None

    def of(self, user: int, closed: Collection[int]) -> dict[str, bool]:
        """What it means for ``user``, to whom the topics ``closed`` do not open."""
        opens = self.topic not in closed
        return {
            "asked": user in self.asked and opens,
            "answered": user in self.given and opens,
            "undoes_close": user == self.closed_by and opens,
        }
