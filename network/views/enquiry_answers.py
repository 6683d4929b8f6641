"""Answer another group: write what is answered, give it, take it back, withdraw it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models.memberships import ORGANISERS
from core.marking import Marking
from core.policy import require
from network import actions, queries
from network.forms import AnswerForm, NoNamesForm
from network.models import EnquiredGroup, EnquiryAnswer

PLAIN = str(Marking.OFFICIAL.label)


@FORM_PAGE
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the group answers, for its chair to give."""
    asked = EnquiredGroup.objects.filter(enquiry__asked_at__isnull=False)
    own = asked.filter(group__in=request.user.groups_as(ORGANISERS))
    enquired = get_object_or_404(own.select_related("group", "enquiry__group"), pk=pk)
    require(request.user, "network.answer_enquiry", enquired)
    form = AnswerForm(posted(request), publications=queries.to_point_at(enquired.group))
    return form_page(
        request,
        form,
        lambda: actions.offer_answer(
            actor=request.user,
            enquired=enquired,
            words=form.cleaned_data["words"],
            publication=form.cleaned_data.get("publication"),
            shared=form.cleaned_data["shared"],
        ),
        "network/answer.html",
        done=_("It is written. Another chair reads it and gives it."),
        enquired=enquired,
        marking=PLAIN,
    )


def _find_own(request: SignedInRequest, pk: int) -> EnquiryAnswer:
    """An answer of a group that this person organises: whoever reads it has no such step."""
    rows = EnquiryAnswer.objects.visible_to(request.user)
    rows = rows.select_related("enquired__group", "enquired__enquiry__group", "publication")
    row = get_object_or_404(rows, pk=pk)
    if row.group_id not in request.user.groups_as(ORGANISERS):
        raise Http404
    return row


@fresh_factor_required
@FORM_PAGE
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show word for word what leaves, and who reads it; then give it."""
    row = _find_own(request, pk)
    require(request.user, "network.give_answer", row)
    naming = queries.naming_in_answer(row)
    form = NoNamesForm(posted(request), naming=naming)
    return form_page(
        request,
        form,
        lambda: actions.give_answer(actor=request.user, answer=row, is_confirmed=form.confirmed),
        "network/answer_give.html",
        done=_("It is given."),
        to=row.get_absolute_url(),
        answer=row,
        naming=naming,
        own=row.offered_by_id == request.user.pk,
        marking=PLAIN,
    )


@FORM_PAGE
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what is not given yet."""
    row = _find_own(request, pk)
    require(request.user, "network.take_back_answer", row)
    return confirm(
        request,
        lambda: actions.take_back_answer(actor=request.user, answer=row),
        done=_("It is taken back."),
        to=row.get_absolute_url(),
        title=_("Take back this answer?"),
        text=_("Nobody outside your group has read it. You can write another."),
        button=_("Take it back"),
        cancel_words=_("Keep it"),
        marking=PLAIN,
    )


@fresh_factor_required
@FORM_PAGE
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw what was given."""
    row = _find_own(request, pk)
    require(request.user, "network.withdraw_answer", row)
    return confirm(
        request,
        lambda: actions.withdraw_answer(actor=request.user, answer=row),
        done=_("It is withdrawn."),
        to=row.get_absolute_url(),
        title=_("Withdraw this answer?"),
        text=_(
            "No other group reads it any more, and the group that asks is told that an answer was"
            " withdrawn. Whoever kept a copy has it. It cannot be undone."
        ),
        button=_("Withdraw it"),
        cancel_words=_("Keep it"),
        variant="warning",
        marking=PLAIN,
    )
