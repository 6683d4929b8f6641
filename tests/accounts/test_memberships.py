"""The list of a group's people: who keeps it, who sees it, and what ending a place does."""

import pytest
from django.test import Client

from accounts import actions
from accounts.models import Invitation, Membership, Role, User
from accounts.queries import people_of
from core.audit.models import Record
from core.policy import Refused, may
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    UserFactory,
)
from tests.signing_in import give_app, signed_in

pytestmark = pytest.mark.django_db
SECRET_NAME = "Olivia Unlisted"


@pytest.fixture
def elsewhere():
    """A group whose people nobody here may know."""
    group = AdvisoryGroupFactory(name="Moorland IAG")
    MembershipFactory(group=group, user=UserFactory(name=SECRET_NAME, email="olivia@example.org"))
    return group


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_those_who_keep_the_list_see_it(group, elsewhere, role):
    organiser = in_group(group, role).user
    in_group(group, "member", name="Leroy Grant", email=None)
    text = Page(signed_in(organiser).get(f"/groups/{group.pk}/people/")).text_of("main")
    assert (
        "Leroy Grant" in text,
        "No email: does not sign in" in text,
        SECRET_NAME in text,
    ) == (True, True, False)


@pytest.mark.parametrize("role", ["member", "police_lead", "officer", "observer", "interpreter"])
def test_others_in_the_group_are_told_who_can(group, role):
    in_group(group, "member", name=SECRET_NAME)
    answer = signed_in(in_group(group, role).user).get(f"/groups/{group.pk}/people/")
    html = answer.content.decode()
    assert (answer.status_code, SECRET_NAME in html) == (403, False)
    assert "Only the chair, the vice-chair or the secretary of the group can do this." in html


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_in_the_group_do_not_learn_which_places_and_invitations_there_are(group, role):
    place = in_group(group, "member", name=SECRET_NAME)
    asker = in_group(group, "secretary").user
    sent = actions.invite_person(
        actor=asker, group=group, email="new@example.org", name="New", role=Role.OFFICER
    )
    other = signed_in(in_group(group, role).user, fresh=True)
    pages = [
        f"/people/memberships/{place.pk}/{page}/"
        for page in ("help", "card", "reset", "role", "end")
    ]
    answers = [other.get(page).status_code for page in pages]
    answers += [other.post(f"/people/invitations/{sent.pk}/withdraw/").status_code]
    assert answers == [404] * 6


@pytest.mark.parametrize("address", ["people/", "people/invite/"])
def test_the_list_of_another_group_does_not_exist(group, elsewhere, address):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    there, nowhere = (
        client.get(f"/groups/{elsewhere.pk}/{address}"),
        client.get(f"/groups/999/{address}"),
    )
    assert (there.status_code, nowhere.status_code, SECRET_NAME in there.content.decode()) == (
        404,
        404,
        False,
    )


@pytest.mark.parametrize("page", ["role", "end"])
def test_a_place_in_another_group_does_not_exist(group, elsewhere, page):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    theirs = elsewhere.memberships.get()
    answers = [
        client.post(f"/people/memberships/{pk}/{page}/", {"role": "observer"}).status_code
        for pk in (theirs.pk, 999)
    ]
    theirs.refresh_from_db()
    assert (answers, theirs.role, theirs.ends_at) == ([404, 404], "member", None)


def test_an_invitation_of_another_group_cannot_be_withdrawn(group, elsewhere):
    theirs = in_group(elsewhere, "secretary").user
    invitation = actions.invite_person(
        actor=theirs, group=elsewhere, email="x@example.org", name="X", role=Role.OFFICER
    )
    answer = signed_in(in_group(group, "secretary").user).post(
        f"/people/invitations/{invitation.pk}/withdraw/"
    )
    invitation.refresh_from_db()
    assert (answer.status_code, invitation.state) == (404, "sent")


def test_the_list_says_who_has_a_second_step(group):
    with_app, without = (
        in_group(group, "chair", name="A").user,
        in_group(group, "member", name="B").user,
    )
    with_card = in_group(group, "member", name="C").user
    give_app(with_app)
    actions.issue_code_card(actor=with_card)
    people = [(line.person.name, line.has_factor) for line in people_of(group)]
    assert (people, without.name) == ([("A", True), ("B", False), ("C", True)], "B")


def test_the_list_takes_the_same_number_of_queries_for_many(group, django_assert_num_queries):
    for _ in range(9):
        in_group(group, "member")
    with django_assert_num_queries(1):
        assert len([line.person.name for line in people_of(group)]) == 9


def test_the_list_leaves_out_those_who_have_left(group):
    organiser = in_group(group, "secretary").user
    places = [in_group(group, "member") for _ in range(3)]
    actions.end_membership(actor=organiser, membership=places[0])
    roles = sorted(line.membership.role for line in people_of(group))
    assert roles == ["member", "member", "secretary"]


def test_inviting_by_the_page(group):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    fields = {"name": "Priya Raman", "email": "Priya@Example.org", "role": "member"}
    answer = client.post(f"/groups/{group.pk}/people/invite/", fields)
    kept = Invitation.objects.values_list("name", "email", "role", "group_id", "state")
    assert (answer.status_code, list(kept)) == (
        302,
        [("Priya Raman", "priya@example.org", "member", group.pk, "sent")],
    )


def test_inviting_needs_a_factor_shown_now(group):
    client = signed_in(in_group(group, "secretary").user)
    answer = client.post(
        f"/groups/{group.pk}/people/invite/",
        {"name": "P", "email": "p@example.org", "role": "member"},
    )
    assert (answer.url.partition("?")[0], Invitation.objects.count()) == (
        "/accounts/2fa/reauthenticate/",
        0,
    )


