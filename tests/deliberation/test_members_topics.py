"""Members open topics of the group's own, unless the chair keeps that to the organisers."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.audit.models import Record
from core.clock import today
from core.policy import Refused
from deliberation import actions, queries
from deliberation.models import Topic, TopicTerms
from tests.deliberation.pages import page, post, questions, url, words
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import MembershipFactory, PostFactory, TopicFactory, UserFactory
from tests.signing_in import signed_in

DUE = {f"decision_due_{name}": "" for name in ("day", "month", "year")}
OWN = {"title": "Night buses", "ask": "Who uses them?", "marking": "official"}
OWN |= {"history": "from_start", "handling": ""}


def open_own(people, actor, **more):
    given = {"title": "Night buses", "ask": "Who uses them?"}
    return actions.open_topic(actor=actor, group=people.group, **{**given, **more})


@pytest.fixture
def own(people):
    return open_own(people, people.member)


def again(person):
    """The same person in another request."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary", "member"])
def test_all_of_the_group_open_its_own_topics(people, role):
    topic = open_own(people, getattr(people, role))

    assert (topic.asker, topic.decision_due, topic.is_consultation) == ("", None, False)
    assert Record.objects.get().event == "topic.opened"


@pytest.mark.parametrize("role", ["police_lead", "observer", "interpreter", "stranger"])
def test_nobody_else_does(people, role):
    with pytest.raises(Refused, match="Only members of the group and its secretary"):
        open_own(people, getattr(people, role))

    assert Topic.objects.count() == 0


def test_a_chair_leaves_them_to_the_organisers_and_what_there_is_stays(people, own):
    actions.change_openers(actor=people.chair, group=people.group, members=False)

    with pytest.raises(Refused, match="the chair and the secretary open the topics"):
        open_own(people, again(people.member))
    assert open_own(people, people.secretary).pk
    assert Topic.objects.filter(pk=own.pk).exists()
    assert Record.objects.get(event="terms.openers_changed").facts == {"members": 0}


def test_what_the_terms_say_already_is_refused(people):
    with pytest.raises(Refused, match="It is so already"):
        actions.change_openers(actor=people.chair, group=people.group, members=True)
    with pytest.raises(Refused, match="Only the chair"):
        actions.change_openers(actor=people.secretary, group=people.group, members=False)

    assert TopicTerms.objects.count() == 0


def test_another_group_keeps_its_own_terms(people):
    foreign = people.stranger.memberships.get().group
    actions.change_openers(actor=people.stranger, group=foreign, members=False)

    assert open_own(people, people.member).pk


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"asker": "Inspector Adeyemi"}, "Only the chair and the secretary can do this"),
        ({"decision_due": date(2999, 1, 1)}, "Only the chair and the secretary"),
        ({"guests": "police_lead"}, "Only the chair and the secretary can do this"),
        ({"readers": "police_lead"}, "Only the chair and the secretary let guests in"),
        ({"readers": "secretary"}, "Name the chair or the vice-chair too"),
    ],
)
def test_a_member_asks_for_nobody_else_lets_no_guest_in_and_leaves_no_topic_without_a_chair(
    people, more, reason
):
    given = {
        name: [getattr(people, value)] if name in ("guests", "readers") else value
        for name, value in more.items()
    }
    with pytest.raises(Refused, match=reason):
        open_own(people, people.member, **given)

    assert (Topic.objects.count(), Record.objects.count()) == (0, 0)


def test_a_member_opens_one_for_some_people_with_a_chair_among_them(people):
    topic = open_own(people, people.member, readers=[people.vice_chair])

    named = set(topic.named_readers.values_list("user", flat=True))
    assert named == {people.member.pk, people.vice_chair.pk}
    assert page(people.chair, "topic", topic.pk).status_code == 404


@pytest.mark.parametrize("half", [{"asker": "Somebody"}, {"decision_due": date(2999, 1, 1)}])
def test_half_a_consultation_is_none(people, half):
    with pytest.raises(Refused, match="Say who asks, and when"):
        open_own(people, people.chair, **half)
    with transaction.atomic(), pytest.raises(IntegrityError):
        TopicFactory(**{"asker": "", "decision_due": None} | half)


