"""What one has been told, how one is told, and who is told by telephone or by post."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.form_pages import form_page, run_action
from accounts.forms.notices import NoticeSettingsForm
from accounts.http import FORM_PAGE, find_group, posted
from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS
from core.notices.models import NoticeSettings
from core.notices.queries import by_hand, lines, notices_of, open_to, to_deliver
from core.notices.stop import person_of
from core.pagination import ShortPaginator
from core.policy import require

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.http import SignedInRequest

PAGE = 25  # notices


@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """What I have been told, the newest first. Looking at it marks all of it as seen."""
    mine = notices_of(request.user)
    page = ShortPaginator(mine, PAGE).get_page(request.GET.get("page"))
    rows = lines(page.object_list, request.user)
    if request.user.unseen_notices and request.method == "GET" and rows:
        newest = rows[0].notice.pk  # what came since is still new, and still goes out by email
        mine.filter(pk__lte=newest).mark_seen()
    return render(request, "accounts/notices.html", {"page": page, "lines": rows})


@FORM_PAGE
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """How I am told, and when."""
    form = NoticeSettingsForm.showing(posted(request), NoticeSettings.of(request.user))
    return form_page(
        request,
        form,
        lambda: actions.change_notice_settings(actor=request.user, **form.cleaned_data),
        "accounts/notice_settings.html",
        done=_("Your choices are saved."),
        to=reverse("accounts:notices"),
    )


@login_not_required
@csrf_exempt
@FORM_PAGE
def notices_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of each email leads: one press, without signing in, and no more come.

    A mail program presses for its person, as RFC 8058 has it: it has seen no page of ours, so it
    has no token of a form. The one in the address is all that either needs.
    """
    if (number := person_of(token)) is None:
        raise Http404
    person = get_object_or_404(User, pk=number)
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        actions.stop_notice_emails(actor=None, person=person)
        return HttpResponse()
    return _stop_page(request, person)


@csrf_protect
def _stop_page(request: HttpRequest, person: User) -> HttpResponse:
    if request.method == "POST":
        actions.stop_notice_emails(actor=None, person=person)
        return render(request, "accounts/notices_stopped.html")
    return render(request, "accounts/notices_stop.html")


@require_safe
def call_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """What people of a group whom no email reaches are still to be told, person by person.

    Of what the organiser may see and no more: that somebody was told of a topic for named readers
    says that there is one, and that they are named. Nor of what its person may no longer see.
    """
    group = find_group(request, pk)
    require(request.user, "accounts.record_delivery", group)
    waiting = to_deliver(group.pk, _people(group)).select_related("recipient__reach")
    open_lines = [line for line in lines(waiting, request.user) if line.is_open]
    by_person = groupby(open_lines, lambda line: line.notice.recipient)
    people = [(person, theirs) for person, rows in by_person if (theirs := open_to(person, rows))]
    return render(request, "accounts/call_list.html", {"group": group, "people": people})


@require_POST
def notice_deliver(request: SignedInRequest, pk: int) -> HttpResponse:
    """I have told them; the line leaves the list."""
    visible = AdvisoryGroup.objects.visible_to(request.user)
    organised = visible.filter(pk__in=request.user.groups_as(ORGANISERS))
    notice = get_object_or_404(by_hand(), pk=pk)
    group = get_object_or_404(organised, pk=notice.group_id or 0)
    if not any(line.href for line in lines([notice], request.user)):
        raise Http404
    _done, reason = run_action(
        request, lambda: actions.record_delivery(actor=request.user, group=group, notice=notice)
    )
    if reason:
        messages.error(request, reason)
    else:
        messages.success(request, _("Noted."))
    return redirect("accounts:call-list", group.pk)


def _people(group: AdvisoryGroup) -> QuerySet[User]:
    places = group.memberships.current()
    return User.objects.filter(pk__in=places.values("user"), is_active=True)
