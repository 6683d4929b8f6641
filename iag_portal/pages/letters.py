"""Letters for people without email: what was published, and what was recorded in their name."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from accounts.http import find_group
from accounts.models import AdvisoryGroup, Membership
from core.clock import now, today
from core.files import file_response
from core.marking import Marking
from core.pdf.tools import unavailable, write
from core.policy import may, require
from iag_portal.pages.recorded import SinceForm
from iag_portal.pages.recordings import Recording, recordings
from publications.published import Published, published_messages

if TYPE_CHECKING:
    from datetime import date

    from accounts.http import SignedInRequest
    from accounts.models import Reach, User

STYLE = Path(__file__).with_name("letter.css")
OWN_PAGES = (
    ".letter-{n}{{page:letter-{n}}}"
    "@page letter-{n}:nth(1 of letter-{n}){{counter-reset:page 1;counter-increment:none}}"
)
UNAVAILABLE = 503


class Letter(NamedTuple):
    """What one person gets by post. It holds what both may know: who prints it, and who gets it.

    :ivar messages: published, and not older than the letter begins.
    :ivar left_out: how many recordings are OFFICIAL-SENSITIVE, and not entrusted to the post.
    """

    place: Membership
    reach: Reach | None
    messages: list[Published]
    recordings: list[Recording]
    left_out: int


@require_safe
def letters(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who gets a letter, and the file to print."""
    group = find_group(request, pk)
    require(request.user, "accounts.record_delivery", group)
    form = SinceForm(request.GET if "since_day" in request.GET else None)
    rows = [(place, _reach(place)) for place in _places(group, request.user)]
    context = {
        "group": group,
        "form": form,
        "query": request.GET.urlencode() if form.is_valid() else "",
        "people": rows,
        "number": sum(1 for _place, reach in rows if reach and reach.address),
        "problem": unavailable(),
    }
    return render(request, "pages/letters.html", context, status=status_of(form))


@require_safe
def letters_file(request: SignedInRequest, pk: int, place: int | None = None) -> HttpResponse:
    """The letters as one PDF: those for the post, or the one for this place."""
    group = find_group(request, pk)
    require(request.user, "accounts.record_delivery", group)
    if problem := unavailable():
        return HttpResponse(problem, status=UNAVAILABLE, content_type="text/plain; charset=utf-8")
    form = SinceForm(request.GET)
    since = form.cleaned_data["since"] if form.is_valid() else None
    places = _places(group, request.user)
    if place is None:
        chosen = [row for row in places if (reach := _reach(row)) and reach.address]
    else:
        chosen = [row for row in places if row.pk == place]
    if not chosen:
        raise Http404
    rows = [_letter(row, request.user, since) for row in chosen]
    return file_response(lay_out(group, rows), "application/pdf", f"letters-{pk}.pdf")


def lay_out(group: AdvisoryGroup, rows: list[Letter]) -> bytes:
    """The PDF of these letters, one after another, each with pages of its own."""
    page = render_to_string("pdf/letters.html", {"group": group, "letters": rows, "day": today()})
    own_pages = "".join(OWN_PAGES.format(n=n) for n in range(1, len(rows) + 1))
    return write(page, _style() + own_pages)


@cache
def _style() -> str:
    return STYLE.read_text()


def _places(group: AdvisoryGroup, viewer: User) -> list[Membership]:
    """Places of people without email, whom the viewer may print something for, by name."""
    places = Membership.objects.current().filter(group=group, user__email=None)
    rows = places.filter(user__is_active=True).select_related("user__reach", "group")
    return [
        place
        for place in rows.order_by("user__name", "pk")
        if may(viewer, "accounts.view_recorded", place)
    ]


def _reach(place: Membership) -> Reach | None:
    """How this person wants to be reached, where that is written down."""
    return getattr(place.user, "reach", None)


def _letter(place: Membership, viewer: User, since: date | None) -> Letter:
    begins = place.starts_at
    if since:
        begins = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    messages = published_messages(place.user, AdvisoryGroup.objects.filter(pk=place.group_id))
    recorded = recordings(place, viewer, begins)
    open_to_post = [row for row in recorded if row.marking != Marking.OFFICIAL_SENSITIVE]
    return Letter(
        place,
        _reach(place),
        [row for row in messages if since is None or begins <= row.changed_at <= now()],
        open_to_post,
        len(recorded) - len(open_to_post),
    )
