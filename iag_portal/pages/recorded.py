"""The card for somebody without email: what was recorded in their name, to print and to send."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from accounts.queries import places_kept_by
from core.clock import now
from core.forms.fields import DateField
from core.marking import Marking
from core.policy import require
from iag_portal.pages.recordings import recordings

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


class SinceForm(forms.Form):
    """From which day on."""

    since = DateField(
        label=_("Since when?"),
        required=False,
        help_text=_("For example, 1 March 2027. Leave it empty for everything."),
    )


@require_safe
def recorded(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was recorded in the name of one person, as whoever prints it may know it."""
    places = places_kept_by(request.user).select_related("user__reach", "group")
    place = get_object_or_404(places, pk=pk)
    require(request.user, "accounts.view_recorded", place)
    form = SinceForm(request.GET if "since_day" in request.GET else None)
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else None
    begin = timezone.make_aware(datetime.combine(since, datetime.min.time())) if since else None
    rows = [] if form.errors else recordings(place, request.user, begin or place.starts_at)
    context = {
        "form": form,
        "place": place,
        "person": place.user,
        "reach": getattr(place.user, "reach", None),
        "since": since,
        "recordings": rows,
        "printed_at": now(),
        "marking": str(
            Marking.highest(recording.marking for recording in rows if recording.marking).label
        ),
    }
    return render(request, "pages/recorded.html", context, status=status_of(form))
