"""Mails about accounts: a link, never a content; nothing is lost with the mail server."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client

from core.jobs import run_due_jobs
from core.jobs.models import Job
from core.notices.mail import send_mail_to
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, give_password, signed_in

pytestmark = pytest.mark.django_db
NEW = "tram marmalade lighthouse"


def reset_link(address):
    Client().post("/accounts/password/reset/", {"email": address})
    run_due_jobs()
    return re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)[1]


def choose(link, password):
    client = Client()
    page = client.get(link, follow=True)
    return client, client.post(page.request["PATH_INFO"], {"password1": password})


def test_a_new_password_by_link_never_signs_in(member):
    client, answer = choose(reset_link(member.email), NEW)
    member.refresh_from_db()
    assert (answer.url, member.check_password(NEW), client.get("/").status_code) == (
        "/accounts/password/reset/key/done/", True, 302,
    )  # fmt: skip


def test_a_new_password_by_link_does_not_replace_the_second_step(member):
    choose(reset_link(member.email), NEW)
    client = Client()
    answer = client.post("/accounts/login/", {"login": member.email, "password": NEW})
    assert (answer.url, client.get("/").status_code) == ("/accounts/2fa/authenticate/", 302)


def test_the_link_works_once(member):
    link = reset_link(member.email)
    choose(link, NEW)
    answer = Client().get(link, follow=True)
    member.refresh_from_db()
    assert ("This link does not work" in answer.content.decode(), member.check_password(NEW)) == (
        True,
        True,
    )


@pytest.mark.parametrize(("hours", "works"), [(23, True), (25, False)])
def test_the_link_works_for_a_day(member, monkeypatch, hours, works):
    link = reset_link(member.email)
    later = PasswordResetTokenGenerator()._now() + timedelta(hours=hours)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: later)
    answer = Client().get(link, follow=True)
    assert ("This link does not work" in answer.content.decode()) is not works


def test_a_reset_ends_sessions_that_are_open(member):
    client = signed_in(member)
    choose(reset_link(member.email), NEW)
    assert client.get("/").status_code == 302


def test_a_known_and_an_unknown_address_get_the_same_answer_and_one_mail_each(member):
    responses = []
    for address in (member.email, "nobody@example.org"):
        answer = Client().post("/accounts/password/reset/", {"email": address})
        responses.append((answer.status_code, answer.url))
    run_due_jobs()
    assert (responses[0] == responses[1], sorted(to for m in mail.outbox for to in m.to)) == (
        True,
        ["doreen@example.org", "nobody@example.org"],
    )


def test_no_link_that_lets_somebody_in_is_kept_in_a_job(member):
    link = reset_link(member.email)
    assert [job.args for job in Job.objects.all() if link.split("/")[-2] in str(job.args)] == []


def test_a_changed_password_is_told_to_its_person(member):
    signed_in(member).post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW}
    )
    run_due_jobs()
    assert (mail.outbox[-1].to, "your password was changed" in mail.outbox[-1].body) == (
        [member.email],
        True,
    )


def test_a_new_address_counts_when_it_is_confirmed(member):
    client = signed_in(member, fresh=True)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    run_due_jobs()
    member.refresh_from_db()
    before = member.email
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)[1]
    client.post(link)
    member.refresh_from_db()
    assert (mail.outbox[-1].to, before, member.email) == (
        ["new@example.org"],
        "doreen@example.org",
        "new@example.org",
    )


def test_no_mail_names_anybody(member):
    signed_in(member).post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW}
    )
    reset_link(member.email)
    texts = [message.subject + message.body for message in mail.outbox]
    assert (len(texts), [text for text in texts if member.name in text]) == (2, [])


def test_a_mail_waits_while_the_mail_server_is_down(member, monkeypatch):
    send_mail_to(member, "unknown_address")

    def down(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    run_due_jobs(raising=False)
    job = Job.objects.get()
    assert (job.state, job.attempts, mail.outbox) == ("due", 1, [])


def test_the_same_key_sends_one_mail(member):
    for _ in range(2):
        send_mail_to(member, "unknown_address", key="notice:7")
    run_due_jobs()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("person", [{"is_active": False}, {"email": None}])
def test_people_who_are_suspended_or_have_no_address_get_nothing(person):
    send_mail_to(UserFactory(**person), "unknown_address")
    send_mail_to(give_password(UserFactory(email="here@example.org")), "unknown_address")
    run_due_jobs()
    assert [message.to for message in mail.outbox] == [["here@example.org"]]


def test_a_line_break_in_a_name_makes_no_header():
    send_mail_to(
        "x@example.org",
        "invitation",
        {
            "path": "/x/",
            "name": "A\nBcc: evil@example.org",
            "address": "x@example.org",
            "until": "today",
        },
    )
    run_due_jobs()
    assert (mail.outbox[-1].recipients(), mail.outbox[-1].subject) == (
        ["x@example.org"],
        "You are invited to the IAG portal",
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_a_line_break_in_an_address_sends_no_mail(member, group, break_):
    address = f"x@example.org{break_}Bcc: evil@example.org"
    Client().post("/accounts/password/reset/", {"email": address})
    secretary = MembershipFactory(group=group, role="secretary").user
    fields = {"name": "New", "email": address, "role": "member"}
    signed_in(secretary, fresh=True).post(f"/groups/{group.pk}/people/invite/", fields)
    signed_in(member, fresh=True).post("/accounts/email/", {"email": address, "action_add": ""})
    run_due_jobs()

    assert (mail.outbox, Job.objects.count()) == ([], 0)
