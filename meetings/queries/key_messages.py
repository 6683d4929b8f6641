"""What a meeting agrees on: its rounds, and the key messages on its agenda. Reads only."""

from __future__ import annotations

from django.db.models import BigIntegerField, Case, CharField, Q, QuerySet, When

from accounts.models import User
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, KeyMessage, Outcome
from deliberation.models.asker import PreparedFor
from deliberation.models.rounds import occasion_of
from deliberation.queries import add_everything
from meetings.models import AgendaItem, Meeting

_MEETING = Given("meeting", BigIntegerField())
_IS_SHOWN = Q(wording=Given("wording", BigIntegerField()))
_IS_OPEN = Q(state=AgreementRound.State.OPEN)
_HOLDS_THE_SCREEN = _IS_OPEN & Q(answers_until=None)  # people answer to the words that they see
_HAS_THE_SCREEN = ~_IS_OPEN | Q(answers_until=None) | _IS_SHOWN
_FIRST = Case(When(_HOLDS_THE_SCREEN, then=0), When(_IS_SHOWN, then=1), default=2)


def _first_round(*shown: Q) -> QuerySet[AgreementRound]:
    rounds = AgreementRound.objects.filter(*shown, occasion=Given("occasion", CharField()))
    joined = rounds.with_numbers().select_related("wording", "key_message__topic__group")
    return joined.order_by(_FIRST, "-pk")[:1]


_FIRST_ROUND = Prepared(_first_round)
_ROUND_OF_OPEN_MEETING = Prepared(lambda: _first_round(_HAS_THE_SCREEN))


def _on_the_agenda() -> QuerySet[KeyMessage]:
    items = AgendaItem.objects.filter(meeting=_MEETING)
    topics = items.for_everybody().exclude(topic=None).values("topic")
    rows = KeyMessage.objects.filter(topic__in=topics).exclude(state=KeyMessage.State.WITHDRAWN)
    return rows.select_related("topic__group")


def _decided_here() -> QuerySet[KeyMessage]:
    here = AgreementRound.objects.closed().filter(occasion=Given("occasion", CharField()))
    counted = here.exclude(outcome=Outcome.NOT_QUORATE).values("key_message")
    return _on_the_agenda().filter(state__in=KeyMessage.DECIDED, pk__in=counted)


_ON_THE_AGENDA = Prepared(_on_the_agenda)
_DECIDED_HERE = Prepared(_decided_here)


def open_rounds(meeting: Meeting, user: User) -> QuerySet[AgreementRound]:
    """The rounds of this meeting that are still open and that ``user`` may see."""
    seen = AgreementRound.objects.visible_to(user)
    rounds = seen.opened_in(meeting.pk).filter(state=AgreementRound.State.OPEN)
    return rounds.select_related("wording", "key_message__topic__group").order_by("pk")


def round_on_screen(meeting: Meeting) -> AgreementRound | None:
    """The round that holds the screen, or is on its wording, or the newest.

    While the meeting is open, one with a last day that has made room for others is left out:
    those who are asked answer it on its own page.
    """
    ask = _ROUND_OF_OPEN_MEETING if meeting.is_open else _FIRST_ROUND
    # No wording has the number 0: nothing is on the screen.
    return next(iter(ask(occasion=occasion_of(meeting.pk), wording=meeting.wording_id or 0)), None)


def key_messages(meeting: Meeting, *, guest: bool) -> list[KeyMessage]:
    """The key messages on the topics of this meeting's agenda, with everything.

    :param guest: for the police, observers and interpreters, who see what this meeting has
        decided, and a draft when the chair puts it on the screen. What was decided before
        they find on its topic, if they are invited there.
    """
    if guest:
        rows = _DECIDED_HERE(meeting=meeting.pk, occasion=occasion_of(meeting.pk))
    else:
        rows = _ON_THE_AGENDA(meeting=meeting.pk)
    return add_everything(rows)


def decided(meeting: Meeting, user: User) -> list[KeyMessage]:
    """What came of the meeting, as far as ``user`` may see it."""
    return add_everything(_DECIDED(user, meeting=meeting.pk))


def _decided(user: User) -> QuerySet[KeyMessage]:
    topics = AgendaItem.objects.filter(meeting=_MEETING).exclude(topic=None).values("topic")
    visible = KeyMessage.objects.visible_to(user).select_related("topic__group")
    return visible.filter(topic__in=topics, state__in=KeyMessage.DECIDED)


_DECIDED = PreparedFor(_decided)
