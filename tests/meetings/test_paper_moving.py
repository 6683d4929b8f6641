"""A paper goes to another item where that opens it to nobody, and then its item can be removed."""

import pytest

from accounts.models.memberships import ADVISERS
from core.clock import now
from meetings import actions
from meetings.models import AgendaItem, Paper
from meetings.queries import namesakes
from tests.deliberation.audiences import named_topic
from tests.factories import PaperFactory, PaperVersionFactory, TopicFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
OPENS = (
    "Somebody could read this paper there who may not read it now. Remove it, and upload it again"
    " for the other item."
)


@pytest.fixture
def welcome(meeting):
    return meeting.agenda.get(number=1)


@pytest.fixture
def last(meeting):
    return meeting.agenda.get(number=3)


def paper_for(item, **more):
    return PaperVersionFactory(paper=PaperFactory(meeting=item.meeting, item=item, **more)).paper


def test_a_paper_moves_and_the_record_says_where_to(people, meeting, welcome, last):
    paper = paper_for(welcome)
    with recorded() as records:
        actions.move_paper(actor=people.secretary, paper=paper, item=last)
    facts = {
        "meeting_id": meeting.pk,
        "paper_id": paper.pk,
        "version_id": paper.version.pk,
        "item_id": last.pk,
    }

    assert records == [("paper.moved", people.secretary.pk, facts)]
    assert Paper.objects.get().item == last
    assert meeting.changes.get().get_what_display() == "Changed the agenda"
    actions.move_paper(actor=people.chair, paper=paper, item=None)
    assert Paper.objects.get().item is None


def test_it_is_not_moved_to_another_agenda_or_to_where_it_is(people, welcome, last):
    paper, elsewhere = paper_for(welcome), paper_for(last)
    AgendaItem.objects.filter(pk=last.pk).update(meeting=PaperFactory().meeting)

    with refused("The paper is for this item already."):
        actions.move_paper(actor=people.chair, paper=paper, item=welcome)
    with refused("This item is on another agenda."):
        actions.move_paper(actor=people.chair, paper=paper, item=elsewhere.item)


def test_it_goes_nowhere_where_somebody_reads_it_who_could_not(people, meeting, topic, last):
    """The officer and the interpreter are invited; only the officer is kept out by the topic."""
    paper = paper_for(meeting.agenda.get(topic=topic))
    assert get(people.officer, "paper", paper.pk).status_code == 404

    for target in (last, None):
        with refused(OPENS):
            actions.move_paper(actor=people.chair, paper=paper, item=target)


def test_it_goes_where_fewer_read_it(people, meeting, topic, welcome):
    paper = paper_for(welcome)
    before = get(people.officer, "paper", paper.pk).status_code
    actions.move_paper(actor=people.chair, paper=paper, item=meeting.agenda.get(topic=topic))

    assert (before, get(people.officer, "paper", paper.pk).status_code) == (200, 404)


def test_from_a_restricted_topic_it_goes_nowhere_whoever_reads_that_today(people, meeting, last):
    topic = TopicFactory(group=people.group, handling_first=True)
    everybody = [getattr(people, role) for role in ("officer", "police_lead", "observer")]
    for person in everybody:
        topic.guests.create(user=person)
    for place in people.group.memberships.all():
        topic.acceptances.create(user=place.user, version=1)
    paper = paper_for(meeting.agenda.create(number=4, title="Briefing", topic=topic))

    with refused(OPENS):
        actions.move_paper(actor=people.chair, paper=paper, item=last)


def test_from_an_item_for_members_it_goes_nowhere_though_only_members_are_there_today(
    people, meeting, last
):
    """Whoever joins later, and is let in, would read it there."""
    closed, other = (
        meeting.agenda.create(number=number, title="Zinnia", members_only=True) for number in (4, 5)
    )
    paper = paper_for(closed)
    people.group.memberships.exclude(role__in=ADVISERS).update(ends_at=now())

    for target in (last, None):
        with refused(OPENS):
            actions.move_paper(actor=people.chair, paper=paper, item=target)
    assert actions.move_paper(actor=people.chair, paper=paper, item=other).item == other


def test_who_declared_an_interest_does_not_get_it_by_another_item(people, welcome, last):
    paper = paper_for(welcome)
    actions.declare_interest(actor=people.member, item=welcome, reason="My brother works there")

    with refused(OPENS):
        actions.move_paper(actor=people.chair, paper=paper, item=last)


