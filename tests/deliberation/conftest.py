"""One group with somebody in every role, one topic, and a group next door."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from accounts.models import Membership, Role, User
from core.marking import Marking
from deliberation import actions
from deliberation.models import Choice, KeyMessage, MinorityStatement, Space
from tests.deliberation.audiences import named_topic
from tests.deliberation.ballots import ballot, voters  # noqa: F401 -- fixtures
from tests.deliberation.dictated import write
from tests.deliberation.glasses import ask
from tests.deliberation.hot_seats import invited, noon, seat  # noqa: F401 -- fixtures
from tests.deliberation.rounds import decided
from tests.deliberation.sendings import DISSENT
from tests.deliberation.sockets import open_socket  # noqa: F401 -- a fixture
from tests.deliberation.unattributed import unnamed, zenobia  # noqa: F401 -- fixtures
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    MembershipFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
    WordingFactory,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MEMBERS_WORDS = "Zinnia: said among the members only"
SHARED_WORDS = "Marigold: said to everybody who was let in"
DRAFT = "Wisteria: an earlier draft of the words"
REASON = "Foxglove: two buses each way"
NAMES = {
    "chair": "Marjorie Penhale",
    "vice_chair": "Tariq Osmani",
    "member": "Doreen Whitcombe",
    "secretary": "Sally Treloar",
    "police_lead": "Rob Ansty",
    "officer": "Dele Adeyemi",
    "observer": "Hannah Voss",
    "interpreter": "Joan Reyes",
}


@pytest.fixture
def people(db):
    """One person in each role of the group ``people.group``, by role."""
    return a_group()


def a_group():
    group, other = (
        AdvisoryGroupFactory(name="Harbour District IAG", code="HAR"),
        AdvisoryGroupFactory(),
    )
    stranger = UserFactory.build(name="Stella Stranger")
    administrator = UserFactory.build(name="Ada Ministrator", is_staff=True)
    by_role = {role: UserFactory.build(name=NAMES[role]) for role in Role}
    User.objects.bulk_create([*by_role.values(), stranger, administrator])
    places = [
        Membership(user=user, group=group, role=role, starts_at=LONG_AGO)
        for role, user in by_role.items()
    ]
    chair = Membership(user=stranger, group=other, role=Role.CHAIR)
    Membership.objects.bulk_create([*places, chair])
    return SimpleNamespace(group=group, stranger=stranger, administrator=administrator, **by_role)


@pytest.fixture
def topic(people):
    """A topic to which the police lead and the observer are invited, with a post in each space."""
    return front_counter(people)


def front_counter(people):
    topic = TopicFactory(group=people.group, title="Harbour front counter", opened_by=people.chair)
    for guest in (people.police_lead, people.observer):
        TopicGuestFactory(topic=topic, user=guest)
    PostFactory(topic=topic, author=people.member, body=SHARED_WORDS)
    PostFactory(topic=topic, space=Space.MEMBERS, author=people.member, body=MEMBERS_WORDS)
    return topic


@pytest.fixture
def more_members(people):
    """Nine further members, so that the group has twelve advisers."""
    users = [UserFactory(name=f"Member Number{n}") for n in range(9)]
    for user in users:
        MembershipFactory(user=user, group=people.group)
    return users


@pytest.fixture
def message(people, topic):
    """A message with an earlier draft and its final words."""
    message = KeyMessageFactory(topic=topic, reference="HAR-2026-001", text=DRAFT)
    WordingFactory(key_message=message, version=2, text="Keep a telephone line")
    return message


@pytest.fixture
def agreement_round(people, message):
    asked = [actions.Asked(u) for u in (people.chair, people.vice_chair, people.member)]
    return actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)


@pytest.fixture
def closed(people, agreement_round):
    """Two support it and Doreen objects, with a reason: a majority with dissent."""
    for user in (people.chair, people.vice_chair):
        actions.take_position(actor=user, agreement_round=agreement_round, choice=Choice.SUPPORT)
    actions.take_position(
        actor=people.member, agreement_round=agreement_round, choice=Choice.OBJECT, reason=REASON
    )
    return actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)


@pytest.fixture
def second(people):
    """Another administrator."""
    return UserFactory(name="Sam Second", is_staff=True, email="sam@example.org")


@pytest.fixture
def running(people, topic, second):
    glass = ask(people, topic)
    actions.confirm_break_glass(actor=second, glass=glass)
    return glass


@pytest.fixture
def secret(people):
    """A topic of the vice-chair and the police lead: the chair is not named."""
    return named_topic(people, people.vice_chair, people.police_lead)


@pytest.fixture
def leroy(people):
    """A member without email."""
    place = MembershipFactory(group=people.group, user__name="Leroy Bright", user__email=None)
    return place.user


@pytest.fixture
def dictated(people, topic, leroy):
    """What he told the secretary on the telephone."""
    return write(people.secretary, leroy, topic)


@pytest.fixture
def sensitive(people, topic):
    """Agreed by two against one, without a meeting, in an OFFICIAL-SENSITIVE topic."""
    topic.marking = Marking.OFFICIAL_SENSITIVE
    topic.save()
    message = KeyMessageFactory(topic=topic, reference="HAR-2026-001", text="Keep the night bus")
    decided(
        people,
        message,
        KeyMessage.State.AGREED,
        chair="support",
        vice_chair="support",
        member="object",
    )
    MinorityStatement.objects.create(key_message=message, text=DISSENT, written_by=people.member)
    return message
