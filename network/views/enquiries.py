"""Who knows: the list of questions between groups, one question, and its steps."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from accounts.models.memberships import OWN_PEOPLE
from core.marking import Marking
from core.pagination import ShortPaginator
from core.policy import may, require
from network import actions, queries
from network.forms import EnquiryForm, NoNamesForm
from network.models import Enquiry

PAGE = 20  # questions
PLAIN = str(Marking.OFFICIAL.label)


@require_safe
def enquiries(request: SignedInRequest) -> HttpResponse:
    """What my groups ask, and what the groups are asked that I organise."""
    user = request.user
    rows = Enquiry.objects.visible_to(user).select_related("group")
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    own = [place.group for place in user.places.values()]
    context = {
        "page": page,
        "askers": [group for group in own if may(user, "network.draft_enquiry", group)],
    }
    return render(request, "network/enquiries.html", context)


def _find(request: SignedInRequest, pk: int) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user).select_related("group")
    return get_object_or_404(rows, pk=pk)


def _find_own(request: SignedInRequest, pk: int) -> Enquiry:
    """The same, of a group of this person's: whoever is asked has no such step."""
    row = _find(request, pk)
    if row.group_id not in request.user.groups_as(OWN_PEOPLE):
        raise Http404
    return row


@require_safe
def enquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """The question, the answers that this person reads, and what their groups can answer."""
    row = _find(request, pk)
    answers = queries.answers_to(row, request.user)
    answered = {answer.enquired_id for answer in answers if answer.state != "withdrawn"}
    context = {
        "enquiry": row,
        "answers": answers,
        "unanswered": [
            asked for asked in queries.own_asked(row, request.user) if asked.pk not in answered
        ],
        "whom": queries.whom_it_asks(row, request.user),
        "own": row.group_id in request.user.groups_as(OWN_PEOPLE),
        "marking": PLAIN,
    }
    return render(request, "network/enquiry.html", context)


@FORM_PAGE
def enquiry_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Write a question, and choose whom it is put to once the chair has asked it."""
    asker = find_group(request, group)
    require(request.user, "network.draft_enquiry", asker)
    networks = queries.shared_networks(asker)
    groups = queries.groups_to_write_to(asker, request.user)
    form = EnquiryForm(posted(request), groups=groups, networks=networks)
    return form_page(
        request,
        form,
        lambda: actions.draft_enquiry(
            actor=request.user,
            group=asker,
            title=form.cleaned_data["title"],
            question=form.cleaned_data["question"],
            closes_on=form.cleaned_data["closes_on"],
            groups=list(form.chosen()),
        ),
        "network/enquiry_new.html",
        done=_("It is written. Another chair reads it and asks it."),
        group=asker,
        groups=groups,
    )


@fresh_factor_required
@FORM_PAGE
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show word for word what other groups read; then ask."""
    row = _find_own(request, pk)
    require(request.user, "network.ask_enquiry", row)
    naming = queries.naming_in_enquiry(row)
    form = NoNamesForm(posted(request), naming=naming)
    return form_page(
        request,
        form,
        lambda: actions.ask_enquiry(actor=request.user, enquiry=row, is_confirmed=form.confirmed),
        "network/enquiry_ask.html",
        done=_("It is asked."),
        to=row.get_absolute_url(),
        enquiry=row,
        naming=naming,
        whom=queries.whom_it_asks(row, request.user),
        own=row.drafted_by_id == request.user.pk,
        marking=PLAIN,
    )


@FORM_PAGE
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what is not asked yet."""
    row = _find_own(request, pk)
    require(request.user, "network.take_back_enquiry", row)
    return confirm(
        request,
        lambda: actions.take_back_enquiry(actor=request.user, enquiry=row),
        done=_("It is taken back."),
        to=row.get_absolute_url(),
        title=_("Take back this question?"),
        text=_("Nobody outside your group has read it. You can write another."),
        button=_("Take it back"),
        cancel_words=_("Keep it"),
        marking=PLAIN,
    )


@FORM_PAGE
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then close it with thanks."""
    row = _find_own(request, pk)
    require(request.user, "network.close_enquiry", row)
    return confirm(
        request,
        lambda: actions.close_enquiry(actor=request.user, enquiry=row),
        done=_("It is closed, and the groups that answered are thanked."),
        to=row.get_absolute_url(),
        title=_("Close this question?"),
        text=_("No group can answer it any more. Those that answered are told, with thanks."),
        button=_("Close it"),
        cancel_words=_("Keep it open"),
        variant="warning",
        marking=PLAIN,
    )
