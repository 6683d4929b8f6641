"""A national topic that is over, in a network of its own: asked, met about, published and answered.

It is told last and has people of its own, so that nothing told before it has another number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.timezone import localdate, localtime

from accounts.models import User
from deliberation import actions as talk
from deliberation.models import Choice, KeyMessage, Response, Topic
from iag_portal.story import youth
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedItem
from meetings.models import Attendance, Meeting
from network import actions
from network.models import NationalTopic, NetworkForce
from publications import actions as publish
from publications.snapshot import Draft

ASKED_IN_SHORT = (
    "When officers record what they do: what must people be told, how soon must a request be"
    " answered, and who looks at recordings of force?"
)
YES, WITH_RESERVATIONS, NO = Choice.SUPPORT, Choice.RESERVATIONS, Choice.OBJECT
POSITIONS = (  # the message, and what each group says to it
    ("Tell people on the spot how they can ask for the recording.", (YES, YES, YES, YES, YES)),
    (
        "Answer a request within 28 days, or say why it takes longer.",
        (YES, YES, WITH_RESERVATIONS, YES, YES),
    ),
    ("Show recordings of force to a panel of the public, chosen by lot.", (YES, YES, YES, YES, NO)),
    ("Keep every recording for six years.", (YES, NO, YES, NO, NO)),
)
AGAINST_A_PANEL = "People who were filmed have not agreed that strangers look at them."
FOR_SIX_YEARS = "Complaints take years, and by then the recording has gone."
AGAINST_SIX_YEARS = "What is kept can be lost or misused. Six years of everybody is too much."
RESPONSES = (  # to the first two of three that were sent: the third waits too long
    (Response.Decision.ACCEPTED, "Guidance to all forces changes in May, and the slip with it."),
    (Response.Decision.UNDER_CONSIDERATION, "Forces are being asked how many requests they have."),
)
LEDE = "Groups in five forces ask that people are told how to see what was recorded of them."
NEXT_STEPS = ["The portfolio office answers each message within 56 days."]
# How many days ago.
BEGAN, ASKED, NAMED, MET, PUBLISHED, ANSWERED = 190, 186, 150, 140, 129, 100
REVIEW = timedelta(days=140)  # from an answer to the one it promises


def decide_together(company: Cast, today: datetime) -> None:
    """Five groups take part; four messages are decided; of three that were sent one waits too long."""
    host = youth.found_network(company, today - timedelta(days=BEGAN))
    national_topic = youth.ask_groups(company, host, today - timedelta(days=ASKED))
    speakers = youth.name_speakers(
        company.people["ebony"], national_topic, today - timedelta(days=NAMED)
    )
    evening = localtime(today - timedelta(days=MET)).replace(hour=18, minute=0, second=0)
    held = _meet(company, national_topic, speakers, evening.replace(microsecond=0))
    _publish(company, held, today - timedelta(days=PUBLISHED))
    _respond(company.people["carys"], national_topic, today - timedelta(days=ANSWERED))


def _meet(
    company: Cast, national_topic: NationalTopic, speakers: list[User], on: datetime
) -> Meeting:
    """An evening on video, in which each group takes a position on four messages."""
    ebony, tomos, topic = company.people["ebony"], company.people["tomos"], national_topic.topic
    with then(on - timedelta(days=8)):
        held = meet.call_meeting(
            actor=tomos,
            group=topic.group,
            title="National meeting on body-worn video",
            starts_at=on,
            agenda=[PlannedItem(youth.TITLE, topic=topic)],
        )
    with then(on):
        meet.open_meeting(actor=ebony, meeting=held)
        for person in (ebony, tomos, *speakers):
            meet.come_in(actor=person, meeting=held, mode=Attendance.Mode.VIDEO, user=person)
        meet.start_item(actor=ebony, meeting=held, item=held.agenda.get())
    with then(on + timedelta(minutes=30)):
        decided = [
            _decide(ebony, held, topic, text, zip(speakers, positions, strict=True))
            for text, positions in POSITIONS
        ]
        _disagree(speakers, decided)
    with then(on + timedelta(hours=2)):
        held.refresh_from_db()
        meet.end_meeting(actor=ebony, meeting=held)
    return held


def _decide(
    chair: User, held: Meeting, topic: Topic, text: str, positions: Iterable[tuple[User, Choice]]
) -> KeyMessage:
    message = talk.propose_key_message(actor=chair, topic=topic, text=text, meeting_id=held.pk)
    asked = meet.open_round(actor=chair, meeting=held, key_message=message)
    for person, choice in positions:
        reason = "" if choice == Choice.SUPPORT else "Our members see it otherwise."
        talk.take_position(actor=person, agreement_round=asked, choice=choice, reason=reason)
    talk.close_agreement_round(actor=chair, agreement_round=asked)
    message.refresh_from_db()
    return message


def _disagree(speakers: list[User], decided: list[KeyMessage]) -> None:
    """Words of the group that objects to the third, and both views of the last."""
    first, second, *_others, last = speakers
    _told, _answered, panel, years = decided
    for message, writer, text in (
        (panel, last, AGAINST_A_PANEL),
        (years, first, FOR_SIX_YEARS),
        (years, second, AGAINST_SIX_YEARS),
    ):
        talk.write_minority_statement(actor=writer, key_message=message, text=text)


def _publish(company: Cast, held: Meeting, on: datetime) -> None:
    """Prepared, checked, approved and published; then the speakers have done what they came for."""
    ebony, tomos, topic = company.people["ebony"], company.people["tomos"], held.agenda.get().topic
    advice = KeyMessage.objects.filter(topic=topic).order_by("pk")
    draft = Draft(
        title=youth.TITLE,
        audience="public",
        lede=LEDE,
        asked=ASKED_IN_SHORT,
        next_steps=NEXT_STEPS,
        references=[key_message.reference for key_message in advice],
        not_names=[],
    )
    with then(on - timedelta(days=5)):
        release = publish.prepare_release(actor=tomos, meeting=held, draft=draft)
    with then(on - timedelta(days=2)):
        publish.check_release(
            actor=company.people["carys"], release=release, version=release.version
        )
    with then(on - timedelta(days=1)):
        publish.approve_release(actor=ebony, release=release, version=release.version)
    with then(on):
        publish.publish_edition(actor=tomos, release=release, version=release.version)
        for force in NetworkForce.objects.filter(host=held.group_id):
            for named in force.representations.standing():
                actions.end_representation(actor=ebony, representation=named)


def _respond(lead: User, national_topic: NationalTopic, on: datetime) -> None:
    """The police answer two of the three messages that they were sent."""
    sent = KeyMessage.objects.filter(topic=national_topic.topic_id, state=KeyMessage.State.SENT)
    with then(on):
        for key_message, (decision, reason) in zip(sent.order_by("pk"), RESPONSES, strict=False):
            waits = decision == Response.Decision.UNDER_CONSIDERATION
            publish.answer_and_publish(
                actor=lead,
                key_message=key_message,
                decision=decision,
                reason=reason,
                review_on=localdate(on + REVIEW) if waits else None,
            )
