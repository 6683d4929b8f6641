"""What the chair and the secretary announce to their group, and who has read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page, next_url, run_action
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from accounts.saving import or_conflict, save_page
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import ChangedMeanwhile, may, require
from deliberation import actions, queries
from deliberation.forms.announcements import AnnouncementForm, ChangeAnnouncementForm
from deliberation.models import Announcement, AnnouncementReading
from deliberation.models.asker import PreparedRow

PAGE = 25  # announcements
_ANNOUNCEMENT = PreparedRow(
    lambda asker: Announcement.objects.visible_to(asker).select_related(
        "group", "written_by", "changed_by"
    ),
    by_standing=False,
)


def _find(request: SignedInRequest, pk: int) -> Announcement:
    return or_404(_ANNOUNCEMENT(request.user, pk))


@require_safe
def announcements(request: SignedInRequest, group: int) -> HttpResponse:
    """Those of a group that are for this person, the newest first, also after their day."""
    advisory_group = find_group(request, group)
    mine = AnnouncementReading.objects.filter(announcement=OuterRef("pk"), user=request.user)
    visible = Announcement.objects.visible_to(request.user).filter(group=advisory_group)
    rows = visible.select_related("written_by", "changed_by").annotate(is_read=Exists(mine))
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "deliberation/announcements.html", {"group": advisory_group, "page": page}
    )


@require_safe
def announcement(request: SignedInRequest, pk: int) -> HttpResponse:
    """One announcement; for the chair and the secretary also who has read it."""
    announcement = _find(request, pk)
    context: dict[str, Any] = {"announcement": announcement, "group": announcement.group}
    context["is_read"] = queries.has_read(request.user, announcement)
    if may(request.user, "deliberation.view_announcement_readers", announcement):
        context["readership"] = queries.readership(announcement)
    return render(request, "deliberation/announcement.html", context)


@FORM_PAGE
def announcement_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Announce something to the group."""
    advisory_group = find_group(request, group)
    require(request.user, "deliberation.write_announcement", advisory_group)
    form = AnnouncementForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.write_announcement(
            actor=request.user, group=advisory_group, text=form.text()
        ),
        "deliberation/announcement_form.html",
        done=_("It is announced."),
        group=advisory_group,
        cancel=reverse("deliberation:announcements", args=[advisory_group.pk]),
    )


@FORM_PAGE
def announcement_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an announcement; when somebody was faster, both are shown and mine is kept."""
    announcement = _find(request, pk)
    require(request.user, "deliberation.change_announcement", announcement)
    stands = {name: getattr(announcement, name) for name in Announcement.FIELDS}
    form = ChangeAnnouncementForm(
        posted(request),
        initial=stands | {"after": announcement.version},
        stood_until=announcement.stands_until,
    )
    return save_page(
        request,
        form,
        lambda: actions.change_announcement(
            actor=request.user,
            announcement=announcement,
            text=form.text(),
            after=form.cleaned_data["after"],
            minor=form.cleaned_data["minor"],
        ),
        lambda sent: ChangeAnnouncementForm(sent, stood_until=announcement.stands_until),
        "deliberation/announcement_form.html",
        done=_("The announcement is changed."),
        announcement=announcement,
        group=announcement.group,
        cancel=announcement.get_absolute_url(),
    )


@FORM_PAGE
def announcement_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take title and words out of an announcement; asks first."""
    announcement = _find(request, pk)
    require(request.user, "deliberation.withdraw_announcement", announcement)
    return confirm(
        request,
        lambda: actions.withdraw_announcement(actor=request.user, announcement=announcement),
        done=_("The announcement is withdrawn."),
        to=announcement.get_absolute_url(),
        title=_("Withdraw “%s”?") % announcement.title,
        text=_(
            "Its title and words go for good, also from the home page of those who have not read"
            " it. That you withdrew it stays. You cannot undo this."
        ),
        button=_("Withdraw the announcement"),
        variant="warning",
    )


@require_POST
def announcement_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """I have read it; it leaves my home."""
    announcement = _find(request, pk)
    page = announcement.get_absolute_url()
    is_noted = _note(request, actions.read_announcement, announcement=announcement)
    return redirect(next_url(request, page) if is_noted else page)


@require_POST
def announcement_told(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    """I have told it to somebody whom no email reaches."""
    announcement = _find(request, pk)
    require(request.user, "deliberation.record_announcement_told", announcement)
    user = get_object_or_404(announcement.people(), pk=person)
    page = announcement.get_absolute_url()
    is_noted = _note(
        request, actions.record_announcement_told, announcement=announcement, user=user
    )
    return redirect(f"{page}#readers" if is_noted else page)


def _note(request: SignedInRequest, action: Callable[..., None], **about: Any) -> bool:
    """Do ``action``, which counts the version on the screen as read; say it, or why not."""
    version = number(request.POST.get("version"))
    noted = partial(action, actor=request.user, version=version, **about)
    outcome, reason = run_action(request, lambda: or_conflict(noted))
    if isinstance(outcome, ChangedMeanwhile):
        reason = _("This announcement was changed meanwhile. Read it again.")
    if reason:
        messages.error(request, reason)
        return False
    messages.success(request, _("Noted."))
    return True
