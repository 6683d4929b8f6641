"""More people are to read what Leroy told: he is asked, and answers on the telephone."""

import pytest

from core.policy import Refused
from deliberation import actions
from deliberation.models import AudienceChange, Consent, Dictation, Space
from tests.deliberation.audiences import propose
from tests.deliberation.dictated import TOLD, write
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory, PostFactory, TopicFactory
from tests.signing_in import signed_in

State = AudienceChange.State


@pytest.fixture
def change(people, leroy):
    """The secretary proposes that an officer reads the topic in which Leroy alone wrote."""
    topic = TopicFactory(group=people.group, title="Harbour buses")
    write(people.secretary, leroy, topic)
    return propose(people, topic, user=people.officer, actor=people.secretary)


def record(actor, change, user, *, agrees=True):
    fields = {"via": Dictation.Via.TELEPHONE, "agrees": agrees}
    return actions.record_audience_answer(actor=actor, change=change, user=user, **fields)


def test_it_waits_for_him_and_is_made_once_another_organiser_has_his_answer(people, change, leroy):
    assert change.state == State.WAITING
    link = url("audience-answer-record", change.pk)
    assert link in page(people.chair, "audience-change", change.pk).text
    fields = {"user": leroy.pk, "via": "letter", "answer": "agree"}
    answer = send(people.chair, "audience-answer-record", change.pk, **fields)

    consent = Consent.objects.get(user=leroy)
    assert (answer.status_code, consent.recorded_by, consent.recorded_via) == (
        302,
        people.chair,
        "letter",
    )
    change.refresh_from_db()
    assert change.state == State.MADE
    assert TOLD in page(people.officer, "topic", change.topic_id).text


def test_his_refusal_ends_it(people, change, leroy):
    record(people.chair, change, leroy, agrees=False)

    change.refresh_from_db()
    assert (change.state, Consent.objects.count()) == (State.REFUSED, 0)
    assert page(people.officer, "topic", change.topic_id).status_code == 404


def test_who_proposed_it_does_not_write_down_his_answer_too(people, change, leroy):
    """Else the secretary alone opens to the police what Leroy told."""
    with pytest.raises(Refused, match="Another chair or secretary than the one who proposed it"):
        record(people.secretary, change, leroy)

    link = url("audience-answer-record", change.pk)
    assert link not in page(people.secretary, "audience-change", change.pk).text
    assert page(people.secretary, "audience-answer-record", change.pk).status_code == 403


@pytest.mark.parametrize("who", ["member", "observer", "police_lead"])
def test_nobody_but_an_organiser_writes_it_down(people, change, leroy, who):
    with pytest.raises(Refused):
        record(getattr(people, who), change, leroy)

    assert not Consent.objects.exists()


def test_a_person_who_signs_in_answers_alone_and_who_did_not_write_there_is_not_asked(
    people, change, leroy
):
    PostFactory(topic=change.topic, author=people.member)
    other = MembershipFactory(group=people.group, user__email=None).user

    with pytest.raises(Refused, match="answers themselves"):
        record(people.chair, change, people.member)
    with pytest.raises(Refused, match="is not asked"):
        record(people.chair, change, other)
    asked = page(people.chair, "audience-answer-record", change.pk).context["asked"]
    assert list(asked) == [leroy]


def test_the_secretary_does_not_learn_who_wrote_in_the_space_that_is_to_open_to_them(people, leroy):
    topic = TopicFactory(group=people.group, secretary_kept_out=True)
    write(people.chair, leroy, topic, Space.MEMBERS)
    people.group.secretary_in_members_space = True
    people.group.save()
    change = propose(people, topic, kind=AudienceChange.Kind.SECRETARY)
    answer = page(people.secretary, "audience-answer-record", change.pk)

    assert (answer.status_code, leroy.name in answer.text) == (403, False)
    assert leroy.name in page(people.vice_chair, "audience-answer-record", change.pk).text


def test_nothing_chosen_is_named(people, change, leroy):
    answer = send(people.chair, "audience-answer-record", change.pk)

    assert answer.status_code == 422
    for error in ("Select whose answer", "Select how they told you", "Select what they answered"):
        assert error in answer.text


def test_that_he_agreed_is_on_his_card(people, change, leroy):
    place = leroy.memberships.get()
    path = f"/people/memberships/{place.pk}/recorded/"
    before = words(signed_in(people.chair).get(path))
    record(people.chair, change, leroy)

    assert "Agreed that more people" not in before
    assert "Agreed that more people read “Harbour buses”" in words(
        signed_in(people.chair).get(path)
    )
