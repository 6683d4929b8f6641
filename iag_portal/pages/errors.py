"""Error pages that Django asks for by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.kept import is_from_our_own_page, kept
from iag_portal.middleware.refusals import to_a_button


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form whose token had grown old, or that came from elsewhere.

    Words go back only to a page of ours: shown with a button to send them, somebody
    else's form would need one press to pass for our own.
    """
    if request.headers.get("HX-Request"):
        words = _("You signed in again in another tab. Press once more.")
        return to_a_button(words, 403)
    if is_from_our_own_page(request) and (fields := kept(request)):
        told = {"signed_out": False, "fields": fields, "files": bool(request.FILES)}
        return render(request, "accounts/not_sent.html", told, status=403)
    return render(request, "403_csrf.html", status=403)
