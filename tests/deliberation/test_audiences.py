"""The audience ratchet: wider only when everybody who wrote there agrees; narrower at will."""

from datetime import timedelta

import pytest

from accounts.models import User
from core.policy import Refused
from deliberation import actions
from deliberation.models import (
    AudienceChange,
    Space,
)
from tests.deliberation.audiences import (
    EARLY,
    OPENED,
    events,
    joined,
    long_topic,
    propose,
)
from tests.deliberation.conftest import MEMBERS_WORDS, SHARED_WORDS
from tests.deliberation.pages import page, url, words
from tests.factories import PostFactory, TopicFactory, UserFactory
from tests.signing_in import signed_in

Kind, State = AudienceChange.Kind, AudienceChange.State


def test_a_guest_is_let_in_at_once_while_nobody_else_has_written(people):
    topic = TopicFactory(group=people.group)
    PostFactory(topic=topic, author=people.chair, body=SHARED_WORDS)

    change = propose(people, topic, user=people.officer)

    assert change.state == State.MADE
    assert SHARED_WORDS in words(page(people.officer, "topic", topic.pk))
    assert events() == ["audience_change.proposed", "topic.guest_invited"]


def test_a_guest_waits_until_everybody_who_wrote_there_agrees(people, topic):
    PostFactory(topic=topic, author=people.police_lead, body="Rob's words")
    change = propose(people, topic, user=people.officer)

    first = actions.answer_audience_change(actor=people.member, change=change, agrees=True)
    between = page(people.officer, "topic", topic.pk).status_code
    last = actions.answer_audience_change(actor=people.police_lead, change=change, agrees=True)

    assert (between, page(people.officer, "topic", topic.pk).status_code) == (404, 200)
    assert (first.pk, last.state) == (change.pk, State.MADE)


def test_posts_to_the_other_space_ask_nobody(people, topic):
    """Doreen wrote in both; the chair only among the members, where no guest reads."""
    PostFactory(topic=topic, space=Space.MEMBERS, author=people.chair)
    change = propose(people, topic, user=people.officer, actor=people.secretary)

    assert set(change.authors()) == {people.member}


def test_one_refusal_ends_it_and_nobody_is_let_in(people, topic):
    PostFactory(topic=topic, author=people.vice_chair)
    change = propose(people, topic, user=people.officer)
    actions.answer_audience_change(actor=people.member, change=change, agrees=False)

    with pytest.raises(Refused, match="settled already"):
        actions.answer_audience_change(actor=people.vice_chair, change=change, agrees=True)
    assert page(people.officer, "topic", topic.pk).status_code == 404
    assert topic.guests.filter(user=people.officer).count() == 0


def test_who_writes_meanwhile_is_asked_too(people, topic):
    change = propose(people, topic, user=people.officer)
    actions.write_post(actor=people.vice_chair, topic=topic, space=Space.SHARED, body="Sorrel")
    actions.answer_audience_change(actor=people.member, change=change, agrees=True)
    change.refresh_from_db()

    assert change.state == State.WAITING
    assert page(people.officer, "topic", topic.pk).status_code == 404


@pytest.mark.parametrize("role", ["chair", "secretary", "observer"])
def test_nobody_answers_for_those_who_wrote(people, topic, role):
    change = propose(people, topic, user=people.officer)

    with pytest.raises(Refused, match="Only people who wrote there are asked"):
        actions.answer_audience_change(actor=getattr(people, role), change=change, agrees=True)
    assert topic.guests.filter(user=people.officer).count() == 0


def test_an_author_who_has_left_cannot_agree_so_a_fresh_topic_is_offered(people, topic):
    place = people.member.memberships.get()
    place.ends_at = OPENED + timedelta(days=1)
    place.save()
    client = signed_in(people.chair)
    invite = url("guest-invite", topic.pk, people.officer.pk)

    asked, pressed = client.get(invite), client.post(invite)

    assert f"{url('topic-new')}?from={topic.pk}" in asked.content.decode()
    assert (pressed.status_code, AudienceChange.objects.count()) == (409, 0)
    with pytest.raises(actions.CannotBeAsked, match="Open a fresh topic instead"):
        propose(people, topic, user=people.officer)
    assert page(people.officer, "topic", topic.pk).status_code == 404


def test_a_fresh_topic_takes_the_question_and_nothing_that_was_written(people, topic):
    response = signed_in(people.chair).get(url("topic-new"), {"from": topic.pk})
    content = response.content.decode()

    assert "Harbour front counter" in content
    assert "What should the front counter become?" in content
    assert not [sentence for sentence in (SHARED_WORDS, MEMBERS_WORDS) if sentence in content]


