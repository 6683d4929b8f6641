"""A moment that somebody marked: taking it away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm
from accounts.http import FORM_PAGE, SignedInRequest
from core.policy import require
from deliberation.views.marking import marked
from webcasts import actions
from webcasts.models import Bookmark


@FORM_PAGE
def bookmark_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what goes, then take the mark away with its words."""
    visible = Bookmark.objects.visible_to(request.user).select_related("topic__group", "webcast")
    bookmark = get_object_or_404(visible, pk=pk)
    require(request.user, "webcasts.remove_bookmark", bookmark)
    return confirm(
        request,
        lambda: actions.remove_bookmark(actor=request.user, bookmark=bookmark),
        done=_("The mark is gone."),
        to=bookmark.webcast.get_absolute_url(),
        title=_("Remove what is said of %s?") % bookmark.clock,
        text=bookmark.words,
        button=_("Remove it"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([bookmark.topic]),
    )
