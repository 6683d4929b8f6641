"""A printed card, made by an organiser and given by hand."""

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import CodeCard, SignInReset
from core.audit.models import Record
from core.jobs import run_due_jobs
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import give_password, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(group, member):
    return MembershipFactory(user=member, group=group)


def hand_over(secretary, place, **fields):
    return signed_in(secretary, fresh=True).post(
        f"/people/memberships/{place.pk}/card/", fields or {"with_me": "on"}
    )


def test_a_card_is_handed_over_and_works_and_its_person_is_told(secretary, group, at_second_step):
    person = give_password(UserFactory(email="leroy@example.org"))
    place = MembershipFactory(user=person, group=group)
    shown = hand_over(secretary, place)
    client = at_second_step(person)
    client.post("/accounts/2fa/authenticate/", {"code": shown.context["codes"][0]})
    run_due_jobs()
    assert (client.get("/").status_code, len(shown.context["codes"])) == (200, 20)
    assert [m.to for m in mail.outbox if "made a code card for you" in m.body] == [
        ["leroy@example.org"]
    ]
    assert shown["Cache-Control"] == "no-store, private"
    record = Record.objects.filter(event="factor.added").latest("pk")
    assert (record.actor_id, record.facts) == (
        secretary.pk,
        {"person_id": person.pk, "kind": "code_card"},
    )


def test_a_new_card_ends_what_the_old_one_had_opened(secretary, group, at_second_step):
    person = give_password(UserFactory())
    place = MembershipFactory(user=person, group=group)
    codes = actions.issue_code_card(actor=person)
    client = at_second_step(person)
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    before = client.get("/").status_code
    hand_over(secretary, place)
    assert (before, client.get("/").status_code) == (200, 302)


def test_a_card_is_handed_over_only_in_person_and_by_those_who_keep_the_list(
    secretary, place, group
):
    unsure = hand_over(secretary, place, with_me="")
    other = MembershipFactory(group=group, role="member").user
    refused = signed_in(other, fresh=True).post(
        f"/people/memberships/{place.pk}/card/", {"with_me": "on"}
    )
    stale = signed_in(secretary).post(f"/people/memberships/{place.pk}/card/", {"with_me": "on"})
    assert (
        unsure.status_code,
        refused.status_code,
        stale.status_code,
        CodeCard.objects.count(),
    ) == (422, 404, 302, 0)


def test_a_card_in_hand_ends_the_leave_to_enrol_that_a_sign_in_reset_gave(secretary, place, member):
    """Else that session could enrol anew, without any factor, once the card is taken away."""
    words = actions.begin_reset(
        actor=secretary, membership=place, checked=SignInReset.Checked.IN_PERSON
    )
    codes = actions.hand_over_code_card(actor=secretary, membership=place)
    client = Client()
    fields = {"code": words, "password": "tram marmalade lighthouse"}
    client.post(f"/come-back/{SignInReset.objects.get().token()}/", fields)
    client.post("/accounts/2fa/reauthenticate/", {"code": codes[0]})
    with_card = client.get("/").status_code
    CodeCard.objects.all().delete()

    assert (with_card, client.get("/").url.partition("?")[0]) == (200, "/accounts/ask/")
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302
