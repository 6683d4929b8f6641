"""Which request something comes from: on the record, in the log, and on the page of a fault.

The number is ours. One that a browser sends is not looked at: it could be that of somebody
else's request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"

_current: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def request_id() -> UUID | None:
    """The request that is being answered, or that asked for the job that runs; else ``None``."""
    return _current.get()


@contextmanager
def within(number: UUID | None) -> Iterator[None]:
    """What is done meanwhile belongs to the request of this ``number``."""
    token = _current.set(number)
    try:
        yield
    finally:
        _current.reset(token)


class RequestIdMiddleware:
    """Number each request before anything is done for it, so that each line and record has it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid4()
        _current.set(number)  # left there: Django logs an answer such as 403 after all middleware
        response = self.get_response(request)
        response.headers[HEADER] = str(number)
        return response
