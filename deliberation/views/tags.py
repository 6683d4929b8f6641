"""The words by which a group sorts its topics, kept by the chair and the secretary."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from core.policy import require
from deliberation import actions
from deliberation.forms.tags import TagsForm


@FORM_PAGE
def tags(request: SignedInRequest, group: int) -> HttpResponse:
    """Add, rename and take out tags; a refusal gives back what was typed."""
    advisory_group = find_group(request, group)
    require(request.user, "deliberation.change_tags", advisory_group)
    form = TagsForm(posted(request), tags=list(advisory_group.tags.all()))
    return form_page(
        request,
        form,
        lambda: actions.change_tags(
            actor=request.user,
            group=advisory_group,
            renamed=form.renamed,
            added=form.cleaned_data["added"],
        ),
        "deliberation/tags.html",
        done=_("The tags are changed."),
        to=reverse("deliberation:topics"),
        group=advisory_group,
    )
