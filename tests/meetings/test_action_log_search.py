"""Actions are found by their words, and what was written about them, by their readers."""

import pytest

from core.clock import now, today
from core.search.phrases import phrases
from core.search.queries import Narrowed, find, results
from meetings import actions
from meetings.actions import PlannedAction
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
READERS = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer"]
OTHERS = ["observer", "interpreter", "stranger", "administrator"]


@pytest.fixture
def over(people):
    return MeetingFactory(group=people.group, state="ended", ended_at=now())


def add(people, meeting=None, item=None):
    return actions.add_action(
        actor=people.chair,
        group=people.group,
        planned=PlannedAction("Hold the marigold workshop", people.chair, today()),
        meeting=meeting,
        item=item,
    )


def finders(people, words):
    """Who finds anything by these words."""
    everybody = [*READERS, *OTHERS]
    hits = {who: find(getattr(people, who), phrases(words), Narrowed()) for who in everybody}
    return [who for who in everybody if hits[who].exists()]


def test_it_is_found_by_its_words_and_by_what_was_written_about_it(people):
    action = add(people)
    assert finders(people, "marigold") == READERS
    actions.report_action(actor=people.chair, action=action, words="Seven cowslips came.")
    assert finders(people, "cowslips") == READERS

    asked = phrases("marigold")
    (line,) = results(people.officer, find(people.officer, asked, Narrowed()), asked)
    assert line.hit.title == "A-1 Hold the marigold workshop"
    assert (line.hit.where, line.hit.href) == (str(people.group), action.get_absolute_url())


def test_what_was_agreed_in_an_item_for_members_is_found_by_members(people, over):
    item = over.agenda.create(number=1, title="Among ourselves", members_only=True)
    add(people, over, item)

    assert finders(people, "marigold") == ["chair", "vice_chair", "member"]


def test_its_words_go_with_it(people, over):
    for action in (add(people), add(people, over)):
        actions.withdraw_action(actor=people.chair, action=action, words="Not needed.")
    assert finders(people, "needed") == READERS
    actions.remove_expired_meetings(actor=None, ids=[over.pk])
    assert finders(people, "marigold") == READERS
    actions.remove_expired_actions(actor=None, ids=[people.group.actions.get().pk])

    assert finders(people, "marigold") == finders(people, "needed") == []
