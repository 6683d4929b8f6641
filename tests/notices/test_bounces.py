"""Emails that come back: its person and their organisers see it, and somebody else tells them."""

import logging
from datetime import timedelta

import pytest

from accounts import actions as people_actions
from accounts.models import Invitation, Reach, User
from core import clock
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.jobs.models import Job
from core.log import HideTokens
from core.notices.mail import send_mail_to
from core.notices.models import Notice
from core.notices.stop import stop_path
from meetings.actions import cancel_meeting
from tests.faults.postbox import Postbox
from tests.notices.conftest import NOON
from tests.signing_in import PASSWORD, code_now, give_app, give_password, signed_in

NOBODY = "550 5.1.1 No such user here"
LATER = NOON + timedelta(minutes=3)


@pytest.fixture
def postbox(settings):
    """A mail server on this machine, which the portal sends to."""
    box = Postbox()
    box.open()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    yield box
    box.close()


def cancel(world):
    cancel_meeting(actor=world.secretary, meeting=world.meeting)
    run_due_jobs()


def send(at=LATER, *, raising=True):
    with clock.at(at):
        run_due_jobs(raising=raising)


def events(name):
    return list(Record.objects.filter(event=name).values_list("facts", flat=True))


def fresh(person):
    return User.objects.get(pk=person.pk)


def called(world, at=LATER):
    with clock.at(at):
        page = signed_in(world.secretary).get(f"/groups/{world.group.pk}/people/call/")
    return page, [person for person, _lines in page.context["people"]]


# --- what the server of the address says ----------------------------------------------------------


def test_who_is_refused_is_called_instead_and_everybody_else_has_their_email(world, postbox):
    postbox.refused[world.member.email] = NOBODY
    cancel(world)
    send()
    page, people = called(world)
    page_text = page.content.decode()

    assert len(postbox.mails) == 6
    assert fresh(world.member).bounced_at == LATER
    assert events("address.bounced") == [{"person_id": world.member.pk}]
    assert (people, "Emails come back" in page_text, "Since 2 March 2026" in page_text) == (
        [world.member], True, True,
    )  # fmt: skip
    assert not Job.objects.filter(state="due", function__endswith="send_due").exists()


def test_an_organiser_presses_done_for_somebody_whose_emails_come_back(world, postbox):
    postbox.refused[world.member.email] = NOBODY
    cancel(world)
    send()
    notice = Notice.objects.get(recipient=world.member)
    with clock.at(LATER):
        signed_in(world.secretary).post(f"/notices/{notice.pk}/done/")

    assert called(world)[1] == []
    assert Notice.objects.get(recipient=world.member).delivered_by == world.secretary


def test_nobody_is_called_for_what_they_have_seen_here_or_what_reached_them(world, postbox):
    cancel(world)
    send()
    User.objects.update(bounced_at=LATER)  # a week later, say
    reached = called(world)[1]
    Notice.objects.update(emailed_at=None)
    failed = called(world)[1]
    Notice.objects.mark_seen()

    assert (reached, len(failed), called(world)[1]) == ([], 7, [])


def test_a_later_email_that_is_taken_ends_it(world, postbox):
    postbox.refused[world.member.email] = NOBODY
    cancel(world)
    send()
    postbox.refused.clear()
    send_mail_to(world.member, "unknown_address")
    run_due_jobs()

    assert fresh(world.member).bounced_at is None
    assert events("address.reached") == [{"person_id": world.member.pk}]


def test_no_line_of_the_log_holds_a_link_that_ends_emails():
    line = logging.LogRecord("x", 30, "x", 1, "Gone: %s", (stop_path(7),), None)
    HideTokens().filter(line)

    assert line.getMessage() == "Gone: /notices/stop/…/"


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.1 Try again later",
        "554 5.7.1 Relay access denied",
        "550 5.7.1 Your address is on a list",
        "530 5.7.0 Authentication required",
    ],
)
def test_a_refusal_that_is_not_about_the_address_blames_nobody_and_is_tried_again(
    world, postbox, answer
):
    postbox.refused[world.member.email] = answer
    cancel(world)
    send(raising=False)
    before = fresh(world.member).bounced_at
    postbox.refused.clear()
    send(LATER + timedelta(days=1))

    assert (before, len(postbox.mails)) == (None, 7)


def test_a_new_address_has_no_history(world):
    User.objects.filter(pk=world.member.pk).update(bounced_at=NOON)
    people_actions.record_address_change(actor=world.member)

    assert fresh(world.member).bounced_at is None


