"""The scale of positions, and what they can come to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
NEEDS_REASON = frozenset({Choice.RESERVATIONS, Choice.OBJECT})


class Outcome(models.TextChoices):
    """What a closed round came to; the rule is ``deliberation.outcomes``."""

    NOT_QUORATE = "not_quorate", _("Not quorate")
    UNANIMOUS = "unanimous", _("Unanimous")
    CONSENSUS = "consensus", _("Consensus")
    MAJORITY_WITH_DISSENT = "majority_with_dissent", _("Majority, with dissent")
    NOT_AGREED = "not_agreed", _("No agreed view")
