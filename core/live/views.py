"""The polling twin: the same JSON as the socket, for a page whose socket does not live."""

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from core.live import streams
from core.live.pages import page_of
from core.numbers import number

if TYPE_CHECKING:
    from accounts.models import User


@require_safe
def stream(request: HttpRequest, key: str) -> HttpResponse:
    """Answer what changed on ``key`` since ``?after=``; 204 when nothing is new."""
    page = page_of(key)
    if page is None:
        raise Http404
    person = cast("User", request.user)
    after = number(request.GET.get("after", ""))
    seq, events = streams.news(key, after)  # before the rights: what comes later is sent again
    thing = page.find(key)
    audience = None if thing is None else page.audiences(thing, [person.pk]).get(person.pk)
    if audience is None:
        raise Http404
    if page.keeps_signed_in(thing):
        request.session.stay(in_meeting=True)  # type: ignore[attr-defined]  # accounts.sessions
    if seq == after:
        return HttpResponse(status=204)
    regions = page.draw(thing, audience, page.changed_by(events))
    return JsonResponse({"after": after, "seq": seq, "regions": regions})
