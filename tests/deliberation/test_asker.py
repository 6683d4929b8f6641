"""Questions about rights that are compiled once answer as those that are written anew."""

import pytest

from accounts.models import Membership, Role, User
from core.clock import now
from deliberation.models import HandlingAcceptance, Post, Topic
from deliberation.models.asker import Asker, Kind, PreparedFor, PreparedRow
from deliberation.models.standing import standing_of
from tests.deliberation.audiences import named_topic
from tests.factories import AdvisoryGroupFactory, MembershipFactory, PostFactory, TopicFactory

READS = {
    "the topics that one may know of": Topic.objects.visible_to,
    "those that one may open": Topic.objects.readable_by,
    "the posts that one may read": Post.objects.visible_to,
    "those of others": lambda person: Post.objects.visible_to(person).exclude(author=person),
}
ASKED = {name: PreparedFor(build) for name, build in READS.items()}


@pytest.fixture
def topics(people):
    """One of each kind, with a post in each space: of two groups, the member in both."""
    other = AdvisoryGroupFactory()
    MembershipFactory(user=people.member, group=other, role=Role.OBSERVER)
    MembershipFactory(user=people.stranger, group=other, role=Role.MEMBER)
    named = named_topic(people, people.chair, people.police_lead)
    handled = TopicFactory(group=people.group, handling_first=True)
    invited = TopicFactory(group=people.group, history="from_joining")
    elsewhere = TopicFactory(group=other)
    HandlingAcceptance.objects.create(topic=handled, user=people.member, version=1)
    for guest in (people.police_lead, people.observer):
        invited.guests.create(user=guest)
    for topic in (named, handled, invited, elsewhere):
        for space in ("members", "shared"):
            PostFactory(topic=topic, space=space, author=people.vice_chair)
    return named, handled, invited, elsewhere


@pytest.mark.parametrize("name", READS)
def test_everybody_gets_what_the_plain_question_finds(people, topics, name):
    """Asked twice, so that the second of a kind is answered by the statement of the first."""
    for _ in range(2):
        for person in User.objects.all():
            plain = READS[name](User.objects.get(pk=person.pk)).order_by("pk")
            rows = sorted(ASKED[name](person), key=lambda row: row.pk)
            assert (person, rows) == (person, list(plain))


def test_one_row_is_there_for_whom_it_is_visible_and_for_nobody_else(people, topics):
    asked = PreparedRow(Topic.objects.visible_to)
    for person in User.objects.all():
        visible = set(Topic.objects.visible_to(User.objects.get(pk=person.pk)))
        assert (person, {asked(person, topic.pk) for topic in topics} - {None}) == (person, visible)


def test_those_who_are_alike_share_a_statement_and_no_answer(people, topics):
    built = []

    def build(person):
        built.append(person)
        return Topic.objects.readable_by(person).order_by("pk")

    asked = PreparedFor(build)
    other = MembershipFactory(group=AdvisoryGroupFactory(), role=Role.VICE_CHAIR)
    theirs = TopicFactory(group=other.group)
    mine = [topics[2]]
    assert [asked(people.vice_chair), asked(other.user)] == [mine, [theirs]]
    assert len(built) == 1


def test_a_place_that_ends_takes_its_topics_along_at_once(people, topics):
    asked = ASKED["the topics that one may know of"]
    assert topics[2] in asked(people.vice_chair)
    Membership.objects.filter(user=people.vice_chair).delete()
    assert asked(User.objects.get(pk=people.vice_chair.pk)) == []


@pytest.mark.parametrize(
    "reckons",
    [
        lambda asker: asker.name,
        lambda asker: asker.email,
        lambda asker: [group + 1 for group in asker.groups_as({Role.CHAIR})],
        lambda asker: asker.roles[1],
        lambda asker: asker.pk == 1,
        lambda asker: asker == User(),
        lambda asker: 1 in asker.places,
        lambda asker: asker.places.get(1),
        lambda asker: [place.joined_at == now() for _, place in asker.places.items()],
        lambda asker: 1 in standing_of(asker).accepted,
        lambda asker: standing_of(asker).accepted.items(),
        lambda asker: asker.once(lambda person: person.name),
        lambda _: standing_of(Asker(Kind.of(User(), by_standing=False))),
    ],
)
def test_a_question_finds_no_value_of_anybody_to_reckon_with(people, reckons):
    asker = Asker(Kind.of(people.chair))
    assert isinstance(asker, User)
    with pytest.raises((AttributeError, TypeError)):
        reckons(asker)
