"""What a topic asks is changed by those who keep it; what it asked before stays with the group."""

from datetime import timedelta

import pytest

from accounts.models import Role
from core.audit.models import Record
from core.clock import at, now, today
from core.marking import Marking
from core.policy import Refused
from deliberation import actions
from deliberation.models import History, Topic, TopicVersion
from deliberation.personal_data.expiries import is_held
from deliberation.personal_data.sections import topic_versions
from tests.deliberation.conftest import LONG_AGO
from tests.deliberation.pages import page, post, questions, url, words
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import MembershipFactory, TopicFactory, UserFactory
from tests.signing_in import signed_in

FIRST = "What should the front counter become?"
SECOND = "Should the front counter close on Sundays?"


def change(person, topic, **more):
    fields = {"title": topic.title, "ask": SECOND, "after": topic.version}
    return actions.change_topic(actor=person, topic=topic, **fields | more)


@pytest.fixture
def own(people):
    topic = TopicFactory(
        group=people.group, title="Buses", opened_by=people.member, asker="", decision_due=None
    )
    topic.guests.create(user=people.police_lead)
    return topic


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_organisers_change_all_of_it_and_each_version_is_kept(people, topic, role):
    person, due = getattr(people, role), today() + timedelta(days=3)
    fields = {"decision_due": due, "marking": Marking.OFFICIAL_SENSITIVE}
    change(person, topic, **fields)
    change(person, topic, title="The counter")

    topic.refresh_from_db()
    kept = topic.versions.values_list("version", "title", "ask", "marking", "written_by")
    assert (topic.title, topic.ask, topic.decision_due, topic.version) == (
        "The counter", SECOND, due, 3
    )  # fmt: skip
    assert list(kept) == [
        (1, "Harbour front counter", FIRST, "official", people.chair.pk),
        (2, "Harbour front counter", SECOND, "official_sensitive", person.pk),
        (3, "The counter", SECOND, "official_sensitive", person.pk),
    ]
    assert [record.facts for record in Record.objects.filter(event="topic.changed")] == [
        {"topic_id": topic.pk, "version": number} for number in (2, 3)
    ]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger"])
def test_nobody_else_changes_a_consultation_not_even_who_opened_it(people, topic, role):
    Topic.objects.filter(pk=topic.pk).update(opened_by=getattr(people, role))
    topic.refresh_from_db()

    with pytest.raises(Refused):
        change(getattr(people, role), topic)
    assert (Topic.objects.get(pk=topic.pk).ask, TopicVersion.objects.count()) == (FIRST, 0)


def test_who_opened_the_groups_own_topic_changes_its_words_and_no_more(people, own):
    change(people.member, own)

    with pytest.raises(Refused, match="Only the chair and the secretary"):
        change(people.member, own, marking=Marking.OFFICIAL_SENSITIVE)
    with pytest.raises(Refused, match="Nobody decides on"):
        change(people.chair, own, decision_due=today())
    people.member.memberships.update(role=Role.POLICE_LEAD)
    own.guests.create(user=people.member)
    with pytest.raises(Refused, match="whoever opened the group’s own topic"):
        change(type(people.member).objects.get(pk=people.member.pk), own, title="Mine")


def hold(people, topic):
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")


def close(people, topic):
    actions.close_topic(actor=people.chair, topic=Topic.objects.get(pk=topic.pk))


@pytest.mark.parametrize(
    ("meanwhile", "reason"), [(hold, "legal hold covers"), (close, "topic is closed")]
)
def test_nothing_is_changed_under_a_hold_or_when_closed_meanwhile(people, topic, meanwhile, reason):
    meanwhile(people, topic)

    with pytest.raises(Refused, match=reason):
        change(people.chair, topic)