def test_a_name_is_one_line_whatever_was_pasted(group):
    secretary = signed_in(in_group(group, "secretary").user, fresh=True)
    fields = {"name": " New\r\nPerson\u2028Bcc: x ", "email": "new@example.org", "role": "member"}
    secretary.post(f"/groups/{group.pk}/people/invite/", fields)
    invitation = Invitation.objects.get()
    mine = {"name": "Priya\n\tRaman", "password": "marmalade tram lighthouse"}
    Client().post(f"/invitations/{invitation.token()}/", mine)

    assert invitation.name == "New Person Bcc: x"
    assert User.objects.get(email="new@example.org").name == "Priya Raman"


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        ("member", "Somebody with this email address belongs here already."),
        ("invited", "Somebody with this email address has an invitation that is still waiting."),
    ],
)
def test_nobody_is_invited_twice_and_what_was_typed_is_kept(group, prepare, words):
    organiser = in_group(group, "secretary").user
    if prepare == "member":
        in_group(group, "member", email="priya@example.org")
    else:
        actions.invite_person(
            actor=organiser, group=group, email="priya@example.org", name="P", role=Role.MEMBER
        )
    before = Invitation.objects.count()
    fields = {"name": "Priya Raman", "email": "PRIYA@example.org", "role": "officer"}
    answer = signed_in(organiser, fresh=True).post(f"/groups/{group.pk}/people/invite/", fields)
    html = answer.content.decode()
    assert (
        answer.status_code,
        words in html,
        'value="Priya Raman"' in html,
        Invitation.objects.count(),
    ) == (403, True, True, before)


@pytest.mark.parametrize("role", ["member", "police_lead", "officer", "observer", "interpreter"])
def test_others_invite_nobody(group, role):
    with pytest.raises(Refused) as refused:
        actions.invite_person(
            actor=in_group(group, role).user,
            group=group,
            email="x@example.org",
            name="X",
            role=Role.MEMBER,
        )
    assert (refused.value.permission, Invitation.objects.count()) == ("accounts.invite_person", 0)


def test_a_withdrawn_invitation_leaves_the_list(group):
    organiser = in_group(group, "chair").user
    invitation = actions.invite_person(
        actor=organiser, group=group, email="p@example.org", name="Priya", role=Role.MEMBER
    )
    client = signed_in(organiser)
    client.post(f"/people/invitations/{invitation.pk}/withdraw/")
    text = Page(client.get(f"/groups/{group.pk}/people/")).text_of("main")
    with pytest.raises(Refused):
        actions.withdraw_invitation(actor=organiser, invitation=invitation)
    assert "Priya" not in text


def test_ending_a_place_asks_first_and_acts_at_the_next_request(group):
    organiser, place = in_group(group, "secretary").user, in_group(group, "chair", name="Old Chair")
    leaver = signed_in(place.user, fresh=True)
    before = leaver.get(f"/groups/{group.pk}/people/").status_code
    client = signed_in(organiser, fresh=True)
    question = client.get(f"/people/memberships/{place.pk}/end/")
    still = Membership.objects.current().filter(pk=place.pk).exists()
    client.post(f"/people/memberships/{place.pk}/end/")
    assert (
        before,
        question.status_code,
        still,
        leaver.get(f"/groups/{group.pk}/people/").status_code,
    ) == (200, 200, True, 404)


def test_ending_a_place_tells_the_open_pages_of_that_person(
    group, monkeypatch, django_capture_on_commit_callbacks
):
    published = []
    monkeypatch.setattr("core.emit.publish", lambda keys, people: published.append(people))
    organiser, place = in_group(group, "secretary").user, in_group(group, "member")
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_membership(actor=organiser, membership=place)
    assert published == [[place.user_id]]


def test_a_place_ends_once(group):
    organiser, place = in_group(group, "secretary").user, in_group(group, "member")
    actions.end_membership(actor=organiser, membership=place)
    with pytest.raises(Refused) as refused:
        actions.end_membership(actor=organiser, membership=place)
    assert str(refused.value) == "This membership has ended already."


@pytest.mark.parametrize("action", ["change_role", "end_membership"])
def test_nobody_does_it_to_themselves(group, action):
    mine = in_group(group, "secretary")
    verdict = may(mine.user, f"accounts.{action}", mine)
    assert (bool(verdict), str(verdict.reason)) == (
        False,
        "You cannot do this to yourself. Ask another chair or secretary.",
    )


def test_a_changed_role_counts_at_the_next_request_and_is_on_record(group):
    organiser, place = in_group(group, "chair").user, in_group(group, "secretary")
    client = signed_in(place.user)
    before = client.get(f"/groups/{group.pk}/people/").status_code
    signed_in(organiser, fresh=True).post(
        f"/people/memberships/{place.pk}/role/", {"role": "observer"}
    )
    facts = Record.objects.get(event="membership.role_changed").facts
    assert (before, client.get(f"/groups/{group.pk}/people/").status_code) == (200, 403)
    assert (facts["role_before"], facts["role"], facts["person_id"]) == (
        "secretary",
        "observer",
        place.user_id,
    )


def test_somebody_without_sign_in_can_belong(group):
    leroy = UserFactory(name="Leroy Grant", email=None)
    place = actions.begin_membership(
        actor=in_group(group, "secretary").user, group=group, person=leroy, role=Role.MEMBER
    )
    with pytest.raises(Refused) as refused:
        actions.begin_membership(
            actor=in_group(group, "chair").user, group=group, person=leroy, role=Role.MEMBER
        )
    assert (place.user, str(refused.value)) == (
        leroy,
        "This person has a place in this group already.",
    )
