"""What was posted, for a form: an empty post is a post too."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The fields of a post; None when the page is only being looked at."""
    return request.POST if request.method == "POST" else None
