"""What anybody reads of a group: the same page for everybody, drawn from public editions alone.

These pages are drawn without the request, so that nothing of whoever asks can stand in them; they
need no cookie and set none.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from publications import published
from publications.feed import atom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model
    from django.forms import Form
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from accounts.models import AdvisoryGroup

FRESH = 300  # seconds; what is published, answered or withdrawn is there as soon as they are over
ATOM = "application/atom+xml; charset=utf-8"
ROBOTS = """User-agent: *
Allow: /public/
Allow: /publications/
Allow: /static/
Disallow: /
"""


def find_public_group(code: str) -> AdvisoryGroup:
    """The group of this code; 404 before anything of it was published for anyone."""
    groups = published.public_groups().select_related("organisation")
    return get_object_or_404(groups, code=code)


def form_again(
    request: HttpRequest,
    template: str,
    form: Form,
    context: Mapping[str, Model],
    *,
    too_often: str | Promise = "",
) -> HttpResponse:
    """A form for people outside, with what was typed; ``too_often`` says why it was not taken.

    It is drawn with the request, for its token.
    """
    status = status_of(form)
    if too_often:
        form.add_error(None, str(too_often))
        status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, template, {"form": form, **context}, status=status)


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH)
def public_groups(_request: HttpRequest) -> HttpResponse:
    """The groups that published something for anyone."""
    groups = published.public_groups().select_related("organisation").order_by("name")
    return HttpResponse(render_to_string("publications/public_groups.html", {"groups": groups}))


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH)
def public_group(_request: HttpRequest, group_code: str) -> HttpResponse:
    """What a group told the police and what they answered, message by message."""
    group = find_public_group(group_code)
    rows = _messages(group)
    context = {
        "group": group,
        "summed_up": published.summed_up(rows),
        "sections": published.sections(rows),
        "without_view": published.without_view(rows),
        "member_notes": published.notes_of(group),
    }
    return HttpResponse(render_to_string("publications/public_group.html", context))


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH)
def public_feed(_request: HttpRequest, group_code: str) -> HttpResponse:
    """The same as a feed that programs follow."""
    group = find_public_group(group_code)
    content = atom(group, _messages(group), published.notes_of(group))
    return HttpResponse(content, content_type=ATOM)


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH)
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines look at: what anybody may read. Each page says whether it is found."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


def _messages(group: AdvisoryGroup) -> list[published.Published]:
    """Of the group, as anybody reads them."""
    return published.published_messages(
        published.ANYBODY, published.public_groups().filter(pk=group.pk)
    )
