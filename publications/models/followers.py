"""Addresses outside the portal that are told of what is published for anyone."""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse

from accounts.models import AdvisoryGroup
from accounts.models.addresses import AddressField
from core.clock import now
from publications.models.library import Subject

CONFIRM_WITHIN = timedelta(days=2)
TELL_EVERY = timedelta(days=1)  # at most: however much was published, one email
CONFIRM = Signer(sep=".", salt="publications.follow.confirm")
STOP = Signer(sep=".", salt="publications.follow.stop")


class FollowerQuerySet(models.QuerySet["Follower"]):
    def confirmed(self) -> FollowerQuerySet:
        """Those who opened the link in the first email and pressed the button."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self) -> FollowerQuerySet:
        """Those who were asked to confirm, and did not within the time for it."""
        return self.filter(confirmed_at=None, asked_at__lt=now() - CONFIRM_WITHIN)


class Follower(models.Model):
    """One address and the one group, or topic of the library, that it follows; gone when it stops.

    :ivar subject: of all groups, what is published under it; ``None`` where it follows a group.
    :ivar confirmed_at: ``None`` until whoever reads the mailbox said yes: nothing is sent before.
    :ivar told_at: up to when it was told of what is new.
    """

    group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = AddressField()
    asked_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "address"), name="an_address_follows_a_group_once"
            ),
            models.UniqueConstraint(
                fields=("subject", "address"), name="an_address_follows_a_topic_once"
            ),
            models.CheckConstraint(
                name="a_group_or_a_topic_is_followed",
                condition=models.Q(group=None, subject__isnull=False)
                | models.Q(group__isnull=False, subject=None),
            ),
        )

    def __str__(self) -> str:
        return f"follower {self.pk}"

    @property
    def confirm_path(self) -> str:
        """Path of the page on which this address says yes, within ``CONFIRM_WITHIN``."""
        return reverse("publications:follow-confirm", args=[CONFIRM.sign(str(self.pk))])

    @property
    def news_path(self) -> str:
        """Path of the page on which stands what is new."""
        if self.group:
            return reverse("publications:public-group", args=[self.group.code])
        return f"{reverse('publications:list')}?subject={self.subject_id}"

    @property
    def stop_path(self) -> str:
        """Path of the page on which this address stops; it works as long as it is here."""
        return reverse("publications:follow-stop", args=[STOP.sign(str(self.pk))])


def follower_to_confirm(token: str) -> Follower | None:
    """Whose link to confirm holds ``token``; ``None`` when it is old, or was never one of ours."""
    number = _number(CONFIRM, token) or 0
    rows = Follower.objects.exclude(pk__in=Follower.objects.forgotten().values("pk"))
    return rows.filter(pk=number).select_related("group", "subject").first()


def follower_number(token: str) -> int | None:
    """Number of the follower whose link to stop holds ``token``; it may be gone."""
    return _number(STOP, token)


def _number(signer: Signer, token: str) -> int | None:
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        return None
