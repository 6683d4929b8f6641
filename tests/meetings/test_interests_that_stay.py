"""Somebody with an interest may stay and listen: they read and hear the item, and take no part."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from core.policy import may
from deliberation.actions import Asked
from meetings import actions, queries
from meetings.models import Meeting, MinutesItem, Paper, Recusal
from meetings.quorum import presences, quorum
from tests.deliberation.rounds import open_round
from tests.factories import KeyMessageFactory, MeetingFactory, PaperFactory, PaperVersionFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
LEAVES, LISTENS = Recusal.Part.LEAVES, Recusal.Part.LISTENS
REASON = "Works for the landlord"
TAKES_NO_PART = "You declared an interest in this item, so you take no part in it."


@pytest.fixture
def counter(meeting):
    """The item on the topic, with a paper."""
    item = meeting.agenda.get(number=2)
    PaperVersionFactory(paper=PaperFactory(meeting=meeting, item=item, title="Zinnia options"))
    return item


@pytest.fixture
def stays(people, counter, ama):
    """The chair has written down that Ama stays and listens; the member leaves for the item."""
    actions.declare_interest(actor=people.member, item=counter, reason="My cousin")
    about = {"item": counter, "reason": REASON, "user": ama, "part": LISTENS}
    return actions.declare_interest(actor=people.chair, **about)


@pytest.fixture
def at_counter(people, stays, counter):
    meeting = actions.open_meeting(actor=people.chair, meeting=counter.meeting)
    actions.start_item(actor=people.chair, meeting=meeting, item=counter)
    return Meeting.objects.get(pk=meeting.pk)


def change(person, recusal, part, seen=None):
    seen = seen or Recusal.objects.get(pk=recusal.pk).part
    actions.change_interest(actor=person, recusal=recusal, part=part, seen=seen)


def test_who_writes_it_down_chooses_and_who_leads_and_they_themselves_read_it(
    people, counter, ama, leroy
):
    form = get(people.chair, "interest-record", counter.pk)
    wrong = press(
        people.chair, "interest-record", counter.pk, fields={"user": ama.pk, "reason": "x"}
    )
    with recorded() as records:
        fields = {"reason": REASON, "user": ama.pk, "part": "listens"}
        press(people.chair, "interest-record", counter.pk, fields=fields)
        fields = {"reason": REASON, "user": leroy.pk, "part": "leaves"}
        press(people.chair, "interest-record", counter.pk, fields=fields)

    assert problems(form) == []
    assert wrong.status_code == 422
    declared = [facts for event, _actor, facts in records if event == "interest.declared"]
    ids = {"meeting_id": counter.meeting_id, "item_id": counter.pk}
    assert declared == [
        {**ids, "user_id": ama.pk, "part": "listens"},
        {**ids, "user_id": leroy.pk, "part": "leaves"},
    ]
    page = words(get(people.chair, "meeting", counter.meeting_id))
    assert f"Ama Boateng, in “Front counter”: {REASON} Stays and listens." in page
    assert f"Leroy Samuels, in “Front counter”: {REASON} (written" in page
    own = words(get(ama, "meeting", counter.meeting_id))
    assert "You stay and listen Leave for this item after all" in own
    assert "You stay and listen" not in words(get(people.secretary, "meeting", counter.meeting_id))


def test_who_listens_reads_what_they_read_before_and_who_leaves_does_not(
    people, at_counter, stays, ama
):
    written = actions.write_contribution(
        actor=people.vice_chair, meeting=at_counter, text="Tansy on the bus"
    )
    actions.call_speaker(actor=people.chair, request=written)

    for person, reads in ((ama, True), (people.member, False), (people.vice_chair, True)):
        person.forget()
        assert Paper.objects.visible_to(person).filter(title="Zinnia options").exists() is reads
        assert bool(may(person, "meetings.read_captions", at_counter)) is reads
        page = get(person, "live", at_counter.pk).text
        assert ("Tansy on the bus" in page) is reads
        assert ("Tansy on the bus" in get(person, "meeting", at_counter.pk).text) is reads
    readers = set(Paper.objects.get().readers().values_list("user", flat=True))
    assert {ama.pk, people.member.pk} & readers == {ama.pk}


@pytest.mark.parametrize("who", ["ama", "member"])
def test_neither_takes_part(request, people, at_counter, topic, who, ama):
    person = ama if who == "ama" else people.member
    message = KeyMessageFactory(topic=topic, proposed_by=people.chair)
    actions.arrange_captions(
        actor=people.secretary, meeting=at_counter, address="", captioner=person
    )
    at_counter.refresh_from_db()

    for name in ("raise_hand", "take_floor", "write_captions"):
        assert not may(person, f"meetings.{name}", at_counter), name
    assert not may(person, "deliberation.propose_key_message", topic)
    for name in ("change_wording", "draft_statement"):
        assert not may(person, f"deliberation.{name}", message), name
    with refused(TAKES_NO_PART):
        actions.raise_hand(actor=person, meeting=at_counter)
    with refused("They cannot speak now: they observe, sent apologies or declared an interest."):
        actions.raise_hand_for(actor=people.secretary, meeting=at_counter, user=person)
    with refused(TAKES_NO_PART):
        actions.write_contribution(actor=person, meeting=at_counter, text="Zinnia")
    with refused("They cannot speak now: they sent apologies, or the item is not for them."):
        actions.call_person(actor=people.chair, meeting=at_counter, user=person)
    asked = actions.open_round(actor=people.chair, meeting=at_counter, key_message=message)
    assert asked.entitlements.get(user=person).recused is True
    assert not may(person, "deliberation.take_position", asked)


def test_neither_counts_for_the_quorum_of_the_item(people, at_counter, ama):
    for person in (ama, people.member, people.chair):
        actions.come_in(actor=person, meeting=at_counter, mode="video")

    standing = quorum(at_counter, presences(at_counter))

    assert (standing.here, standing.recused, standing.counted) == (3, 2, 1)


def test_until_the_item_begins_it_is_changed_in_the_open_and_afterwards_only_to_leaving(
    people, stays, counter, ama
):
    with recorded() as records:
        change(people.secretary, stays, LEAVES)
        assert not Paper.objects.visible_to(ama).exists()
        change(people.chair, stays, LISTENS)
        change(people.chair, stays, LISTENS)  # as it is already
    meeting = actions.open_meeting(actor=people.chair, meeting=counter.meeting)
    actions.start_item(actor=people.chair, meeting=meeting, item=counter)
    change(people.chair, stays, LEAVES)

    begun = "This item has begun. Who left for it does not come back before it is over."
    with refused(begun):
        change(people.chair, stays, LISTENS)
    ids = {"meeting_id": meeting.pk, "item_id": counter.pk, "user_id": ama.pk}
    assert records == [
        ("interest.changed", people.secretary.pk, {**ids, "part": "leaves"}),
        ("interest.changed", people.chair.pk, {**ids, "part": "listens"}),
    ]


def test_who_was_to_listen_leaves_by_declaring_it_anew_and_nobody_lets_themselves_stay(
    people, at_counter, stays, ama
):
    page = get(ama, "interest-declare", stays.item_id)
    assert "You declared an interest already, and stay and listen." in words(page)
    assert problems(page) == []
    with refused("Somebody else who leads this meeting chooses this."):
        actions.declare_interest(
            actor=people.vice_chair, item=stays.item, reason="Mine", part=LISTENS
        )
    press(ama, "interest-declare", stays.item_id, fields={"reason": "It is my flat"})

    stays.refresh_from_db()
    assert (stays.part, stays.reason, stays.recorded_by) == (LEAVES, "It is my flat", None)
    assert not may(ama, "meetings.read_captions", at_counter)
    with refused("This interest is declared already."):
        actions.declare_interest(actor=ama, item=stays.item, reason="Again")
    actions.declare_interest(actor=people.vice_chair, item=stays.item, reason="Mine")
    own = Recusal.objects.get(user=people.vice_chair)
    with refused("This interest is your own. Somebody else who leads this meeting chooses this."):
        change(people.vice_chair, own, LISTENS)


def test_what_somebody_changed_meanwhile_is_said_and_kept(people, stays):
    change(people.chair, stays, LEAVES)
    page = press(
        people.secretary, "interest-change", stays.pk, fields={"part": "listens", "seen": "listens"}
    )

    assert "Somebody changed this meanwhile. See how it is now." in words(page)
    assert Recusal.objects.get(pk=stays.pk).part == LEAVES
    press(
        people.secretary, "interest-change", stays.pk, fields={"part": "listens", "seen": "leaves"}
    )
    assert Recusal.objects.get(pk=stays.pk).part == LISTENS


def test_only_who_leads_and_whose_it_is_know_of_the_page(people, stays, ama):
    asked = {
        who: get(person, "interest-change", stays.pk).status_code
        for who, person in {
            "chair": people.chair,
            "secretary": people.secretary,
            "themselves": ama,
            "member": people.member,
            "police lead": people.police_lead,
            "observer": people.observer,
            "stranger": people.stranger,
        }.items()
    }
    page = get(people.chair, "interest-change", stays.pk)

    assert asked == {
        "chair": 200,
        "secretary": 200,
        "themselves": 403,
        "member": 404,
        "police lead": 404,
        "observer": 404,
        "stranger": 404,
    }
    assert problems(page) == []
    assert f"Ama Boateng declared an interest: {REASON}" in words(page)


def test_who_leaves_for_one_item_leaves_for_each_on_its_topic(people, stays, counter, ama):
    again = MeetingFactory(group=people.group).agenda.create(
        number=1, title="Again", topic=counter.topic
    )
    actions.invite_people(actor=people.chair, meeting=again.meeting, users=[ama])
    about = {"item": again, "reason": REASON, "user": ama}
    later = actions.declare_interest(actor=people.chair, **about, part=LISTENS)
    change(people.chair, stays, LEAVES)

    assert Recusal.objects.get(pk=later.pk).part == LEAVES
    elsewhere = "They leave for another item on this topic, so they leave for this one too."
    with refused(elsewhere):
        change(people.chair, stays, LISTENS)
    with refused(elsewhere):
        change(people.chair, later, LISTENS)


def test_the_minutes_say_who_stayed_and_each_change(people, at_counter, stays, ama):
    change(people.chair, stays, LEAVES)
    actions.end_meeting(actor=people.chair, meeting=at_counter)
    minutes = actions.draft_minutes(actor=people.secretary, meeting=at_counter)
    left = entry(minutes, people.secretary)
    Recusal.objects.filter(pk=stays.pk).update(part=LISTENS)
    stayed = entry(minutes, people.secretary)

    assert left["Declared an interest, took no part"] == ["Ama Boateng", "Doreen Whitcombe"]
    assert "Declared an interest, stayed and took no part" not in left
    assert stayed["Declared an interest, took no part"] == ["Doreen Whitcombe"]
    assert stayed["Declared an interest, stayed and took no part"] == ["Ama Boateng"]
    (line,) = left["Changed about an interest"]
    assert line.endswith(": Ama Boateng leaves for this item.")
    reads = MinutesItem.objects.filter(item=stays.item)
    with pytest.raises(ObjectDoesNotExist):
        reads.visible_to(people.member).get()


def entry(minutes, reader):
    document = queries.minutes_document(minutes, reader)
    (written,) = (entry for entry in document.entries if entry.item.number == 2)
    return dict(written.facts)


def test_a_round_outside_the_meeting_does_not_ask_them_either(people, stays, topic, ama):
    message = KeyMessageFactory(topic=topic, proposed_by=people.chair)

    asked = open_round(people, message, [Asked(ama), Asked(people.vice_chair)])

    recused = dict(asked.entitlements.values_list("user", "recused"))
    assert recused == {ama.pk: True, people.vice_chair.pk: False}
