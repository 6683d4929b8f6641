"""A word in every field, and then a look wherever it must never be: mails, logs."""

import logging
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client

from accounts import actions
from accounts.jobs import CHANGES, mail_confirmation, mail_sign_in_change
from accounts.models import Role, SignInReset
from core.clock import now
from core.jobs import job, run_due_jobs
from core.log import LineFormatter
from core.notices.jobs import PATIENCE
from tests.factories import (
    AdvisoryGroupFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PostFactory,
    TopicFactory,
    UserFactory,
)
from tests.signing_in import PASSWORD, code_now, give_app, give_password, session_key, sign_in

pytestmark = pytest.mark.django_db
CANARY = "Lobelia7319"
EMAILS = Path(__file__).parents[2] / "templates" / "email"
KINDS = sorted(path.name for path in EMAILS.iterdir())
# What a mail may be filled with: where the portal is, where to look, until when, and what of a
# short list of our own has changed or is new. Nothing that a person can write.
FILLED = {"portal", "origin", "path", "until", "what", "address", "phone", "says", "stop"}
# An address outside that follows a group, or a topic of what is published, reads its name, which
# anybody reads on its public page.
OUTSIDE = {kind: {"group", "subject"} for kind in ("follow_confirm", "followed")}


@pytest.fixture
def world():
    """A group with the word in every field of every row."""
    force = OrganisationFactory(name=f"{CANARY} Constabulary")
    group = AdvisoryGroupFactory(name=f"{CANARY} IAG", code="LOB", organisation=force)
    secretary = give_password(UserFactory(name=f"Sian {CANARY}", email="sian@example.org"))
    person = give_password(UserFactory(name=f"Doreen {CANARY}", email="doreen@example.org"))
    MembershipFactory(user=secretary, group=group, role="secretary")
    MembershipFactory(
        group=group, role="chair", user=UserFactory(name=CANARY, email="chair@example.org")
    )
    place = MembershipFactory(user=person, group=group)
    topic = TopicFactory(
        group=group, title=f"{CANARY} title", ask=f"{CANARY} ask", asker=f"{CANARY} asker"
    )
    PostFactory(topic=topic, author=person, body=f"{CANARY} body")
    KeyMessageFactory(topic=topic, text=f"{CANARY} wording")
    meeting = MeetingFactory(
        group=group, title=f"{CANARY} meeting", state="open", called_by=secretary
    )
    AttendanceFactory(meeting=meeting, user=person)
    return {
        "group": group,
        "secretary": secretary,
        "person": person,
        "place": place,
        "topic": topic,
        "meeting": meeting,
    }


# --- mails ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_filled_with_nothing_that_a_person_writes(kind):
    text = "".join(path.read_text() for path in (EMAILS / kind).iterdir())
    assert set(re.findall(r"{{\s*([\w.]+)", text)) - FILLED == OUTSIDE.get(kind, set())


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_always_the_same(kind):
    subject = (EMAILS / kind / "subject.txt").read_text()
    assert set(re.findall(r"{{\s*([\w.]+)", subject)) - {"portal"} == set()


def cause_every_mail(world):
    person, secretary = world["person"], world["secretary"]
    fields = {"email": "new@example.org", "name": f"{CANARY} invited", "role": Role.OFFICER}
    actions.invite_person(actor=secretary, group=world["group"], **fields)
    Client().post("/accounts/password/reset/", {"email": person.email})
    Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    run_due_jobs()
    client = sign_in(Client(), person, fresh=True)
    client.post("/accounts/email/", {"email": "newer@example.org", "action_add": ""})
    mail_confirmation.enqueue(person.pk, "newer@example.org", now().timestamp())
    for change in CHANGES:
        mail_sign_in_change.enqueue(person.email, change)
    run_due_jobs()
    actions.begin_reset(
        actor=secretary, membership=world["place"], checked=SignInReset.Checked.IN_PERSON
    )
    run_due_jobs()


