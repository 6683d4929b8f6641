"""The agenda of a meeting that is arranged: items are added, changed, moved and removed."""

from datetime import timedelta

import pytest

from accounts.models import LegalHold
from meetings import actions
from meetings.actions import PlannedItem
from meetings.models import MeetingChange
from tests.factories import PaperFactory, TopicFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."


def titles(meeting):
    return list(meeting.agenda.values_list("number", "title"))


def item(meeting, number):
    return meeting.agenda.get(number=number)


def change(actor, changed, version=1, **planned):
    same = {name: getattr(changed, name) for name in PlannedItem._fields}
    return actions.change_item(
        actor=actor, item=changed, planned=PlannedItem(**{**same, **planned}), version=version
    )


# --- The actions -------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_an_item_is_added_at_the_end(people, meeting, role):
    actor = getattr(people, role)
    with recorded() as records:
        added = actions.add_item(
            actor=actor,
            meeting=meeting,
            planned=PlannedItem("Break", timedelta(minutes=10), is_break=True),
        )

    assert (added.number, added.title, added.minutes, added.is_break) == (4, "Break", 10, True)
    facts = {"meeting_id": meeting.pk, "item_id": added.pk}
    assert records == [("item.added", actor.pk, facts)]


def test_an_item_is_changed_and_a_topic_is_tied_to_it(people, meeting):
    topic = TopicFactory(group=people.group, marking="official_sensitive")
    with recorded() as records:
        change(people.secretary, item(meeting, 1), title="Welcome, apologies", topic=topic)
    meeting.refresh_from_db()

    assert (item(meeting, 1).title, item(meeting, 1).topic) == ("Welcome, apologies", topic)
    assert [event for event, _actor, _facts in records] == ["item.changed"]
    assert meeting.marking == "official_sensitive"


def test_items_change_places_with_their_neighbours_and_stay_at_the_ends(people, meeting):
    first = item(meeting, 1)
    actions.move_item(actor=people.chair, item=first, up=False)
    assert titles(meeting) == [(1, "Front counter"), (2, "Welcome"), (3, "Any other business")]

    actions.move_item(actor=people.chair, item=first, up=True)
    with recorded() as records:
        actions.move_item(actor=people.chair, item=first, up=True)
        actions.move_item(actor=people.chair, item=item(meeting, 3), up=False)

    assert titles(meeting) == [(1, "Welcome"), (2, "Front counter"), (3, "Any other business")]
    assert records == []


def test_an_item_is_removed_and_those_after_it_move_up(people, meeting):
    removed = item(meeting, 2)
    pointer = {"meeting_id": meeting.pk, "item_id": removed.pk}
    with recorded() as records:
        actions.remove_item(actor=people.secretary, item=removed)

    assert titles(meeting) == [(1, "Welcome"), (2, "Any other business")]
    assert records == [("item.removed", people.secretary.pk, pointer)]


def test_what_was_removed_meanwhile_is_neither_changed_moved_nor_removed(people, meeting):
    removed, same = item(meeting, 2), item(meeting, 2)
    actions.remove_item(actor=people.chair, item=removed)

    sentence = "This item was removed meanwhile."
    with refused(sentence):
        change(people.secretary, same, title="Another")
    with refused(sentence):
        actions.move_item(actor=people.secretary, item=same, up=True)
    with refused(sentence):
        actions.remove_item(actor=people.secretary, item=same)


def test_who_saves_an_item_that_another_changed_is_told_so(people, meeting):
    first = item(meeting, 1)
    change(people.secretary, item(meeting, 1), title="Welcome, apologies")

    with refused("Somebody changed this meanwhile. Compare both before you save."):
        change(people.chair, first, title="Hello")


def every_action(actor, meeting):
    first = item(meeting, 1)
    yield lambda: actions.add_item(actor=actor, meeting=meeting, planned=PlannedItem("More"))
    yield lambda: change(actor, first, title="Another")
    yield lambda: actions.move_item(actor=actor, item=first, up=False)
    yield lambda: actions.remove_item(actor=actor, item=first)


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger", "administrator"])
def test_nobody_else_does_any_of_it(people, meeting, role):
    for action in every_action(getattr(people, role), meeting):
        with refused(CHAIR_OR_SECRETARY):
            action()


def test_none_of_it_is_done_once_the_meeting_is_open_or_under_a_legal_hold(people, meeting, topic):
    hold = LegalHold.objects.begin(topic, people.group.pk, people.chair, "An inquest")
    for action in every_action(people.chair, meeting):
        with refused("A legal hold covers this meeting: nothing of it is changed."):
            action()
    hold.delete()
    actions.open_meeting(actor=people.chair, meeting=meeting)
    for action in every_action(people.chair, meeting):
        with refused("This meeting is open or over."):
            action()


NAMED = "A topic for named readers is not put on an agenda: others would learn of it."


@pytest.mark.parametrize(
    ("topic_of", "sentence"),
    [
        ({"readers_named": True}, NAMED),
        (None, "A topic on the agenda belongs to another group."),
    ],
)
def test_a_topic_that_may_not_stand_there_is_refused(people, meeting, topic_of, sentence):
    where = {} if topic_of is None else {"group": people.group, **topic_of}
    topic = TopicFactory(**where)
    for add in (
        lambda: actions.add_item(
            actor=people.chair, meeting=meeting, planned=PlannedItem("It", topic=topic)
        ),
        lambda: change(people.chair, item(meeting, 1), topic=topic),
    ):
        with refused(sentence):
            add()


