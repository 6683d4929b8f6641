"""From an invitation to a working account."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts import actions
from accounts.models import Acceptance, Agreement, Role, SignInReset, User
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.policy import Refused
from tests.accounts.invited import ADDRESS, JOIN, NAME, link
from tests.accounts.pages import Page, passkey_options
from tests.accounts.software_passkey import SoftwarePasskey
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, code_now, give_password, signed_in

pytestmark = pytest.mark.django_db


def test_the_mail_has_a_link_that_opens_and_says_nothing_about_the_group(invitation):
    run_due_jobs()
    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == ([ADDRESS], "You are invited to the IAG portal")
    assert f"http://localhost{link(invitation)}" in sent.body
    assert "Harbourside" not in sent.subject + sent.body


def test_the_link_is_kept_nowhere(invitation):
    run_due_jobs()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert invitation.token() not in str(cursor.fetchall()), table


def test_the_page_says_who_invites_to_what_and_for_whom(invitation):
    page = Page(Client().get(link(invitation)))
    text = page.text_of("main")
    assert [
        word for word in ("Sian Bevan", "Harbourside IAG", ADDRESS, "Member") if word not in text
    ] == []


def test_joining_makes_an_account_with_a_place_and_no_open_door(invitation, group):
    client = Client()
    answer = client.post(link(invitation), JOIN)
    person = User.objects.get(email=ADDRESS)
    assert (answer.url, person.name, person.roles, person.check_password(JOIN["password"])) == (
        "/accounts/second-step/", NAME, {group.pk: "member"}, True,
    )  # fmt: skip
    assert client.get("/").url.partition("?")[0] == "/accounts/second-step/"


def test_joining_with_a_passkey_from_the_link_to_the_home_page(invitation):
    Agreement.objects.create(version=1, text="Keep it to *yourself*.")
    client = Client()
    first = client.post(link(invitation), JOIN).url
    early = client.get("/accounts/2fa/webauthn/add/").url.partition("?")[0]
    second = client.post("/agreement/", {"accept": "on"}).url
    third = client.get("/").url.partition("?")[0]
    passkey = SoftwarePasskey()
    answer = passkey.create(passkey_options(client.get("/accounts/2fa/webauthn/add/")))
    fourth = client.post(
        "/accounts/2fa/webauthn/add/", {"credential": answer, "passwordless": "on"}
    ).url
    assert (first, early, second, third, fourth, client.get("/").status_code) == (
        "/agreement/", "/agreement/", "/", "/accounts/second-step/", "/accounts/2fa/", 200,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_joining_with_an_app(invitation, clock):
    client = Client()
    client.post(link(invitation), JOIN)
    client.get("/accounts/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    session.save()
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now()})
    assert (answer.url, client.get("/").status_code) == ("/accounts/2fa/", 200)


def test_the_page_of_the_app_shows_a_picture_and_the_key_in_fours(invitation):
    client = Client()
    client.post(link(invitation), JOIN)
    page = Page(client.get("/accounts/2fa/totp/activate/"))
    key = client.session["mfa.totp.secret"]
    pictures = [image["src"].partition(",")[0] for image in page.attributes("img")]
    assert "data:image/svg+xml;base64" in pictures
    assert " ".join(key[n : n + 4] for n in range(0, len(key), 4)) in page.text_of("strong")


def test_the_agreement_must_be_ticked(invitation):
    agreement = Agreement.objects.create(version=1, text="Keep it.")
    client = Client()
    client.post(link(invitation), JOIN)
    answer = client.post("/agreement/", {})
    assert (answer.status_code, Acceptance.objects.filter(agreement=agreement).count()) == (422, 0)


def test_a_newer_agreement_is_asked_for_once(member):
    client = signed_in(member)
    actions.adopt_agreement(actor=None, text="First.")
    gate = client.get("/accounts/sessions/")
    answer = client.post("/agreement/", {"accept": "on", "next": "/accounts/sessions/"})
    assert (gate.url, answer.url, client.get("/accounts/sessions/").status_code) == (
        "/agreement/?next=%2Faccounts%2Fsessions%2F", "/accounts/sessions/", 200,
    )  # fmt: skip


def test_the_way_back_from_the_agreement_leads_nowhere_else(member):
    client = signed_in(member)
    actions.adopt_agreement(actor=None, text="First.")
    assert client.post("/agreement/", {"accept": "on", "next": "https://evil.example/"}).url == "/"


def test_what_was_typed_is_kept_when_something_is_wrong(invitation):
    answer = Client().post(link(invitation), {"name": "Priya Raman-Jones", "password": "short"})
    typed = {
        field["name"]: field.get("value")
        for field in Page(answer).attributes("input")
        if "name" in field
    }
    assert (answer.status_code, typed["name"], typed["password"]) == (
        422,
        "Priya Raman-Jones",
        "short",
    )


def test_a_password_like_the_own_name_is_refused(invitation):
    answer = Client().post(link(invitation), {"name": NAME, "password": "priya@example.org"})
    assert (answer.status_code, User.objects.filter(email=ADDRESS).count()) == (422, 0)


def test_the_fields_have_the_names_that_password_managers_know(invitation):
    fields = Page(Client().get(link(invitation))).attributes("input")
    assert [field["autocomplete"] for field in fields if "autocomplete" in field] == [
        "username",
        "name",
        "new-password",
    ]


def test_a_delivered_link_does_not_work_for_somebody_who_is_signed_in(invitation, member):
    client = signed_in(member)
    page, posted = client.get(link(invitation)), client.post(link(invitation), JOIN)
    invitation.refresh_from_db()
    assert (
        "It is for priya@example.org. You are signed in as doreen@example.org."
        in Page(page).text_of("main")
    ) is True
    assert (posted.status_code, invitation.state, member.memberships.count()) == (200, "sent", 0)


def test_somebody_with_an_account_signs_in_first_and_then_accepts_with_one_press(
    group, secretary, member
):
    invitation = actions.invite_person(
        actor=secretary, group=group, email=member.email, name="Doreen", role="observer"
    )
    stranger = Client().post(link(invitation), JOIN)
    half = Client()
    half.force_login(member)
    half.post(link(invitation))
    untouched = member.memberships.count()
    answer = signed_in(member).post(link(invitation))
    member.refresh_from_db()
    assert (stranger.status_code, untouched, answer.url) == (200, 0, "/")
    assert (
        list(member.memberships.values_list("role", flat=True)),
        member.check_password(PASSWORD),
    ) == (["observer"], True)


def test_an_account_that_lost_its_factor_comes_back_by_a_new_invitation_and_the_password(
    group, secretary, half_way
):
    invitation = actions.invite_person(
        actor=secretary, group=group, email=half_way.email, name="H", role="member"
    )
    wrong, right = Client(), Client()
    refused = wrong.post(link(invitation), {"password": "not the password"})
    answer = right.post(link(invitation), {"password": PASSWORD})
    assert (refused.status_code, wrong.get("/").url, answer.url) == (
        422,
        "/accounts/login/?next=/",
        "/accounts/second-step/",
    )
    assert right.get("/accounts/2fa/totp/activate/").status_code == 200


def test_guessing_that_password_stops(group, secretary, half_way):
    invitation = actions.invite_person(
        actor=secretary, group=group, email=half_way.email, name="H", role="member"
    )
    client = Client()
    for _ in range(6):
        client.post(link(invitation), {"password": "not the password"})
    answer = client.post(link(invitation), {"password": PASSWORD})
    assert (answer.status_code, half_way.memberships.count()) == (422, 0)


def test_a_person_known_without_sign_in_gets_an_account_by_invitation(group, secretary):
    known = UserFactory(name="P. Raman", email=ADDRESS)
    known.set_unusable_password()
    known.save()
    invitation = actions.invite_person(
        actor=secretary, group=group, email=ADDRESS, name="P", role="member"
    )
    actions.accept_invitation(actor=None, invitation=invitation, **JOIN)
    known.refresh_from_db()
    assert (
        known.name,
        known.check_password(JOIN["password"]),
        User.objects.filter(email=ADDRESS).count(),
    ) == (NAME, True, 1)


def test_an_invitation_never_sets_the_password_of_an_account_that_has_one(invitation):
    account = give_password(UserFactory(email=ADDRESS))
    with pytest.raises(Refused):
        actions.accept_invitation(actor=None, invitation=invitation, **JOIN)
    account.refresh_from_db()
    invitation.refresh_from_db()
    assert (account.check_password(PASSWORD), invitation.state) == (True, "sent")


def test_an_invitation_is_for_its_address_only(invitation, member):
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(actor=member, invitation=invitation)
    assert str(refused.value) == "This invitation is for another email address."


def test_joining_is_on_record_without_name_or_address(invitation):
    actions.accept_invitation(actor=None, invitation=invitation, **JOIN)
    facts = str(list(Record.objects.values_list("event", "facts")))
    assert ("person.invited" in facts, "invitation.accepted" in facts, NAME in facts, ADDRESS in facts) == (
        True, True, False, False,
    )  # fmt: skip


def test_the_first_administrator_comes_from_the_command_line(capsys, clock):
    call_command("create_administrator", email="rowan@example.org", name="Rowan Pike")
    address = capsys.readouterr().out.strip()
    client = Client()
    client.post(address.removeprefix("http://localhost"), {**JOIN, "name": "Rowan Pike"})
    person = User.objects.get()
    assert (
        address.startswith("http://localhost/invitations/"),
        person.is_staff,
        Agreement.objects.get().version,
    ) == (True, True, 1)
    assert client.get("/").url.partition("?")[0] == "/agreement/"


def test_an_administrator_without_a_factor_has_no_way_in(capsys):
    call_command("create_administrator", email="rowan@example.org", name="Rowan Pike")
    client = Client()
    client.post(capsys.readouterr().out.strip().removeprefix("http://localhost"), JOIN)
    client.post("/agreement/", {"accept": "on"})
    assert (
        client.get("/administration/").url.partition("?")[0],
        Authenticator.objects.count(),
    ) == ("/accounts/second-step/", 0)


def test_an_invitation_from_elsewhere_is_no_way_round_a_sign_in_reset(group):
    """Link and password both come by one mailbox; a sign-in reset asks for spoken words too."""
    member = give_password(UserFactory(email="doreen@example.org"))
    place = MembershipFactory(user=member, group=group)
    organiser, boss = (
        MembershipFactory(role="secretary", group=g).user for g in (group, AdvisoryGroupFactory())
    )
    sent = actions.invite_person(
        actor=boss,
        group=boss.memberships.get().group,
        email=member.email,
        name="D",
        role=Role.OBSERVER,
    )
    actions.begin_reset(actor=organiser, membership=place, checked=SignInReset.Checked.IN_PERSON)
    client = Client()
    answer = client.post(link(sent), {"password": PASSWORD})
    sent.refresh_from_db()
    assert (answer.status_code, sent.state, client.session.get("enrolment_ticket")) == (
        200,
        "sent",
        None,
    )
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 302
