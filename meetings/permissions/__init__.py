"""Who may do what in meetings."""

from __future__ import annotations

from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from accounts.models import LegalHold, User
from accounts.models.memberships import ORGANISERS, POLICE
from accounts.permissions import (
    another_asked,
    group_works,
    is_administrator,
    is_held,
    is_not_held,
    no_lift_is_asked,
    role_in,
)
from core.clock import now
from core.policy import Rule, Verdict, may, rule
from core.prepared import Given, Prepared
from core.undo import can_be_undone
from deliberation.models import Topic
from deliberation.permissions import (
    is_chair,
    is_chair_or_secretary,
    is_secretary,
    topic_is_not_held,
)
from meetings import summaries
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Paper,
    Recusal,
    SpeakerRequest,
)
from meetings.models.agenda import stays
from meetings.models.attendance import way_of
from meetings.models.meetings import EARLY
from meetings.permissions import (
    action_log,
    displays,
    in_video,
    listeners,
    minutes,
    polls,
    rehearsals,
)
from meetings.permissions.agenda import agenda_does_not_wait, agenda_is_to_be_agreed
from meetings.permissions.attendance import is_anothers, withdraws_theirs
from meetings.permissions.captions import item_opens_to_them, writes_captions
from meetings.permissions.floor import may_lower, speaks, wrote_it
from meetings.permissions.interests import (
    is_anothers_interest,
    is_there_for_item,
    item_has_not_begun,
    takes_part_in_item,
)
from meetings.permissions.minutes import minutes_are_not_agreed, took_place
from meetings.permissions.papers import (
    answers_it,
    changes_its_page,
    is_a_document,
    is_for_a_meeting,
    is_prepared,
    is_there,
    looks_after,
    reads,
    says_what_was_done,
)
from meetings.permissions.rehearsals import is_time_to_rehearse

_INVITATION = Prepared(
    lambda: (
        Attendance.objects.standing()
        .filter(meeting=Given("meeting", BigIntegerField()), user=Given("user", BigIntegerField()))
        .values_list("pk")
    )
)


def meeting_of(thing: Meeting | AgendaItem | Attendance | Recusal | SpeakerRequest) -> Meeting:
    """The meeting that ``thing`` is or belongs to."""
    return thing if isinstance(thing, Meeting) else thing.meeting


def is_covered(meeting: Meeting) -> bool:
    """Whether a legal hold covers the meeting, or a topic of its agenda."""
    topics = LegalHold.objects.ids(Topic)
    on_topic = topics and AgendaItem.objects.filter(meeting=meeting, topic__in=topics).exists()
    return bool(on_topic) or LegalHold.on(meeting) is not None


@rule(_("Only people who are invited to this meeting can do this."))
def is_invited(person: User, thing: Meeting | AgendaItem | SpeakerRequest) -> bool:
    has_role = role_in(person, thing) is not None
    given = {"meeting": meeting_of(thing).pk, "user": person.pk}
    return has_role and bool(_INVITATION(**given))


@rule(_("You sent apologies. Say first how you take part."))
def has_not_sent_apologies(person: User, meeting: Meeting) -> bool:
    return way_of(person, meeting) != Attendance.Mode.APOLOGIES


@rule(_("This item is for members. You can come back when it is over."))
def item_is_for_them(person: User, meeting: Meeting) -> bool:
    item = meeting.item
    return item is None or not item.members_only or stays(role_in(person, meeting), meeting.group)


@rule(_("This meeting is not open."))
def meeting_is_open(person: User, thing: Meeting | AgendaItem | SpeakerRequest) -> bool:
    return meeting_of(thing).is_open


@rule(_("This meeting is open or over."))
def is_coming(person: User, thing: Meeting | AgendaItem) -> bool:
    return meeting_of(thing).is_coming


@rule(_("This meeting is postponed and has no date yet."))
def has_a_date(person: User, meeting: Meeting) -> bool:
    return meeting.has_date


@rule(_("A legal hold covers this meeting: nothing of it is changed."))
def is_not_held_in_any_way(
    person: User, thing: Meeting | AgendaItem | Attendance | SpeakerRequest
) -> bool:
    return not is_covered(meeting_of(thing))


@rule(_("A meeting can be opened twenty minutes before its start."))
def is_time(person: User, meeting: Meeting) -> bool:
    return now() >= meeting.starts_at - EARLY


@rule(_("This can be undone for a minute, by whoever did it."))
def ended_it_just_now(person: User, meeting: Meeting) -> bool:
    return meeting.ended_by_id == person.pk and can_be_undone(meeting.undo_until)


@rule(_("This meeting is over."))
def is_not_over(person: User, thing: Meeting | AgendaItem | Attendance | Recusal) -> bool:
    return meeting_of(thing).is_ahead


@rule(_("This meeting has not begun."))
def has_begun(person: User, meeting: Meeting) -> bool:
    return meeting.state in Meeting.BEGUN


@rule(_("The summary of this meeting is published. It says who took part."))
def summary_is_unpublished(person: User, meeting: Meeting) -> bool:
    return not summaries.is_published(meeting.pk)


@rule(_("Only the chair, the secretary and the police who present show slides."))
def presents(person: User, thing: Meeting) -> bool:
    return role_in(person, thing) in ORGANISERS | POLICE


@rule(_("A legal hold covers this meeting: nothing of it can be removed."))
def is_in_no_held_meeting(person: User, paper: Paper) -> bool:
    return paper.meeting is None or not is_covered(paper.meeting)


