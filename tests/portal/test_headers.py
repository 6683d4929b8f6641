"""Every answer carries the same headers, whatever it is and however it failed."""

import pytest
from django.conf import settings
from django.test import Client

from core.middleware.headers import policies
from tests.portal.pages import WORDS

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self' ws://localhost; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; frame-src 'none'"
)
FEATURES = (
    "camera=(), microphone=(), display-capture=(), fullscreen=(), autoplay=(), "
    "screen-wake-lock=(), speaker-selection=(), geolocation=(), payment=(), usb=(), midi=(), "
    "accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=()"
)
POLICY = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": FEATURES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store, private",
}
OF_THE_CONTENT = {
    "Content-Type", "Content-Length", "Content-Language", "Content-Disposition", "Location", "Vary",
}  # fmt: skip
NEW_EACH_TIME = {"X-Request-ID"}  # tests/portal/test_request_id.py


def policy_of(response):
    """All headers except those that describe the content, and the number of the request."""
    apart = OF_THE_CONTENT | NEW_EACH_TIME
    return {name: value for name, value in response.items() if name not in apart}


@pytest.fixture
def client(db, settings):
    settings.ROOT_URLCONF = "tests.portal.pages"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/help/", 200),
        ("/health/ready", 200),
        ("/", 302),
        ("/tests/go/", 302),
        ("/tests/file/", 200),
        ("/nowhere/", 404),
        ("/tests/fail/", 500),
    ],
)
def test_every_answer_carries_exactly_these(client, path, status):
    response = client.get(path)

    assert (response.status_code, policy_of(response)) == (status, POLICY)


def test_a_forged_form_too(settings):
    settings.ROOT_URLCONF = "tests.portal.pages"

    response = Client(enforce_csrf_checks=True).post("/help/")

    assert (response.status_code, policy_of(response)) == (403, POLICY)


def test_an_error_shows_nothing_of_what_went_wrong(client):
    response = client.get("/tests/fail/")
    body = response.content.decode()

    assert (response.status_code, WORDS in body, "RuntimeError" in body) == (500, False, False)


def test_a_stricter_policy_of_a_file_stands(client):
    response = client.get("/tests/own-policy/")

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_static_file_may_be_kept_and_is_guarded_all_the_same(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "app.css").write_text("p {}")

    response = Client().get(f"{settings.STATIC_URL}app.css")
    policy = policy_of(response)

    assert response.getvalue() == b"p {}"
    assert {name: policy[name] for name in POLICY.keys() - {"Cache-Control"}} == {
        name: value for name, value in POLICY.items() if name != "Cache-Control"
    }
    assert "no-store" not in policy["Cache-Control"]


def test_only_the_page_with_the_video_may_frame_its_host():
    framed = policies("https://meet.example")

    assert framed["Content-Security-Policy"] == CSP.replace(
        "frame-src 'none'", "frame-src https://meet.example"
    )
    assert framed["Permissions-Policy"].split(", ")[:2] == [
        'camera=(self "https://meet.example")',
        'microphone=(self "https://meet.example")',
    ]
    assert "geolocation=()" in framed["Permissions-Policy"]


def test_the_headers_come_first_so_that_nothing_answers_before_them():
    assert settings.MIDDLEWARE[0] == "core.middleware.headers.SecurityHeadersMiddleware"
