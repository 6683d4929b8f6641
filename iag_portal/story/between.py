"""Groups write to each other: messages that they agreed, and questions who knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Organisation, User
from deliberation.advice import fingerprint
from iag_portal.story.messages import GROUP
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from network import actions, queries
from network.models import Enquiry, EnquiryAnswer, Forwarding

TITLE = "Body-worn video in hospitals"
ASKED = (
    "Has your group advised on cameras in an accident and emergency department? What did you say?"
)
ANSWER = (
    "We asked that the camera is off while a doctor speaks with a patient, and the police agreed."
)
OWN_TITLE = "Searches of under-18s in the street"
OWN_ASKED = "Who has advised on guardians who are telephoned first? What happened then?"
OWN_ANSWER = "We have: a card with the telephone number of a guardian, which young people carry."
SEND_ON = "The body asked us about it last week, and it is your advice that we would quote."
LATER = "Quiet hours at the front counter"
LATER_ASKED = "Does a station near you have an hour without screens and announcements?"


def write_to_others(cast: Cast, today: datetime) -> None:
    """Glan Hafren writes to Harbour, which asks to send that on; Harbour to a body, and others."""
    people, glan_hafren = cast.people, AdvisoryGroup.objects.get(name=GROUP)
    body = people["imran"].organisation_memberships.get().organisation
    with then(today - timedelta(days=4)):
        theirs = _offer(people["emrys"], glan_hafren, cast.group)
    with then(today - timedelta(days=3)):
        _send(people["gwenllian"], theirs)
        _offer(people["sally"], cast.group, glan_hafren)
        row = _offer(people["sally"], cast.group, body)
    with then(today - timedelta(days=2)):
        _send(people["marjorie"], row)
        actions.ask_forwarding_request(
            actor=people["sally"], forwarding=theirs, receiver=body, reason=SEND_ON
        )
    with then(today - timedelta(days=1)):
        actions.acknowledge_forwarding(actor=people["imran"], forwarding=row)


def ask_others(cast: Cast, today: datetime) -> None:
    """Harbour is asked and writes an answer; it asks itself, has an answer, and asks again soon."""
    people, glan_hafren = cast.people, AdvisoryGroup.objects.get(name=GROUP)
    emrys, gwenllian = people["emrys"], people["gwenllian"]
    sally, marjorie = people["sally"], people["marjorie"]
    until = localdate(today + timedelta(days=16))
    with then(today - timedelta(days=4)):
        theirs = _write(emrys, glan_hafren, TITLE, ASKED, until, cast.group)
        actions.ask_enquiry(actor=gwenllian, enquiry=theirs)
        own = _write(sally, cast.group, OWN_TITLE, OWN_ASKED, until, glan_hafren)
        actions.ask_enquiry(actor=marjorie, enquiry=own)
    with then(today - timedelta(days=2)):
        answer = _answer(emrys, own, OWN_ANSWER)
        actions.give_answer(actor=gwenllian, answer=answer)
        _answer(sally, theirs, ANSWER)
        _write(sally, cast.group, LATER, LATER_ASKED, until, glan_hafren)


def _write(
    actor: User,
    group: AdvisoryGroup,
    title: str,
    question: str,
    closes_on: date,
    receiver: AdvisoryGroup,
) -> Enquiry:
    return actions.draft_enquiry(
        actor=actor,
        group=group,
        title=title,
        question=question,
        closes_on=closes_on,
        groups=[receiver],
    )


def _answer(actor: User, enquiry: Enquiry, words: str) -> EnquiryAnswer:
    return actions.offer_answer(
        actor=actor, enquired=enquiry.asked.get(), words=words, publication=None, shared=True
    )


def _offer(actor: User, group: AdvisoryGroup, receiver: AdvisoryGroup | Organisation) -> Forwarding:
    message = queries.to_forward(group, actor)[0]
    return actions.offer_forwarding(
        actor=actor, group=group, key_message=message, receiver=receiver
    )


def _send(chair: User, forwarding: Forwarding) -> None:
    """As the chair read it on the page."""
    if looked := queries.leaving(forwarding):
        actions.send_forwarding(
            actor=chair,
            forwarding=forwarding,
            seen=fingerprint(looked.message),
            is_confirmed=True,
        )
        forwarding.refresh_from_db()