def test_a_fresh_topic_begins_only_from_what_one_can_open(people, topic):
    assert page(people.stranger, "topic-new", **{"from": topic.pk}).status_code == 404


def test_what_was_hidden_is_shown_again_only_when_its_authors_agree(people):
    topic = long_topic(people)
    newcomer = joined(people.group)
    change = propose(people, topic, Kind.FROM_START)
    before = words(page(newcomer, "topic-members", topic.pk))
    actions.answer_audience_change(actor=people.member, change=change, agrees=True)

    assert EARLY not in before
    assert EARLY in words(page(newcomer, "topic-members", topic.pk))


def test_the_page_asks_the_author_and_tells_nobody_what_they_said(people, topic):
    change = propose(people, topic, user=people.officer)
    address = url("audience-change", change.pk)
    doreen, observer = signed_in(people.member), signed_in(people.observer)

    text = words(doreen.get(address))
    home = words(doreen.get("/"))
    refused = doreen.post(url("audience-change-answer", change.pk), {"answer": "refuse"})
    seen = words(observer.get(address))

    assert "It is proposed that Dele Adeyemi reads this. 0 of 1 who wrote there have agreed" in text
    assert "May more people read what you wrote?" in home
    assert refused.url == address
    assert "Not agreed" in seen
    assert "Doreen" not in seen


def test_a_press_that_says_nothing_settles_nothing(people, topic):
    change = propose(people, topic, user=people.officer)

    answer = signed_in(people.member).post(url("audience-change-answer", change.pk), follow=True)

    change.refresh_from_db()
    assert "Say whether you agree or not." in words(answer)
    assert change.state == State.WAITING


@pytest.mark.parametrize("role", ["officer", "interpreter", "stranger", "administrator"])
def test_a_proposal_is_not_there_for_those_who_do_not_read_the_topic(people, topic, role):
    change = propose(people, topic, user=people.officer)
    client = signed_in(getattr(people, role))

    assert client.get(url("audience-change", change.pk)).status_code == 404
    answer = client.post(url("audience-change-answer", change.pk), {"answer": "agree"})
    assert (answer.status_code, change.consents.count()) == (404, 0)


def test_it_is_proposed_once_and_taken_back(people, topic):
    change = propose(people, topic, user=people.officer, actor=people.secretary)

    with pytest.raises(Refused, match="proposed already"):
        propose(people, topic, user=people.officer)
    actions.withdraw_audience_change(actor=people.chair, change=change)
    with pytest.raises(Refused, match="settled already"):
        actions.answer_audience_change(actor=people.member, change=change, agrees=True)


def test_all_guests_go_at_once(people, topic):
    actions.close_to_guests(actor=people.secretary, topic=topic)

    statuses = [
        page(getattr(people, role), "topic", topic.pk).status_code
        for role in ("police_lead", "observer", "member")
    ]
    assert statuses == [404, 404, 200]
    with pytest.raises(Refused, match="No guest reads"):
        actions.close_to_guests(actor=people.chair, topic=topic)


def test_inviting_past_the_ratchet_is_refused(people, topic):
    with pytest.raises(Refused, match="People have written here"):
        actions.invite_guest(actor=people.chair, topic=topic, user=people.officer)

    assert topic.guests.filter(user=people.officer).count() == 0


def test_a_suspended_author_cannot_be_asked(people, topic):
    User.objects.filter(pk=people.member.pk).update(is_active=False)

    with pytest.raises(actions.CannotBeAsked):
        propose(people, topic, user=people.officer)


def test_somebody_of_no_group_is_never_proposed(people, topic):
    with pytest.raises(Refused, match="Only people of this group"):
        propose(people, topic, user=UserFactory())


def test_closing_to_guests_takes_back_what_is_proposed_about_guests(people, topic):
    """Else the next consent would let in a guest whom the chair has just shut out."""
    proposed = propose(people, topic, user=people.officer)
    actions.close_to_guests(actor=people.chair, topic=topic)
    with pytest.raises(Refused, match="settled already"):
        actions.answer_audience_change(
            actor=people.member, change=AudienceChange.objects.get(pk=proposed.pk), agrees=True
        )

    assert page(people.officer, "topic", topic.pk).status_code == 404
    assert events() == [
        "audience_change.proposed",
        "audience_change.withdrawn",
        "topic.guests_removed",
    ]
