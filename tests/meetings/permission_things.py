"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from core.clock import now, today
from deliberation.models import HandbookPage, Response, Space
from meetings.models import Attendance, Meeting, Minutes, Recusal, SpeakerRequest
from publications.models import Publication, Release
from tests.accounts.permission_things import close
from tests.deliberation.permission_things import hold_on
from tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    KeyMessageFactory,
    MeetingFactory,
    PaperFactory,
    PaperVersionFactory,
    PollDateFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
)

OPEN = {
    "run_meeting",
    "end_meeting",
    "show_slide",
    "show_wording",
    "say_presence",
    "record_presence",
    "view_presence",
    "correct_presence",
    "raise_hand",
    "take_floor",
    "change_contribution",
    "raise_hand_for",
    "lower_hand",
    "join_video",
    "view_video",
    "put_out_of_video",
    "show_members_item",
    "read_captions",
    "open_captioning",
    "write_captions",
    "listen",
    "listen_to_item",
}
INVITED = ("observer", "police_lead", "secretary", "member", "chair")


def publish(meeting, world):
    """Its summary is out; who walked which step does not matter here."""
    publication = Publication.objects.create(
        group=world.group, reference=f"ABC-2026-S{meeting.pk:02}"
    )
    people = {"checked_by": world.police_lead, "approved_by": world.chair}
    Release.objects.create(
        publication=publication,
        meeting=meeting,
        state="published",
        snapshot={},
        prepared_by=world.secretary,
        published_by=world.secretary,
        **people,
    )


def agree(meeting, world):
    """Its minutes are agreed."""
    agreed = {"state": "agreed", "agreed_at": now(), "agreed_by": world.chair}
    out = {"published_at": now(), "check_until": today()}
    Minutes.objects.create(meeting=meeting, drafted_by=world.secretary, **out, **agreed)


def attached(condition, world):
    """What is attached to a post of the member of the table, in the space that the row names."""
    if condition.startswith("proof"):
        return of_response("", condition, world)
    space = Space.MEMBERS if "members" in condition else Space.SHARED
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    post = PostFactory(topic=topic, space=space, author=world.member)
    paper = PaperFactory(meeting=None, post=post)
    return PaperVersionFactory(paper=paper, uploaded_by=world.member).paper


def of_the_log(name, condition, world):
    """The group, or an action of whom the row names, in the state in which it can be done."""
    if name in {"add_action", "close_actions", "read_actions"}:
        return close(world.group) if condition == "group closed" else world.group
    owner = {"of the member": world.member, "of the police lead": world.police_lead}.get(condition)
    owned = {"owner": owner} if owner else {}
    if name in {"close_action", "reopen_action"} and condition != "not reported":
        owned["state"] = "reported_complete"
    if condition == "reported":
        owned["state"] = "reported_complete"
    if condition == "closed":
        owned |= {"state": "complete", "closed_at": now()}
    if condition == "of an item for members":
        meeting = MeetingFactory(group=world.group, state="ended")
        owned |= {"meeting": meeting, "item": AgendaItemFactory(meeting=meeting, members_only=True)}
    return ActionFactory(group=world.group, **owned)


def of_minutes(name, condition, world):
    """The meeting, its minutes, an item of them or a correction, in the state that the row names."""
    meeting = MeetingFactory(group=world.group, state="ended", opened_at=now(), ended_at=now())
    for role in INVITED:
        Attendance.objects.create(meeting=meeting, user=getattr(world, role))
    if name == "draft_minutes" and not condition:
        return meeting
    is_draft = condition == "a draft" or (
        name in {"write_minutes", "publish_minutes"} and condition != "published"
    )
    last = today() + timedelta(days=-1 if condition == "time is over" else 9)
    out = {} if is_draft else {"state": "published", "published_at": now(), "check_until": last}
    minutes = Minutes.objects.create(meeting=meeting, drafted_by=world.secretary, **out)
    for_members = condition == "of an item for members"
    added = AgendaItemFactory(meeting=meeting, members_only=for_members)
    item = minutes.items.create(item=added)
    if name == "answer_correction" or condition == "a correction waits":
        correction = item.corrections.create(says="A", why="B", proposed_by=world.member)
        return minutes if condition == "a correction waits" else correction
    whole = {"draft_minutes": meeting, "read_minutes": minutes, "publish_minutes": minutes,
             "agree_minutes": minutes}  # fmt: skip
    return whole.get(name, item)


OF_NO_MEETING = {
    "open_poll": lambda world: world.group,
    "keep_busy_dates": lambda world: None,
    "create_calendar": lambda world: world.member,
}


def of_poll(name, condition, world):
    """A question to the group which dates suit."""
    last = today() + timedelta(days=-1 if condition == "the last day is over" else 5)
    state = "withdrawn" if condition == "withdrawn" else "open"
    return PollDateFactory(poll__group=world.group, poll__answers_until=last,
                           poll__state=state).poll  # fmt: skip


