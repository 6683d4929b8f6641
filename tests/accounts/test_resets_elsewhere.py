"""A sign-in reset for somebody with two places, and for organisers who are none any more."""

import pytest
from django.core import mail

from accounts import actions
from accounts.models import Role, SignInReset
from core.clock import now
from core.jobs import run_due_jobs
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
BY = SignInReset.Checked.IN_PERSON


def help_page(who, place):
    return signed_in(who).get(f"/people/memberships/{place.pk}/help/").text


def test_who_gave_it_is_told_to_the_organisers_of_that_group_alone(group, secretary, member):
    """The other group learns that one is open: not by whom, so not in which group."""
    place = MembershipFactory(user=member, group=group)
    other = MembershipFactory(user=member, group=AdvisoryGroupFactory(name="Family advisers"))
    olive = MembershipFactory(
        group=other.group, role=Role.SECRETARY, user=UserFactory(name="Olive Otherside")
    ).user
    actions.begin_reset(actor=olive, membership=other, checked=BY)
    here, there = help_page(secretary, place), help_page(olive, other)

    assert ["sign-in was reset" in here, "Olive" in here] == [True, False]
    assert "<bdi>Olive Otherside</bdi> reset this person’s sign-in" in there


@pytest.mark.parametrize("help_", ["sign-in reset", "card"])
def test_the_organisers_of_every_group_where_somebody_is_are_told_by_one_mail_without_names(
    group, secretary, member, help_
):
    """Who is cut off by one group, or taken over, is cut off in the others too."""
    place = MembershipFactory(user=member, group=group)
    other = AdvisoryGroupFactory(name="Family advisers")
    MembershipFactory(user=member, group=other)
    left = MembershipFactory(user=member, ends_at=now())
    for at, role, address in (
        (group, Role.VICE_CHAIR, "vice@example.org"),
        (other, Role.SECRETARY, "olive@example.org"),
        (other, Role.MEMBER, "member@example.org"),
        (left.group, Role.CHAIR, "former@example.org"),
        (AdvisoryGroupFactory(), Role.CHAIR, "stranger@example.org"),
    ):
        MembershipFactory(group=at, role=role, user=UserFactory(email=address))
    UserFactory(is_staff=True, email="admin@example.org")
    if help_ == "card":
        actions.hand_over_code_card(actor=secretary, membership=place)
    else:
        actions.begin_reset(actor=secretary, membership=place, checked=BY)
    run_due_jobs()
    mails = {
        message.to[0]: message for message in mail.outbox if "helped to sign in" in message.subject
    }
    bodies = [mails[to].body for to in sorted(mails)]
    pages = [f"http://localhost/groups/{at.pk}/people/" for at in (other, group)]

    assert sorted(mails) == ["olive@example.org", "vice@example.org"]
    assert [page in body for page, body in zip(pages, bodies, strict=True)] == [True, True]
    assert bodies[0].replace(pages[0], "") == bodies[1].replace(pages[1], "")
    assert [word for word in (member.name, secretary.name, str(group), str(other)) if word in str(bodies)] == []  # fmt: skip


def test_whose_sign_in_reset_is_open_stands_in_the_list_of_each_of_their_groups(
    group, secretary, member
):
    place = MembershipFactory(user=member, group=group)
    other = MembershipFactory(user=member, group=AdvisoryGroupFactory())
    olive = MembershipFactory(group=other.group, role=Role.SECRETARY).user

    def tags():
        lists = ((secretary, group), (olive, other.group))
        pages = [signed_in(who).get(f"/groups/{at.pk}/people/").text for who, at in lists]
        return [page.count("Sign-in reset open") for page in pages]

    before = tags()
    actions.begin_reset(actor=secretary, membership=place, checked=BY)
    assert (before, tags()) == ([0, 0], [1, 1])


def test_an_organiser_who_is_none_any_more_is_told_nothing(group, secretary, member):
    """The mail waits in the queue meanwhile."""
    place = MembershipFactory(user=member, group=group)
    chair = MembershipFactory(
        group=group, role=Role.CHAIR, user=UserFactory(email="chair@example.org")
    )
    actions.begin_reset(actor=secretary, membership=place, checked=BY)
    actions.end_membership(actor=secretary, membership=chair)
    run_due_jobs()

    assert [message for message in mail.outbox if message.to == ["chair@example.org"]] == []
