"""Topics on the list, opened, closed, and the guests who read along."""

import re
from datetime import timedelta

import pytest

from accounts.models import Role
from core.audit.models import Record
from core.clock import today
from core.policy import Refused
from deliberation import actions
from deliberation.models import Topic
from tests.deliberation.conftest import SHARED_WORDS
from tests.deliberation.pages import page, questions, url, words
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    PostFactory,
    TopicFactory,
    UserFactory,
)
from tests.signing_in import signed_in


def test_the_list_says_what_is_asked_until_when_and_what_is_new(people, topic):
    text = words(page(people.chair, "topics"))

    assert text == (
        "Topics Open a topic Harbour District IAG Harbour front counter"
        " What should the front counter become? Decision in 9 days"
        " · 1 new in the shared space · 1 new in the members’ space"
        " Change the tags of Harbour District IAG"
    )


@pytest.mark.parametrize("role", ["secretary", "police_lead", "observer"])
def test_the_list_counts_nothing_of_the_members_space_for_others(people, topic, role):
    text = words(page(getattr(people, role), "topics"))

    assert "1 new in the shared space" in text
    assert "members’ space" not in text


@pytest.mark.parametrize("role", ["officer", "interpreter", "stranger", "administrator"])
def test_the_list_of_those_who_were_not_invited_is_empty(people, topic, role):
    text = words(page(getattr(people, role), "topics"))

    assert "No topics yet" in text
    assert "Harbour front counter" not in text


def test_the_list_of_two_groups_has_a_heading_for_each(people, topic):
    second = TopicFactory(group=AdvisoryGroupFactory(name="Island District IAG"))
    MembershipFactory(user=people.member, group=second.group)

    content = page(people.member, "topics").content.decode()

    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", content)
    assert headings[:2] == ["Harbour District IAG", "Island District IAG"]


@pytest.mark.parametrize(
    ("role", "offered"),
    [("chair", True), ("secretary", True), ("member", True), ("police_lead", False)],
)
def test_opening_a_topic_is_offered_to_those_who_may(people, role, offered):
    assert ("topics/new" in page(getattr(people, role), "topics").content.decode()) is offered


def test_the_list_has_pages_of_twenty_and_counts_what_one_sees_in_all_groups(people):
    other = MembershipFactory(user=people.member, role="member").group
    mine = [
        *TopicFactory.create_batch(12, group=people.group),
        *TopicFactory.create_batch(9, group=other),
    ]
    TopicFactory.create_batch(3, group=people.group, readers_named=True)
    TopicFactory.create_batch(3)  # of a group elsewhere each

    first, second = (page(people.member, "topics", page=n).context["page"] for n in (1, 2))

    assert (len(first), len(second)) == (20, 1)
    assert (first.paginator.count, second.paginator.count) == (21, 21)
    assert {*first, *second} == set(mine)


def test_a_pinned_topic_stands_first_of_its_group_until_it_is_unpinned(people, topic):
    later = TopicFactory(
        group=people.group, title="Later", decision_due=today() + timedelta(days=99)
    )
    client = signed_in(people.secretary)
    pinned = client.post(url("topic-pin", later.pk)).url
    first = words(page(people.member, "topics"))
    client.post(url("topic-unpin", later.pk))
    then = words(page(people.member, "topics"))

    assert pinned == url("topics")
    assert first.index("Later") < first.index("Pinned") < first.index("Harbour front counter")
    assert then.index("Harbour front counter") < then.index("Later")
    assert "Pinned" not in then


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_pin_nothing(people, topic, role):
    client = signed_in(getattr(people, role))

    assert client.post(url("topic-pin", topic.pk)).status_code == 403
    assert not Topic.objects.get(pk=topic.pk).pinned


def test_of_two_who_pin_the_second_is_told(people, topic):
    actions.pin_topic(actor=people.chair, topic=topic)

    with pytest.raises(Refused, match="Somebody else did this meanwhile"):
        actions.pin_topic(actor=people.secretary, topic=topic)
    assert Record.objects.get().facts == {"topic_id": topic.pk}


def test_the_list_asks_as_many_questions_for_three_topics_as_for_one(people, topic):
    client = signed_in(people.member)
    for_one = questions(client, url("topics"))
    for more in TopicFactory.create_batch(2, group=people.group):
        PostFactory(topic=more)
    three = questions(client, url("topics"))

    assert three == for_one


