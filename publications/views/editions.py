"""The library: what is out, for whoever may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.middleware import missing
from accounts.models import User
from accounts.models.memberships import ANSWERERS
from core.pagination import ShortPaginator
from publications import canonical, queries
from publications.models import Edition, Publication, Receipt
from publications.pdf.layout import qr_code

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE = 20  # publications


def visitor(request: HttpRequest) -> User | AnonymousUser:
    """Who is reading. A session without its second factor reads what anybody reads."""
    user = request.user
    if isinstance(user, User) and missing(request)[0] is None:
        return user
    return AnonymousUser()


def seal_of(edition: Edition) -> canonical.Seal:
    """What the edition prints so that it can be checked."""
    return canonical.Seal(edition.code, edition.text_sha256, edition.audit_head)


@login_not_required
@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """What this visitor may read, newest first."""
    reader = visitor(request)
    page = ShortPaginator(queries.library(reader), PAGE).get_page(request.GET.get("page"))
    has_desk = isinstance(reader, User) and queries.takes_part(reader)
    return render(request, "publications/list.html", {"page": page, "has_desk": has_desk})


def _found(request: HttpRequest, reference: str, number: int | None) -> Edition:
    """The edition asked for, or the newest; 404 where the visitor may not know of it."""
    reader = visitor(request)
    visible = Publication.objects.visible_to(reader)
    publication = get_object_or_404(visible, reference=reference)
    if number is None:
        return queries.current(publication)
    editions = Edition.objects.visible_to(reader).filter(publication=publication)
    return get_object_or_404(editions.select_related("publication"), number=number)


@login_not_required
@require_safe
def edition(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """One edition, with the answers of the police beside its messages."""
    opened = _found(request, reference, number)
    context = canonical.context(opened.snapshot, seal_of(opened))
    stands = queries.beside(opened.snapshot)
    for message in context["advice"]:
        message["beside"] = stands[message["reference"]]
    return render(
        request,
        "publications/edition.html",
        {
            **context,
            "edition": opened,
            "superseded_by": queries.superseding(opened),
            "qr_code": qr_code(opened.code),
            "answerable": _answerable(visitor(request), stands),
            **_receipts(visitor(request), opened),
            "marking": opened.marking,
        },
    )


def _receipts(reader: User | AnonymousUser, opened: Edition) -> dict[str, Any]:
    """Which bodies received it, as this reader may know; and whether theirs did not say so yet."""
    if not isinstance(reader, User):
        return {}
    rows = list(
        Receipt.objects.visible_to(reader).filter(edition=opened).select_related("organisation")
    )
    confirmed = {receipt.organisation_id for receipt in rows}
    return {"receipts": rows, "may_confirm": bool(reader.organisation_ids - confirmed)}


def _answerable(reader: User | AnonymousUser, named: Iterable[str]) -> set[str]:
    """Those messages that this reader may answer."""
    if not isinstance(reader, User) or not reader.groups_as(ANSWERERS):
        return set()
    key_messages = queries.answerable_by(reader).filter(reference__in=list(named))
    return set(key_messages.values_list("reference", flat=True))


@login_not_required
@require_safe
def edition_pdf(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """The stored bytes of an edition."""
    edition = _found(request, reference, number)
    with edition.pdf.open("rb") as stored:
        response = HttpResponse(stored.read(), content_type="application/pdf")
    name = f"{reference}-{edition.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
