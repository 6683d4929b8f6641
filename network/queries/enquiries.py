"""Whom a group can ask, what it was answered, and what goes with time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from network.models import EnquiredGroup, Enquiry, EnquiryAnswer, NetworkForce
from publications.models import Publication
from publications.outgoing import in_words


def shared_networks(group: AdvisoryGroup) -> QuerySet[AdvisoryGroup]:
    """Networks in which ``group`` speaks for a force, and so knows of the others that do."""
    led = NetworkForce.objects.present().led().filter(lead_group=group)
    return AdvisoryGroup.objects.working().filter(pk__in=led.values("host")).order_by("name")


def groups_of_network(network: AdvisoryGroup) -> QuerySet[AdvisoryGroup]:
    """The groups that speak for a force in it, also one that has left the directory since."""
    led = NetworkForce.objects.present().led().filter(host=network)
    return AdvisoryGroup.objects.filter(pk__in=led.values("lead_group"))


def own_asked(enquiry: Enquiry, person: User) -> QuerySet[EnquiredGroup]:
    """Of the groups that were asked those that ``person`` organises."""
    asked = EnquiredGroup.objects.filter(enquiry=enquiry, enquiry__asked_at__isnull=False)
    own = asked.filter(group__in=person.groups_as(ORGANISERS))
    return own.select_related("group", "enquiry__group").order_by("pk")


def whom_it_asks(enquiry: Enquiry, person: User) -> list[AdvisoryGroup]:
    """The groups that are asked, for those who ask them: nobody else learns who they are."""
    if enquiry.group_id not in person.groups_as(OWN_PEOPLE):
        return []
    asked = EnquiredGroup.objects.filter(enquiry=enquiry)
    return list(AdvisoryGroup.objects.filter(pk__in=asked.values("group")).order_by("name"))


def answers_to(enquiry: Enquiry, person: User) -> list[EnquiryAnswer]:
    """The answers that ``person`` may read, with what is public beside them; nothing of silence."""
    rows = EnquiryAnswer.objects.visible_to(person).filter(enquired__enquiry=enquiry)
    standing = rows.exclude(state=EnquiryAnswer.State.TAKEN_BACK)
    answers = list(standing.select_related("enquired__group", "publication"))
    public = {row.pk for row in public_of(answer.publication_id for answer in answers)}
    for answer in answers:
        answer.enquired.enquiry = enquiry
        if answer.publication_id not in public:
            answer.publication = None
    return answers


def naming_in_enquiry(enquiry: Enquiry) -> list[str]:
    """What in a question keeps it inside, or is to be confirmed by whoever asks it."""
    return in_words(f"{enquiry.title}\n{enquiry.question}", enquiry.group)


def naming_in_answer(answer: EnquiryAnswer) -> list[str]:
    """The same of an answer, for whoever gives it."""
    asked = answer.enquired.enquiry
    return in_words(answer.words, answer.group, known=(asked.title, asked.question))


def public_of(keys: Iterable[int | None]) -> QuerySet[Publication]:
    """Of these publications those that anyone reads, and that stand."""
    anyone = Publication.objects.visible_to(AnonymousUser())
    return anyone.filter(pk__in=[key for key in keys if key], withdrawn_at=None)


def to_point_at(group: AdvisoryGroup) -> QuerySet[Publication]:
    """What ``group`` has published for anyone, and can point at in an answer."""
    return Publication.objects.visible_to(AnonymousUser()).filter(group=group, withdrawn_at=None)


def old_enquiries(before: datetime) -> list[int]:
    """Those that were closed before, or else whose last day was."""
    by_day = Q(closed_at__isnull=True, closes_on__lt=localdate(before))
    rows = Enquiry.objects.filter(Q(closed_at__lt=before) | by_day)
    return list(rows.order_by("pk").values_list("pk", flat=True))