def filled_in(**more):
    due = today() + timedelta(days=9)
    return {
        "title": "Late-night patrols",
        "ask": "Should they go on?",
        "asker": "Inspector Dele Adeyemi",
        "decision_due_day": due.day,
        "decision_due_month": due.month,
        "decision_due_year": due.year,
        "marking": "official_sensitive",
        "handling": "Do not forward",
        "history": "from_start",
        **more,
    }


def test_a_topic_is_opened_with_the_guests_who_were_ticked_and_no_others(people):
    place = people.police_lead.memberships.get()

    response = signed_in(people.secretary).post(url("topic-new"), filled_in(guests=[place.pk]))

    topic = Topic.objects.get()
    assert response.url == url("topic", topic.pk)
    assert list(topic.guests.values_list("user", flat=True)) == [people.police_lead.pk]


@pytest.mark.parametrize("marking", ["secret", "SECRET", "official-sensitive", ""])
def test_no_topic_is_marked_above_what_may_come_in_or_by_a_word_of_ones_own(people, marking):
    answer = signed_in(people.secretary).post(url("topic-new"), filled_in(marking=marking))

    assert (answer.status_code, Topic.objects.exists()) == (422, False)


def test_nobody_is_ticked_beforehand(people):
    content = page(people.chair, "topic-new").content.decode()
    boxes = re.findall(r'<input\s+type="checkbox"[^>]*name="guests"[^>]*>', content)

    assert len(boxes) == 4
    assert not any("checked" in box for box in boxes)


def test_a_wrong_form_keeps_what_was_typed(people):
    response = signed_in(people.chair).post(url("topic-new"), filled_in(title=""))

    assert response.status_code == 422
    assert "Should they go on?" in response.content.decode()
    assert Topic.objects.count() == 0


def test_a_group_of_others_is_not_there(people):
    foreign = people.stranger.memberships.get().group

    assert page(people.chair, "topic-new", group=foreign.pk).status_code == 404


def test_a_guest_is_invited_after_being_asked_once_more(people, topic):
    fresh = TopicFactory(group=people.group)  # nobody has written there
    client = signed_in(people.secretary)
    invite = url("guest-invite", fresh.pk, people.officer.pk)

    text = words(client.get(invite))
    before = page(people.officer, "topic", fresh.pk).status_code
    response = client.post(invite)
    after = page(people.officer, "topic", fresh.pk).status_code

    assert "also what was written before today" in text
    assert (before, response.url, after) == (404, url("topic-guests", fresh.pk), 200)


def test_a_removed_guest_finds_nothing(people, topic):
    signed_in(people.chair).post(url("guest-remove", topic.pk, people.observer.pk))

    assert page(people.observer, "topic", topic.pk).status_code == 404
    assert SHARED_WORDS not in page(people.observer, "topics").content.decode()


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_keep_no_guests(people, topic, role):
    client = signed_in(getattr(people, role))

    assert client.get(url("topic-guests", topic.pk)).status_code == 403
    assert client.post(url("guest-invite", topic.pk, people.officer.pk)).status_code == 403
    assert topic.guests.count() == 2


def test_a_member_cannot_be_made_a_guest(people, topic):
    elsewhere = MembershipFactory(role=Role.OFFICER).user
    client = signed_in(people.chair)

    for user in (people.member, elsewhere, UserFactory()):
        assert client.post(url("guest-invite", topic.pk, user.pk)).status_code == 404


def test_a_topic_is_closed_and_opened_again_by_its_chair(people, topic):
    client = signed_in(people.chair)
    client.post(url("topic-close", topic.pk))
    closed = words(client.get(url("topic", topic.pk)))
    client.post(url("topic-reopen", topic.pk))
    topic.refresh_from_db()

    assert "This topic is closed. Nobody can write in it." in closed
    assert topic.state == Topic.State.OPEN


def test_no_page_asks_others_to_follow_a_link_out_of_the_portal(people, topic):
    response = signed_in(people.chair).post(
        url("topic-close", topic.pk), {"next": "https://evil.example/"}
    )

    assert response.url == url("topic", topic.pk)