def test_a_day_that_has_passed_may_stay_and_is_not_put_in_place_of_another(people, topic):
    past = today() - timedelta(days=2)
    with pytest.raises(Refused, match="must not have passed"):
        change(people.chair, topic, decision_due=past)
    Topic.objects.filter(pk=topic.pk).update(decision_due=past)
    topic.refresh_from_db()
    fields = filled_in(after=1, title=topic.title)
    fields |= {f"decision_due_{part}": getattr(past, part) for part in ("day", "month", "year")}

    assert post(people.chair, "topic-change", topic.pk, **fields).status_code == 302
    with pytest.raises(Refused, match="Nothing is changed"):
        change(people.chair, Topic.objects.get(pk=topic.pk), ask="Should they go on?")


def test_of_two_who_change_it_the_second_compares_both_and_keeps_what_was_typed(people, topic):
    change(people.secretary, topic)
    fields = filled_in(ask="Begonia", after=1)
    answer = post(people.chair, "topic-change", topic.pk, **fields)

    assert answer.status_code == 409
    assert ("Begonia" in answer.content.decode(), SECOND in words(answer)) == (True, True)
    assert 'name="after" value="2"' in answer.content.decode()
    assert Topic.objects.get(pk=topic.pk).ask == SECOND
    assert post(people.chair, "topic-change", topic.pk, **fields | {"after": 2}).status_code == 302
    assert Topic.objects.get(pk=topic.pk).ask == "Begonia"


def test_a_wrong_form_keeps_what_was_typed(people, topic):
    answer = post(people.chair, "topic-change", topic.pk, **filled_in(title="", after=1))

    assert answer.status_code == 422
    assert "Should they go on?" in answer.content.decode()


def test_a_member_is_asked_for_the_words_of_their_own_topic_alone(people, own):
    fields = page(people.member, "topic-change", own.pk).context["form"].fields
    post(people.member, "topic-change", own.pk, **filled_in(after=1))
    own.refresh_from_db()

    assert set(fields) == {"title", "ask", "after"}
    assert (own.ask, own.marking, own.decision_due) == ("Should they go on?", "official", None)


def test_the_group_reads_what_it_said_before_and_guests_do_not(people, topic):
    before = words(page(people.member, "topic-versions", topic.pk))
    change(people.chair, topic)

    text = words(page(people.member, "topic-versions", topic.pk))
    assert "It was never changed." in before
    assert (FIRST in text, SECOND in text, "Marjorie Penhale" in text) == (True, True, True)
    assert FIRST not in words(page(people.police_lead, "topic", topic.pk))
    assert page(people.police_lead, "topic-versions", topic.pk).status_code == 403
    assert page(people.stranger, "topic-versions", topic.pk).status_code == 404
    shown = [
        url("topic-versions", topic.pk) in page(who, "topic", topic.pk).content.decode()
        for who in (people.member, people.police_lead)
    ]
    assert shown == [True, False]


def test_who_joined_after_a_change_reads_only_what_stood_since(people, topic):
    joined = now() - timedelta(days=1)
    newcomer = UserFactory()
    MembershipFactory(user=newcomer, group=people.group, starts_at=joined)
    Topic.objects.update(history=History.FROM_JOINING, opened_at=LONG_AGO)
    topic.refresh_from_db()
    with at(joined - timedelta(hours=1)):
        change(people.chair, topic)
    change(people.chair, topic, ask="The third")

    text = words(page(newcomer, "topic-versions", topic.pk))
    assert (FIRST in text, SECOND in text, "The third" in text) == (False, True, True)


def test_what_somebody_wrote_is_in_their_copy_is_held_and_goes_with_the_topic(people, topic):
    change(people.secretary, topic)
    assert [row["asked"] for row in topic_versions(people.secretary)] == [SECOND]
    hold(people, topic)
    assert is_held(people.secretary)
    actions.ask_to_lift_hold(actor=people.chair, topic=topic)
    actions.lift_hold(actor=people.secretary, topic=topic)
    close(people, topic)

    actions.remove_expired_topics(actor=None, ids=[topic.pk])

    assert (Topic.objects.count(), TopicVersion.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["member", "chair", "police_lead"])
def test_the_page_of_a_topic_asks_no_more_for_the_link(people, topic, role):
    client = signed_in(getattr(people, role))
    before = questions(client, url("topic", topic.pk))
    change(people.chair, topic)

    assert questions(client, url("topic", topic.pk)) == before <= 9
