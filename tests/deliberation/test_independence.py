"""Who reads what, and from when."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from core.policy import Refused
from deliberation import actions
from deliberation.models import (
    AudienceChange,
    HandlingAcceptance,
    History,
    NamedReader,
    Post,
    Space,
    Topic,
    TopicGuest,
)
from tests.deliberation.audiences import (
    EARLY,
    LATE,
    OPENED,
    events,
    joined,
    knowing,
    long_topic,
    readers_by_posts,
)
from tests.deliberation.pages import page, url, words
from tests.deliberation.sockets import do, frame
from tests.factories import PostFactory, TopicFactory, TopicGuestFactory
from tests.signing_in import signed_in

Kind, State = AudienceChange.Kind, AudienceChange.State


# --- The inverse -------------------------------------------------------------------------


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    named=st.booleans(),
    let_in=st.sets(st.sampled_from([*Role.values, "stranger", "administrator"])),
    first=st.booleans(),
    accepted=st.sets(st.sampled_from(Role.values)),
    terms=st.booleans(),
    kept_out=st.booleans(),
)
@pytest.mark.long("every person, at every kind of topic")
def test_readers_are_the_inverse_of_what_is_visible(
    db, people, named, let_in, first, accepted, terms, kept_out
):
    """However the settings are combined, the counted readers are those who can read."""
    people.group.secretary_in_members_space = terms
    people.group.save()
    topic = TopicFactory(
        group=people.group,
        readers_named=named,
        handling_first=first,
        secretary_kept_out=kept_out,
        opened_at=OPENED,
    )
    rows = NamedReader if named else TopicGuest
    rows.objects.bulk_create(rows(topic=topic, user=getattr(people, who)) for who in let_in)
    for who in accepted:
        HandlingAcceptance.objects.create(topic=topic, user=getattr(people, who), version=1)
    for space in Space:
        PostFactory(topic=topic, space=space, author=people.member)
    everybody = list(User.objects.all())

    for space in Space:
        readers = set(topic.readers_now(space).values_list("user", flat=True))
        assert readers == readers_by_posts(topic, space, everybody)
        assert readers <= set(topic.readers(space).values_list("user", flat=True))
    readers = set(topic.readers(Space.SHARED).values_list("user", flat=True))
    assert readers == knowing(topic, everybody)
    assert readers == {user.pk for user in everybody if topic.is_visible_to(user)}
    for user in everybody:
        inside = Topic.objects.with_members_space_for(user).filter(pk=topic.pk).exists()
        assert inside == (Space.MEMBERS in topic.spaces_of(user))


# --- From when ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["topic", "topic-members"])
def test_a_new_member_sees_what_was_written_after_they_joined(people, name):
    topic = long_topic(people)
    newcomer = joined(people.group)

    text = words(page(newcomer, name, topic.pk))

    assert LATE in text
    assert EARLY not in text
    assert EARLY in words(page(people.chair, name, topic.pk))


def test_a_new_member_sees_everything_where_the_chair_chose_so(people):
    topic = long_topic(people, history=History.FROM_START)

    assert EARLY in words(page(joined(people.group), "topic-members", topic.pk))


def test_the_list_counts_only_what_the_newcomer_can_read(people):
    long_topic(people)
    newcomer = joined(people.group)

    assert "1 new in the members’ space" in words(page(newcomer, "topics"))
    assert "2 new in the members’ space" in words(page(people.chair, "topics"))


def test_the_polling_twin_hides_the_same_as_the_page(people):
    topic = long_topic(people)
    newcomer = joined(people.group)
    actions.write_post(actor=people.chair, topic=topic, space=Space.MEMBERS, body="Lobelia")

    def poll(user):
        answer = signed_in(user).get(f"/stream/{topic.stream('members')}/?after=0")
        return answer.json()["regions"]["posts"]

    assert [each in poll(newcomer) for each in (EARLY, LATE, "Lobelia")] == [False, True, True]
    assert [each in poll(people.chair) for each in (EARLY, LATE, "Lobelia")] == [True] * 3


def test_an_answer_to_a_hidden_post_does_not_tell_whom_it_answers(people):
    topic = long_topic(people)
    early = Post.objects.get(topic=topic, space=Space.SHARED, body=EARLY)
    PostFactory(topic=topic, author=people.chair, reply_to=early, body="Sorrel")
    newcomer = joined(people.group)

    text = words(page(newcomer, "topic", topic.pk))

    assert "Sorrel" in text
    assert "Answers Doreen Whitcombe" not in text
    assert "Answers Doreen Whitcombe" in words(page(people.vice_chair, "topic", topic.pk))


def test_a_hidden_post_cannot_be_answered(people):
    topic = long_topic(people)
    early = Post.objects.get(topic=topic, space=Space.SHARED, body=EARLY)

    response = signed_in(joined(people.group)).post(
        url("post-new", topic.pk, "shared"), {"body": "Sorrel", "reply_to": early.pk}
    )

    assert response.status_code == 404


def test_a_guest_sees_what_was_written_after_they_were_invited(people):
    topic = long_topic(people)
    TopicGuestFactory(topic=topic, user=people.officer, invited_at=OPENED + timedelta(days=100))

    text = words(page(people.officer, "topic", topic.pk))

    assert LATE in text
    assert EARLY not in text


def test_the_chair_narrows_at_will_and_it_holds_at_once(people):
    topic = long_topic(people, history=History.FROM_START)
    newcomer = joined(people.group)
    before = words(page(newcomer, "topic", topic.pk))
    signed_in(people.chair).post(url("history-narrow", topic.pk))

    assert EARLY in before
    assert EARLY not in words(page(newcomer, "topic", topic.pk))
    assert events() == ["topic.history_narrowed"]


def test_narrowing_twice_is_refused(people):
    topic = long_topic(people)

    with pytest.raises(Refused, match="People who join later already see only"):
        actions.narrow_history(actor=people.chair, topic=topic)


# --- The open page -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
async def test_each_open_page_is_drawn_for_those_who_joined_alike(people, open_socket):
    topic = await do(long_topic, people=people)
    newcomer = await do(joined, group=people.group)
    key = topic.stream(Space.MEMBERS)
    chair, new = await open_socket(people.chair, key), await open_socket(newcomer, key)
    await do(
        actions.write_post, actor=people.member, topic=topic, space=Space.MEMBERS, body="Lobelia"
    )

    drawn = [(await frame(socket))["regions"]["posts"] for socket in (chair, new)]

    assert [EARLY in region for region in drawn] == [True, False]
    assert ["Lobelia" in region for region in drawn] == [True, True]
    for socket in (chair, new):
        await socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_an_open_page_forgets_what_is_hidden_when_the_chair_narrows(people, open_socket):
    topic = await do(long_topic, people=people, history=History.FROM_START)
    newcomer = await do(joined, group=people.group)
    socket = await open_socket(newcomer, topic.stream(Space.SHARED))

    await do(actions.narrow_history, actor=people.chair, topic=topic)
    region = (await frame(socket))["regions"]["posts"]

    assert (EARLY in region, LATE in region) == (False, True)
    await socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_banner_says_so_while_a_wider_audience_is_proposed(people, topic, open_socket):
    socket = await open_socket(people.member, topic.stream(Space.SHARED))

    await do(
        actions.propose_audience_change,
        actor=people.chair,
        topic=topic,
        kind=AudienceChange.Kind.GUEST,
        user=people.officer,
    )

    assert (
        "It is proposed that Dele Adeyemi reads this."
        in (await frame(socket))["regions"]["readers"]
    )
    await socket.disconnect()
