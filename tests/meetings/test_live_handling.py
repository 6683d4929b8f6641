"""What the live page shows of a topic waits for whoever has not accepted its handling."""

import pytest

from deliberation.actions import (
    Asked,
    accept_handling,
    change_handling,
    close_agreement_round,
    open_agreement_round,
    take_position,
)
from meetings import actions
from meetings.live import MeetingPage
from meetings.models import Meeting
from tests.factories import (
    KeyMessageFactory,
    PaperFactory,
    PaperVersionFactory,
    SlideFactory,
    TopicFactory,
)
from tests.meetings.pages import get

pytestmark = pytest.mark.django_db
SLIDE, WORDING, SHOWN = "Slide of the options", "Keep the desk", "Keep the evening"
WAITS = "This slide is for people who have opened its topic."


@pytest.fixture
def topic(people):
    """Its handling is accepted first: the chair, the secretary and nobody else have."""
    topic = TopicFactory(group=people.group, title="Front counter", handling="Do not forward")
    change_handling(actor=people.chair, topic=topic, text="Do not copy", first=True)
    for person in (people.chair, people.secretary):
        accept_handling(actor=person, topic=topic, version=topic.handling_version)
    return topic


@pytest.fixture
def shown(people, open_meeting, topic):
    """A slide and a wording of the topic are on the screen; one more message is on the page."""
    item = open_meeting.agenda.get(number=2)
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item))
    SlideFactory(version=version, title=SLIDE, text="Three days")
    KeyMessageFactory(topic=topic, text=WORDING)
    message = KeyMessageFactory(topic=topic, text=SHOWN)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    open_meeting.refresh_from_db()
    wording = message.wordings.select_related("key_message__topic").get()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=wording)
    return open_meeting, message


def words_seen(person, meeting):
    """Which of the words stand on the person's page, and in what the socket would bring."""
    page = MeetingPage()
    audience = page.audiences(page.find(meeting.stream), [person.pk])[person.pk]
    drawn = "".join(page.draw(page.find(meeting.stream), audience, page.every_region()).values())
    first = get(person, "live", meeting.pk).content.decode()
    seen = [
        {sentence for sentence in (SLIDE, WORDING, SHOWN, "Three days", WAITS) if sentence in text}
        for text in (drawn, first)
    ]
    assert seen[0] == seen[1]
    return seen[0]


def test_who_has_accepted_sees_slide_wording_and_messages(people, shown):
    assert words_seen(people.chair, shown[0]) == {SLIDE, WORDING, SHOWN, "Three days"}


@pytest.mark.parametrize("role", ["member", "vice_chair", "police_lead", "observer"])
def test_who_has_not_sees_none_of_them_and_is_told_why(people, shown, role):
    assert words_seen(getattr(people, role), shown[0]) == {WAITS}


def test_who_accepts_sees_them(people, shown, topic):
    accept_handling(actor=people.member, topic=topic, version=topic.handling_version)

    assert words_seen(people.member, shown[0]) == {SLIDE, WORDING, SHOWN, "Three days"}


def test_a_new_handling_closes_them_again(people, shown, topic):
    topic.refresh_from_db()
    change_handling(actor=people.secretary, topic=topic, text="Do not read aloud", first=True)

    assert words_seen(people.chair, shown[0]) == {WAITS}


def test_nobody_is_asked_for_a_position_on_words_that_are_closed_to_them(people, shown, topic):
    meeting, message = shown
    actions.open_round(actor=people.chair, meeting=meeting, key_message=message)
    audiences = MeetingPage().audiences(
        MeetingPage().find(meeting.stream), [people.chair.pk, people.member.pk]
    )

    assert {person: audience.asked for person, audience in audiences.items()} == {
        people.chair.pk: True,
        people.member.pk: False,
    }


def test_a_wording_of_a_topic_for_named_readers_shows_to_nobody_else(people, open_meeting):
    topic = TopicFactory(group=people.group, readers_named=True)
    topic.named_readers.create(user=people.chair)
    wording = KeyMessageFactory(topic=topic, text=SHOWN).wordings.get()
    Meeting.objects.filter(pk=open_meeting.pk).update(wording=wording)  # no action puts it there

    assert (words_seen(people.chair, open_meeting), words_seen(people.member, open_meeting)) == (
        {SHOWN},
        set(),
    )


def test_an_item_on_a_topic_for_named_readers_is_on_no_agenda_however_it_came_there(
    people, open_meeting
):
    """No action puts it there; each way to read an agenda is a second wall."""
    topic = TopicFactory(group=people.group, readers_named=True)
    topic.named_readers.create(user=people.chair)
    KeyMessageFactory(topic=topic, text=SHOWN)
    item = open_meeting.agenda.create(number=9, title="Petunia", topic=topic)

    def reads(role):
        pages = [get(getattr(people, role), name, open_meeting.pk) for name in ("live", "meeting")]
        texts = [page.content.decode() for page in pages]
        return [(sentence in text) for text in texts for sentence in (item.title, SHOWN)]

    live, page = [False, False], [True, False]  # the live page is drawn for many at once
    assert reads("chair") == live + page
    assert reads("member") == reads("secretary") == reads("police_lead") == [False] * 4


def test_how_a_round_on_a_topic_for_named_readers_came_out_is_told_to_nobody_else(
    people, open_meeting
):
    """No action opens one in a meeting: a second wall, also once its wording is off the screen."""
    topic = TopicFactory(group=people.group, readers_named=True)
    members = (people.chair, people.vice_chair, people.member)
    for user in members:
        topic.named_readers.create(user=user)
    message = KeyMessageFactory(topic=topic, text=SHOWN)
    agreement_round = open_agreement_round(
        actor=people.chair,
        key_message=message,
        asked=[Asked(user) for user in members],
        meeting_id=open_meeting.pk,
    )
    for user in members:
        take_position(actor=user, agreement_round=agreement_round, choice="support")
    close_agreement_round(actor=people.chair, agreement_round=agreement_round)
    page, key = MeetingPage(), open_meeting.stream

    def says(user):
        audience = page.audiences(page.find(key), [user.pk])[user.pk]
        return "support: unanimous." in page.draw(page.find(key), audience, ["round"])["round"]

    shown = {role: says(getattr(people, role)) for role in ("member", "police_lead", "secretary")}
    assert shown == {"member": True, "police_lead": False, "secretary": False}
