"""A meeting shows, words and asks about what is on its agenda, and nothing else of its group."""

import pytest

from accounts.models import AccessNeeds
from core.audit.models import Record
from core.live.models import Stream
from deliberation.models import Choice, KeyMessage, Topic, Wording
from meetings import actions, queries
from tests.deliberation.rounds import close, take
from tests.factories import KeyMessageFactory, TopicFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, url
from tests.signing_in import signed_in


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, proposed_by=people.member)


@pytest.mark.parametrize("where", ["another group", "another topic", "named readers", "smuggled"])
def test_only_messages_on_topics_of_the_agenda_are_shown_worded_and_asked_about(
    people, open_meeting, message, where
):
    """One for named readers is none of them, should it stand on the agenda all the same."""
    named = where in {"named readers", "smuggled"}
    more = {} if where == "another group" else {"group": people.group}
    about = TopicFactory(readers_named=named, **more)
    if named:
        for user in (people.chair, people.vice_chair, people.member):
            about.named_readers.create(user=user)
    if where == "smuggled":
        open_meeting.agenda.create(number=9, title="Petunia", topic=about)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=message.wordings.get())
    theirs = KeyMessageFactory(topic=about, text="Petunia")
    here = {"actor": people.chair, "meeting": open_meeting}
    off = "This key message is on no topic of this agenda."

    with refused(off):
        actions.show_wording(**here, wording=theirs.wordings.get())
    with refused(off):
        actions.word_key_message(**here, key_message=theirs, text="Ours", after=1)
    with refused(off):
        actions.open_round(**here, key_message=theirs)


def test_a_named_topics_words_come_to_no_screen_by_any_button(people, open_meeting, message):
    """The chair is named and presses; nothing of it reaches page, stream or record of the rest."""
    about = TopicFactory(group=people.group, readers_named=True)
    for user in (people.chair, people.vice_chair, people.member):
        about.named_readers.create(user=user)
    theirs = KeyMessageFactory(topic=about, text="Petunia")
    open_meeting.agenda.create(number=9, title="Petunia", topic=about)
    before = Stream.objects.get(pk=open_meeting.stream).seq

    pk, fields = open_meeting.pk, {"key_message": theirs.pk, "text": "Petunia", "after": 1}
    pressed = [
        press(people.chair, name, *args, fields=fields).status_code
        for name, args in (
            ("wording-show", [pk]),
            ("wording-change", [pk, theirs.pk]),
            ("round-open", [pk, theirs.pk]),
            ("message-propose", [pk, about.pk]),
        )
    ]

    assert pressed == [403, 403, 403, 404]
    assert Stream.objects.get(pk=open_meeting.stream).seq == before
    for role in ("police_lead", "observer", "secretary"):
        client = signed_in(getattr(people, role))
        for address in (url("live", pk), f"/stream/{open_meeting.stream}/?after=0"):
            assert "Petunia" not in client.get(address).text
            assert "for people who have opened its topic" not in client.get(address).text
    records = Record.objects.filter(event="refused").order_by("pk").values_list("facts", flat=True)
    assert {facts["thing"] for facts in records} == {f"meeting.{pk}"}


# --- Interests ---------------------------------------------------------------------------


def test_who_declared_an_interest_neither_proposes_nor_words_in_it_nor_makes_positions_lapse(
    people, open_meeting, message, topic
):
    """By the buttons, by the message's own page, and by a statement when all is decided."""
    item = open_meeting.agenda.get(number=2)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    actions.declare_interest(actor=people.member, item=item, reason="My sister")
    pk, fields = open_meeting.pk, {"text": "Petunia", "after": 1}
    own = f"/key-messages/{message.pk}"

    def presses(user):
        client = signed_in(user)
        return [
            client.post(address, fields).status_code
            for address in (
                url("wording-change", pk, message.pk),
                url("message-propose", pk, topic.pk),
                f"{own}/wording/",
            )
        ]

    page = get(people.member, "live", pk)
    assert presses(people.member) == [403, 403, 403]
    assert "Change the wording" not in page.text
    assert "Propose a key message" not in page.text
    agreement_round.refresh_from_db()
    assert agreement_round.is_open
    take(people.vice_chair, agreement_round, Choice.OBJECT, reason="Cost")
    close(people, agreement_round)
    KeyMessage.objects.filter(pk=message.pk).update(state=KeyMessage.State.AGREED)
    states = [
        signed_in(user).post(f"{own}/statement/", {"text": "Petunia"}).status_code
        for user in (people.member, people.vice_chair)
    ]
    assert states == [403, 302]
    assert list(Wording.objects.filter(text="Petunia")) == []


def test_what_came_of_a_meeting_is_what_was_decided_on_topics_that_one_may_open(
    people, meeting, topic, message
):
    agreed = KeyMessageFactory(topic=topic, state=KeyMessage.State.AGREED)
    before = queries.decided(meeting, people.member)
    Topic.objects.filter(pk=topic.pk).update(handling_first=True)

    assert (before, queries.decided(meeting, people.member)) == ([agreed], [])


def test_of_two_people_each_is_told_their_own_interests_and_needs(people, meeting):
    """The secretary reads the needs of both."""
    item = meeting.agenda.get(number=2)
    interests, needs = {}, {}
    for user in (people.vice_chair, people.member):
        interests[user] = [item.recusals.create(user=user, reason="A cousin")]
        place = user.memberships.get(group=people.group)
        needs[user] = AccessNeeds.objects.create(membership=place)

    assert {user: queries.interests_of(meeting, user) for user in interests} == interests
    assert {user: queries.needs_of(meeting, user, people.secretary) for user in needs} == needs
