"""Papers of an item follow its topic: by no page, who was removed or has an interest reads one."""

import pytest

from deliberation import actions as deliberation
from meetings import actions
from meetings.models import Paper, Slide
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import get, press, words

pytestmark = pytest.mark.django_db
PAGES = [("paper",), ("paper-text",), ("slide", 1), ("slide-large", 1), ("slide-small", 1)]


@pytest.fixture
def item(meeting, topic):
    return meeting.agenda.get(topic=topic)


@pytest.fixture
def paper(meeting, item):
    paper = PaperFactory(meeting=meeting, item=item, title="Bus patrols by night")
    version = PaperVersionFactory(paper=paper, total=1)
    SlideFactory(version=version, number=1, title="Costs", text="Petunia")
    return paper


def statuses(user, paper):
    """What each page of the paper answers, and the try to take a copy."""
    looked_at = [get(user, name, paper.pk, *rest).status_code for name, *rest in PAGES[:3]]
    return [*looked_at, press(user, "copy-ask", paper.pk).status_code]


def test_a_guest_who_was_removed_from_the_topic_reads_its_papers_no_more(
    people, meeting, topic, paper
):
    before = statuses(people.police_lead, paper)
    deliberation.remove_guest(actor=people.chair, topic=topic, user=people.police_lead)

    assert (before, statuses(people.police_lead, paper)) == ([200, 200, 200, 302], [404] * 4)
    assert not Slide.objects.visible_to(people.police_lead).exists()
    assert "Bus patrols by night" not in words(get(people.police_lead, "meeting", meeting.pk))
    assert statuses(people.observer, paper)[:3] == [200] * 3


def test_whoever_declared_an_interest_reads_nothing_of_that_item_in_any_meeting(
    people, meeting, item, paper
):
    before = statuses(people.member, paper)
    actions.declare_interest(actor=people.member, item=item, reason="My sister drives one")

    assert (before, statuses(people.member, paper)) == ([200, 200, 200, 302], [404] * 4)
    assert not Paper.objects.visible_to(people.member).filter(pk=paper.pk).exists()
    assert "Bus patrols by night" not in words(get(people.member, "meeting", meeting.pk))
    assert statuses(people.vice_chair, paper)[:3] == [200] * 3


def test_an_interpreter_reads_what_the_person_they_help_reads(people, paper):
    assert statuses(people.interpreter, paper)[:3] == [200] * 3
