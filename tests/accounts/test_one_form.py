"""A password and an address are what they are in whichever form a keyboard sends them."""

import re
import unicodedata
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from accounts import actions, jobs
from accounts.models import Invitation, User
from core.jobs import forget, run_due_jobs
from core.jobs.models import Job
from core.policy import Refused
from tests.accounts.invited import link
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import give_password, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SPELLED, STORED = "Ann@Bücher.example", "ann@xn--bcher-kva.example"
SPELLINGS = [
    SPELLED, STORED, "ann@bücher.example", "ANN@XN--BCHER-KVA.EXAMPLE",
    unicodedata.normalize("NFD", "ann@bücher.example"), "\u200bann@bücher.example\u202c",
]  # fmt: skip
COMPOSED = "tram Café Siân lighthouse"
PASSWORDS = {
    "composed": COMPOSED,
    "decomposed": unicodedata.normalize("NFD", COMPOSED),
    "with spaces of a Mac": COMPOSED.replace(" ", "\u00a0"),
}


@pytest.fixture(autouse=True)
def nothing_counted_yet(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ann():
    return give_password(UserFactory(name="Ann Lee", email=SPELLED))


def sent(address, password):
    """Whether the first step takes this address and this password."""
    return Client().post(LOGIN, {"login": address, "password": password}).status_code == 302


def with_password(person, password):
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


# --- passwords ---------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", PASSWORDS.values(), ids=PASSWORDS)
def test_a_password_is_right_in_whichever_form_it_is_typed(member, chosen):
    with_password(member, chosen)

    assert [sent(member.email, typed) for typed in PASSWORDS.values()] == [True] * 3
    assert sent(member.email, COMPOSED.replace("é", "e")) is False


@pytest.mark.parametrize("chosen", PASSWORDS.values(), ids=PASSWORDS)
def test_a_password_chosen_by_invitation_is_right_in_every_form(invitation, chosen):
    Client().post(link(invitation), {"name": "Priya Raman", "password": chosen})

    assert [sent(invitation.email, typed) for typed in PASSWORDS.values()] == [True] * 3


def test_a_password_is_counted_in_letters_and_not_in_what_they_are_made_of(invitation):
    typed = unicodedata.normalize("NFD", "ǖǘǚǜ ế")  # 6 letters in 16 characters
    answer = Client().post(link(invitation), {"name": "Priya Raman", "password": typed})

    assert answer.status_code == 422
    assert "at least 12" in answer.context["form"].errors["password"][0]


@pytest.mark.parametrize("typed", PASSWORDS.values(), ids=PASSWORDS)
def test_a_wrong_password_of_any_letters_costs_the_same_for_known_and_unknown(
    member, monkeypatch, typed
):
    hasher, hashed = type(get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: hashed.append(given[1]) or encode(*given))
    for address in (member.email, "nobody@example.org"):
        assert sent(address, typed) is False

    assert hashed == [COMPOSED] * 2


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_address_is_one_in_every_spelling(ann, typed):
    ann.refresh_from_db()

    assert (ann.email, User.objects.get(email=typed)) == (STORED, ann)
    assert sent(typed, "four calm words together") is True


@pytest.mark.parametrize("typed", SPELLINGS)
def test_whoever_forgot_a_password_gets_the_link_in_every_spelling(ann, typed):
    Client().post("/accounts/password/reset/", {"email": typed})
    run_due_jobs()

    assert [(message.to, "/key/" in message.body) for message in mail.outbox] == [([STORED], True)]


def test_guesses_at_one_account_are_counted_together_in_all_spellings(ann):
    signed_in_by = [sent(typed, "not this one either") for typed in SPELLINGS[:5]]

    assert (signed_in_by, sent(STORED, "four calm words together")) == ([False] * 5, False)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_nobody_is_invited_twice_under_two_spellings(group, secretary, typed):
    fields = {"name": "Ann Lee", "email": typed, "role": "officer"}
    waiting = actions.invite_person(actor=secretary, group=group, **fields | {"email": SPELLED})
    answer = signed_in(secretary, fresh=True).post(f"/groups/{group.pk}/people/invite/", fields)
    again = [answer.status_code]
    actions.accept_invitation(actor=None, invitation=waiting, name="Ann Lee", password=COMPOSED)
    for address in (typed, SPELLED):
        with pytest.raises(Refused, match="belongs here already"):
            actions.invite_person(actor=secretary, group=group, **fields | {"email": address})

    assert again == [403]
    assert list(Invitation.objects.values_list("email", flat=True)) == [STORED]
    assert list(EmailAddress.objects.filter(email=STORED).values_list("verified", flat=True)) == [
        True
    ]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_invitation_in_any_spelling_is_for_the_account_there_is(ann, group, secretary, typed):
    fields = {"name": "Ann Lee", "email": typed, "role": "officer"}
    sent_to = actions.invite_person(actor=secretary, group=group, **fields)
    person = actions.accept_invitation(actor=ann, invitation=sent_to)

    assert (person, User.objects.filter(name="Ann Lee").count()) == (ann, 1)


def test_a_new_address_that_somebody_has_in_another_spelling_is_theirs(ann, member):
    client = signed_in(member, fresh=True)
    client.post("/accounts/email/", {"email": SPELLED, "action_add": ""})
    run_due_jobs()
    links = [
        re.search(r"http://localhost(/\S+confirm\S+)", message.body) for message in mail.outbox
    ]
    for address in filter(None, links):
        client.post(address[1])
    member.refresh_from_db()

    assert member.email == "doreen@example.org"


def test_a_new_address_is_kept_in_one_form(member):
    client = signed_in(member, fresh=True)
    client.post("/accounts/email/", {"email": SPELLED, "action_add": ""})
    run_due_jobs()
    signed_in(member).post(re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)[1])
    member.refresh_from_db()

    assert (member.email, mail.outbox[-1].to) == (STORED, [STORED])


