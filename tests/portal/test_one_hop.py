"""Decision 0013: a page goes to its thread once, not once for each middleware."""

from asgiref.sync import SyncToAsync
from django.core.handlers.asgi import ASGIHandler
from django.utils.module_loading import import_string


def test_the_innermost_middleware_is_synchronous_which_decides_for_all(settings):
    innermost = import_string(settings.MIDDLEWARE[-1])
    assert not getattr(innermost, "async_capable", False)
    assert isinstance(ASGIHandler()._middleware_chain, SyncToAsync)


def test_without_it_each_would_go_to_the_thread_and_back(settings):
    both_ways = "django.middleware.common.CommonMiddleware"
    settings.MIDDLEWARE = [both_ways, both_ways]
    assert not isinstance(ASGIHandler()._middleware_chain, SyncToAsync)
