"""Topics and posts: who may, what is refused and why, and what is said about it."""

from datetime import timedelta

import pytest

from accounts.models import Membership, Role, User
from core.audit.models import Record
from core.clock import now, today
from core.policy import Refused
from deliberation import actions
from deliberation.models import Post, Space, Topic, TopicGuest
from tests.factories import MembershipFactory, PostFactory, TopicFactory, UserFactory


def open_topic(people, actor, **more):
    fields = {
        "title": "Harbour front counter",
        "ask": "What should it become?",
        "asker": "Chief Inspector Rob Ansty",
        "decision_due": today() + timedelta(days=9),
    }
    return actions.open_topic(actor=actor, group=people.group, **{**fields, **more})


def events():
    return list(Record.objects.order_by("pk").values_list("event", flat=True))


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_chairs_and_the_secretary_open_consultations(people, role):
    topic = open_topic(people, getattr(people, role))

    assert topic.state == Topic.State.OPEN
    assert events() == ["topic.opened"]


@pytest.mark.parametrize("role", ["police_lead", "observer", "stranger", "administrator"])
def test_others_are_refused_and_nothing_is_left(people, role):
    with pytest.raises(Refused, match="Only members of the group and its secretary open topics"):
        open_topic(people, getattr(people, role))

    assert (Topic.objects.count(), events()) == (0, [])


def test_guests_are_invited_with_the_topic(people):
    topic = open_topic(people, people.chair, guests=[people.police_lead])

    assert list(topic.guests.values_list("user", flat=True)) == [people.police_lead.pk]
    assert events() == ["topic.opened", "topic.guest_invited"]


def test_a_member_is_no_guest_and_the_topic_is_not_opened_either(people):
    with pytest.raises(Refused, match="Only police, observers and interpreters"):
        open_topic(people, people.chair, guests=[people.member])

    assert (Topic.objects.count(), events()) == (0, [])


def test_police_of_another_group_are_not_invited(people, topic):
    elsewhere = MembershipFactory(role=Role.POLICE_LEAD).user

    with pytest.raises(Refused, match="of this group are invited"):
        actions.invite_guest(actor=people.chair, topic=topic, user=elsewhere)

    assert not TopicGuest.objects.filter(user=elsewhere).exists()


def test_a_decision_day_that_has_passed_is_refused(people):
    with pytest.raises(Refused, match="must not have passed"):
        open_topic(people, people.chair, decision_due=today() - timedelta(days=1))


def test_nobody_is_invited_twice_or_removed_twice(people, topic):
    with pytest.raises(Refused, match="invited already"):
        actions.invite_guest(actor=people.chair, topic=topic, user=people.observer)
    actions.remove_guest(actor=people.chair, topic=topic, user=people.observer)
    with pytest.raises(Refused, match="not invited"):
        actions.remove_guest(actor=people.chair, topic=topic, user=people.observer)

    assert events() == ["topic.guest_removed"]


def test_a_closed_topic_takes_no_posts_but_loses_guests(people, topic):
    actions.close_topic(actor=people.chair, topic=topic)

    with pytest.raises(Refused, match="This topic is closed"):
        write(people.member, topic, Space.SHARED)
    with pytest.raises(Refused, match="This topic is closed"):
        actions.invite_guest(actor=people.chair, topic=topic, user=people.officer)
    actions.remove_guest(actor=people.chair, topic=topic, user=people.observer)

    assert events() == ["topic.closed", "topic.guest_removed"]


def test_a_topic_that_was_closed_meanwhile_takes_no_posts(people, topic):
    stale = Topic.objects.get(pk=topic.pk)
    actions.close_topic(actor=people.chair, topic=topic)

    with pytest.raises(Refused, match="closed meanwhile"):
        write(people.member, stale, Space.SHARED)

    assert Post.objects.filter(topic=topic).count() == 2


