"""A new agreement is seen before it is in force, and organisers see who has accepted which."""

from datetime import timedelta

import pytest

from accounts import actions
from accounts.models import Acceptance, Agreement
from core.clock import now
from core.dates import day
from core.policy import Refused
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/administration/agreement/"
NEW = "You **keep** it.\r\n\r\n- Always"


@pytest.fixture
def administrator():
    return UserFactory(is_staff=True)


@pytest.fixture
def first(administrator):
    agreement = actions.adopt_agreement(actor=None, text="Keep it.")
    actions.accept_agreement(actor=administrator, agreement=agreement)
    return agreement


@pytest.fixture
def client(administrator, first):
    return signed_in(administrator, fresh=True)


def test_the_form_begins_with_the_text_in_force(client):
    assert client.get(ADDRESS).context["form"]["text"].value() == "Keep it."


def test_a_new_version_is_shown_and_not_in_force_before_it_is_confirmed(client, first):
    answer = client.post(ADDRESS, {"text": NEW})

    assert "<strong>keep</strong>" in answer.text
    assert "Put version 2 in force" in answer.text
    assert answer.context["form"]["text"].value() == NEW
    assert Agreement.objects.get() == first


def test_once_confirmed_everybody_is_asked_again(client, first):
    hidden = Page(client.post(ADDRESS, {"text": NEW})).attributes("input")
    sent = {box["name"]: box["value"] for box in hidden if box.get("name") in ("text", "confirmed")}
    client.post(ADDRESS, sent)
    newest = Agreement.objects.get(version=2)

    assert newest.text == "You **keep** it.\n\n- Always"
    assert client.get("/administration/").url.startswith("/agreement/")


@pytest.mark.parametrize("more", [{}, {"confirmed": "yes"}])
@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("  ", 422, "Enter the text of the agreement"),
        ("Keep it. ", 403, "This is the text that is in force. Change it first."),
    ],
)
def test_what_cannot_be_put_in_force_comes_back(client, first, more, text, status, words):
    answer = client.post(ADDRESS, {"text": text, **more})

    assert (answer.status_code, words in answer.text) == (status, True)
    assert Agreement.objects.get() == first


def test_a_chair_has_no_such_page_and_no_such_right(group, first):
    chair = in_group(group, "chair").user
    actions.accept_agreement(actor=chair, agreement=first)
    with pytest.raises(Refused):
        actions.adopt_agreement(actor=chair, text=NEW)

    assert signed_in(chair, fresh=True).get(ADDRESS).status_code == 404


# --- Who has accepted it --------------------------------------------------------------------------


def test_an_organiser_sees_who_accepted_which_version_and_when(group, secretary, first):
    before = now() - timedelta(days=40)
    second = actions.adopt_agreement(actor=None, text=NEW)
    old, new, telephone = (
        in_group(group, "member", name=name, email=email).user
        for name, email in (("Ann Old", "a@example.org"), ("Ben New", "b@example.org"), ("Leroy", None))
    )  # fmt: skip
    group.memberships.update(starts_at=before - timedelta(days=1))
    elsewhere = UserFactory(name="Olivia Unlisted")
    for who, which in ((old, first), (new, second), (secretary, second), (elsewhere, second)):
        Acceptance.objects.create(user=who, agreement=which, accepted_at=before)
    text = Page(signed_in(secretary).get(f"/groups/{group.pk}/people/agreement/")).text_of("tr")

    assert f"Ann Old Member Not this version Version 1, {day(before)}" in text
    assert f"Ben New Member Version 2, {day(before)}" in text
    assert f"{telephone} Member Does not sign in. Ask them to sign it on paper." in text
    assert "Olivia Unlisted" not in text


def test_a_group_does_not_learn_that_somebody_had_accepted_it_elsewhere_before(
    group, secretary, first
):
    before = now() - timedelta(days=400)
    second = actions.adopt_agreement(actor=None, text=NEW)
    newcomer = in_group(group, "member", name="Nuala New").user
    for which in (first, second):
        Acceptance.objects.create(user=newcomer, agreement=which, accepted_at=before)
    actions.accept_agreement(actor=secretary, agreement=second)
    text = Page(signed_in(secretary).get(f"/groups/{group.pk}/people/agreement/")).text_of("tr")

    assert f"Nuala New Member Version 2, {day(now())}" in text
    assert (day(before) in text, "Version 1" in text) == (False, False)


def test_it_costs_the_same_for_many(group, secretary, django_assert_num_queries, first):
    for _ in range(3):
        person = in_group(group, "member").user
        actions.accept_agreement(actor=person, agreement=first)
    actions.accept_agreement(actor=secretary, agreement=first)
    client = signed_in(secretary)
    client.get(f"/groups/{group.pk}/people/agreement/")
    with django_assert_num_queries(7):
        client.get(f"/groups/{group.pk}/people/agreement/")


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_in_the_group_do_not_see_who_accepted_it(group, role):
    in_group(group, "member", name="Olivia Unlisted")
    answer = signed_in(in_group(group, role).user).get(f"/groups/{group.pk}/people/agreement/")

    assert (answer.status_code, "Olivia Unlisted" in answer.text) == (403, False)
