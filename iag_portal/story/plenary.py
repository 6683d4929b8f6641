"""The meeting that decides a national topic, its summary, and the police response."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from django.utils.timezone import localdate, localtime

from accounts.models import User
from deliberation import actions as talk
from deliberation.models import Choice, KeyMessage, Response, Space, Topic
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedItem
from meetings.models import Attendance, Meeting
from network import actions
from network.models import AskedForce, Mandate, NationalTopic, NetworkForce, Representation
from publications import actions as publish
from publications.snapshot import Draft

Decision = Response.Decision
YES, WITH_RESERVATIONS, NO = Choice.SUPPORT, Choice.RESERVATIONS, Choice.OBJECT


class Advice(NamedTuple):
    """A message, how many released messages it rests on, and what each group says to it.

    :ivar positions: of Glan Hafren, Northmoor, Peakshire and Westmarch.
    """

    text: str
    rests_on: slice
    positions: tuple[Choice, Choice, Choice, Choice]


MESSAGES = (
    Advice("Tell people on the spot how to ask for the recording.", slice(0, 1), (YES,) * 4),
    Advice(
        "Reply to a request within 28 days, or say why it takes longer.",
        slice(1, 2),
        (YES, YES, WITH_RESERVATIONS, YES),
    ),
    Advice(
        "Let a panel of the public look at recordings of force.", slice(2, 3), (YES, YES, YES, NO)
    ),
    Advice("Keep every recording for 6 years.", slice(0, 0), (NO, YES, NO, YES)),
)
REASONS = {
    WITH_RESERVATIONS: "A small force needs more people to do it.",
    NO: "Our members are worried about privacy.",
}
STATEMENTS = (  # which message, which group, in its words
    (2, 3, "The people in a recording have not agreed that strangers see it."),
    (3, 1, "Complaints take years, and by then the recording is gone."),
    (3, 2, "What is kept can be lost. Keep it for a year, and longer only for a complaint."),
)
RESPONSES = (
    (Decision.ACCEPTED, "Guidance to all forces changes within 3 months. The slip changes too."),
    (
        Decision.ACCEPTED_IN_PART,
        "It will be 40 days. The faces of other people have to be covered first.",
    ),
    (Decision.UNDER_CONSIDERATION, "Two forces try it first. We will say what they found."),
)
REVIEW = timedelta(days=140)  # from a response to the one that it promises
SUMMARY_TITLE = "Body-worn video: what the groups advised"
LEDE = "Groups ask that people are told how to see what was recorded of them, and that it is quick."
ASKED_IN_SHORT = (
    "What must people be told, how soon must a request have a reply, and who looks at recordings"
    " of force?"
)
NEXT_STEPS = ["The NPCC portfolio office replies to each message within 56 days."]
THANKS = "The summary is out and each message has a response. Thank you to all who took part."
# How many days ago.
CALLED, MANDATED, MET, PREPARED, CHECKED, APPROVED, PUBLISHED, ANSWERED = 20, 7, 6, 5, 4, 4, 3, 1


def decide(
    company: Cast, national_topic: NationalTopic, references: list[str], today: datetime
) -> None:
    """Four groups take positions; three messages are agreed, published and replied to."""
    evening = localtime(today - timedelta(days=MET)).replace(hour=18, minute=0, second=0)
    held = _call(company, national_topic.topic, evening.replace(microsecond=0))
    with then(today - timedelta(days=MANDATED)):
        speakers = _record_mandates(national_topic)
        meet.invite_people(actor=company.people["owen"], meeting=held, users=speakers)
    with then(held.starts_at):
        _begin(company, held, speakers)
    with then(held.starts_at + timedelta(minutes=30)):
        for advice in MESSAGES:
            _decide(company.people["nadia"], held, advice, references, speakers)
        _write_statements(held, speakers)
    with then(held.starts_at + timedelta(hours=2)):
        held.refresh_from_db()
        meet.end_meeting(actor=company.people["nadia"], meeting=held)
    _publish(company, held, today)
    with then(today - timedelta(days=ANSWERED)):
        _respond(company.people["owen"], national_topic.topic)
        _thank(company.people["owen"], national_topic.topic)


def _record_mandates(national_topic: NationalTopic) -> list[User]:
    """Who speaks for each group, by its name; each is free to decide."""
    speakers = []
    taking_part = national_topic.asked.filter(
        state=AskedForce.State.ACCEPTED, standing=NetworkForce.Standing.FORCE
    )
    for row in taking_part.select_related("group", "national_topic").order_by("group__name"):
        named = Representation.objects.standing().get(force=row.force_id)
        actions.record_mandate(actor=named.user, asked=row, kind=Mandate.Kind.FREE)
        speakers.append(named.user)
    return speakers


def _call(company: Cast, topic: Topic, on: datetime) -> Meeting:
    with then(on - timedelta(days=CALLED - MET)):
        return meet.call_meeting(
            actor=company.people["owen"],
            group=topic.group,
            title="National meeting on body-worn video",
            starts_at=on,
            agenda=[PlannedItem(topic.title, topic=topic)],
        )


def _begin(company: Cast, held: Meeting, speakers: list[User]) -> None:
    """Everybody is on video."""
    nadia, owen = company.people["nadia"], company.people["owen"]
    meet.open_meeting(actor=nadia, meeting=held)
    for person in (nadia, owen, *speakers):
        meet.come_in(actor=person, meeting=held, mode=Attendance.Mode.VIDEO, user=person)
    meet.start_item(actor=nadia, meeting=held, item=held.agenda.get())


def _decide(
    chair: User, held: Meeting, advice: Advice, references: list[str], speakers: list[User]
) -> None:
    """Say on which released messages it rests, then ask for the position of each group."""
    topic = cast("Topic", held.agenda.get().topic)
    message = talk.propose_key_message(
        actor=chair, topic=topic, text=advice.text, meeting_id=held.pk
    )
    if rests_on := references[advice.rests_on]:
        actions.rest_on(actor=chair, key_message=message, add=rests_on, remove=())
    asked = meet.open_round(actor=chair, meeting=held, key_message=message)
    for person, choice in zip(speakers, advice.positions, strict=True):
        reason = REASONS.get(choice, "")
        talk.take_position(actor=person, agreement_round=asked, choice=choice, reason=reason)
    talk.close_agreement_round(actor=chair, agreement_round=asked)


def _write_statements(held: Meeting, speakers: list[User]) -> None:
    """The minority view of one message, and the two views of another."""
    decided = list(KeyMessage.objects.filter(topic=held.agenda.get().topic).order_by("pk"))
    for message, speaker, text in STATEMENTS:
        talk.write_minority_statement(
            actor=speakers[speaker], key_message=decided[message], text=text
        )


def _publish(company: Cast, held: Meeting, today: datetime) -> None:
    """Owen prepares it, Elsie Garth checks it, Nadia approves it, and Owen publishes it."""
    nadia, owen = company.people["nadia"], company.people["owen"]
    checker = User.objects.get(name="Elsie Garth")
    with then(today - timedelta(days=PREPARED)):
        release = publish.prepare_release(actor=owen, meeting=held, draft=_draft(held))
    with then(today - timedelta(days=CHECKED, hours=2)):
        publish.ask_second_check(
            actor=nadia, release=release, user=checker, version=release.version
        )
        publish.check_release(actor=checker, release=release, version=release.version)
    with then(today - timedelta(days=APPROVED)):
        publish.approve_release(actor=nadia, release=release, version=release.version)
    with then(today - timedelta(days=PUBLISHED)):
        publish.publish_edition(actor=owen, release=release, version=release.version)


def _draft(held: Meeting) -> Draft:
    advice = KeyMessage.objects.filter(topic=held.agenda.get().topic).order_by("pk")
    return Draft(
        title=SUMMARY_TITLE,
        audience="public",
        lede=LEDE,
        asked=ASKED_IN_SHORT,
        next_steps=NEXT_STEPS,
        references=[key_message.reference for key_message in advice],
        not_names=[],
        subjects=["Body-worn video"],
    )


def _respond(secretary: User, topic: Topic) -> None:
    """Owen enters what the portfolio office wrote to him."""
    sent = KeyMessage.objects.filter(topic=topic, state=KeyMessage.State.SENT).order_by("pk")
    for key_message, (decision, reason) in zip(sent, RESPONSES, strict=True):
        publish.answer_and_publish(
            actor=secretary,
            key_message=key_message,
            decision=decision,
            reason=reason,
            review_on=_review_on(decision),
        )


def _thank(secretary: User, topic: Topic) -> None:
    talk.write_post(actor=secretary, topic=topic, space=Space.SHARED, body=THANKS)


def _review_on(decision: Decision) -> date | None:
    return localdate() + REVIEW if decision == Decision.UNDER_CONSIDERATION else None
