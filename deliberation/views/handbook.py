"""The handbook of a group."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from accounts.saving import save_page
from core import text
from core.numbers import number
from core.policy import may, require
from deliberation import actions
from deliberation.attachments import keeper
from deliberation.forms.handbook import ChangeHandbookPageForm, HandbookPageForm
from deliberation.models import HandbookPage, HandbookVersion
from deliberation.models.asker import PreparedRow

_PAGE = PreparedRow(
    lambda asker: HandbookPage.objects.visible_to(asker).select_related("group"),
    by_standing=False,
)


def find_page(request: SignedInRequest, pk: int) -> HandbookPage:
    """The page, as far as this person may read it."""
    return or_404(_PAGE(request.user, pk))


def _address(page: HandbookPage) -> str:
    return reverse("deliberation:handbook", args=[page.group_id])


@require_safe
def handbook(request: SignedInRequest, group: int) -> HttpResponse:
    """The pages that this person reads, in their order; for its writers also what is archived."""
    advisory_group = find_group(request, group)
    pages = list(HandbookPage.objects.visible_to(request.user).filter(group=advisory_group))
    context = {
        "group": advisory_group,
        "pages": [page for page in pages if page.archived_at is None],
        "archived": [page for page in pages if page.archived_at],
    }
    return render(request, "deliberation/handbook.html", context)


@require_safe
def handbook_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page."""
    page = find_page(request, pk)
    context = {"page": page, "group": page.group, "body": text.render(page.body)}
    context |= {"documents": keeper().documents(page), "add_url": keeper().add_document(page)}
    return render(request, "deliberation/handbook_page.html", context)


@require_safe
def handbook_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed the page when, and what one version changed. Guests do not know this page."""
    page = find_page(request, pk)
    if not may(request.user, "deliberation.view_handbook_versions", page):
        raise Http404
    versions = list(page.versions.select_related("written_by"))
    context = {"page": page, "group": page.group, "versions": versions[::-1]}
    return render(
        request, "deliberation/handbook_versions.html", context | _chosen(request, versions)
    )


def _chosen(request: HttpRequest, versions: list[HandbookVersion]) -> dict[str, Any]:
    """The version of ``?version=``, or the newest, with the one before it."""
    by_number = {version.version: version for version in versions}
    chosen = by_number.get(number(request.GET.get("version", "")) or 0, versions[-1])
    return {"chosen": chosen, "earlier": by_number.get(chosen.version - 1)}


@FORM_PAGE
def handbook_page_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Add a page at the end."""
    advisory_group = find_group(request, group)
    require(request.user, "deliberation.write_handbook", advisory_group)
    form = HandbookPageForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.write_handbook_page(
            actor=request.user,
            group=advisory_group,
            text=form.text(),
            tell=form.cleaned_data["tell"],
        ),
        "deliberation/handbook_page_form.html",
        done=_("The page stands in the handbook."),
        group=advisory_group,
        cancel=reverse("deliberation:handbook", args=[advisory_group.pk]),
    )


@FORM_PAGE
def handbook_page_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a page; when somebody was faster, both are shown and mine is kept."""
    page = find_page(request, pk)
    require(request.user, "deliberation.change_handbook_page", page)
    stands = {name: getattr(page, name) for name in HandbookPage.FIELDS}
    form = ChangeHandbookPageForm(posted(request), initial=stands | {"after": page.version})
    return save_page(
        request,
        form,
        lambda: actions.change_handbook_page(
            actor=request.user,
            page=page,
            text=form.text(),
            after=form.cleaned_data["after"],
            tell=form.cleaned_data["tell"],
        ),
        ChangeHandbookPageForm,
        "deliberation/handbook_page_form.html",
        done=_("The page is changed."),
        page=page,
        group=page.group,
        cancel=page.get_absolute_url(),
    )


@require_POST
def handbook_page_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a page change places with its neighbour; the handbook comes back at that page."""
    page = find_page(request, pk)
    actions.move_handbook_page(actor=request.user, page=page, up=request.POST.get("to") == "up")
    return redirect(f"{_address(page)}#page-{page.pk}")


@FORM_PAGE
def handbook_page_archive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a page out of the handbook; asks first."""
    page = find_page(request, pk)
    require(request.user, "deliberation.change_handbook_page", page)
    return confirm(
        request,
        lambda: actions.archive_handbook_page(actor=request.user, page=page),
        done=_("The page is archived."),
        to=_address(page),
        cancel=page.get_absolute_url(),
        title=_("Archive “%s”?") % page.title,
        text=_("Nobody reads it any more but the chair and the secretary, who can put it back."),
        button=_("Archive the page"),
    )


@FORM_PAGE
def handbook_page_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an archived page back; asks first, because its readers see it again."""
    page = find_page(request, pk)
    require(request.user, "deliberation.restore_handbook_page", page)
    return confirm(
        request,
        lambda: actions.restore_handbook_page(actor=request.user, page=page),
        done=_("The page stands in the handbook again."),
        to=page.get_absolute_url(),
        title=_("Put “%s” back into the handbook?") % page.title,
        text=_("It can be read again by: %s.") % page.get_readers_display(),
        button=_("Put it back"),
    )
