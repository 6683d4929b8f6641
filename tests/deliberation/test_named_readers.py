"""Topics for named readers: nobody else learns that they exist, by any way there is."""

import re
from datetime import timedelta

import pytest

from core.clock import now, today
from core.live import streams
from core.policy import Refused
from deliberation import actions
from deliberation.models import KeyMessage, NamedReader, Space, Topic
from iag_portal.pages.records import records_for
from meetings.actions import PlannedItem, call_meeting
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from publications.queries import answerable_by
from publications.snapshot import offered
from tests.deliberation.audiences import named_topic
from tests.deliberation.pages import NOWHERE, page, same, url, words
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import KeyMessageFactory, TopicFactory
from tests.signing_in import signed_in

SECRET = "Petunia"  # in the title, the ask and the posts of every topic for named readers
NOT_NAMED = ("chair", "member", "secretary", "officer", "observer", "stranger", "administrator")


@pytest.mark.parametrize("role", NOT_NAMED)
@pytest.mark.parametrize(
    "name",
    ["topic", "topic-members", "topic-guests", "topic-audience", "topic-close", "key-message-new",
     "handling-change", "history-narrow"],
)  # fmt: skip
def test_it_is_not_there_for_whoever_is_not_named(people, secret, role, name):
    client = signed_in(getattr(people, role))
    closed, missing = (client.get(url(name, pk)) for pk in (secret.pk, NOWHERE))

    assert (closed.status_code, same(closed)) == (404, same(missing))


@pytest.mark.parametrize("role", NOT_NAMED)
def test_no_list_counts_or_names_it(people, secret, role):
    KeyMessageFactory(topic=secret, text="Petunia line", state=KeyMessage.State.SENT)
    client = signed_in(getattr(people, role))

    for address in ("/", url("topics"), url("key-messages"), "/meetings/", "/publications/"):
        assert SECRET not in client.get(address, follow=True).content.decode()
    assert "new in the" not in client.get(url("topics")).content.decode()


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_its_stream_is_not_there_either(people, secret, role):
    actions.write_post(
        actor=people.vice_chair, topic=secret, space=Space.SHARED, body="Petunia again"
    )
    answer = signed_in(getattr(people, role)).get(f"/stream/{secret.stream('shared')}/?after=0")

    assert streams.current(secret.stream("shared")) == 1
    assert (answer.status_code, SECRET in answer.content.decode()) == (404, False)


def test_the_named_read_what_their_role_lets_them(people, secret):
    assert SECRET in words(page(people.vice_chair, "topic-members", secret.pk))
    assert SECRET in words(page(people.police_lead, "topic", secret.pk))
    assert page(people.police_lead, "topic-members", secret.pk).status_code == 404


def test_the_page_says_how_many_were_named_and_that_nobody_else_knows(people, secret):
    text = words(page(people.vice_chair, "topic", secret.pk))

    assert "1 member and 1 police officer can read this." in text
    assert "Nobody else knows that it exists." in text


def test_whoever_leaves_the_group_no_longer_knows(people, secret):
    people.vice_chair.memberships.update(ends_at=now())

    assert page(people.vice_chair, "topic", secret.pk).status_code == 404


def test_the_record_of_the_group_says_nothing_of_it_to_its_chair(people):
    topic = actions.open_topic(
        actor=people.vice_chair,
        group=people.group,
        title=SECRET,
        ask=SECRET,
        asker="Rob",
        decision_due=today(),
        readers=[people.member],
    )
    message = actions.propose_key_message(actor=people.member, topic=topic, text="Petunia line")
    signed_in(people.member).post(url("key-message-withdraw", message.pk))  # refused: no chair
    client = signed_in(people.member)
    client.post(url("post-new", topic.pk, "members"), {"body": "Petunia words"})

    seen = {
        role: {record.event for record in records_for(getattr(people, role), people.group)}
        for role in ("chair", "secretary", "vice_chair")
    }

    assert (seen["chair"], seen["secretary"]) == (set(), set())
    assert seen["vice_chair"] == {
        "topic.opened", "topic.reader_named", "key_message.proposed", "refused", "post.written",
    }  # fmt: skip
    assert "refused" in {record.event for record in records_for(people.member, people.group)}


# --- Opening -----------------------------------------------------------------------------


def test_it_is_opened_for_those_who_are_ticked_and_oneself(people):
    places = [getattr(people, role).memberships.get().pk for role in ("member", "police_lead")]
    response = signed_in(people.secretary).post(url("topic-new"), filled_in(readers=places))
    topic = Topic.objects.get()

    assert response.url == url("topic", topic.pk)
    assert topic.readers_named
    assert set(topic.named_readers.values_list("user", flat=True)) == {
        people.secretary.pk,
        people.member.pk,
        people.police_lead.pk,
    }
    assert page(people.chair, "topic", topic.pk).status_code == 404


