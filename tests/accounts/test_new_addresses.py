"""A new email address: it is on the record, and none that a thief asked for outlives a sign-in reset."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import SignInReset
from core.audit.models import Record
from core.jobs import run_due_jobs
from tests.factories import MembershipFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


def link_for_a_new_address(member):
    """The link in the mail that asks to confirm it."""
    signed_in(member, fresh=True).post("/accounts/email/", {"email": NEW, "action_add": ""})
    run_due_jobs()
    return re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)[1]


def test_a_new_address_is_on_record_once_it_is_confirmed_and_not_what_it_is(member):
    link = link_for_a_new_address(member)
    before = Record.objects.filter(event="address.changed").count()
    signed_in(member).post(link)
    record = Record.objects.get(event="address.changed")

    assert (before, record.actor, record.facts) == (0, member, {"person_id": member.pk})


def test_a_sign_in_reset_takes_back_an_address_that_was_asked_for_and_not_confirmed(member):
    link = link_for_a_new_address(member)
    place = MembershipFactory(user=member)
    organiser = MembershipFactory(group=place.group, role="secretary").user
    actions.begin_reset(actor=organiser, membership=place, checked=SignInReset.Checked.IN_PERSON)
    Client().post(link)
    member.refresh_from_db()

    assert member.email == "doreen@example.org"
    assert list(member.emailaddress_set.values_list("email", flat=True)) == ["doreen@example.org"]


def test_the_page_asks_for_a_new_address_in_our_words(member):
    answer = signed_in(member, fresh=True).post("/accounts/email/", {"email": "", "action_add": ""})
    field = answer.context["form"]["email"]

    assert (field.label, field.errors) == ("New email address", ["Enter your new email address"])