def test_a_bounce_is_recorded_once_however_often_it_is_said(world):
    for hours in (0, 1):
        with clock.at(NOON + timedelta(hours=hours)):
            people_actions.record_bounce(actor=None, address=world.member.email.upper())

    assert (fresh(world.member).bounced_at, len(events("address.bounced"))) == (NOON, 1)


def test_what_a_server_took_and_sent_back_is_told_by_telephone(world, mailoutbox):
    cancel(world)
    send()
    people_actions.record_bounce(actor=None, address=world.member.email)

    assert called(world)[1] == [world.member]


def test_an_address_of_nobody_concerns_nobody(world):
    people_actions.record_bounce(actor=None, address="nobody@example.org")

    assert (User.objects.filter(bounced_at=None).count(), events("address.bounced")) == (
        User.objects.count(), [],
    )  # fmt: skip


# --- who sees it ----------------------------------------------------------------------------------


def test_an_invitation_that_came_back_says_so_to_who_may_correct_it(world, postbox):
    postbox.refused["typo@example.org"] = NOBODY
    fields = {"email": "typo@example.org", "name": "Nat Newton", "role": "observer"}
    invitation = people_actions.invite_person(actor=world.chair, group=world.group, **fields)
    run_due_jobs()
    page = signed_in(world.chair).get(f"/groups/{world.group.pk}/people/").content.decode()

    assert Invitation.objects.get().bounced_at == NOON
    assert events("invitation.bounced") == [{"invitation_id": invitation.pk}]
    assert "On 2 March 2026: correct the address and send it again." in page


def test_organisers_see_on_the_list_of_people_whose_emails_come_back(world):
    path = f"/groups/{world.group.pk}/people/"
    before = signed_in(world.secretary).get(path).content.decode()
    User.objects.filter(pk=world.member.pk).update(bounced_at=NOON)
    after = signed_in(world.secretary).get(path).content.decode()

    assert (before.count("Emails come back"), after.count("Emails come back")) == (0, 1)


def test_where_to_call_them_is_written_down_while_emails_come_back_and_no_longer(world):
    client, place = signed_in(world.secretary, fresh=True), world.places["member"]
    path = f"/people/memberships/{place.pk}/reach/"
    fields = {"way": "telephone", "telephone": "01632 960 417", "address": ""}
    before = client.post(path, fields).status_code
    people_actions.record_bounce(actor=None, address=world.member.email)
    during = client.post(path, fields).status_code
    kept = Reach.objects.get(user=world.member).telephone
    people_actions.record_arrival(actor=None, address=world.member.email)

    assert (before, during, kept) == (403, 302, "01632 960 417")
    assert not Reach.objects.filter(user=world.member).exists()


def test_its_person_is_told_when_they_sign_in_and_on_their_account_page(world, client):
    give_app(give_password(world.member))
    User.objects.filter(pk=world.member.pk).update(bounced_at=NOON)
    fields = {"login": world.member.email, "password": PASSWORD}
    client.post("/accounts/login/", fields)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert "Emails to you come back." in client.get("/").content.decode()
    assert "have come back since 2 March 2026" in client.get("/accounts/2fa/").content.decode()


# --- what the email says --------------------------------------------------------------------------


def test_an_email_asks_for_no_answer_of_a_machine_and_can_be_ended_by_one(
    world, mailoutbox, client
):
    cancel(world)
    send()
    (mine,) = [message for message in mailoutbox if message.to == [world.member.email]]
    headers = mine.extra_headers
    link = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    strict = type(client)(enforce_csrf_checks=True)
    pressed = strict.post(link, {"List-Unsubscribe": "One-Click"})

    assert (headers["Auto-Submitted"], headers["X-Auto-Response-Suppress"]) == (
        "auto-generated", "All",
    )  # fmt: skip
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (pressed.status_code, pressed.content) == (200, b"")
    assert world.member.notice_settings.email == "never"


def test_the_button_of_the_page_still_needs_the_token_of_its_form(world, client):
    link = stop_path(world.member.pk)
    answer = type(client)(enforce_csrf_checks=True).post(link)

    assert (answer.status_code, hasattr(fresh(world.member), "notice_settings")) == (403, False)


def test_one_click_with_a_link_that_nobody_made_ends_nothing(world, client):
    answer = client.post("/notices/stop/1.forged/", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 404
