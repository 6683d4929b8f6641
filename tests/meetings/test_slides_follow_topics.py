"""The slide on the live page follows its topic, as papers do: in the page, and in what is sent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from deliberation import actions as deliberation
from meetings import actions
from meetings.live import MeetingPage
from meetings.models import Paper
from tests.factories import MeetingFactory, PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import get
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TITLE, TEXT, ADDRESS = "Bus patrols by night", "Petunia", "data-href"
CLOSED = "The slides of this item are not open to you."
WAITS = "This slide is for people who have opened its topic."
ALL = {TITLE, TEXT, ADDRESS}
EVERYBODY = (
    "chair",
    "vice_chair",
    "member",
    "secretary",
    "police_lead",
    "officer",
    "observer",
    "interpreter",
)
EVERYONE = dict.fromkeys(EVERYBODY, ALL)
OF_THE_TOPIC = EVERYONE | {"officer": {CLOSED}}  # whom nobody let into it


@pytest.fixture
def item(open_meeting, topic):
    return open_meeting.agenda.get(topic=topic)


@pytest.fixture
def shown(people, open_meeting, item):
    """The first slide of the item is on the screen."""
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item), total=1)
    slide = SlideFactory(version=version, number=1, title=TITLE, text=TEXT)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slide)
    return open_meeting


def twin(person, meeting, after=0):
    """What the polling twin brings of the slide."""
    answer = signed_in(person).get(f"/stream/{meeting.stream}/?after={after}")
    return answer.json()["regions"].get("slide", "") if answer.status_code == 200 else ""


def seen(person, meeting):
    """What the person finds of the slide: in the first page, and in what is sent afterwards."""
    page = get(person, "live", meeting.pk).content.decode()
    sent = twin(person, meeting)
    seen = [{words for words in (*ALL, CLOSED, WAITS) if words in text} for text in (page, sent)]
    assert seen[0] == seen[1]
    assert ("data-say-slide" in sent) is (TITLE in sent)  # the announcer says what this holds
    return seen[0]


def all_see(people, meeting):
    return {role: seen(getattr(people, role), meeting) for role in EVERYBODY}


def test_whoever_was_let_into_the_topic_sees_its_slide(people, shown):
    assert all_see(people, shown) == OF_THE_TOPIC


def test_a_guest_who_was_removed_from_the_topic_sees_its_slides_no_more(people, shown, topic):
    deliberation.remove_guest(actor=people.chair, topic=topic, user=people.police_lead)

    assert all_see(people, shown) == OF_THE_TOPIC | {"police_lead": {CLOSED}}


def test_guests_whom_nobody_let_in_see_no_slide_but_their_interpreter_does(people, shown, topic):
    topic.guests.all().delete()
    closed = {"police_lead": {CLOSED}, "observer": {CLOSED}}

    assert all_see(people, shown) == OF_THE_TOPIC | closed


def test_an_interest_takes_the_slide_off_the_page_that_is_open(people, shown, item):
    page = MeetingPage()
    actions.declare_interest(actor=people.member, item=item, reason="My sister drives one")

    assert all_see(people, shown) == OF_THE_TOPIC | {"member": {CLOSED}}
    assert "slide" in page.regions["interest.declared"]  # at once, not by the next beat


def test_an_interest_that_was_declared_in_an_earlier_meeting_holds_for_its_slides(
    people, shown, topic
):
    earlier = MeetingFactory(group=people.group, state="ended")
    about = earlier.agenda.create(number=1, title="Front counter", topic=topic)
    about.recusals.create(user=people.vice_chair, reason="My brother works there")

    assert all_see(people, shown) == OF_THE_TOPIC | {"vice_chair": {CLOSED}}


def test_a_slide_of_the_same_item_on_no_topic_is_closed_to_whoever_has_an_interest(
    people, open_meeting
):
    item = open_meeting.agenda.get(number=3)
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item))
    slide = SlideFactory(version=version, title=TITLE, text=TEXT)
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slide)
    actions.declare_interest(actor=people.officer, item=item, reason="My unit")

    assert all_see(people, open_meeting) == EVERYONE | {"officer": {CLOSED}}


def test_a_paper_on_nothing_of_the_agenda_is_shown_to_everybody(people, open_meeting):
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting))
    slide = SlideFactory(version=version, title=TITLE, text=TEXT)
    actions.show_slide(actor=people.chair, meeting=open_meeting, slide=slide)

    assert all_see(people, open_meeting) == EVERYONE


def test_the_page_is_still_drawn_once_for_everybody_who_sees_alike(people, shown, topic):
    topic.guests.filter(user=people.observer).delete()
    page, ids = MeetingPage(), [getattr(people, role).pk for role in ("officer", "member")]
    audiences = page.audiences(
        page.find(shown.stream), [*ids, people.vice_chair.pk, people.observer.pk]
    )
    drawn = {
        audience: page.draw(page.find(shown.stream), audience, ["slide"])["slide"]
        for audience in set(audiences.values())
    }

    assert sum(TEXT in text for text in drawn.values()) == 2  # the member, and the vice-chair
    assert sum(CLOSED in text for text in drawn.values()) == 2


@pytest.mark.parametrize("kind", ["plain", "handling first", "named", "on no topic"])
def test_who_is_shown_a_slide_is_who_reads_its_paper(people, open_meeting, topic, kind):
    """Two ways to ask one rule: for one person, and for all who watch."""
    topic.handling_first, topic.readers_named = kind == "handling first", kind == "named"
    topic.save()
    for user in (people.member, people.interpreter, people.observer):
        topic.acceptances.create(user=user, version=topic.handling_version)
    for user in (people.chair, people.officer, people.vice_chair):
        topic.named_readers.create(user=user)
    item = open_meeting.agenda.get(number=3 if kind == "on no topic" else 2)
    paper = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item)).paper
    item.recusals.create(user=people.vice_chair, reason="My brother works there")
    Membership.objects.filter(user=people.secretary).update(ends_at=topic.opened_at)
    everybody = [getattr(people, role) for role in EVERYBODY]
    asked_one_by_one = {
        user for user in everybody if Paper.objects.visible_to(user).filter(pk=paper.pk).exists()
    }

    paper = Paper.objects.select_related("meeting", "item__topic__group").get(pk=paper.pk)
    with CaptureQueriesContext(connection) as queries:
        users = {place.user for place in paper.readers().select_related("user")}

    assert users == asked_one_by_one
    assert (len(users) > 1, len(queries)) == (True, 1)
