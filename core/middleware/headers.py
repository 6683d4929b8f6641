"""Security headers on every answer, also on errors, files and redirects."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "frame-src": "'none'",
}
FILE = "default-src 'none'; sandbox"  # of what a browser opens or saves by itself
MEDIA = (
    "camera",
    "microphone",
    "display-capture",
    "fullscreen",
    "autoplay",
    "screen-wake-lock",
    "speaker-selection",
)
CLOSED = (
    "geolocation",
    "payment",
    "usb",
    "midi",
    "accelerometer",
    "gyroscope",
    "magnetometer",
    "browsing-topics",
)


def policies(frame_origin: str = "", given: Collection[str] = MEDIA) -> dict[str, str]:
    """The two policy headers.

    :param frame_origin: of what the page frames, such as the video host on the page of a meeting.
    :param given: what of :data:`MEDIA` that origin may use.
    """
    origin = settings.PORTAL_ORIGIN
    socket = origin.replace("http", "ws", 1)
    csp = {**CSP, "connect-src": f"'self' {socket}"}
    allowed = "()"
    if frame_origin:
        csp["frame-src"] = frame_origin
        allowed = f'(self "{frame_origin}")'
    features = [f"{name}={allowed if name in given else '()'}" for name in MEDIA]
    features += [f"{name}=()" for name in CLOSED]
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in csp.items()),
        "Permissions-Policy": ", ".join(features),
    }


class SecurityHeadersMiddleware:
    """Set what Django's own middleware does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = no_trace() if request.method == "TRACE" else self.get_response(request)
        if response.has_header("Content-Disposition"):
            response.headers["Content-Security-Policy"] = FILE
        for name, value in policies().items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        say_letters(response)
        if not request.path.startswith(settings.STATIC_URL):
            keep_nowhere(response)
        return response


def no_trace() -> HttpResponse:
    """A request is never sent back as it came: it holds the session key."""
    return HttpResponseNotAllowed(["GET", "HEAD", "POST"])


def say_letters(response: HttpResponse) -> None:
    """A text says in which letters it is written, so that no browser has to guess."""
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset=" not in kind:
        response.headers["Content-Type"] = f"{kind}; charset=utf-8"


def keep_nowhere(response: HttpResponse) -> None:
    """Nothing of ours stays in a browser or on the way; a library says it in other words."""
    caching = response.headers.get("Cache-Control", "no-store")
    if "no-store" in caching or "no-cache" in caching:
        response.headers["Cache-Control"] = "no-store, private"
        response.headers.pop("Expires", None)
