"""Error pages that Django asks for by name."""

from functools import cache
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.kept import is_from_our_own_page, kept, words_of
from core.middleware.refusals import to_a_button


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form whose token had grown old, or that came from elsewhere.

    Words go back only to a page of ours: shown with a button to send them, somebody
    else's form would need one press to pass for our own.
    """
    if request.headers.get("HX-Request"):
        words = _("You signed in again in another tab. Press once more.")
        return to_a_button(words, 403)
    if is_from_our_own_page(request) and (fields := kept(request)):
        context = {"signed_out": False, "fields": fields, "files": bool(request.FILES)}
        return render(request, "accounts/not_sent.html", context, status=403)
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The same for whoever asks for whatever: it is drawn once, and says nothing of why.

    What somebody typed for what they may not open any more comes back to them.
    """
    if fields := words_of(request):
        return render(request, "404.html", {"fields": fields}, status=404)
    return HttpResponseNotFound(_not_found_in(get_language()))


@cache
def _not_found_in(_language: str | None) -> str:
    return loader.get_template("404.html").render()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read at all, or is more than one form may be.

    Django has not read the form, so the words cannot be shown again here; they are still in the
    browser, and the page says how to get back to them.
    """
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_much else HTTPStatus.BAD_REQUEST
    if request.headers.get("HX-Request"):
        words = _("This is too much for one form. What you typed is still here: make it shorter.")
        return to_a_button(words if too_much else _("The portal could not read this."), status)
    return render(request, "413.html" if too_much else "400.html", status=status)
