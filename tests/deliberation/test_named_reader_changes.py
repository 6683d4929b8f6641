"""More and fewer named readers, and what their open pages do."""

import pytest

from accounts import actions as accounts
from accounts.models import Role
from core.live.room import GONE
from core.policy import Refused
from deliberation import actions
from deliberation.models import AudienceChange, NamedReader, Space
from deliberation.queries import answers_to
from tests.deliberation.audiences import events, propose
from tests.deliberation.pages import page, url, words
from tests.deliberation.sockets import closed_with, do
from tests.deliberation.unattributed import joined, let, write
from tests.signing_in import signed_in

SECRET = "Petunia"  # in the title, the ask and the posts of every topic for named readers


def test_a_reader_is_removed_at_will_and_it_was_never_there(people, secret):
    NamedReader.objects.create(topic=secret, user=people.secretary)
    signed_in(people.secretary).post(url("reader-remove", secret.pk, people.police_lead.pk))

    assert page(people.police_lead, "topic", secret.pk).status_code == 404
    assert SECRET not in words(page(people.police_lead, "topics"))
    assert events() == ["topic.reader_removed"]


def test_the_last_member_stays(people, secret):
    with pytest.raises(Refused, match="At least one member"):
        actions.remove_named_reader(actor=people.vice_chair, topic=secret, user=people.vice_chair)
    assert page(people.vice_chair, "topic", secret.pk).status_code == 200


def test_a_suspended_member_is_not_the_one_who_is_left(people, secret):
    NamedReader.objects.create(topic=secret, user=people.member)
    accounts.suspend_person(actor=people.administrator, person=people.member)

    with pytest.raises(Refused, match="At least one member"):
        actions.remove_named_reader(actor=people.vice_chair, topic=secret, user=people.vice_chair)
    assert page(people.vice_chair, "topic", secret.pk).status_code == 200


def test_one_more_name_needs_everybody_who_wrote(people, secret):
    actions.write_post(
        actor=people.police_lead, topic=secret, space=Space.SHARED, body="Petunia too"
    )
    change = propose(people, secret, "named_reader", people.member, people.vice_chair)
    before = page(people.member, "topic", secret.pk).status_code
    actions.answer_audience_change(actor=people.police_lead, change=change, agrees=True)

    assert (before, page(people.member, "topic", secret.pk).status_code) == (404, 200)


def test_a_member_opens_both_spaces_to_themselves_and_a_guest_one(people, secret):
    """Whose consent is needed follows from what the new reader would see."""
    NamedReader.objects.create(topic=secret, user=people.member)
    actions.write_post(actor=people.member, topic=secret, space=Space.MEMBERS, body="Petunia 2")
    for role, authors in (
        (Role.CHAIR, {people.vice_chair, people.member}),
        (Role.OFFICER, {people.vice_chair}),
    ):
        change = propose(people, secret, "named_reader", getattr(people, role), people.vice_chair)
        assert set(change.authors()) == authors


def test_who_wrote_without_a_name_is_not_counted_when_the_new_reader_becomes_a_member(
    people, secret
):
    """However they came to read more than when it was proposed: now it is never made."""
    let(people.group, people.chair)
    zenobia = joined(people.group, "Zenobia Quillfeather")
    for user in (people.member, joined(people.group, "Yvonne Zimmer"), zenobia):
        NamedReader.objects.create(topic=secret, user=user)
    actions.write_post(
        actor=people.police_lead, topic=secret, space=Space.SHARED, body="Petunia too"
    )
    change = propose(people, secret, "named_reader", people.officer, people.vice_chair)
    write(zenobia, secret, space=Space.MEMBERS)
    before = answers_to(change, people.vice_chair)
    people.officer.memberships.update(role=Role.MEMBER)
    after = answers_to(change, people.vice_chair)
    asked = set(change.unasked())
    actions.answer_audience_change(actor=people.police_lead, change=change, agrees=True)

    assert (before, after) == ((1, 2), (1, 2))
    assert asked == {people.police_lead}
    assert AudienceChange.objects.get(pk=change.pk).state == AudienceChange.State.WITHDRAWN
    assert page(people.officer, "topic", secret.pk).status_code == 404


def test_what_was_agreed_to_for_an_officer_is_not_for_the_member_that_they_become(people, secret):
    """Tariq's words among the members were no part of what he was asked."""
    actions.write_post(
        actor=people.police_lead, topic=secret, space=Space.SHARED, body="Petunia too"
    )
    places = people.officer.memberships.get(), people.observer.memberships.get()
    of_officer, of_observer, of_member = (
        propose(people, secret, "named_reader", user, people.vice_chair)
        for user in (people.officer, people.observer, people.member)
    )
    accounts.change_role(actor=people.chair, membership=places[0], role=Role.MEMBER)
    accounts.end_membership(actor=people.chair, membership=places[1])
    states = dict(AudienceChange.objects.values_list("pk", "state"))

    assert states == {
        of_officer.pk: "withdrawn",
        of_observer.pk: "withdrawn",
        of_member.pk: "waiting",
    }
    assert events().count("audience_change.withdrawn") == 2
    with pytest.raises(Refused):
        actions.answer_audience_change(actor=people.police_lead, change=of_officer, agrees=True)


def test_a_topic_of_the_group_is_not_turned_into_one_for_named_readers(people, topic):
    with pytest.raises(Refused, match="not for named readers"):
        propose(people, topic, "named_reader", people.officer)


@pytest.mark.django_db(transaction=True)
async def test_a_removed_reader_is_shut_out_at_once_and_nobody_else_has_a_socket(
    people, secret, open_socket
):
    lead = await open_socket(people.police_lead, secret.stream(Space.SHARED))
    chair = await open_socket(people.chair, secret.stream(Space.SHARED))
    assert await closed_with(chair) == GONE

    await do(
        actions.remove_named_reader,
        actor=people.vice_chair,
        topic=secret,
        user=people.police_lead,
    )
    assert await closed_with(lead) == GONE
    for socket in (lead, chair):
        await socket.disconnect()


def test_when_its_chair_has_left_those_who_are_named_close_it(people, secret):
    """The vice-chair alone chaired it. Nobody who was not named learns of it by that."""
    NamedReader.objects.create(topic=secret, user=people.member)
    before = page(people.member, "topic-close", secret.pk).status_code
    place = people.vice_chair.memberships.get()
    accounts.end_membership(actor=people.chair, membership=place)
    text = words(page(people.member, "topic", secret.pk))
    signed_in(people.member).post(url("topic-close", secret.pk))
    secret.refresh_from_db()

    assert (before, secret.state) == (403, "closed")
    assert "Close this topic" in text
    for role in (Role.CHAIR, Role.SECRETARY):
        assert page(getattr(people, role), "topic-close", secret.pk).status_code == 404
    assert page(people.police_lead, "topic-close", secret.pk).status_code == 403


def test_the_secretary_who_is_named_stands_in_before_the_members(people, secret):
    for reader in (people.member, people.secretary):
        NamedReader.objects.create(topic=secret, user=reader)
    accounts.end_membership(actor=people.chair, membership=people.vice_chair.memberships.get())

    answers = [
        page(person, "topic-close", secret.pk).status_code
        for person in (people.member, people.secretary)
    ]
    assert answers == [403, 200]
