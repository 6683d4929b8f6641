"""What the group sends others, and what others send it, in the state that each notice is of."""

from core.clock import now, today
from network.models import (
    EnquiredGroup,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
)
from tests.factories import AdvisoryGroupFactory

TO_THE_GROUP = {
    "forwarding.sent",
    "forwarding.withdrawn",
    "forwarding_request.declined",
    "forwarding_request.granted",
    "enquiry.asked",
    "enquiry.closed",
}
BY_THE_GROUP = {"enquiry_answer.given", "enquiry_answer.withdrawn"}


def arrange(kind, world):
    """``world.forwarding``, a request of it, a question and an answer as this notice is of them."""
    other = AdvisoryGroupFactory()
    comes = kind.name in TO_THE_GROUP
    sender, receiver = (other, world.group) if comes else (world.group, other)
    waits = kind.name == "forwarding.offered"
    out = {} if waits else {"sent_by": world.chair, "sent_at": now()}
    state = "offered" if waits else "sent"
    world.forwarding = Forwarding.objects.create(
        group=sender,
        to_group=receiver,
        key_message=world.key_message,
        reference=world.key_message.reference,
        state=state,
        words={"text": "lobelia", "statements": []},
        offered_by=world.secretary,
        **out,
    )
    world.forwarding_request = ForwardingRequest.objects.create(
        forwarding=world.forwarding,
        to_group=AdvisoryGroupFactory(),
        reason="lobelia",
        asked_by=world.chair,
    )
    _ask(kind, world, other)


def _ask(kind, world, other):
    """A question that the group asks, or is asked, with its answer."""
    own = kind.name == "enquiry.drafted" or kind.name in BY_THE_GROUP
    asker, answerer = (world.group, other) if own else (other, world.group)
    world.enquiry = Enquiry.objects.create(
        group=asker,
        title="lobelia",
        question="lobelia",
        closes_on=today(),
        state="drafted" if kind.name == "enquiry.drafted" else "asked",
        drafted_by=world.secretary,
        asked_at=now(),
    )
    enquired = EnquiredGroup.objects.create(enquiry=world.enquiry, group=answerer)
    world.enquiry_answer = EnquiryAnswer.objects.create(
        enquired=enquired,
        words="lobelia",
        offered_by=world.secretary,
        state="given" if kind.name == "enquiry.closed" else "offered",
    )
