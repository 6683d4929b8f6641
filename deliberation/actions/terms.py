"""Change what a group's terms of reference say about the members' space."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock_all
from core.policy import Refused, require
from deliberation.events import TermsApplied, TermsChanged
from deliberation.models import Post, Space, TermsChange, Topic


@transaction.atomic
def change_terms(*, actor: User, group: AdvisoryGroup, secretary_reads: bool) -> TermsChange:
    """Record that the members let the secretary into their space, or no longer do.

    Narrower holds at once, everywhere. Wider holds where nothing was written yet: topics
    with posts stay closed until all who wrote there agree (``propose_audience_change``).

    :raises Refused: unless ``actor`` is the chair; when the terms say so already.
    """
    require(actor, "deliberation.change_terms", group)
    other = AdvisoryGroup.objects.filter(
        pk=group.pk, secretary_in_members_space=not secretary_reads
    )
    if not other.update(secretary_in_members_space=secretary_reads):
        raise Refused(_("The terms of reference say so already."), thing=group)
    group.secretary_in_members_space = secretary_reads
    topics = Topic.objects.filter(group=group)
    if secretary_reads:
        lock_all(topics)  # a post that is being written counts
        written = Post.objects.filter(topic__group=group, space=Space.MEMBERS)
        topics.filter(pk__in=written.order_by().values("topic")).update(secretary_kept_out=True)
    change = TermsChange.objects.create(
        group=group,
        secretary_in_members_space=secretary_reads,
        changed_by=actor,
        changed_at=now(),
    )
    emit(TermsChanged(group_id=group.pk, terms_change_id=change.pk), actor=actor)
    for pk in topics.order_by("pk").values_list("pk", flat=True):  # open pages of each look again
        emit(TermsApplied(group_id=group.pk, topic_id=pk), actor=actor)
    return change
