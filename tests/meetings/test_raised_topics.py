"""A topic is marked more carefully after it came on an agenda: what shows it follows."""

from datetime import timedelta

import pytest

from core.marking import Marking
from core.search.index import rebuild
from core.search.phrases import phrases
from core.search.queries import Narrowed, find, results
from deliberation import actions as deliberation
from deliberation.models import Topic
from meetings import actions
from meetings.actions import PlannedItem
from meetings.models import Action, Meeting, MeetingChange
from tests.factories import ActionFactory
from tests.meetings.outcomes import recorded
from tests.meetings.pages import get, words
from tests.meetings.sensitive import COLOURS, SIZES, pixels, sensitive_paper, stored
from tests.meetings.test_meeting_actions import call

pytestmark = pytest.mark.django_db
OFFICIAL, SENSITIVE = Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE


@pytest.fixture
def paper(meeting, topic):
    return sensitive_paper(meeting, marking=OFFICIAL, item=meeting.agenda.get(topic=topic))


def mark(people, topic, marking):
    words_of_it = {"title": topic.title, "ask": topic.ask, "after": topic.version}
    deliberation.change_topic(actor=people.chair, topic=topic, **words_of_it, marking=marking)


def markings(meeting):
    """How the meeting is marked, and what its history says of that."""
    changes = meeting.changes.filter(what=MeetingChange.What.MARKING)
    marking = Meeting.objects.values_list("marking", flat=True).get(pk=meeting.pk)
    return marking, list(changes.values_list("before", "after", "by__name"))


def test_a_meeting_that_goes_on_is_raised_with_a_topic_of_its_agenda_once(people, meeting, topic):
    actions.open_meeting(actor=people.chair, meeting=meeting)
    with recorded() as records:
        mark(people, topic, SENSITIVE)
    mark(people, topic, OFFICIAL)
    mark(people, topic, SENSITIVE)

    assert [kind for kind, _actor, _facts in records] == ["topic.changed", "meeting.changed"]
    assert markings(meeting) == (SENSITIVE, [(OFFICIAL, SENSITIVE, people.chair.name)])


def test_who_puts_it_on_an_agenda_meanwhile_raises_the_meeting_too(people, meeting, topic):
    """The page that is sent was drawn before the topic was raised."""
    as_drawn = PlannedItem("Again", timedelta(minutes=5), Topic.objects.get(pk=topic.pk))
    meeting.agenda.all().delete()
    mark(people, topic, SENSITIVE)
    item = actions.add_item(actor=people.chair, meeting=meeting, planned=as_drawn)
    added = markings(meeting)[0]
    Meeting.objects.update(marking=OFFICIAL)
    as_drawn.topic.marking = OFFICIAL
    actions.change_item(actor=people.chair, item=item, planned=as_drawn, version=1)
    as_drawn.topic.marking = OFFICIAL
    called = call(people, agenda=[as_drawn])

    assert (added, markings(meeting)[0], called.marking) == (SENSITIVE, SENSITIVE, SENSITIVE)


def test_of_a_meeting_that_is_over_the_papers_of_the_topic_are_handled_as_it_is(
    people, meeting, topic, paper
):
    """Reading is on record, pictures carry a name, search quotes nothing; other papers stay."""
    other = sensitive_paper(meeting, marking=OFFICIAL)
    rebuild()
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    handled = [look(people.member, each) for each in (paper, other)]
    mark(people, topic, SENSITIVE)

    assert markings(meeting) == (OFFICIAL, [])
    assert handled == [(OFFICIAL, [], True, [True])] * 2
    assert look(people.member, paper) == (SENSITIVE, ["paper.opened"], False, [False])
    assert look(people.member, other) == (OFFICIAL, [], True, [True])


def test_what_was_agreed_to_be_done_about_it_is_marked_and_searched_as_it_is(
    people, meeting, topic
):
    item = meeting.agenda.get(topic=topic)
    own = {"group": people.group, "owner": people.member, "meeting": meeting}
    about = ActionFactory(item=item, task="Count the footfall", **own)
    beside = ActionFactory(task="Book the footfall room", **own)
    rebuild()
    Meeting.objects.filter(pk=meeting.pk).update(state="ended")
    mark(people, topic, SENSITIVE)
    asked = phrases("footfall")
    lines = results(people.chair, find(people.chair, asked, Narrowed()), asked)

    assert {row.pk: Action.objects.get(pk=row.pk).marking for row in (about, beside)} == {
        about.pk: SENSITIVE,
        beside.pk: OFFICIAL,
    }
    assert {line.hit.title: line.hit.quotes for line in lines} == {
        str(about): False,
        str(beside): True,
    }


def look(reader, paper):
    """Marking of the page, what is written down, whether its picture is plain, whether hits quote it."""
    with recorded() as records:
        page = words(get(reader, "paper", paper.pk))
        picture = b"".join(get(reader, "slide-large", paper.pk, 1))
    marking = SENSITIVE if "OFFICIAL-SENSITIVE" in page else OFFICIAL
    plain = pixels(stored(COLOURS[0], SIZES["large"])).tobytes() == pixels(picture).tobytes()
    asked = phrases("footfall")
    lines = results(reader, find(reader, asked, Narrowed()), asked)
    address = f"/papers/{paper.pk}/"
    quoted = [line.text != "" for line in lines if address in line.hit.href]
    return marking, [kind for kind, *_rest in records], plain, quoted
