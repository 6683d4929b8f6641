"""A provider of mail reports what came back: with its secret, to an address that is there for it alone."""

from base64 import b64encode
from types import ModuleType

import pytest
from django.test import Client
from django.urls import clear_url_caches, set_urlconf

from accounts.models import User
from accounts.views import bounces
from core.audit.models import Record
from core.env import email
from core.env.addresses import PROVIDERS
from core.jobs import run_due_jobs
from core.jobs.models import Job
from core.notices.mail import send_mail_to
from iag_portal import urls
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "portal:only-the-provider-knows-this-one-of-forty"
ADDRESS = "doreen@example.org"
BODIES = {
    "postmark": {
        "bounced": {"RecordType": "Bounce", "Type": "HardBounce", "Email": ADDRESS},
        "delivered": {"RecordType": "Delivery", "Recipient": ADDRESS},
        "opened": {"RecordType": "Open", "Recipient": ADDRESS},
        "of nobody": {"RecordType": "Bounce", "Type": "HardBounce"},
    },
    "brevo": {
        "bounced": {"event": "hard_bounce", "email": ADDRESS},
        "delivered": {"event": "delivered", "email": ADDRESS},
        "opened": {"event": "opened", "email": ADDRESS},
        "of nobody": {"event": "hard_bounce"},
    },
}


@pytest.fixture
def person():
    UserFactory(email=None)  # whom a report of nobody could be taken for
    return UserFactory(email=ADDRESS)


@pytest.fixture(params=sorted(PROVIDERS))
def provider(request, settings, tmp_path):
    """A portal whose mail goes through this provider, which reports."""
    for name, value in email(f"{request.param}://", tmp_path, "key", SECRET).items():
        setattr(settings, name, value)
    settings.EMAIL_REPORTS = request.param
    module = ModuleType("urls_with_reports")
    module.urlpatterns = [*bounces.patterns(), *urls.urlpatterns]
    module.handler400 = urls.handler400
    settings.ROOT_URLCONF = module
    clear_url_caches()
    yield request.param
    set_urlconf(None)
    clear_url_caches()


def report(provider, what, secret=SECRET, *, strict=True):
    headers = {"authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
    client = Client(enforce_csrf_checks=strict, raise_request_exception=False)
    report = BODIES[provider][what]
    return client.post("/mail/reports/", report, content_type="application/json", headers=headers)


@pytest.fixture
def postmark(settings, tmp_path):
    """Mail goes through Postmark, which reports."""
    for name, value in email("postmark://", tmp_path, "key", SECRET).items():
        setattr(settings, name, value)
    settings.EMAIL_REPORTS = "postmark"


def failing():
    return list(User.objects.exclude(bounced_at=None).values_list("email", flat=True))


def test_a_bounce_and_an_arrival_are_written_down_and_nothing_else(provider, person):
    addresses = []
    for what in ("opened", "of nobody", "bounced", "opened", "delivered"):
        assert report(provider, what).status_code == 200
        addresses.append(failing())

    assert addresses == [[], [], [ADDRESS], [ADDRESS], []]
    assert list(Record.objects.values_list("event", "facts").order_by("pk")) == [
        ("address.bounced", {"person_id": person.pk}),
        ("address.reached", {"person_id": person.pk}),
    ]


@pytest.mark.parametrize("secret", ["", "portal:guessed", ":", SECRET[:-1]])
def test_a_report_without_the_secret_is_refused(provider, person, secret):
    answer = report(provider, "bounced", secret)

    assert (answer.status_code, failing()) == (400, [])


def test_there_is_no_such_address_where_no_provider_reports(person):
    answer = report("brevo", "bounced", strict=False)

    assert (bounces.patterns(), answer.status_code, failing()) == ([], 404, [])


class Answer:
    """What the interface of a provider answers."""

    def __init__(self, status, body):
        self.status_code, self.body, self.text = status, body, str(body)

    def json(self):
        return self.body


def test_a_provider_gets_the_email_and_says_which_address_it_knows_as_dead(
    monkeypatch, person, postmark
):
    sent = []

    def refuse(_session, **request):
        sent.append(request)
        words = f"Found inactive addresses: {ADDRESS}. Inactive recipients are those that bounced."
        return Answer(422, {"ErrorCode": 406, "Message": words})

    monkeypatch.setattr("requests.Session.request", refuse)
    send_mail_to(person, "unknown_address")
    run_due_jobs()

    assert failing() == [ADDRESS]
    assert not Job.objects.filter(state="due").exists()
    assert [
        (request["timeout"], 'TrackOpens": false' in str(request["data"])) for request in sent
    ] == [(20, True)]


def test_what_a_provider_took_counts_as_arrived_only_when_it_says_so(monkeypatch, person, postmark):
    User.objects.filter(pk=person.pk).update(bounced_at="2026-03-02T12:00Z")
    took = {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": ADDRESS}
    monkeypatch.setattr("requests.Session.request", lambda *_a, **_k: Answer(200, took))
    send_mail_to(person, "unknown_address")
    run_due_jobs()

    assert failing() == [ADDRESS]