def test_guests_are_ticked_in_one_place_only(people):
    place = people.police_lead.memberships.get().pk
    response = signed_in(people.chair).post(
        url("topic-new"), filled_in(readers=[place], guests=[place])
    )

    assert (response.status_code, Topic.objects.count()) == (422, 0)
    assert "Tick them among the named readers instead" in response.content.decode()


def test_somebody_of_another_group_is_not_named(people):
    with pytest.raises(Refused, match="Only people of this group"):
        actions.open_topic(
            actor=people.chair,
            group=people.group,
            title=SECRET,
            ask=SECRET,
            asker="Rob",
            decision_due=today(),
            readers=[people.stranger],
        )
    assert NamedReader.objects.count() == 0


# --- Key messages ------------------------------------------------------------------------


def test_its_messages_leave_no_gap_in_the_numbers_of_the_group(people, secret):
    other = TopicFactory(group=people.group)
    given = [
        actions.propose_key_message(actor=people.vice_chair, topic=topic, text="Keep a line")
        for topic in (other, secret, other)
    ]
    first, hidden, third = (message.reference.rpartition("-")[2] for message in given)

    assert (first, third) == ("001", "002")
    assert re.fullmatch(r"[A-HJ-NP-Z][A-HJ-NP-Z2-9]{5}", hidden)


def test_only_the_named_are_asked_and_counted(people, secret):
    message = KeyMessageFactory(topic=secret, text="Petunia line")
    NamedReader.objects.create(topic=secret, user=people.member)

    with pytest.raises(Refused, match="does not advise on this topic"):
        actions.open_agreement_round(
            actor=people.vice_chair,
            key_message=message,
            asked=[actions.Asked(people.vice_chair), actions.Asked(people.chair)],
        )
    signed_in(people.vice_chair).post(url("round-open", message.pk))

    asked = message.rounds.get().entitlements.values_list("user", flat=True)
    assert set(asked) == {people.vice_chair.pk, people.member.pk}


@pytest.mark.parametrize("role", ["chair", "secretary", "officer"])
def test_its_messages_are_not_there_for_others(people, secret, role):
    message = KeyMessageFactory(topic=secret, text="Petunia line", state=KeyMessage.State.SENT)
    client = signed_in(getattr(people, role))

    assert client.get(url("key-message", message.pk)).status_code == 404


def test_a_police_lead_who_is_not_named_does_not_see_what_was_sent(people):
    secret = named_topic(people, people.vice_chair)
    message = KeyMessageFactory(topic=secret, text="Petunia line", state=KeyMessage.State.SENT)

    assert page(people.police_lead, "key-message", message.pk).status_code == 404
    assert list(answerable_by(people.police_lead)) == []
    with pytest.raises(Refused, match="Only people who were named"):
        actions.answer_key_message(
            actor=people.police_lead, key_message=message, decision="accepted"
        )


# --- Meetings and publications -----------------------------------------------------------


def call(people, actor, topic):
    return call_meeting(
        actor=actor,
        group=people.group,
        title="September meeting",
        starts_at=now() + timedelta(days=1),
        agenda=[PlannedItem("Welcome"), PlannedItem(topic.title, topic=topic)],
    )


def test_it_is_not_put_on_an_agenda_where_others_would_learn_of_it(people, secret):
    with pytest.raises(Refused, match="others would learn of it"):
        call(people, people.vice_chair, secret)

    assert Meeting.objects.count() == 0
    form = signed_in(people.vice_chair).get(f"/groups/{people.group.pk}/meetings/new/", follow=True)
    assert SECRET not in form.content.decode()


def test_an_item_that_stands_on_an_agenda_all_the_same_shows_to_its_readers_only(people, secret):
    """A row by hand: the pages hide it, whatever the action refuses."""
    meeting = call(people, people.chair, TopicFactory(group=people.group, title="Bus shelters"))
    item = AgendaItem.objects.create(meeting=meeting, number=3, title=secret.title, topic=secret)
    paper = Paper.objects.create(meeting=meeting, item=item, title="Petunia pack")
    PaperVersion.objects.create(paper=paper, file_name="pack.pdf", uploaded_by=people.vice_chair)
    message = KeyMessageFactory(topic=secret, text="Petunia line", state=KeyMessage.State.AGREED)

    contents = {
        role: signed_in(getattr(people, role)).get(f"/meetings/{meeting.pk}/").content.decode()
        for role in ("vice_chair", "chair", "member", "secretary")
    }

    assert {role: SECRET in content for role, content in contents.items()} == {
        "vice_chair": True, "chair": False, "member": False, "secretary": False,
    }  # fmt: skip
    assert not Paper.objects.visible_to(people.chair).filter(pk=paper.pk).exists()
    assert signed_in(people.chair).get(f"/agenda-items/{item.pk}/interest/").status_code == 404
    assert message not in offered(meeting)