def test_the_form_asks_a_member_for_neither_asker_nor_guests(people):
    names = set(page(people.member, "topic-new").context["form"].fields)
    more = {"asker": "Somebody", "guests": [people.police_lead.memberships.get().pk]}
    answer = post(people.member, "topic-new", **OWN, **more)
    topic = Topic.objects.get()

    assert names.isdisjoint({"asker", "decision_due", "guests"})
    assert answer.url == topic.get_absolute_url()
    assert (topic.opened_by, topic.asker, topic.guests.count()) == (people.member, "", 0)


def test_a_secretary_opens_one_without_an_asker_and_is_told_of_half(people):
    assert post(people.secretary, "topic-new", **OWN, **DUE).status_code == 302
    answer = post(people.secretary, "topic-new", **filled_in(**DUE))

    assert (answer.status_code, Topic.objects.count()) == (422, 1)
    assert "Enter the date when the police will decide" in words(answer)
    assert "<details" in answer.content.decode()
    assert " open>" in answer.content.decode().partition("More options")[0][-200:]


def test_its_page_and_the_list_say_that_it_is_the_groups_own(people, own):
    TopicFactory(group=people.group, title="A consultation")
    newer = open_own(people, people.member, title="Newer")
    listed = words(page(people.member, "topics"))

    assert "Opened by Doreen Whitcombe · the group’s own topic" in words(
        page(people.chair, "topic", own.pk)
    )
    assert listed.count("The group’s own topic") == 2
    places = [listed.index(title) for title in ("A consultation", newer.title, own.title)]
    assert places == sorted(places)


def test_what_is_new_in_it_is_told_at_home(people, own):
    PostFactory(topic=own, author=people.member)

    assert [line.topic for line in queries.news_for(again(people.chair))] == [own]


def test_a_chair_makes_it_a_consultation(people, own):
    due = today() + timedelta(days=9)
    for role in ("member", "secretary", "police_lead"):
        with pytest.raises(Refused):
            actions.promote_topic(
                actor=getattr(people, role), topic=own, asker="The police", decision_due=due
            )
    stale = Topic.objects.get(pk=own.pk)
    fields = {name: value for name, value in filled_in().items() if name.startswith(("a", "dec"))}
    answer = post(people.chair, "topic-promote", own.pk, **fields | {"asker": "Inspector Ansty"})
    own.refresh_from_db()

    assert (answer.url, own.asker, own.decision_due) == (
        own.get_absolute_url(),
        *("Inspector Ansty", due),
    )
    assert Record.objects.get(event="topic.promoted").facts == {"topic_id": own.pk}
    with pytest.raises(Refused, match="Somebody else did this meanwhile"):
        actions.promote_topic(
            actor=people.vice_chair, topic=stale, asker="Another", decision_due=due
        )
    with pytest.raises(Refused, match="consultation already"):
        actions.promote_topic(actor=people.chair, topic=own, asker="Another", decision_due=due)


def test_the_chair_says_on_the_terms_page_who_opens_topics(people):
    before = words(page(people.member, "terms", people.group.pk))
    answer = post(people.chair, "openers", people.group.pk, members="no")
    after = words(page(people.member, "terms", people.group.pk))
    refused = page(people.member, "topic-new", group=people.group.pk)

    assert answer.url == url("terms", people.group.pk)
    assert ("Every member, the chair" in before, "Only the chair and the" in after) == (True, True)
    assert refused.status_code == 403
    assert "the chair and the secretary open the topics" in words(refused)
    assert "topics/new" not in page(people.member, "topics").content.decode()
    assert page(people.secretary, "openers", people.group.pk).status_code == 403
    assert page(people.police_lead, "openers", people.group.pk).status_code == 404


def test_the_list_asks_as_many_questions_for_three_groups_as_for_one(people, topic):
    client = signed_in(people.member)
    for_one = questions(client, url("topics"))
    for _ in range(2):
        MembershipFactory(user=people.member)

    assert (questions(client, url("topics")), UserFactory().pk > 0) == (for_one, True)
