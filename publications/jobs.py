"""Work of the publications that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.clock import now
from core.jobs import for_each, job
from core.notices.jobs import ATTEMPTS, PATIENCE
from core.notices.kinds import named
from core.notices.mail import send_now
from core.notices.tell import tell_of_day
from publications import published
from publications.actions import (
    freeze_answers,
    remove_follower,
    remove_forgotten_followers,
    tell_followers,
)
from publications.models import Follower, Release
from publications.models.releases import CHECK_WITHIN
from publications.queries import unfrozen


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(minutes=1))
def freeze_new_answers() -> None:
    """Set answers that were not given on our own page beside their editions."""
    for_each(unfrozen(), lambda key_message: freeze_answers(actor=None, key_message=key_message))


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_late_checks() -> None:
    """Tell the chair, once a preparation, that the time for a check of its facts is over.

    Where nobody is left to check them, that somebody has to be asked: the police lead, or the
    member who was asked before, may have left meanwhile.
    """
    late = Release.objects.filter(
        state=Release.State.PREPARED, prepared_at__lte=now() - CHECK_WITHIN
    )
    for_each(late.select_related("publication").order_by("pk"), _tell_of_late_check)


def _tell_of_late_check(release: Release) -> None:
    key = f"{release.pk}.{release.version}"
    if release.is_check_late:  # not where there is no police lead, or one has just joined
        tell_of_day(named("release.check_late"), release, key=key)
    elif release.lacks_checker:  # once for each who was asked
        key = f"{key}.{release.asked_to_check_id or 0}"
        tell_of_day(named("release.second_check_needed"), release, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_news() -> None:
    """Tell the addresses that follow a group, where something was published or answered since."""
    remove_forgotten_followers(actor=None)
    followed = Follower.objects.confirmed().values("group")
    for_each(published.public_groups().filter(pk__in=followed).order_by("pk"), _tell_of_news)


def _tell_of_news(group: AdvisoryGroup) -> None:
    rows = published.published_messages(
        published.ANYBODY, published.public_groups().filter(pk=group.pk)
    )
    newest = max(row.changed_at for row in rows)
    tell_followers(actor=None, group=group, newest=newest)


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def ask_follower(follower_id: int) -> None:
    """Send an address the link by which it says yes."""
    if follower := Follower.objects.filter(pk=follower_id).select_related("group").first():
        context = {"group": follower.group.name, "path": follower.confirm_path}
        send_now(follower.address, "follow_confirm", context)


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def tell_follower(follower_id: int) -> None:
    """Send one address the email that something is new; forget one that takes none."""
    confirmed = Follower.objects.confirmed().select_related("group")
    if (follower := confirmed.filter(pk=follower_id).first()) is None:
        return
    path = reverse("publications:public-group", args=[follower.group.code])
    stop = follower.stop_path
    context = {"group": follower.group.name, "path": path, "stop": stop}
    if not send_now(follower.address, "followed", context, unsubscribe=stop):
        remove_follower(actor=None, number=follower.pk)
