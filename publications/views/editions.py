"""An edition as a page and as a file, for whoever may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.middleware import missing
from accounts.models import User
from accounts.models.memberships import ANSWERERS
from core.files import file_response, stored
from core.policy import may
from publications import canonical, queries
from publications.formats import KIND, WITH_ANSWERS, content_of, file_name, other_formats, seal_of
from publications.models import (
    Edition,
    EditionPicture,
    EditionReading,
    Publication,
    Receipt,
    VisitNote,
    Withdrawal,
)
from publications.pdf.layout import qr_code
from publications.snapshot import references
from publications.views.withdrawals import gone

if TYPE_CHECKING:
    from collections.abc import Iterable


def visitor(request: HttpRequest) -> User | AnonymousUser:
    """Who is reading. A session without its second factor reads what anybody reads."""
    user = request.user
    if isinstance(user, User) and missing(request)[0] is None:
        return user
    return AnonymousUser()


class Opened(NamedTuple):
    """An edition that a visitor has asked for, and may know of.

    :ivar superseded_by: the newest edition, when it is not this one.
    :ivar withdrawal: why it is served no more; the group's own people still read its page.
    """

    edition: Edition
    reader: User | AnonymousUser
    superseded_by: Edition | None
    withdrawal: Withdrawal | None

    def note(self, request: HttpRequest) -> None:
        """Note that somebody who is signed in has read it; HEAD asks only whether it is there."""
        if isinstance(self.reader, User) and request.method == "GET":
            EditionReading.objects.note_read(self.reader, self.edition)


def opened(request: HttpRequest, reference: str, number: int | None) -> Opened:
    """The edition asked for, or the newest; 404 where the visitor may not know of it."""
    reader = visitor(request)
    visible = Publication.objects.visible_to(reader)
    publication = get_object_or_404(visible, reference=reference)
    if number is None:
        edition, superseded_by = queries.current(publication), None
    else:
        editions = Edition.objects.visible_to(reader).filter(publication=publication)
        joined = editions.select_related("publication", "large_print")
        edition = get_object_or_404(joined, number=number)
        superseded_by = queries.superseding(edition)
    withdrawal = queries.withdrawal_of(edition, superseded_by)
    return Opened(edition, reader, superseded_by, withdrawal)


@login_not_required
@require_safe
def edition(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """One edition, with the answers of the police beside its messages."""
    read = opened(request, reference, number)
    if read.withdrawal and not queries.reads_withdrawn(read.reader, read.edition):
        return gone(request, read.edition, read.withdrawal, read.superseded_by)
    read.note(request)
    edition = read.edition
    context = canonical.context(edition.snapshot, seal_of(edition))
    beside = queries.beside(edition.snapshot)
    for message in context["advice"]:
        message["beside"] = beside[message["reference"]]
    for message in context["not_agreed"]:
        message["beside"] = beside.get(message["reference"])
    own = {
        "edition": edition,
        "superseded_by": read.superseded_by,
        "withdrawal": read.withdrawal,
        "formats": [] if read.withdrawal else other_formats(edition, beside, read.superseded_by),
        "qr_code": qr_code(edition.code),
        "answerable": _answerable(read.reader, references(edition.snapshot)),
        "photograph_src": _photograph_src(edition),
        "byline": "" if read.withdrawal else VisitNote.objects.byline_of(edition.publication),
        "withdraws": _withdraws(read.reader, edition),
        "marking": edition.marking,
        **_receipts(read.reader, edition),
    }
    return render(request, "publications/edition.html", {**context, **own})


def _photograph_src(edition: Edition) -> str:
    args = [edition.publication.reference, edition.number]
    return reverse("publications:edition-photograph", args=args)


def _withdraws(reader: User | AnonymousUser, edition: Edition) -> bool:
    return isinstance(reader, User) and bool(may(reader, "publications.withdraw_edition", edition))


def _receipts(reader: User | AnonymousUser, edition: Edition) -> dict[str, Any]:
    """Which bodies received it, as this reader may know; and whether theirs did not say so yet."""
    if not isinstance(reader, User):
        return {}
    rows = list(
        Receipt.objects.visible_to(reader).filter(edition=edition).select_related("organisation")
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
def edition_photograph(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The photograph of an edition that is a note, for whoever reads its page."""
    read = opened(request, reference, number)
    if read.withdrawal and not queries.reads_withdrawn(read.reader, read.edition):
        return gone(request, read.edition, read.withdrawal, read.superseded_by)
    picture = get_object_or_404(EditionPicture, edition=read.edition)
    return file_response(stored(str(picture.file)), "image/webp")


@login_not_required
@require_safe
def edition_file(
    request: HttpRequest, reference: str, form: str, number: int | None = None
) -> HttpResponse:
    """The edition asked for, or the newest, in one of its forms."""
    read = opened(request, reference, number)
    edition = read.edition
    if read.withdrawal:
        return gone(request, edition, read.withdrawal, read.superseded_by)
    beside = queries.beside(edition.snapshot) if form in WITH_ANSWERS else {}
    content = content_of(form, edition, beside, read.superseded_by)
    if content is None:
        raise Http404("It is not laid out yet.")
    read.note(request)
    return file_response(content, KIND[form], file_name(edition, form))