@pytest.mark.parametrize("why", ["Papers were added to", "Somebody declared an interest in"])
def test_what_closes_papers_or_a_topic_to_somebody_stays(people, meeting, ama, why):
    """Without the item, its papers would open to those whom its topic keeps out."""
    held = item(meeting, 2)
    if why.startswith("Papers"):
        PaperFactory(meeting=meeting, item=held)
    else:
        actions.declare_interest(actor=ama, item=held, reason="The bus company pays me.")

    sentence = f"{why} this item, so it stays, with its topic and its readers."
    with refused(sentence):
        actions.remove_item(actor=people.chair, item=held)
    with refused(sentence):
        change(people.chair, held, topic=None)
    assert change(people.chair, held, title="The front counter").title == "The front counter"


def test_the_history_says_once_that_somebody_changed_the_agenda(people, meeting):
    for action in every_action(people.secretary, meeting):
        action()
    actions.add_item(actor=people.chair, meeting=meeting, planned=PlannedItem("Raid at dawn"))

    changes = MeetingChange.objects.values_list("what", "by__name", "after")
    assert list(changes) == [("agenda", "Sally Treloar", ""), ("agenda", "Marjorie Penhale", "")]


# --- The pages ---------------------------------------------------------------------------


def test_the_page_of_the_agenda_moves_an_item_by_a_button_and_comes_back_to_it(people, meeting):
    page = get(people.secretary, "agenda-change", meeting.pk)
    moved = item(meeting, 2)
    answer = press(people.secretary, "item-move", moved.pk, fields={"to": "up"})

    assert problems(page) == []
    assert "Up : Front counter" in words(page)
    assert "Up : Welcome" not in words(page)
    assert "Down : Any other business" not in words(page)
    assert answer.url == f"{url('agenda-change', meeting.pk)}#item-{moved.pk}"
    assert titles(meeting)[0] == (1, "Front counter")


def test_an_item_is_added_by_its_form(people, meeting, topic):
    form = get(people.secretary, "item-add", meeting.pk)
    forms = [
        {"title": "Bus patrols", "minutes": "25"},
        {"title": "", "topic": topic.pk},
        {"title": "", "is_break": "on", "minutes": "10"},
    ]
    for fields in forms:
        assert press(people.secretary, "item-add", meeting.pk, fields=fields).status_code == 302

    assert problems(form) == []
    added = meeting.agenda.filter(number__gt=3).values_list("title", "length", "topic", "is_break")
    assert list(added) == [
        ("Bus patrols", timedelta(minutes=25), None, False),
        (topic.title, None, topic.pk, False),
        ("Break", timedelta(minutes=10), None, True),
    ]
    text = words(get(people.member, "meeting", meeting.pk))
    assert "4. Bus patrols 25 minutes" in text
    assert "6. Break 10 minutes Break Papers" in text  # no interest can be declared in it


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter what the item is called"),
        ({"minutes": "soon"}, "Enter the minutes as a number, like 20"),
        ({"minutes": "0"}, "Enter at least 1 minute"),
        ({"topic": "999999"}, "Select a valid choice."),
    ],
)
def test_a_mistake_keeps_what_was_typed(people, meeting, wrong, sentence):
    fields = {"title": "Bus patrols", "minutes": "25", **wrong}
    answer = press(people.chair, "item-add", meeting.pk, fields=fields)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert (b"Bus patrols" in answer.content) is (fields["title"] != "")
    assert meeting.agenda.count() == 3


def test_a_break_has_no_topic(people, meeting, topic):
    fields = {"title": "", "is_break": "on", "topic": topic.pk}
    answer = press(people.chair, "item-add", meeting.pk, fields=fields)

    assert "A break has no topic. Choose one or the other" in words(answer)


def test_the_second_of_two_reads_both_items_and_decides(people, meeting):
    first = item(meeting, 1)
    change(people.secretary, item(meeting, 1), title="Welcome, apologies")
    client = signed_in(people.chair)
    fields = {"title": "Hello", "minutes": "5", "version": 1}

    answer = client.post(url("item-change", first.pk), fields)
    text = words(answer)

    assert answer.status_code == 409
    assert "What the item is called Welcome, apologies" in text
    assert b'value="Hello"' in answer.content
    assert client.post(url("item-change", first.pk), {**fields, "version": 2}).status_code == 302
    assert titles(meeting)[0] == (1, "Hello")


def test_more_minutes_than_the_meeting_has_are_said(people, meeting):
    first = item(meeting, 1)
    change(people.chair, first, length=timedelta(minutes=120))
    fits = words(get(people.chair, "agenda-change", meeting.pk))
    change(people.chair, item(meeting, 3), length=timedelta(minutes=5))
    too_long = words(get(people.chair, "agenda-change", meeting.pk))

    sentence = "The items take 125 minutes together, and the meeting lasts 120."
    assert "minutes together" not in fits
    assert sentence in too_long


def test_removing_asks_first(people, meeting):
    removed = item(meeting, 2)
    answer = get(people.chair, "item-remove", removed.pk)

    assert "Remove “Front counter” from the agenda?" in words(answer)
    press(people.chair, "item-remove", removed.pk)
    assert titles(meeting) == [(1, "Welcome"), (2, "Any other business")]


@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("secretary", 200), ("member", 403), ("police_lead", 403), ("stranger", 404)],
)
def test_who_gets_the_pages(people, meeting, role, status):
    first = item(meeting, 1)
    pages = [("agenda-change", meeting.pk), ("item-add", meeting.pk)]
    pages += [(name, first.pk) for name in ("item-change", "item-remove")]

    statuses = {page: get(getattr(people, role), *page).status_code for page in pages}
    assert statuses == dict.fromkeys(pages, status)
