"""Forms that have done their action, for a day."""

from datetime import timedelta

from django.db import models

from core.clock import now
from core.prepared import Given, Prepared

KEPT = timedelta(days=1)
ONE_PRESS = timedelta(minutes=1)  # presses further apart are no impatience
GOING_BACK = timedelta(minutes=10)  # in which somebody who wonders presses again


class SentFormQuerySet(models.QuerySet["SentForm"]):
    def old(self) -> "SentFormQuerySet":
        """Those of which nobody will send the same drawing again."""
        return self.filter(sent_at__lt=now() - KEPT)

    def recent(self) -> "SentFormQuerySet":
        """Those of the last few minutes."""
        return self.filter(sent_at__gt=now() - GOING_BACK)

    def note_done(self, fingerprint: str) -> None:
        """Note, in the action's transaction, that a form has done its action.

        :raises IntegrityError: when it is noted already.
        """
        self.create(fingerprint=fingerprint)

    def note_newest(self, fingerprint: str, address: str) -> None:
        """Note that it was done now and where that led, also where it was done before."""
        newest = {"sent_at": now(), "answered": True, "answer": address}
        self.update_or_create(fingerprint=fingerprint, defaults=newest)

    def note_answer(self, fingerprint: str, address: str) -> None:
        """Note where its person was sent; nowhere for a button of a live page."""
        self.filter(fingerprint=fingerprint).update(answered=True, answer=address)

    def forget(self, fingerprint: str) -> None:
        """Take back a form that returns to be corrected."""
        self.filter(fingerprint=fingerprint).delete()


class SentForm(models.Model):
    """One form that did its action. It holds no words: the fingerprint cannot be read.

    :ivar answer: where its person was sent afterwards; empty while unknown, for a button of a
        live page, and where a page was the answer.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=now, db_index=True)
    answered = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    objects = SentFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"form sent at {self.sent_at:%H:%M:%S}"

    @property
    def is_old(self) -> bool:
        """Whether its person may have forgotten it, such as on a page that they went back to."""
        return self.sent_at < now() - ONE_PRESS


_DONE = Prepared(
    lambda: SentForm.objects.filter(
        fingerprint=Given("fingerprint", models.CharField())
    ).values_list("pk")
)


def is_done(fingerprint: str) -> bool:
    """Whether a form of this fingerprint has done its action. Asked at each press."""
    return bool(_DONE(fingerprint=fingerprint))
