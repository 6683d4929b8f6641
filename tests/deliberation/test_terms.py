"""The terms of reference: whether the secretary reads the members' space."""

import pytest

from core.live.room import GONE
from deliberation import actions
from deliberation.models import (
    AudienceChange,
    Space,
    Topic,
)
from tests.deliberation.audiences import (
    events,
    propose,
)
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.pages import page, url, words
from tests.deliberation.sockets import closed_with, do
from tests.factories import TopicFactory
from tests.signing_in import signed_in

Kind, State = AudienceChange.Kind, AudienceChange.State


def test_the_secretary_is_let_in_where_nothing_was_written_and_nowhere_else(people, topic):
    empty = TopicFactory(group=people.group)
    actions.change_terms(actor=people.chair, group=people.group, secretary_reads=True)
    actions.write_post(actor=people.member, topic=empty, space=Space.MEMBERS, body="Sorrel")

    assert "Sorrel" in words(page(people.secretary, "topic-members", empty.pk))
    assert page(people.secretary, "topic-members", topic.pk).status_code == 404
    assert "the secretary and administrators cannot" in words(
        page(people.member, "topic-members", topic.pk)
    )
    assert events()[:3] == ["terms.changed", "topic.terms_applied", "topic.terms_applied"]


def test_the_secretary_reads_what_was_written_before_once_its_authors_agree(people, topic):
    actions.change_terms(actor=people.chair, group=people.group, secretary_reads=True)
    topic = Topic.objects.get(pk=topic.pk)
    change = propose(people, topic, Kind.SECRETARY)
    hidden = page(people.police_lead, "audience-change", change.pk).status_code
    actions.answer_audience_change(actor=people.member, change=change, agrees=True)

    assert hidden == 404  # the police do not learn what is proposed about the members' space
    assert MEMBERS_WORDS in words(page(people.secretary, "topic-members", topic.pk))


def test_the_secretary_is_shut_out_everywhere_at_once(people, topic):
    people.group.secretary_in_members_space = True
    people.group.save()
    before = page(people.secretary, "topic-members", topic.pk).status_code
    signed_in(people.chair).post(url("terms", people.group.pk), {"secretary": "no"})

    assert (before, page(people.secretary, "topic-members", topic.pk).status_code) == (200, 404)


def test_every_member_sees_who_changed_the_terms(people):
    actions.change_terms(actor=people.chair, group=people.group, secretary_reads=True)

    for role in ("member", "secretary"):
        text = words(page(getattr(people, role), "terms", people.group.pk))
        assert "Marjorie Penhale: the secretary can read it" in text


@pytest.mark.parametrize("role", ["police_lead", "observer", "stranger", "administrator"])
def test_the_terms_page_is_not_there_for_others(people, role):
    assert page(getattr(people, role), "terms", people.group.pk).status_code == 404


@pytest.mark.parametrize("role", ["member", "secretary"])
def test_only_the_chair_changes_the_terms(people, role):
    response = signed_in(getattr(people, role)).post(
        url("terms", people.group.pk), {"secretary": "yes"}
    )
    people.group.refresh_from_db()

    assert (response.status_code, people.group.secretary_in_members_space) == (403, False)


@pytest.mark.django_db(transaction=True)
async def test_the_secretary_is_shut_out_at_once_when_the_terms_say_no(people, topic, open_socket):
    people.group.secretary_in_members_space = True
    await people.group.asave()
    socket = await open_socket(people.secretary, topic.stream(Space.MEMBERS))

    await do(actions.change_terms, actor=people.chair, group=people.group, secretary_reads=False)

    assert await closed_with(socket) == GONE
    await socket.disconnect()