def of_response(name, condition, world):
    """A response that says what was done, or what shows it; the secretary wrote it down."""
    key_message = KeyMessageFactory(topic__group=world.group, state="sent")
    decision = "accepted" if condition == "of what was accepted" else "done"
    response = Response.objects.create(
        key_message=key_message, decision=decision, reason="Since May", answered_by=world.secretary
    )
    if not condition.startswith("proof"):
        return response
    paper = PaperFactory(meeting=None, response=response)
    return PaperVersionFactory(paper=paper, uploaded_by=world.police_lead).paper


FAMILIES = {
    ("_action", "_actions"): of_the_log,
    ("_minutes", "_correction"): of_minutes,
    ("_proof",): of_response,
    ("_poll", "_poll_answer", "_poll_answers"): of_poll,
}


def thing(permission, condition, world):
    """What the row is about: a group before there is a meeting, a person, a post's file, a meeting."""
    action = permission.partition(".")[2]
    if action == "call_meeting":
        return close(world.group) if condition == "group closed" else world.group
    if action in OF_NO_MEETING:
        return OF_NO_MEETING[action](world)
    for endings, build in FAMILIES.items():
        if action.endswith(endings):
            return build(action, condition, world)
    if action == "replace_document" or condition.startswith("a document"):
        number = world.group.handbook_pages.count() + 1
        page = HandbookPage.objects.create(group=world.group, number=number, title="Terms")
        paper = PaperFactory(meeting=None, page=page)
        return PaperVersionFactory(paper=paper, uploaded_by=world.member).paper
    if condition.startswith(("with a post", "proof")):
        return attached(condition, world)
    return of_a_meeting(action, condition, world)


def contribution(meeting, condition, world):
    """Words of the member, or those that the secretary entered for somebody without a screen."""
    return SpeakerRequest.objects.create(
        meeting=meeting,
        user=world.stranger if condition else world.member,
        mode="video",
        kind="written",
        item=AgendaItemFactory(meeting=meeting),
        words="Keep a line that a person answers",
        recorded_by=world.secretary if condition else None,
    )


def at_an_item(meeting, condition, world):
    """The meeting at an item for members, or at another."""
    meeting.item = AgendaItemFactory(meeting=meeting, members_only=not condition)
    meeting.save()
    return meeting


def to_listen_to(meeting, condition, world):
    """The meeting, open to its own members; they take part in it, or do not."""
    if condition != "they take part":
        meeting.attendances.update(mode=Attendance.Mode.UNKNOWN)
    meeting.heard_by_members = True
    if condition == "OFFICIAL-SENSITIVE":
        meeting.marking = "official_sensitive"
    if condition == "an item for members":
        meeting.item = AgendaItemFactory(meeting=meeting, members_only=True)
    meeting.save()
    return meeting


def an_interest(meeting, condition, world):
    """That of the member, or of the chair; the item has begun, or is to come."""
    begun = {"started_at": now()} if condition.startswith("the item has begun") else {}
    part = Recusal.Part.LISTENS if condition.endswith("they listen") else Recusal.Part.LEAVES
    whose = world.chair if condition == "of the chair" else world.member
    item = AgendaItemFactory(meeting=meeting, **begun)
    return item.recusals.create(user=whose, reason="I work there", part=part)


BUILD = {
    "change_interest": an_interest,
    "change_contribution": contribution,
    "show_members_item": at_an_item,
    "open_to_listeners": to_listen_to,
    "listen": to_listen_to,
    "listen_to_item": to_listen_to,
}


def of_a_meeting(action, condition, world):
    """The meeting, open or called; somebody else's hand in it; a paper of it."""
    is_open = action in OPEN
    meeting = Meeting.objects.create(
        group=world.group,
        title="Harbour District IAG",
        starts_at=now(),
        state=Meeting.State.OPEN if is_open else Meeting.State.CALLED,
        opened_at=now() if is_open else None,
        called_by=world.secretary,
        captioner=world.member,
    )
    for role in INVITED:
        Attendance.objects.create(
            meeting=meeting, user=getattr(world, role), mode=Attendance.Mode.VIDEO
        )
    other = {"withdraw_invitation": world.member, "put_out_of_video": world.chair}.get(action)
    if other:
        return meeting.attendances.get(user=other if condition else world.observer)
    if build := BUILD.get(action):
        return build(meeting, condition, world)
    if condition:
        meeting.state, meeting.opened_at, meeting.ended_at = "ended", now(), now()
        meeting.save()
    if condition == "its minutes are agreed":
        agree(meeting, world)
    if condition == "its summary is published":
        publish(meeting, world)
    if action == "reopen_meeting":
        meeting.state, meeting.ended_at, meeting.ended_by = "ended", now(), world.chair
        meeting.save()
    if action == "lower_hand":
        return SpeakerRequest.objects.create(meeting=meeting, user=world.stranger, mode="video")
    if action in {"read_paper", "take_copy", "check_paper", "move_paper", "remove_paper"}:
        return PaperVersionFactory(paper=PaperFactory(meeting=meeting)).paper
    hold_on(meeting, action)
    return meeting
