"""What is written down of one's own reading: for oneself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pagination import ShortPaginator
from deliberation.models import HandbookPage, Topic
from meetings.models import Meeting, Paper
from meetings.queries import READING
from meetings.queries import reading as records_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User
    from core.audit.models import Record

PAGE = 50  # records


class Line(NamedTuple):
    """One thing that was opened or taken.

    :ivar href: where the paper is; empty when this person may no longer read it.
    :ivar marked: where the paper belongs, whose marking it has; None when they may not read it.
    """

    at: datetime
    what: str
    paper: str
    href: str
    copy: int | None
    marked: Meeting | Topic | HandbookPage | None


@require_safe
def reading(request: SignedInRequest) -> HttpResponse:
    """The sensitive papers that I opened and the copies that I took, the newest first."""
    page = ShortPaginator(records_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": _lines(request.user, page.object_list)}
    return render(request, "pages/reading.html", context)


def _lines(person: User, records: Iterable[Record]) -> list[Line]:
    rows = list(records)
    ids = {row.facts["paper_id"] for row in rows}
    papers = Paper.objects.visible_to(person).with_place().in_bulk(ids)
    return [_line(row, papers.get(row.facts["paper_id"])) for row in rows]


def _line(row: Record, paper: Paper | None) -> Line:
    return Line(
        at=row.at,
        what=str(READING[row.event]),
        paper=paper.title if paper else _("A paper that you can no longer open"),
        href=paper.get_absolute_url() if paper else "",
        copy=row.facts.get("copy_id"),
        marked=paper.place if paper else None,
    )
