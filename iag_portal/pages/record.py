"""The audit record as a page: of a group for its chair, of the installation for administrators."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.fresh import fresh_factor_required
from accounts.http import administrators_only, find_group
from accounts.models import AdvisoryGroup
from core.audit.chain import head
from core.clock import now
from core.dates import day_and_time
from core.files import file_response
from core.marking import Marking
from core.pagination import ShortPaginator
from core.policy import may, require
from core.spreadsheets import cell
from deliberation.queries import head_for_all
from iag_portal.pages.records import copies_of, kinds_in, lines, records_for

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

PAGE = 50  # records
MARKING = Marking.OFFICIAL_SENSITIVE.label  # it names people


@require_safe
def group_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happened in a group, the newest first."""
    group = _group(request, pk)
    context = {"group": group, "downloads": may(request.user, "accounts.download_record", group)}
    return _page(request, group, context)


@fresh_factor_required
@require_POST
def group_record_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a file. That it was taken is on the record."""
    group = _group(request, pk)
    actions.download_record(actor=request.user, group=group)
    return _file(request, group)


@administrators_only
@require_safe
def installation_record(request: SignedInRequest) -> HttpResponse:
    """What happened in the installation: accounts, sign-ins, settings. Nothing of any group."""
    return _page(request, None, {"downloads": True})


@administrators_only
@fresh_factor_required
@require_POST
def installation_record_file(request: SignedInRequest) -> HttpResponse:
    """The same as a file."""
    actions.download_record(actor=request.user, group=None)
    return _file(request, None)


def _group(request: SignedInRequest, pk: int) -> AdvisoryGroup:
    group = find_group(request, pk)
    require(request.user, "accounts.read_record", group)
    return group


def _page(
    request: SignedInRequest, group: AdvisoryGroup | None, context: dict[str, Any]
) -> HttpResponse:
    records = records_for(request.user, group)
    kinds = kinds_in(records)
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    chosen = records.filter(event=kind) if kind else records
    page = ShortPaginator(chosen, PAGE).get_page(request.GET.get("page"))
    shown = lines(page.object_list, request.user, group)
    context |= {"page": page, "lines": shown, "kinds": kinds, "chosen": kind}
    context |= {"head": _head(group), "page_href": f"?kind={kind}&page="}
    return render(request, "audit/record.html", context)


def _file(request: SignedInRequest, group: AdvisoryGroup | None) -> HttpResponse:
    records = records_for(request.user, group).order_by("pk")
    answer = file_response(b"", "text/csv; charset=utf-8", "record.csv")
    rows = csv.writer(answer)
    whose = [_("Taken by"), cell(request.user.name), _("on"), day_and_time(now())]
    traced = [MARKING, _("copy"), copies_of(group), _("head"), _head(group)]
    rows.writerow([*whose, *traced])
    rows.writerow([_("Number"), _("When"), _("Who"), _("What"), _("About"), _("Code")])
    # Counted here: a gap in the numbers of the chain would tell of what the reader may not know.
    for number, line in enumerate(lines(records, request.user, group), start=1):
        cells = [number, line.record.at.isoformat(), line.who, line.what, line.about]
        rows.writerow([*map(cell, cells), line.record.event])
    return answer


def _head(group: AdvisoryGroup | None) -> str:
    return head_for_all(group.pk) if group else head(None)
