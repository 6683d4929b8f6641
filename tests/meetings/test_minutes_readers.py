"""Who reads which item of minutes, and as whom they know the people in it."""

import pytest

from core.dates import clock_time
from core.search.phrases import phrases
from core.search.queries import Narrowed, find
from deliberation.models import Topic
from meetings import queries
from meetings.models import Minutes, MinutesItem
from tests.factories import TopicGuestFactory
from tests.meetings.minuted import SAID, item, said_in_writing, write
from tests.meetings.pages import get, words
from tests.meetings.there import after

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "chair", "vice_chair", "member", "secretary", "police_lead", "officer", "observer",
    "interpreter", "stranger", "administrator",
)  # fmt: skip


def reads(people, minutes, number):
    seen = MinutesItem.objects.filter(minutes=minutes, item__number=number)
    return {who for who in EVERYBODY if seen.visible_to(getattr(people, who)).exists()}


def page(user, minutes):
    return words(get(user, "minutes", minutes.meeting_id))


def test_a_draft_is_for_who_writes_it(people, drafted):
    assert reads(people, drafted, 1) == {"chair", "vice_chair", "secretary"}
    answers = {who: get(getattr(people, who), "minutes", drafted.meeting_id).status_code
               for who in ("chair", "secretary", "member", "police_lead", "observer", "stranger")}  # fmt: skip
    assert answers == {
        "chair": 200, "secretary": 200, "member": 404, "police_lead": 404, "observer": 404,
        "stranger": 404,
    }  # fmt: skip


def test_published_minutes_are_for_the_group_and_its_guests_at_the_meeting(people, published):
    guests = {"police_lead", "officer", "observer", "interpreter"}
    assert reads(people, published, 1) == {"chair", "vice_chair", "member", "secretary", *guests}
    published.meeting.attendances.filter(user=people.observer).delete()
    people.observer.forget()
    assert "observer" not in reads(people, published, 1)


def test_an_item_for_members_is_read_by_members_and_is_said_to_be_left_out_to_others(
    people, published
):
    assert reads(people, published, 4) == {"chair", "vice_chair", "member"}
    for who in ("secretary", "police_lead", "observer"):
        text = page(getattr(people, who), published)
        assert SAID[4] not in text
        assert "Violets inside" not in text
        assert "This item was for members. What was said in it is left out here." in text
    assert SAID[4] in page(people.member, published)


def test_an_item_on_a_topic_is_read_by_those_who_may_open_the_topic(people, published, topic):
    assert "officer" not in reads(people, published, 2)
    text = page(people.officer, published)
    assert SAID[2] not in text
    assert "Keep a line answered by a person" not in text
    assert "You cannot read the topic of this item." in text
    TopicGuestFactory(topic=topic, user=people.officer)
    people.officer.forget()
    assert SAID[2] in page(people.officer, published)


def test_who_declared_an_interest_reads_nothing_of_what_was_said_in_the_item(
    people, published, ama
):
    text = page(ama, published)

    assert SAID[2] not in text
    assert "Keep a line answered by a person" not in text
    assert "You declared an interest, so what was said in this item is left out here." in text
    assert SAID[1] in text
    assert get(ama, "minutes-versions", item(published, 2).pk).status_code == 404


def test_an_interest_declared_at_another_meeting_on_the_topic_holds_here_too(
    people, published, topic, later
):
    elsewhere = later.agenda.create(number=1, title="The counter again", topic=topic)
    elsewhere.recusals.create(user=people.member, reason="A cousin")

    assert SAID[2] not in page(people.member, published)
    assert "You declared an interest" in page(people.member, published)


def test_the_police_read_what_members_are_and_not_their_names(people, published, leroy, ama):
    text = page(people.police_lead, published)

    assert leroy.name not in text
    assert ama.name not in text
    assert people.member.name not in text
    assert people.chair.name in text
    assert leroy.name in page(people.member, published)


def test_what_was_said_in_writing_stands_in_its_item_for_those_who_read_the_item(
    people, published, topic, ama
):
    meeting = published.meeting
    said_in_writing(people.member, meeting, 2, "Tansy on the bus", minutes=20)
    said_in_writing(people.vice_chair, meeting, 2, "Thistle, not reached")
    said_in_writing(people.member, meeting, 4, "Teasel inside", minutes=112)
    readers = {
        words: {who for who in EVERYBODY[:-2] if words in page(getattr(people, who), published)}
        for words in ("Tansy", "Thistle", "Teasel")
    }

    assert readers == {
        "Tansy": set(EVERYBODY[:-2]) - {"officer", "interpreter"},
        "Thistle": set(),
        "Teasel": {"chair", "vice_chair", "member"},
    }
    assert "Tansy" not in page(ama, published)
    at = clock_time(after(meeting, 20))
    sentence = f"Said in writing, read out at {at} Tansy on the bus"
    assert f"{sentence} {people.member.name}" in page(people.chair, published)
    assert f"{sentence} Member" in page(people.police_lead, published)


def test_members_stand_in_an_order_that_tells_the_police_no_names(people, published, leroy, ama):
    listed = queries.minutes_document(published, people.police_lead).attendance.members
    assert listed == sorted(listed)
    observers = queries.minutes_document(published, people.police_lead).attendance.others
    assert [str(row) for row in observers] == [
        "Observer",
        f"{people.police_lead.name}, Police lead",
    ]


def test_an_item_carries_the_marking_of_its_topic_and_the_page_the_highest_it_shows(
    people, published, ama
):
    Topic.objects.update(marking="official_sensitive")
    shown = {who: queries.minutes_document(Minutes.objects.get(), person).marking
             for who, person in (("chair", people.chair), ("ama", ama))}  # fmt: skip

    assert shown == {"chair": "official_sensitive", "ama": "official"}
    assert "OFFICIAL-SENSITIVE" in page(people.chair, published)


def test_search_finds_words_of_minutes_for_those_who_read_them(people, published, ama):
    links = {
        (who, words)
        for who in ("chair", "secretary", "police_lead", "observer", "stranger")
        for words in ("peonies", "quinces", "sorrel")
        if hits(getattr(people, who), words)
    }

    guests = ("secretary", "police_lead", "observer")
    assert links == {
        *(("chair", each) for each in ("peonies", "quinces", "sorrel")),
        *((who, each) for who in guests for each in ("peonies", "quinces")),
    }
    assert hits(ama, "quinces") == []


def hits(person, looked_for):
    return list(find(person, phrases(looked_for), Narrowed()))


def test_search_follows_each_change_and_finds_no_draft_for_a_member(people, drafted):
    write(people.chair, drafted, 1, "Foxgloves at the door")

    assert hits(people.member, "foxgloves") == []
    assert hits(people.chair, "peonies") == []
    assert len(hits(people.chair, "foxgloves")) == 1
