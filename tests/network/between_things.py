"""What each permission between groups is asked about: the group sends, or is sent it."""

from datetime import timedelta

from core.clock import now, today
from network.models import (
    EnquiredGroup,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
)
from network.permissions.enquiries import OF_ENQUIRIES
from network.permissions.enquiry_answers import OF_ENQUIRY_ANSWERS
from network.permissions.forwarding_requests import OF_FORWARDING_REQUESTS
from network.permissions.forwardings import OF_FORWARDINGS
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    OrganisationFactory,
    TopicFactory,
    UserFactory,
)

PERMISSIONS = {*OF_FORWARDINGS, *OF_FORWARDING_REQUESTS, *OF_ENQUIRIES, *OF_ENQUIRY_ANSWERS}

OF_RECEIVER = {
    "network.acknowledge_forwarding",
    "network.discuss_forwarding",
    "network.ask_forwarding_request",
    "network.take_back_forwarding_request",
}


def thing(permission, condition, group):
    """The group itself, where something begins."""
    if permission in {"network.offer_forwarding", "network.draft_enquiry"}:
        return closed(group) if condition == "closed" else group
    if permission in OF_ENQUIRIES:
        return enquiry(group, condition or usual(permission))
    if permission in OF_ENQUIRY_ANSWERS:
        return answer(permission, condition, group)
    if permission in OF_FORWARDING_REQUESTS and permission != "network.ask_forwarding_request":
        return forwarding_request(permission, condition, group)
    return forwarding(permission, condition, group)


def closed(group):
    group.closed_at = now()
    return group


def forwarding(permission, condition, group):
    """A message of the group, or of another one to it; sent where the row says so."""
    receives = permission in OF_RECEIVER
    sender, receiver = (
        (AdvisoryGroupFactory(), group) if receives else (group, AdvisoryGroupFactory())
    )
    topic = TopicFactory(
        group=sender, marking="official_sensitive" if condition == "sensitive" else "official"
    )
    row = Forwarding(
        group=sender,
        to_group=None if condition == "to a body" else receiver,
        to_organisation=OrganisationFactory() if condition == "to a body" else None,
        key_message=KeyMessageFactory(topic=topic),
        state="offered" if condition == "offered" else "sent",
    )
    if permission == "network.send_forwarding":
        row.state = "sent" if condition == "sent" else "offered"
    if permission == "network.take_back_forwarding":
        row.state = condition or "offered"
    if condition == "receiver closed":
        row.to_group.closed_at = now()
    if condition == "acknowledged":
        row.acknowledged_at = now()
    if condition == "has a topic":
        row.discussed_in = TopicFactory(group=group)
    if condition == "sender closed":
        row.group.closed_at = now()
    if condition == "withdrawn":
        row.state = "withdrawn"
    return row


def forwarding_request(permission, condition, group):
    """What the group asks of another that sent it a message, or is asked by one that it sent."""
    about = forwarding(permission, None, group)
    if permission == "network.grant_forwarding_request" and condition != "not there":
        about.offered_by, about.sent_by = about.key_message.proposed_by, UserFactory()
        about.sent_at = now()
        about.save()
    return ForwardingRequest(
        forwarding=about,
        to_group=about.to_group,
        state=condition if condition == "declined" else "asked",
    )


def usual(permission):
    return "asked" if permission == "network.close_enquiry" else "drafted"


def enquiry(group, state):
    """A question of the group, in this state; or a draft whose last day is over."""
    row = Enquiry(group=group, closes_on=today(), state=state)
    if state == "last day over":
        row.state, row.closes_on = "drafted", today() - timedelta(days=1)
    return row


def answer(permission, condition, group):
    """What the group is asked, or its answer."""
    row = enquiry(AdvisoryGroupFactory(), "asked")
    if condition == "last day over":
        row.closes_on = today() - timedelta(days=1)
    if condition == "question closed":
        row.state = "closed"
    enquired = EnquiredGroup(enquiry=row, group=group)
    if permission == "network.answer_enquiry":
        return enquired
    before = "given" if permission == "network.withdraw_answer" else "offered"
    state = condition if condition in EnquiryAnswer.State.values else before
    return EnquiryAnswer(enquired=enquired, state=state)