def test_a_letter_that_is_s_in_capitals_only_leads_to_no_account():
    give_password(UserFactory(email="sam@example.org"))
    answer = Client().post("/accounts/password/reset/", {"email": "\u017fam@example.org"})

    assert answer.context["form"].errors["email"] == ["Enter a valid email address."]


def test_a_sign_for_kelvin_is_a_k_and_the_mail_goes_to_the_k():
    give_password(UserFactory(email="kim@example.org"))
    Client().post("/accounts/password/reset/", {"email": "\u212aim@example.org"})
    run_due_jobs()

    assert [message.to for message in mail.outbox] == [["kim@example.org"]]


def test_a_domain_that_cannot_be_written_in_plain_letters_is_refused_in_words(group, secretary):
    fields = {"name": "Ann Lee", "email": "ann@i❤.example", "role": "officer"}
    answer = signed_in(secretary, fresh=True).post(f"/groups/{group.pk}/people/invite/", fields)

    assert (answer.status_code, answer.context["form"].errors["email"]) == (
        422, ["Enter a valid email address."],
    )  # fmt: skip


def test_jobs_that_hold_an_address_in_another_spelling_are_forgotten_too(ann):
    for typed in SPELLINGS:
        jobs.mail_sign_in_change.enqueue(typed, "password_changed")
    jobs.mail_sign_in_change.enqueue("anna@bücher.example", "password_changed")

    assert forget(STORED) == len(SPELLINGS)
    assert Job.objects.get().args[0] == "anna@bücher.example"


# --- what stood before -------------------------------------------------------------------------


def as_stored_before(model, **values):
    """Put a row back into the form that older versions stored."""
    row = model.objects.create(**values | {"email": f"new{len(str(values))}@example.org"})
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET email = %s WHERE id = %s",
            [values["email"], row.pk],
        )
    return row


def migrated(capsys):
    name = "0008_addresses_in_one_form"
    models = MigrationLoader(connection).project_state([("accounts", name)]).apps
    import_module(f"accounts.migrations.{name}").one_form(models, None)
    return capsys.readouterr().out


def stored(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT email FROM {model._meta.db_table} ORDER BY id")
        return [email for (email,) in cursor.fetchall()]


def test_addresses_that_stood_before_are_brought_into_one_form(capsys):
    person = as_stored_before(User, name="Ann Lee", email=SPELLED)
    as_stored_before(User, name="Bo", email="bo@example.org")
    as_stored_before(EmailAddress, user=person, email=SPELLED.lower(), verified=True, primary=True)
    place = MembershipFactory(role="secretary")
    waiting = actions.invite_person(
        actor=place.user, group=place.group, email="cy@example.org", name="Cy", role="member"
    )
    Invitation.objects.filter(pk=waiting.pk).update(email="")  # forgotten with its person

    assert migrated(capsys) == ""
    assert stored(User)[:2] == [STORED, "bo@example.org"]
    assert (stored(EmailAddress), stored(Invitation)) == ([STORED], [""])


def test_two_accounts_with_one_address_are_kept_apart_and_reported_by_number(capsys):
    first = as_stored_before(User, name="Ann Lee", email=SPELLED)
    second = as_stored_before(User, name="Ann Lee", email=STORED)
    for person, email in ((first, SPELLED.lower()), (second, STORED)):
        as_stored_before(EmailAddress, user=person, email=email, verified=True, primary=True)
    output = migrated(capsys)

    assert output == (
        f"Person {first.pk} has the email address of person {second.pk} in another spelling, and"
        " keeps it: see “Two accounts, one address” in docs/operations.md.\n"
    )
    assert stored(User) == [SPELLED, STORED]
    assert stored(EmailAddress) == [SPELLED.lower(), STORED]
