"""How a group is asked, the scale of positions, the ways they come, what they can come to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    """How a group is asked about a key message."""

    POSITIONS = "positions", _("Five positions")
    BALLOT = "ballot", _("Secret ballot")


class Unit(models.TextChoices):
    """Whose positions are counted: one for each member, or one for each group."""

    MEMBERS = "members", _("Members")
    GROUPS = "groups", _("Groups")


class Choice(models.TextChoices):
    """The five positions that a person can take."""

    SUPPORT = "support", _("I support it")
    RESERVATIONS = "reservations", _("I support it with reservations")
    LIVE_WITH = "live_with", _("I can live with it")
    STAND_ASIDE = "stand_aside", _("No view: I am not taking part in this one")
    OBJECT = "object", _("I object")


COUNTS = {  # the field of a round that counts each position
    Choice.SUPPORT: "support",
    Choice.RESERVATIONS: "reservations",
    Choice.LIVE_WITH: "live_with",
    Choice.STAND_ASIDE: "stand_aside",
    Choice.OBJECT: "objections",
}
BALLOT_CHOICES = (Choice.SUPPORT, Choice.OBJECT, Choice.STAND_ASIDE)  # fewer tell less of each
LEAST_IN_A_BALLOT = 5  # people; of fewer, others could work out who chose what
NEEDS_REASON = frozenset({Choice.RESERVATIONS, Choice.OBJECT})


class Way(models.TextChoices):
    """How an answer came in a round that has closed."""

    ROOM = "room", _("in the room")
    VIDEO = "video", _("on video")
    TELEPHONE = "telephone", _("on the telephone")
    WRITING = "writing", _("in writing")
    MEETING = "meeting", _("in the meeting, in a way not recorded")
    CALL_BACK = "call_back", _("by call-back")
    IN_PERSON = "in_person", _("in person")
    POST = "post", _("by letter")
    LATER = "later", _("later in the portal")
    PORTAL = "portal", _("in the portal")


class Outcome(models.TextChoices):
    """What a closed round came to; the rule is ``deliberation.outcomes``."""

    NOT_QUORATE = "not_quorate", _("Not quorate")
    UNANIMOUS = "unanimous", _("Unanimous")
    CONSENSUS = "consensus", _("Consensus")
    MAJORITY_WITH_DISSENT = "majority_with_dissent", _("Majority, with dissent")
    NOT_AGREED = "not_agreed", _("No agreed view")
