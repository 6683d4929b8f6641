"""Change what a group's terms say: about the members' space, topics, and posts without a name."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from deliberation.events import (
    OpenersChanged,
    TermsApplied,
    TermsChanged,
    UnattributedPostsChanged,
)
from deliberation.models import Post, Space, Summary, TermsChange, Topic, TopicTerms


@transaction.atomic
def change_terms(*, actor: User, group: AdvisoryGroup, secretary_reads: bool) -> TermsChange:
    """Record that the members let the secretary into their space, or no longer do.

    Narrower holds at once, everywhere. Wider holds where nothing was written yet: topics
    with posts or a summary stay closed until all who wrote there agree
    (``propose_audience_change``).

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
        there = {"topic__group": group, "space": Space.MEMBERS}
        posts = Post.objects.filter(**there).order_by().values("topic")
        summaries = Summary.objects.filter(**there).order_by().values("topic")
        written = topics.filter(Q(pk__in=posts) | Q(pk__in=summaries))
        written.update(secretary_kept_out=True)
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


@transaction.atomic
def change_openers(*, actor: User, group: AdvisoryGroup, members: bool) -> TopicTerms:
    """Record whether every member opens topics, or the chair and the secretary alone.

    Topics that members have opened stay.

    :raises Refused: unless ``actor`` is the chair; when it is so already.
    """
    return _change(actor, group, "members_open_topics", OpenersChanged, members=members)


@transaction.atomic
def change_unattributed_posts(*, actor: User, group: AdvisoryGroup, members: bool) -> TopicTerms:
    """Record whether members write posts without their name. Posts that there are stay.

    :raises Refused: unless ``actor`` is the chair; when it is so already.
    """
    return _change(actor, group, "unattributed_posts", UnattributedPostsChanged, members=members)


def _change(
    actor: User,
    group: AdvisoryGroup,
    field: str,
    event: type[OpenersChanged | UnattributedPostsChanged],
    *,
    members: bool,
) -> TopicTerms:
    require(actor, "deliberation.change_terms", group)
    lock(group)  # two chairs come one after the other
    terms = TopicTerms.objects.filter(group=group).first() or TopicTerms(group=group)
    if members == getattr(terms, field):
        raise Refused(_("It is so already."), thing=group)
    setattr(terms, field, members)
    terms.changed_by, terms.changed_at = actor, now()
    terms.save()
    emit(event(group_id=group.pk, members=int(members)), actor=actor)
    return terms
