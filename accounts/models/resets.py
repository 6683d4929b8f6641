"""Somebody has lost everything: the password, the phone, the card. Two ways back, both needed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.groups import AdvisoryGroup
from accounts.spoken import tidy
from core.clock import now

VALID_FOR = timedelta(hours=24)
TRIES = 5
SIGNER = Signer(sep=".", salt="accounts.reset")


class SignInReset(models.Model):
    """A sign-in reset for one person: a link by email and six words by telephone, both needed.

    The link is signed and nowhere stored; of the words only a salted hash is.

    :ivar group: whose organiser began it; ``None`` for a reader and an administrator.
    :ivar begun_by: who checked who the person is; ``None`` on the command line.
    :ivar tries: wrong words so far; at ``TRIES`` the reset is closed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        CLOSED = "closed", _("Closed")

    class Checked(models.TextChoices):
        IN_PERSON = "in_person", _("Face to face")
        KNOWN_NUMBER = "known_number", _("By a call to a number that I knew before")

    NEXT = {State.OPEN: {State.USED, State.CLOSED}, State.USED: set(), State.CLOSED: set()}

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="resets"
    )
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    checked = models.CharField(max_length=12, choices=Checked)
    words_hash = models.CharField(max_length=200)
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(state="open"), name="one_open_reset"
            ),
        )

    def __str__(self) -> str:
        return f"reset {self.pk}"

    @property
    def works(self) -> bool:
        """Whether the link still leads somewhere."""
        return (
            self.state == self.State.OPEN
            and self.expires_at > now()
            and self.tries < TRIES
            and self.person.is_active
        )

    def fits(self, words: str) -> bool:
        """Whether these are the six words, however they are written."""
        return check_password(tidy(words), self.words_hash)

    def token(self) -> str:
        """The secret part of the link: this row's number, signed."""
        return SIGNER.sign(str(self.pk))

    @classmethod
    def of_token(cls, token: str) -> SignInReset | None:
        """The reset whose link holds ``token``; None for one that we never made."""
        try:
            resets = cls.objects.select_related("person").filter(pk=int(SIGNER.unsign(token)))
            return resets.first()
        except (BadSignature, ValueError):
            return None
