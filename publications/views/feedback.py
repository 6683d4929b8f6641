"""Write to the secretary of a group without an account; the list that the secretary reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from accounts.rates import is_allowed
from core.pagination import ShortPaginator
from core.policy import require
from publications import actions
from publications.forms import FeedbackForm
from publications.models import Feedback
from publications.views.public import find_public_group, form_again

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OFTEN = "5/h/ip"
PAGE = 20  # pieces of feedback
TOO_OFTEN = _("Too much was sent from your network. Try again in an hour.")


@login_not_required
@FORM_PAGE
def feedback(request: HttpRequest, group_code: str) -> HttpResponse:
    """Write to the secretary of a group that published something for anyone."""
    group = find_public_group(group_code)
    form, context = FeedbackForm(posted(request)), {"group": group}
    if request.method != "POST" or not form.is_valid():
        return form_again(request, "publications/feedback.html", form, context)
    if not is_allowed(request, "feedback", OFTEN):
        return form_again(request, "publications/feedback.html", form, context, too_often=TOO_OFTEN)
    actions.give_feedback(actor=None, group=group, words=form.cleaned_data["words"])
    return render(request, "publications/feedback_given.html", context)


@require_safe
def group_feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """What people outside wrote, the newest first."""
    group = find_group(request, pk)
    require(request.user, "publications.view_feedback", group)
    rows = Feedback.objects.visible_to(request.user).filter(group=group)
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "publications/group_feedback.html", {"group": group, "page": page})


@FORM_PAGE
def feedback_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """One piece of feedback, and the press that puts it away once it is dealt with."""
    row = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    require(request.user, "publications.remove_feedback", row)
    return confirm(
        request,
        lambda: actions.remove_feedback(actor=request.user, feedback=row),
        title=_("Feedback from outside"),
        text=row.words,
        button=_("Delete it for good"),
        cancel_words=_("Keep it"),
        variant="warning",
        done=_("It is deleted."),
        to=reverse("publications:group-feedback", args=[row.group_id]),
    )