def test_what_one_may_not_know_of_is_not_there_and_others_may_not(people, meeting, welcome):
    paper = paper_for(welcome)
    secret = named_topic(people, people.vice_chair, people.police_lead)
    named = paper_for(meeting.agenda.create(number=4, title="Secret", topic=secret))

    assert get(people.secretary, "paper-move", named.pk).status_code == 404
    assert get(people.member, "paper-move", paper.pk).status_code == 403
    assert "Secret" not in words(get(people.secretary, "paper-move", paper.pk))


def test_it_is_not_moved_to_an_item_that_is_not_for_who_moves_it(people, meeting, welcome):
    """The secretary could not take it back: they would know of it no more."""
    paper = paper_for(welcome)
    closed = meeting.agenda.create(number=4, title="Zinnia", members_only=True)
    form = get(people.secretary, "paper-move", paper.pk)
    sent = press(people.secretary, "paper-move", paper.pk, fields={"item": closed.pk})

    assert (f'value="{closed.pk}"' in form.text, f'value="{welcome.pk}"' in form.text) == (
        False,
        True,
    )
    assert (sent.status_code, Paper.objects.get().item) == (422, welcome)
    with refused("This item is on another agenda."):
        actions.move_paper(actor=people.secretary, paper=paper, item=closed)
    assert actions.move_paper(actor=people.chair, paper=paper, item=closed).item == closed


def test_an_attachment_stays_with_its_post(people, attached):
    with refused("This paper is for no meeting, and stays where it is."):
        actions.move_paper(actor=people.chair, paper=attached, item=None)


def test_an_item_says_which_papers_are_in_the_way_and_goes_without_them(people, meeting, welcome):
    moved, removed = paper_for(welcome, title="Old notes"), paper_for(welcome, title="Wrong file")
    way = get(people.secretary, "item-remove", welcome.pk)
    form = get(people.secretary, "paper-move", moved.pk)
    onward = {"next": url("item-remove", welcome.pk)}
    sent = press(people.secretary, "paper-move", moved.pk, fields={"item": "", **onward})
    press(people.secretary, "paper-remove", removed.pk, fields=onward)
    text = words(get(people.secretary, "item-remove", welcome.pk))
    press(people.secretary, "item-remove", welcome.pk)

    assert "Old notes Move Old notes Remove Old notes Wrong file" in words(way)
    assert [problems(page) for page in (way, form)] == [[], []]
    assert (sent.status_code, sent.url) == (302, onward["next"])
    assert "Remove “Welcome” from the agenda?" in text
    assert not AgendaItem.objects.filter(pk=welcome.pk).exists()
    assert "Old notes" in words(get(people.secretary, "meeting", meeting.pk))


def test_an_item_goes_though_the_virus_scanner_refused_a_paper_for_it(people, meeting, welcome):
    """Nobody can remove or move such a paper: it is gone."""
    paper = paper_for(welcome, title="Harmful file")
    paper.versions.update(state="rejected")
    later = paper_for(welcome, title="Harmful file")
    text = words(get(people.secretary, "item-remove", welcome.pk))
    before = namesakes(later, people.secretary)
    later.versions.update(state="removed")
    press(people.secretary, "item-remove", welcome.pk)

    assert ("Harmful file Move" in text, before) == (True, (None, None))
    assert not AgendaItem.objects.filter(pk=welcome.pk).exists()
    assert Paper.objects.get(pk=paper.pk).item is None


def test_an_item_whose_only_paper_was_refused_asks_as_one_without(people, welcome):
    paper_for(welcome).versions.update(state="rejected")

    assert "Remove “Welcome” from the agenda?" in words(
        get(people.secretary, "item-remove", welcome.pk)
    )


def test_what_is_told_of_a_removed_paper_opens_to_nobody_either(people, meeting, topic):
    item = meeting.agenda.get(topic=topic)
    paper = paper_for(item, title="Begonia plans")
    actions.remove_paper(actor=people.chair, paper=paper)

    with refused("Papers were added to this item, so it stays, with its topic and its readers."):
        actions.remove_item(actor=people.chair, item=item)
    assert "Begonia" not in words(get(people.officer, "meeting", meeting.pk))
