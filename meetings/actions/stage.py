"""What everybody has in front of them: the item, the slide, the wording, the round."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.models.memberships import ADVISERS
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.actions import (
    Asked,
    change_wording,
    open_agreement_round,
    propose_key_message,
)
from deliberation.models import AgreementRound, KeyMessage, Method, Topic, Wording
from meetings.actions.floor import put_hands_down
from meetings.actions.lock import lock_meeting
from meetings.actions.video import close_video, stand_apart
from meetings.events import ItemStarted, SlideShown, WordingShown
from meetings.models import AgendaItem, Attendance, Meeting, Paper, Recusal, Slide
from meetings.models.agenda import stays
from meetings.quorum import presences, quorum

Mode = Attendance.Mode


@transaction.atomic
def start_item(*, actor: User, meeting: Meeting, item: AgendaItem) -> None:
    """Move the meeting to an item; the first slide of its paper comes up, the wording goes.

    The wording of a round that is still open stays, as long as it is on the screen. Hands of
    those who declared an interest in the item go down. They leave the video until it is over; those
    of them who stay and listen come back to it as listeners.
    Starting the item that is under way changes nothing: two windows may press it.

    :raises Refused: when the item is of another meeting.
    """
    require(actor, "meetings.run_meeting", lock_meeting(meeting))
    if not meeting.agenda.for_everybody().filter(pk=item.pk).exists():
        raise Refused(_("This item is on another agenda."), thing=meeting)
    if meeting.item_id == item.pk:
        return
    papers = Paper.objects.filter(item=item).not_replaced()
    slides = Slide.objects.filter(version__paper__in=papers, hidden=False)
    first = slides.order_by("version__paper", "-version__number", "number").first()
    asked = _open_rounds(meeting).filter(wording=meeting.wording_id).first()
    meeting.agenda.filter(pk=item.pk).update(started_at=now())
    _show(meeting, item=item, slide=first, wording=asked.wording if asked else None)
    put_hands_down(meeting, user__in=item.recusals.values("user"))
    if item.members_only:
        _clear_for_members(actor, meeting)
    for recusal in item.recusals.all():
        stand_apart(meeting, recusal.user_id, listens=recusal.listens, actor=actor)
    emit(
        ItemStarted(group_id=meeting.group_id, meeting_id=meeting.pk, item_id=item.pk), actor=actor
    )


def _clear_for_members(actor: User, meeting: Meeting) -> None:
    """Nobody speaks, or listens on video, whom an item for members is not for.

    They come back to the video when the next item has begun.
    """
    places = Membership.objects.current().filter(group=meeting.group_id)
    for user, role in places.values_list("user", "role"):
        if not stays(role, meeting.group):
            put_hands_down(meeting, user=user)
            close_video(meeting, user, actor=actor, why=ItemStarted.name)


def _show(meeting: Meeting, **what: object) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(**what)


def _open_rounds(meeting: Meeting) -> QuerySet[AgreementRound]:
    rounds = AgreementRound.objects.opened_in(meeting.pk).select_related("wording")
    return rounds.filter(state=AgreementRound.State.OPEN)


def _holding_the_screen(meeting: Meeting) -> QuerySet[AgreementRound]:
    """Open rounds that the meeting waits for; one with a last day goes on by itself."""
    return _open_rounds(meeting).filter(answers_until=None)


@transaction.atomic
def show_slide(*, actor: User, meeting: Meeting, slide: Slide) -> None:
    """Show a slide to everybody who follows the presenter.

    :raises Refused: when the slide is of another meeting's paper, or hidden in its pack.
    """
    require(actor, "meetings.show_slide", lock_meeting(meeting))
    if slide.version.paper.meeting_id != meeting.pk:
        raise Refused(_("This slide belongs to another meeting."), thing=meeting)
    if slide.hidden:
        raise Refused(_("The author of this pack has hidden this slide."), thing=meeting)
    _show(meeting, slide=slide)
    emit(
        SlideShown(group_id=meeting.group_id, meeting_id=meeting.pk, slide_id=slide.pk), actor=actor
    )


def _require_on_agenda(meeting: Meeting, topic_id: int) -> None:
    """Refuse what everybody in the meeting, its guests too, was not asked to talk about.

    A topic for named readers is on no agenda: even that words are hidden would tell of it.
    """
    if not meeting.agenda.for_everybody().filter(topic=topic_id).exists():
        raise Refused(_("This key message is on no topic of this agenda."), thing=meeting)


def _require_part(actor: User, meeting: Meeting, topic_id: int) -> None:
    """Refuse what is not on the agenda, and whoever declared an interest in it here."""
    _require_on_agenda(meeting, topic_id)
    if Recusal.objects.filter(item__meeting=meeting, item__topic=topic_id, user=actor).exists():
        raise Refused(
            _("You declared an interest in this item, so you take no part in it."), thing=meeting
        )


@transaction.atomic
def show_wording(*, actor: User, meeting: Meeting, wording: Wording | None) -> None:
    """Put a wording on everybody's screen; ``None`` takes it off.

    :raises Refused: when its topic is not on the agenda, or a round without a last day is
        open: people answer to the words that they see.
    """
    require(actor, "meetings.show_wording", lock_meeting(meeting))
    if wording:
        _require_on_agenda(meeting, wording.key_message.topic_id)
    if _holding_the_screen(meeting).exists():
        raise Refused(
            _("A round is open. Its wording stays on the screen until it closes."), thing=meeting
        )
    _put_on_the_screen(meeting, wording, actor)


def _put_on_the_screen(meeting: Meeting, wording: Wording | None, actor: User) -> None:
    _show(meeting, wording=wording)
    emit(
        WordingShown(
            group_id=meeting.group_id,
            meeting_id=meeting.pk,
            wording_id=wording.pk if wording else 0,
        ),
        actor=actor,
    )


@transaction.atomic
def propose_in_meeting(*, actor: User, meeting: Meeting, topic: Topic, text: str) -> KeyMessage:
    """Propose a key message on a topic of the agenda; it comes up on everybody's page.

    :raises Refused: when ``topic`` is not on the agenda, or ``actor`` declared an interest.
    """
    _require_part(actor, lock_meeting(meeting), topic.pk)
    return propose_key_message(actor=actor, topic=topic, text=text, meeting_id=meeting.pk)


@transaction.atomic
def word_key_message(
    *, actor: User, meeting: Meeting, key_message: KeyMessage, text: str, after: int
) -> Wording:
    """Give a key message a new wording in a meeting; on the screen it takes the old one's place.

    :param after: the version that the writer had in front of them.
    :raises Refused: as ``change_wording`` does; when its topic is not on the agenda, or
        ``actor`` declared an interest in it.
    """
    _require_part(actor, lock_meeting(meeting), key_message.topic_id)
    wording = change_wording(
        actor=actor, key_message=key_message, text=text, after=after, meeting_id=meeting.pk
    )
    on_screen = meeting.wording
    if meeting.is_open and on_screen and on_screen.key_message_id == key_message.pk:
        _put_on_the_screen(meeting, wording, actor)
    return wording


@transaction.atomic
def open_round(
    *,
    actor: User,
    meeting: Meeting,
    key_message: KeyMessage,
    last_day: date | None = None,
    method: Method = Method.POSITIONS,
    although_short: bool = False,
) -> AgreementRound:
    """Ask the members about a key message in this meeting, and put it on the screen.

    Asked are the members who did not send apologies, however they take part; with a last day
    all members, also those at home. Those who declared an interest in an item on the same
    topic are recused, with their reason.

    :param last_day: on which the round closes by itself, after the meeting.
    :param method: how they are asked; in a secret ballot only those who sign in are.
    :param although_short: whether ``actor`` knows that the meeting is not quorate.
    :raises Refused: when its topic is not on the agenda, another round of this meeting is open
        and has no last day, or the meeting is not quorate and ``actor`` does not know.
    """
    require(actor, "meetings.run_meeting", lock_meeting(meeting))
    _require_on_agenda(meeting, key_message.topic_id)
    if _holding_the_screen(meeting).exists():
        raise Refused(_("Another round is open. Close it first."), thing=meeting)
    if not although_short and quorum(meeting, presences(meeting)).is_short:
        raise Refused(
            _("The meeting is not quorate. Tick that you ask for positions all the same."),
            thing=meeting,
        )
    agreement_round = open_agreement_round(
        actor=actor,
        key_message=key_message,
        asked=_asked(meeting, at_home=last_day is not None),
        meeting_id=meeting.pk,
        last_day=last_day,
        method=method,
    )
    _put_on_the_screen(meeting, agreement_round.wording, actor)
    return agreement_round


def _asked(meeting: Meeting, *, at_home: bool) -> list[Asked]:
    """The members who are asked, with how they take part.

    :param at_home: whether those are asked too who sent apologies, or were not invited.
    """
    roll = Membership.objects.current().filter(group=meeting.group_id, role__in=ADVISERS)
    people = User.objects.filter(pk__in=roll.values("user"), is_active=True)
    attendances = meeting.attendances.filter(user__in=people).with_way()
    ways = dict(attendances.values_list("user", "way"))
    if not at_home:
        people = people.filter(pk__in=[pk for pk in ways if ways[pk] != Mode.APOLOGIES])
    return [Asked(user=person, mode=ways.get(person.pk, "")) for person in people]