def test_of_two_chairs_who_close_the_second_is_told(people, topic):
    stale = Topic.objects.get(pk=topic.pk)
    actions.close_topic(actor=people.chair, topic=topic)

    with pytest.raises(Refused, match="Somebody else did this meanwhile"):
        actions.close_topic(actor=people.vice_chair, topic=stale)

    assert events() == ["topic.closed"]


def test_a_topic_is_opened_again_by_a_chair_only(people, topic):
    actions.close_topic(actor=people.chair, topic=topic)

    with pytest.raises(Refused, match="Only the chair"):
        actions.reopen_topic(actor=people.secretary, topic=topic)
    actions.reopen_topic(actor=people.vice_chair, topic=topic)

    assert write(people.member, topic, Space.SHARED).topic == topic


# --- Posts -------------------------------------------------------------------------------


def write(actor, topic, space, **more):
    return actions.write_post(actor=actor, topic=topic, space=space, body="**Two** buses", **more)


@pytest.mark.parametrize(
    ("role", "space"),
    [(r, Space.SHARED) for r in ("chair", "vice_chair", "member", "secretary", "police_lead")]
    + [(r, Space.MEMBERS) for r in ("chair", "vice_chair", "member")],
)
def test_these_write(people, topic, role, space):
    post = write(getattr(people, role), topic, space)

    assert post.html == '<p dir="auto"><strong>Two</strong> buses</p>\n'
    assert Record.objects.get().facts == {
        "topic_id": topic.pk,
        "post_id": post.pk,
        "space": space.value,
        "user_id": getattr(people, role).pk,
    }


@pytest.mark.parametrize(
    ("role", "space", "reason"),
    [
        ("observer", Space.SHARED, "they do not write"),
        ("officer", Space.SHARED, "Only people who were invited"),
        ("stranger", Space.SHARED, "Only people who were invited"),
        ("administrator", Space.SHARED, "Only people who were invited"),
        ("secretary", Space.MEMBERS, "Only the members"),
        ("police_lead", Space.MEMBERS, "Only the members"),
        ("observer", Space.MEMBERS, "Only the members"),
        ("administrator", Space.MEMBERS, "Only people who were invited"),
    ],
)
def test_these_do_not_write(people, topic, role, space, reason):
    with pytest.raises(Refused, match=reason):
        write(getattr(people, role), topic, space)

    assert (Post.objects.count(), events()) == (2, [])


def test_the_secretary_writes_to_the_members_space_where_the_terms_of_reference_say_so(
    people, topic
):
    topic.group.secretary_in_members_space = True
    topic.group.save()

    assert write(people.secretary, topic, Space.MEMBERS).space == Space.MEMBERS


def test_a_reply_stays_in_its_space_and_topic(people, topic):
    elsewhere = PostFactory(topic=TopicFactory(group=people.group))
    among_members = topic.posts.get(space=Space.MEMBERS)

    for post in (elsewhere, among_members):
        with pytest.raises(Refused, match="A reply belongs"):
            write(people.member, topic, Space.SHARED, reply_to=post)

    assert Post.objects.count() == 3


def test_somebody_whose_membership_ended_writes_no_more(people, topic):
    Membership.objects.filter(user=people.member).update(ends_at=now())

    with pytest.raises(Refused, match="Only people who were invited"):
        write(User.objects.get(pk=people.member.pk), topic, Space.SHARED)


def test_visible_to_and_readers_say_the_same_of_everybody(people, topic):
    everybody = [*User.objects.all(), UserFactory()]
    for space in Space:
        inside = {place.user_id for place in topic.readers(space)}
        for user in everybody:
            sees = Post.objects.visible_to(user).filter(topic=topic, space=space).exists()
            assert sees == (user.pk in inside), (user.name, space)


@pytest.mark.parametrize("part", ["core.emit.append", "core.emit.advance"])
def test_a_post_whose_record_or_step_fails_is_not_there(people, topic, monkeypatch, part):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(part, fail)
    with pytest.raises(RuntimeError):
        actions.write_post(actor=people.member, topic=topic, space=Space.MEMBERS, body="Lobelia")

    assert (Post.objects.filter(body="Lobelia").exists(), events()) == (False, [])
