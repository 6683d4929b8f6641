"""What groups released, for those who read it: one message, the list, the table."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.fresh import fresh_factor_required
from accounts.http import SignedInRequest
from core.files import file_response
from core.marking import Marking
from core.pagination import ShortPaginator
from core.pdf.tools import unavailable
from core.policy import may
from deliberation.views.marking import marked
from network import queries
from network.models import MessageOffer, NationalTopic, ReleasedMessage
from network.pack import pack
from network.table import table
from network.views.national_topics import find

PAGE = 100  # messages
UNAVAILABLE = 503


@require_safe
def released(request: SignedInRequest, reference: str) -> HttpResponse:
    """One message; of one that is withdrawn the day alone, but for the group that released it.

    That group reads its words also where the national topic is no longer for it, without a title.
    """
    rows = ReleasedMessage.objects.visible_to(request.user)
    rows = rows.select_related("national_topic__topic__group", "asked", "theme")
    row = get_object_or_404(rows, reference=reference)
    own = queries.is_own(row, request.user)
    topics = NationalTopic.objects.visible_to(request.user).filter(pk=row.national_topic_id)
    knows = not own or topics.exists()
    belongs = may(request.user, "network.view_forces", row.national_topic)
    offers = MessageOffer.objects.visible_to(request.user) if own else MessageOffer.objects.none()
    context = {
        "released": row,
        "message": queries.as_read(row) if row.stands or own else None,
        "offer": offers.filter(released=row).select_related("asked").first() if own else None,
        "knows_topic": knows,
        "resting": queries.resting_on(row, request.user) if belongs else [],
        "reads_all": knows and may(request.user, "network.view_released", row.national_topic),
        **(marked([row.national_topic.topic]) if knows else {"marking": Marking.OFFICIAL.label}),
    }
    return render(request, "network/released.html", context)


def _find_all(request: SignedInRequest, pk: int) -> NationalTopic:
    """The national topic, for who reads everything that was released for it."""
    national_topic = find(request, pk)
    if not may(request.user, "network.view_released", national_topic):
        raise Http404
    return national_topic


@require_safe
def messages(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that stands, by theme, and what was withdrawn."""
    national_topic = _find_all(request, pk)
    page = ShortPaginator(queries.released_of(national_topic), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "national_topic": national_topic,
        "page": page,
        "sections": queries.sections(page),
        "withdrawn": queries.withdrawn_of(national_topic),
        **marked([national_topic.topic]),
    }
    return render(request, "network/messages.html", context)


@fresh_factor_required
@require_safe
def messages_table(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a table, which says of no message whose it is."""
    national_topic = _find_all(request, pk)
    content = table(
        national_topic, queries.released_of(national_topic), queries.withdrawn_of(national_topic)
    )
    name = f"{national_topic.group.code}-messages-{national_topic.pk}.csv"
    return file_response(content, "text/csv; charset=utf-8", name)


@fresh_factor_required
@require_safe
def messages_pack(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a document to print, laid out when it is asked for."""
    national_topic = _find_all(request, pk)
    if problem := unavailable():
        return HttpResponse(problem, status=UNAVAILABLE, content_type="text/plain; charset=utf-8")
    content = pack(national_topic, str(national_topic.topic.get_marking_display()))
    name = f"{national_topic.group.code}-messages-{national_topic.pk}.pdf"
    return file_response(content, "application/pdf", name)