def test_no_mail_holds_a_word_from_any_field_in_subject_body_or_headers(world):
    cause_every_mail(world)
    whole = [(m.subject, m.message().as_bytes().decode(), m.body) for m in mail.outbox]
    assert [subject for subject, raw, body in whole if CANARY in raw + body] == []
    assert {m.subject for m in mail.outbox} == {
        "You are invited to the IAG portal",
        "Choose a new password for the IAG portal",
        "There is no account for this address",
        "Confirm your email address for the IAG portal",
        "Something has changed in how you sign in",
        "Come back to the IAG portal",
        "Somebody was helped to sign in",
    }
    names = {name for m in mail.outbox for name in m.message() if name.lower().startswith("x-")}
    assert names == {"X-Auto-Response-Suppress"}
    assert {m.message()["X-Auto-Response-Suppress"] for m in mail.outbox} == {"All"}


def test_every_mail_is_for_one_person(world):
    cause_every_mail(world)
    assert [m.to for m in mail.outbox if len(m.recipients()) != 1] == []


# --- logs ----------------------------------------------------------------------------------------


@pytest.fixture
def log():
    """Everything that is logged, from DEBUG on, as the portal's own handler writes it."""
    root = logging.getLogger()
    handler = next(
        handler_of_root
        for handler_of_root in root.handlers
        if isinstance(handler_of_root.formatter, LineFormatter)
    )
    written, before = StringIO(), (handler.setStream(StringIO()), root.level)
    handler.setStream(written)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(before[1])
    handler.setStream(before[0])


@job(timeout=PATIENCE, attempts=1)
def break_with_words():
    raise ValueError(f"{CANARY} in a job")


def go_through_much(world):
    """A day of the portal, with things that go wrong; answers what must not be in the log."""
    person, meeting, topic = world["person"], world["meeting"], world["topic"]
    give_app(person)
    code = code_now()
    client = Client(raise_request_exception=False)
    client.post(
        "/accounts/login/", {"login": f"{CANARY}@example.org", "password": f"{CANARY} wrong"}
    )
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "135791"})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post(f"/topics/{topic.pk}/shared/posts/", {"body": f"{CANARY} post"})
    client.get(f"/topics/{topic.pk}/")
    client.get("/nowhere/")
    client.post(f"/meetings/{meeting.pk}/open/", {"note": CANARY})
    client.get(f"/groups/{world['group'].pk}/people/")
    secretary = world["secretary"]
    fields = {"email": "new@example.org", "name": CANARY, "role": Role.OFFICER}
    invitation = actions.invite_person(actor=secretary, group=world["group"], **fields).token()
    checked = SignInReset.Checked.IN_PERSON
    words = actions.begin_reset(actor=secretary, membership=world["place"], checked=checked)
    reset = SignInReset.objects.get().token()
    for path in (
        f"/invitations/{invitation}/",
        f"/invitations/{invitation}/x/",
        f"/come-back/{reset}/",
        f"/accounts/confirm-email/{reset}/x/",
    ):
        Client().post(path, {"words": "acorn", "name": CANARY, "password": "x"})
    break_with_words.enqueue()
    run_due_jobs(raising=False)
    secrets = [code, "135791", PASSWORD, words, invitation, reset, session_key(client)]
    return [CANARY, *secrets, "doreen@example.org"]


def test_a_day_at_the_finest_level_logs_no_word_no_code_and_no_key(world, log):
    secrets = go_through_much(world)
    logged = log.getvalue()
    assert [secret for secret in secrets if secret in logged] == []
    assert "/invitations/…/" in logged  # the log is not empty: it says where, without the key
    assert "/come-back/…/" in logged


@pytest.mark.parametrize("error", [RuntimeError, IntegrityError])
def test_what_breaks_is_logged_by_place_and_kind_and_not_by_its_words(log, monkeypatch, error):
    def fail(*_args, **_kwargs):
        try:
            raise ValueError(f"{CANARY} cause")  # noqa: TRY301 -- it is the cause of the next
        except ValueError as cause:
            raise error(f"{CANARY} detail") from cause

    monkeypatch.setattr("iag_portal.pages.views.render", fail)
    answer = Client(raise_request_exception=False).get("/help/")
    logged = log.getvalue()
    assert (answer.status_code, CANARY in logged) == (500, False)
    assert "Internal Server Error: /help/" in logged
    assert f"{error.__module__}.{error.__qualname__}" in logged
    assert "builtins.ValueError" in logged
    assert "test_canaries.py" in logged
