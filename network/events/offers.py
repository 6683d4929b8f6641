"""What a lead group offers, before anything of it leaves: on the record of that group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.asked_forces import AskedForceEvent


class OfferEvent(AskedForceEvent):
    """Something that happened to one offer."""

    offer_id: int


class MessageOffered(OfferEvent):
    """A key message was offered for a national topic, for the chair to release."""

    name: ClassVar[str] = "message_offer.offered"
    label = _("Offered a key message for a national topic")


class OfferTakenBack(OfferEvent):
    """What was offered was taken back before it was released."""

    name: ClassVar[str] = "message_offer.taken_back"
    label = _("Took back what was offered for a national topic")