def _takes_away(person: User, paper: Paper) -> Verdict:
    """What is attached goes as its post goes: by its author, or with the words of the post.

    A document is the group's, and not of the person who uploaded one of its versions. What shows
    what the police did is of who added it, and of the group.
    """
    if paper.post:
        return may(person, "deliberation.withdraw_post", paper.post)
    if paper.page:
        return is_chair_or_secretary(person, paper)
    if paper.response:
        return looks_after(person, paper) and topic_is_not_held(person, paper.response.key_message)
    return (looks_after & is_in_no_held_meeting)(person, paper)


@rule(_("You belong to no group, so there are no meetings for your calendar."))
def belongs_to_a_group(person: User, owner: User) -> bool:
    return bool(person.places)


says_who_came = summary_is_unpublished & minutes_are_not_agreed & is_not_held_in_any_way
can_put_right_who_came = is_secretary & took_place & says_who_came
reads_captions = (
    is_invited & meeting_is_open & item_is_for_them & is_there_for_item & item_opens_to_them
)

POLICY = {
    **action_log.POLICY,
    **displays.POLICY,
    **in_video.POLICY,
    **listeners.POLICY,
    **rehearsals.POLICY,
    **minutes.POLICY,
    **polls.POLICY,
    "meetings.keep_busy_dates": is_administrator,
    "meetings.call_meeting": is_chair_or_secretary & group_works,
    "meetings.change_meeting": is_chair_or_secretary & is_coming & is_not_held_in_any_way,
    "meetings.change_agenda": is_chair_or_secretary & is_coming & is_not_held_in_any_way,
    "meetings.ask_agenda": is_secretary & is_coming & agenda_is_to_be_agreed & agenda_does_not_wait,
    "meetings.agree_agenda": is_chair & is_coming & agenda_is_to_be_agreed,
    "meetings.postpone_meeting": is_chair_or_secretary & is_coming & is_not_held_in_any_way,
    "meetings.arrange_captions": is_chair_or_secretary & is_not_over,
    "meetings.read_captions": reads_captions,
    "meetings.open_captioning": is_invited & writes_captions & meeting_is_open,
    "meetings.write_captions": writes_captions & reads_captions & takes_part_in_item,
    "meetings.invite_person": is_chair_or_secretary & is_not_over,
    "meetings.withdraw_invitation": is_chair_or_secretary
    & withdraws_theirs
    & is_anothers
    & is_not_over
    & is_not_held_in_any_way,
    "meetings.cancel_meeting": is_chair_or_secretary & is_coming & is_not_held_in_any_way,
    "meetings.say_attendance": is_invited & has_a_date & (can_put_right_who_came | is_not_over),
    "meetings.record_attendance": is_chair_or_secretary
    & has_a_date
    & (is_not_over | can_put_right_who_came),
    "meetings.say_presence": is_invited & meeting_is_open,
    "meetings.record_presence": is_chair_or_secretary & meeting_is_open,
    "meetings.view_presence": is_chair_or_secretary & has_begun,
    "meetings.correct_presence": is_secretary & has_begun & says_who_came,
    "meetings.say_needs": is_invited & is_not_over,
    "meetings.record_needs": is_secretary & is_not_over,
    "meetings.view_needs": is_secretary,
    "meetings.declare_interest": is_invited & is_not_over,
    "meetings.record_interest": is_chair_or_secretary & is_not_over,
    "meetings.change_interest": is_chair_or_secretary
    & is_anothers_interest
    & is_not_over
    & item_has_not_begun,
    "meetings.open_meeting": is_chair & is_coming & has_a_date & is_time,
    "meetings.run_meeting": is_chair & meeting_is_open,
    "meetings.end_meeting": is_chair & meeting_is_open,
    "meetings.reopen_meeting": is_chair & ended_it_just_now & minutes.has_no_minutes,
    "meetings.show_slide": is_invited & presents & meeting_is_open,
    "meetings.show_wording": is_chair_or_secretary & meeting_is_open,
    "meetings.raise_hand": is_invited
    & meeting_is_open
    & speaks
    & has_not_sent_apologies
    & item_is_for_them
    & takes_part_in_item,
    "meetings.raise_hand_for": is_secretary & meeting_is_open,
    "meetings.take_floor": is_invited
    & meeting_is_open
    & has_not_sent_apologies
    & item_is_for_them
    & takes_part_in_item,
    "meetings.change_contribution": is_invited
    & meeting_is_open
    & wrote_it
    & is_not_held_in_any_way,
    "meetings.lower_hand": is_invited & meeting_is_open & may_lower,
    "meetings.upload_paper": is_chair_or_secretary & is_not_over,
    "meetings.add_proof": Rule(answers_it) & says_what_was_done,
    "meetings.read_paper": reads,
    "meetings.check_paper": reads & looks_after,
    "meetings.remove_paper": reads & is_there & Rule(_takes_away),
    "meetings.replace_document": reads & is_a_document & is_there & Rule(changes_its_page),
    "meetings.move_paper": reads
    & is_for_a_meeting
    & is_chair_or_secretary
    & is_there
    & is_coming
    & is_not_held_in_any_way,
    "meetings.take_copy": reads & is_prepared,
    "meetings.join_video": is_invited
    & meeting_is_open
    & has_not_sent_apologies
    & item_is_for_them
    & is_there_for_item,
    "meetings.ring_in": is_invited & has_not_sent_apologies & is_not_over,
    "meetings.read_pin": is_secretary & is_not_over,
    "meetings.rehearse": is_invited & has_not_sent_apologies & is_time_to_rehearse,
    "meetings.create_calendar": belongs_to_a_group,
    "meetings.view_hold": is_chair_or_secretary,
    "meetings.hold_meeting": is_chair_or_secretary & is_not_held,
    "meetings.ask_to_lift_hold": is_chair_or_secretary & is_held & no_lift_is_asked,
    "meetings.lift_hold": is_chair_or_secretary & is_held & another_asked,
}
