"""A group's own page: its people know each other, and a guest knows whom to turn to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """Somebody in each role, a topic with a key message, and a coming meeting."""
    group = AdvisoryGroupFactory(name="Harbour District IAG")
    group.people = {
        role: MembershipFactory(group=group, role=role, user__name=f"Pat {role}").user
        for role in Role
    }
    left = UserFactory(name="Pat who left")
    MembershipFactory(group=group, user=left, ends_at=group.people[Role.CHAIR].date_joined)
    group.topic = TopicFactory(group=group)
    KeyMessageFactory(topic=group.topic)
    MeetingFactory(group=group, title="The next meeting")
    return group


@pytest.mark.parametrize("role", ["member", "observer"])
def test_the_documents_of_the_group_are_one_press_away(group, role):
    page = look(group, role).text
    documents = (
        f"/groups/{group.pk}/announcements/",
        f"/groups/{group.pk}/handbook/",
        "/agreement/",
        "/publications/",
    )

    assert [address for address in documents if f'href="{address}"' not in page] == []
    assert (f'href="/groups/{group.pk}/terms/"' in page) == (role == "member")


def look(group, role):
    return signed_in(group.people[role]).get(f"/groups/{group.pk}/")


def shown(page):
    return [user.name for _role, users in page.context["people"] for user in users]


@pytest.mark.parametrize("role", ["chair", "member", "secretary"])
def test_the_groups_own_people_see_everybody_in_it_and_nobody_who_left(group, role):
    assert shown(look(group, role)) == [f"Pat {each}" for each in Role]


@pytest.mark.parametrize("role", ["police_lead", "officer", "observer", "interpreter"])
def test_a_guest_sees_who_organises_the_group_and_no_member(group, role):
    page = look(group, role)

    assert sorted(shown(page)) == sorted(
        ["Pat chair", "Pat vice_chair", "Pat secretary", f"Pat {role}"]
    )
    assert "Pat member" not in page.text


def test_the_numbers_count_nothing_that_somebody_may_not_know_of(group):
    hidden = look(group, "police_lead").context
    TopicGuestFactory(topic=group.topic, user=group.people["observer"])
    numbers = [
        (context["topics"], context["key_messages"], context["coming"])
        for context in (hidden, look(group, "observer").context)
    ]

    assert numbers == [({"open": 0, "all": 0}, 0, []), ({"open": 1, "all": 1}, 0, [])]
    own = look(group, "member").context
    assert (own["topics"]["open"], own["key_messages"], len(own["coming"])) == (1, 1, 1)


def test_another_group_is_not_there(group):
    stranger = MembershipFactory(role=Role.CHAIR).user

    assert signed_in(stranger).get(f"/groups/{group.pk}/").status_code == 404


def test_a_group_of_many_asks_no_more_than_a_group_of_few(group):
    client, asked = signed_in(group.people["member"]), []
    for number in (1, 3):
        for _each in range(number):
            MembershipFactory(group=group)
            TopicFactory(group=group)
            MeetingFactory(group=group)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/groups/{group.pk}/")
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12
