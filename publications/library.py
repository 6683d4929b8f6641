"""The library: what is out, by topic, force, day, and where the responses stand. Reads only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.clock import today
from deliberation.models import Response
from publications.models import Answer, Edition, Publication, PublishedMessage, Subject

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Status(TextChoices):
    """Where a publication stands: of its responses, one such is enough."""

    AWAITED = "awaited", _("Response awaited")
    OVERDUE = "overdue", _("Response overdue")
    GIVEN = "given", _("Response given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Order(TextChoices):
    """In which order the library is shown."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    FORCE = "force", _("By organisation")


ORDERED = {
    Order.NEWEST: ("-published_at", "-pk"),
    Order.OLDEST: ("published_at", "pk"),
    Order.FORCE: ("group__organisation__name", "-published_at", "-pk"),
}


class Chosen(NamedTuple):
    """What a reader chose to see. Empty is everything."""

    subject: Subject | None = None
    organisation: Organisation | None = None
    since: date | None = None
    until: date | None = None
    status: str = ""
    order: str = Order.NEWEST


def messages_that(status: str) -> QuerySet[PublishedMessage]:
    """Messages of the publication at hand whose response is awaited, overdue or given."""
    last = Answer.objects.filter(reference=OuterRef("reference")).order_by("-answered_at")
    sent = PublishedMessage.objects.filter(publication=OuterRef("pk"), answer_due__isnull=False)
    with_answer = sent.annotate(
        decision=Subquery(last.values("decision")[:1]),
        again=Subquery(last.values("answer_again_by")[:1]),
        due=Coalesce("again", Subquery(last.values("review_on")[:1]), F("answer_due")),
    )
    final = Q(decision__in=Response.FINAL, again=None)  # as ``Answer.is_final`` has it
    owed = Q(decision=None) | ~final
    conditions = {
        Status.GIVEN: final,
        Status.OVERDUE: owed & Q(due__lt=today()),
        Status.AWAITED: owed & Q(due__gte=today()),
    }
    return with_answer.filter(conditions[Status(status)])


def owes_answer(publication: Publication) -> bool:
    """Whether it stands, and a response to a message of it is overdue."""
    rows = Publication.objects.filter(pk=publication.pk, withdrawn_at=None)
    return rows.filter(Exists(messages_that(Status.OVERDUE))).exists()


def condition(status: str) -> Q:
    """Condition for publications that stand so."""
    if status == Status.WITHDRAWN:
        return Q(withdrawn_at__isnull=False)
    return Q(Exists(messages_that(status)), withdrawn_at=None)


def library(visitor: User | AnonymousUser, chosen: Chosen) -> QuerySet[Publication]:
    """Publications that ``visitor`` may read, with day and number of the newest edition."""
    newest = Edition.objects.filter(publication=OuterRef("pk")).order_by("-number")
    publications = Publication.objects.visible_to(visitor).annotate(
        number=Subquery(newest.values("number")[:1]),
        published_at=Subquery(newest.values("published_at")[:1]),
    )
    if chosen.subject:
        publications = publications.filter(subjects=chosen.subject)
    if chosen.organisation:
        publications = publications.filter(group__organisation=chosen.organisation)
    if chosen.since:
        publications = publications.filter(published_at__date__gte=chosen.since)
    if chosen.until:
        publications = publications.filter(published_at__date__lte=chosen.until)
    if chosen.status:
        publications = publications.filter(condition(chosen.status))
    ordered = publications.order_by(*ORDERED[Order(chosen.order)])
    return ordered.select_related("group__organisation")


def subjects(visitor: User | AnonymousUser) -> QuerySet[Subject]:
    """Topics of what ``visitor`` reads and what stands, with ``number`` of publications of each."""
    visible = Publication.objects.visible_to(visitor).filter(withdrawn_at=None)
    counted = Subject.objects.filter(publications__in=visible)
    return counted.annotate(number=Count("publications", filter=Q(publications__in=visible)))


def organisations(visitor: User | AnonymousUser) -> QuerySet[Organisation]:
    """Whom the groups advise whose publications ``visitor`` may read, with ``number`` of each."""
    visible = Publication.objects.visible_to(visitor)
    counted = Organisation.objects.filter(groups__publications__in=visible)
    return counted.annotate(number=Count("groups__publications")).order_by("name")


def counts(visitor: User | AnonymousUser) -> dict[str, int]:
    """How many publications stand in which way, in one query."""
    visible = Publication.objects.visible_to(visitor)
    return visible.aggregate(**{status: Count("pk", filter=condition(status)) for status in Status})
