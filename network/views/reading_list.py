"""Put a link on the reading list of a national topic, and take one off."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from deliberation.views.marking import marked
from network import actions
from network.forms import ReadingForm
from network.models import ReadingItem
from network.views.national_topics import find_own


@FORM_PAGE
def reading_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add something to read or to watch."""
    national = find_own(request, pk)
    require(request.user, "network.keep_reading_list", national)
    form = ReadingForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.add_reading(
            actor=request.user, national_topic=national, reading=form.reading()
        ),
        "network/reading_add.html",
        done=_("It is on the list."),
        to=national.get_absolute_url(),
        national_topic=national,
        **marked([national.topic]),
    )


@FORM_PAGE
def reading_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take it off."""
    items = ReadingItem.objects.visible_to(request.user)
    item = get_object_or_404(items.select_related("national_topic__topic__group"), pk=pk)
    national = find_own(request, item.national_topic_id)
    require(request.user, "network.remove_reading", national)
    return confirm(
        request,
        lambda: actions.remove_reading(actor=request.user, item=item),
        done=_("It is off the list."),
        to=national.get_absolute_url(),
        title=_("Take this off the list?"),
        text=_("“%s” is shown to nobody any more. The record says that something was taken off.")
        % item,
        button=_("Take it off"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([national.topic]),
    )
