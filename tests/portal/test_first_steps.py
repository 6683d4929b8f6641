"""Home leads those who look after a new group to its first meeting, and then says no more of it."""

import pytest

from accounts import actions
from accounts.models import Acceptance, Agreement, Role
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.factories import (
    AdvisoryGroupFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    TopicFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
STEPS = (
    "Invite the chair",
    "Invite the members",
    "Invite the police lead",
    "Everybody accepts the confidentiality agreement",
    "Open the first topic",
    "Arrange the first meeting",
    "Add a paper for the meeting",
)


@pytest.fixture
def group(db):
    return AdvisoryGroupFactory(name="Harbourside IAG")


@pytest.fixture
def secretary(group):
    return in_group(group, Role.SECRETARY).user


def states(person):
    """What home says of each step."""
    [beginning] = signed_in(person).get("/").context["beginnings"]
    return {
        step.words: "done" if step.is_done else "invited" if step.is_waiting else "to do"
        for step in beginning.steps
    }


def test_a_new_secretary_sees_each_step_with_its_link(group, secretary):
    page = signed_in(secretary).get("/")
    text = Page(page).text_of("main")

    assert "Getting started: Harbourside IAG" in text
    assert "Nothing needs you today" not in text
    assert list(states(secretary)) == list(STEPS)
    for address in (
        f"/groups/{group.pk}/people/invite/?role=police_lead",
        f"/topics/new/?group={group.pk}",
        f"/groups/{group.pk}/meetings/new/",
    ):
        assert f'href="{address}"' in page.text


def test_the_form_of_a_step_begins_with_its_role(group, secretary):
    client = signed_in(secretary, fresh=True)
    address = f"/groups/{group.pk}/people/invite/?role="
    begins = [client.get(address + role).context["form"]["role"].value() for role in ("chair", "x")]

    assert begins == ["chair", "member"]


def test_each_step_is_done_by_what_people_do(group, secretary):
    agreement = Agreement.objects.create(version=1, text="Keep it.")
    Acceptance.objects.create(user=secretary, agreement=agreement)
    invited = {"actor": secretary, "group": group, "name": "Priya"}
    actions.invite_person(email="p@example.org", role=Role.MEMBER, **invited)
    chair = in_group(group, Role.CHAIR).user
    before = states(secretary)
    Acceptance.objects.create(user=chair, agreement=agreement)
    in_group(group, Role.POLICE_LEAD, email=None)
    TopicFactory(group=group)
    meeting = MeetingFactory(group=group)
    with_a_meeting = signed_in(secretary).get("/").text
    PaperFactory(meeting=meeting)

    assert list(before.values()) == ["done", "to do", "to do", "to do", "to do", "to do", "to do"]
    assert f'href="/meetings/{meeting.pk}/papers/new/"' in with_a_meeting
    assert [words for words, state in states(secretary).items() if state != "done"] == [STEPS[1]]


def test_a_person_who_is_invited_is_waited_for(group, secretary):
    invited = {"actor": secretary, "group": group, "name": "Priya", "email": "p@example.org"}
    actions.invite_person(role=Role.CHAIR, **invited)

    assert states(secretary)["Invite the chair"] == "invited"


def test_a_topic_of_which_the_secretary_may_not_know_is_no_step_done(group, secretary):
    TopicFactory(group=group, title="Zinnia", readers_named=True)

    assert states(secretary)["Open the first topic"] == "to do"


def test_the_list_goes_when_the_group_has_met(group, secretary):
    MeetingFactory(group=group, state="ended")
    MeetingFactory(state="ended")

    assert signed_in(secretary).get("/").context["beginnings"] == []


def test_nobody_else_and_no_other_group_has_it(group, secretary):
    elsewhere = MembershipFactory(role=Role.SECRETARY, group__name="Moorland IAG")
    member = in_group(group, Role.MEMBER).user

    assert signed_in(member).get("/").context["beginnings"] == []
    assert "Harbourside" not in signed_in(elsewhere.user).get("/").text


def test_an_administrator_of_no_group_is_led_to_their_page():
    page = signed_in(UserFactory(is_staff=True)).get("/").text

    assert "Go to Administration" in page
