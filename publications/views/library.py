"""The library: what is out, for whoever may read it, as a page and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from accounts.models import User
from core.files import file_response
from core.pagination import ShortPaginator
from publications import library, published, queries
from publications.formats import table
from publications.forms import LibraryForm
from publications.models import Edition, Subject
from publications.views.editions import visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

PAGE = 20  # publications
CHUNK = 50  # editions that are in memory at once


@login_not_required
@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """What this visitor may read, by what they chose."""
    reader = visitor(request)
    form = LibraryForm(request.GET or None, reader=reader)
    chosen = form.chosen()
    page = ShortPaginator(library.library(reader, chosen), PAGE).get_page(request.GET.get("page"))
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context = {
        "page": page,
        "form": form,
        "chosen": chosen,
        "is_chosen": chosen != library.Chosen(order=chosen.order),
        "page_href": f"?{parameters.urlencode()}&page=" if parameters else "?page=",
        "follows": _to_follow(chosen),
        "has_desk": isinstance(reader, User) and queries.takes_part(reader),
    }
    return render(request, "publications/list.html", context, status=status_of(form))


def _to_follow(chosen: library.Chosen) -> Subject | None:
    """The topic that was chosen, where anybody can follow it by email."""
    if chosen.subject is None:
        return None
    return published.public_subjects().filter(pk=chosen.subject.pk).first()


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every message that this visitor may read, in one table."""
    content = table.written(_rows(visitor(request)))
    return file_response(content, "text/csv; charset=utf-8", "published-messages.csv")


def _rows(reader: User | AnonymousUser) -> Iterator[table.Row]:
    """Newest first. Two queries, however many there are; editions come in portions."""
    editions = Edition.objects.visible_to(reader).newest().order_by("-published_at", "-pk")
    groups = editions.order_by().values("publication__group")
    answers_to = queries.by_reference(queries.with_proofs(group__in=groups))
    drawn = editions.defer("text").select_related("publication")
    for edition in drawn.iterator(chunk_size=CHUNK):
        if edition.publication.withdrawn_at:
            yield from table.withdrawn_rows(edition)
        else:
            yield from table.rows_of(edition, queries.places(edition.snapshot, answers_to))
