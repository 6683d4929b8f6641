"""A national topic that is over: its meeting, its summary, and what was answered to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Membership, Role, User
from deliberation import actions as talk
from deliberation.models import Choice, KeyMessage, Response, Space, Topic
from iag_portal.story import messages
from iag_portal.story.moments import then
from iag_portal.story.nation import LEADS, Lead
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedItem
from meetings.models import Attendance, Meeting
from network import actions
from network.jobs import count_turnout
from network.models import AskedForce, NationalTopic, NetworkForce
from publications import actions as publish
from publications.snapshot import Draft

TITLE = "Body-worn video: who may see a recording, and when?"
QUESTION = """Officers record what they do. People who were stopped rarely learn that they can ask for the recording.

- What must somebody be told on the spot?
- How soon must a request be answered?
- Who looks at recordings of force that nobody complains about?"""
ASKED_IN_SHORT = (
    "When officers record what they do: what must people be told, how soon must a request be"
    " answered, and who looks at recordings of force?"
)
SAID = (
    "Nobody who was stopped here knew that they could ask.",
    "Write it on the slip that people get anyway.",
)
RELEASED = (
    messages.Advice(
        "Say on the spot how to ask for the recording, and put it on the slip.",
        "Dywedwch yn y fan a’r lle sut i ofyn am y recordiad, a’i roi ar y slip.",
        0,
    ),
    messages.Advice("Answer in weeks, not in months.", "Atebwch mewn wythnosau.", 0),
    messages.Advice("Let a panel look at recordings of force, chosen by lot.", "", 1),
)
THEMES = ("Asking for a recording", "Looking without a complaint")
YES, WITH_RESERVATIONS, NO = Choice.SUPPORT, Choice.RESERVATIONS, Choice.OBJECT
POSITIONS = (  # the message, and what each force says to it
    ("Tell people on the spot how they can ask for the recording.", (YES, YES, YES, YES, YES)),
    (
        "Answer a request within 28 days, or say why it takes longer.",
        (YES, YES, WITH_RESERVATIONS, YES, YES),
    ),
    ("Show recordings of force to a panel of the public, chosen by lot.", (YES, YES, YES, YES, NO)),
    ("Keep every recording for six years.", (YES, NO, YES, NO, NO)),
)
AGAINST_A_PANEL = "People who were filmed have not agreed that strangers look at them."
VIEWS = (
    ("for", "Complaints take years, and by then the recording has gone."),
    ("against", "What is kept can be lost or misused. Six years of everybody is too much."),
)
ANSWERS = (
    (Response.Decision.ACCEPTED, "Guidance to all forces changes in May, and the slip with it."),
    (Response.Decision.UNDER_CONSIDERATION, "Forces are being asked how many requests they have."),
)
LEDE = "Groups in five forces ask that people are told how to see what was recorded of them."
NEXT_STEPS = ["The portfolio office answers each message within 56 days."]


# How many days ago.
ASKED, AGREED, MET, PUBLISHED, ANSWERED = 186, 165, 140, 129, 100


def decide_together(company: Cast, host: AdvisoryGroup, today: datetime) -> None:
    """Five forces take part; four messages are decided; of three that were sent one waits too long."""
    national_topic = _ask(company, host, today)
    _release_local(company, national_topic, today)
    with then(today - timedelta(days=ASKED - 33)):
        count_turnout()
        actions.close_national_topic(actor=company.people["nadia"], national_topic=national_topic)
    speakers = _name_speakers(company, national_topic, today - timedelta(days=MET + 10))
    held = _meet(company, national_topic, speakers, today - timedelta(days=MET))
    lead = _portfolio_office(host, today - timedelta(days=ASKED))
    _publish(company, held, lead, today - timedelta(days=PUBLISHED))
    with then(today - timedelta(days=ANSWERED)):
        sent = KeyMessage.objects.filter(topic=national_topic.topic_id, state=KeyMessage.State.SENT)
        for key_message, (decision, reason) in zip(sent, ANSWERS, strict=False):
            waits = decision == Response.Decision.UNDER_CONSIDERATION
            publish.answer_and_publish(
                actor=lead,
                key_message=key_message,
                decision=decision,
                reason=reason,
                review_on=localdate(today + timedelta(days=40)) if waits else None,
            )


def _ask(company: Cast, host: AdvisoryGroup, today: datetime) -> NationalTopic:
    """Put it to the forces, which answer or do not, and write of it among themselves."""
    nadia, opened = company.people["nadia"], today - timedelta(days=ASKED)
    with then(opened):
        topic = talk.open_topic(
            actor=nadia,
            group=host,
            title=TITLE,
            ask=QUESTION,
            asker="The NPCC portfolio office",
            decision_due=localdate(today - timedelta(days=MET - 1)),
        )
        national_topic = actions.draft_national_topic(
            actor=nadia, topic=topic, closes_on=localdate(opened + timedelta(days=32))
        )
        forces = host.forces.filter(lead_group__name__in=[lead.group for lead in LEADS])
        asked = actions.ask_force(actor=nadia, national_topic=national_topic, forces=list(forces))
        actions.open_national_topic(actor=nadia, national_topic=national_topic)
    by_group = {lead.group: lead for lead in LEADS}
    for day, row in enumerate(asked, start=1):
        with then(opened + timedelta(days=day)):
            _answer(row, by_group[row.group.name])
    return national_topic


def _answer(asked: AskedForce, lead: Lead) -> None:
    """As they answer today, but for those who have not answered yet."""
    chair = User.objects.get(name=lead.chair)
    if lead.answer == "accepts":
        topic = actions.accept_asked(actor=chair, asked=asked, named=lead.named)
        for words in SAID[: 1 + (lead.named is True)]:
            talk.write_post(actor=chair, topic=topic, space=Space.MEMBERS, body=words)
    elif lead.answer == "declines":
        actions.decline_asked(actor=chair, asked=asked, reason="We are only just beginning.")


def _release_local(company: Cast, national_topic: NationalTopic, today: datetime) -> None:
    """One group releases three messages, and the network sorts them into two themes."""
    asked = AskedForce.objects.select_related("topic", "group").get(
        national_topic=national_topic, group__name=messages.GROUP
    )
    members = messages.join(company, asked.group, today - timedelta(days=ASKED + 1))
    emrys, gwenllian = company.people["emrys"], company.people["gwenllian"]
    with then(today - timedelta(days=AGREED)):
        agreed = messages.agree_each(cast("Topic", asked.topic), RELEASED, members)
    with then(today - timedelta(days=AGREED - 1)):
        offers = messages.offer_each(emrys, asked, agreed, RELEASED)
        rows = messages.release_each(gwenllian, asked, offers)
        messages.sort_each(company.people["nadia"], rows, THEMES, RELEASED)


def _name_speakers(company: Cast, national_topic: NationalTopic, on: datetime) -> list[User]:
    """The chairs of groups that take part, each with a mandate; associates have no position."""
    taking_part = national_topic.asked.filter(
        state=AskedForce.State.ACCEPTED, standing=NetworkForce.Standing.FORCE
    )
    speakers = []
    with then(on):
        for row in taking_part.select_related("answered_by", "force", "group", "national_topic"):
            chair = cast("User", row.answered_by)
            named = actions.name_representative(actor=chair, asked=row, user=chair)
            actions.admit_representative(actor=company.people["nadia"], representation=named)
            actions.record_mandate(actor=chair, asked=row, kind="free", words="")
            speakers.append(chair)
    return speakers


def _meet(
    company: Cast, national_topic: NationalTopic, speakers: list[User], on: datetime
) -> Meeting:
    """An evening on video, in which each force takes a position on four messages."""
    nadia, owen, topic = company.people["nadia"], company.people["owen"], national_topic.topic
    with then(on - timedelta(days=8)):
        held = meet.call_meeting(
            actor=owen,
            group=topic.group,
            title="National meeting on body-worn video",
            starts_at=on,
            agenda=[PlannedItem(TITLE, topic=topic)],
        )
    with then(on):
        meet.open_meeting(actor=nadia, meeting=held)
        for person in (nadia, owen, *speakers):
            meet.come_in(actor=person, meeting=held, mode=Attendance.Mode.VIDEO, user=person)
        meet.start_item(actor=nadia, meeting=held, item=held.agenda.get())
    with then(on + timedelta(minutes=30)):
        decided = [
            _decide(nadia, held, topic, text, zip(speakers, positions, strict=True))
            for text, positions in POSITIONS
        ]
        _disagree(speakers, decided)
    with then(on + timedelta(hours=2)):
        held.refresh_from_db()
        meet.end_meeting(actor=nadia, meeting=held)
    return held


def _decide(
    nadia: User, held: Meeting, topic: Topic, text: str, positions: Iterable[tuple[User, Choice]]
) -> KeyMessage:
    message = talk.propose_key_message(actor=nadia, topic=topic, text=text, meeting_id=held.pk)
    asked = meet.open_round(actor=nadia, meeting=held, key_message=message)
    for person, choice in positions:
        reason = "" if choice == Choice.SUPPORT else "Our members see it otherwise."
        talk.take_position(actor=person, agreement_round=asked, choice=choice, reason=reason)
    talk.close_agreement_round(actor=nadia, agreement_round=asked)
    message.refresh_from_db()
    return message


def _disagree(speakers: list[User], decided: list[KeyMessage]) -> None:
    """Words of the force that objects to the third, and both views of the last."""
    _first, _second, third, last = decided
    statements = [(third, speakers[-1], AGAINST_A_PANEL)]
    statements += [(last, speakers[0], VIEWS[0][1]), (last, speakers[1], VIEWS[1][1])]
    for message, who, text in statements:
        talk.write_minority_statement(actor=who, key_message=message, text=text)


def _portfolio_office(host: AdvisoryGroup, on: datetime) -> User:
    """Who checks the facts for the police, and answers."""
    lead = User.objects.create_user(name="Carys Denham", email="carys@example.org", date_joined=on)
    Membership.objects.create(user=lead, group=host, role=Role.POLICE_LEAD, starts_at=on)
    return lead


def _publish(company: Cast, held: Meeting, lead: User, on: datetime) -> None:
    """Prepared, checked, approved and published; then the speakers have done what they came for."""
    nadia, owen = company.people["nadia"], company.people["owen"]
    topic = held.agenda.get().topic
    advice = KeyMessage.objects.filter(topic=topic).order_by("pk")
    draft = Draft(
        title=TITLE,
        audience="public",
        lede=LEDE,
        asked=ASKED_IN_SHORT,
        next_steps=NEXT_STEPS,
        references=[key_message.reference for key_message in advice],
        not_names=[],
    )
    with then(on - timedelta(days=5)):
        release = publish.prepare_release(actor=owen, meeting=held, draft=draft)
    with then(on - timedelta(days=2)):
        publish.check_release(actor=lead, release=release, version=release.version)
    with then(on - timedelta(days=1)):
        publish.approve_release(actor=nadia, release=release, version=release.version)
    with then(on):
        publish.publish_edition(actor=owen, release=release, version=release.version)
        network = NetworkForce.objects.filter(host=held.group_id)
        for force in network:
            for named in force.representations.standing():
                actions.end_representation(actor=nadia, representation=named)
