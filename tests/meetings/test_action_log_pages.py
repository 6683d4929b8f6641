"""The action log as pages: who opens what, what it says, and what comes back from a bad form."""

from datetime import timedelta

import pytest

from core.clock import now, today
from core.dates import day
from core.marking import Marking
from deliberation.models import Topic
from meetings import actions
from meetings.actions import PlannedAction
from meetings.models import Action
from tests.factories import ActionFactory
from tests.meetings.pages import get, press, url, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TASK = "Zinnia: hold the workshop"
READERS = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer"]


@pytest.fixture
def action(people):
    return actions.add_action(
        actor=people.secretary,
        group=people.group,
        planned=PlannedAction(TASK, people.member, today() + 10 * DAY),
    )


@pytest.fixture
def over(meeting):
    meeting.state, meeting.ended_at = "ended", now()
    meeting.save()
    return meeting


def boxes(due_on):
    return {"due_on_day": due_on.day, "due_on_month": due_on.month, "due_on_year": due_on.year}


def filled(people, **more):
    due_on = more.pop("due_on", today() + 20 * DAY)
    return {"task": TASK, "owner": people.member.pk, **boxes(due_on), "agreed": "", **more}


@pytest.mark.parametrize("role", [*READERS, "observer", "interpreter", "stranger", "administrator"])
def test_who_opens_the_log_and_an_action(people, action, role):
    person = getattr(people, role)
    log = get(person, "action-log", people.group.pk)
    page = get(person, "action", action.pk)
    reads = role in READERS

    guest = role in {"observer", "interpreter"}
    assert log.status_code == (200 if reads else 403 if guest else 404)
    assert page.status_code == (200 if reads else 404)
    assert ("Zinnia" in log.text, "Zinnia" in page.text) == (reads, reads)


@pytest.mark.parametrize("role", READERS)
def test_the_police_read_a_member_as_a_member_and_the_group_reads_the_name(people, action, role):
    actions.report_action(actor=people.member, action=action, words="Seven came.")
    person = getattr(people, role)
    pages = get(person, "action-log", people.group.pk).text + get(person, "action", action.pk).text

    assert ("Doreen Whitcombe" in pages) == (role not in {"police_lead", "officer"})
    assert "Seven came." in pages


def test_an_action_is_added_at_an_item_of_a_meeting(people, over):
    item = over.agenda.get(number=1)
    address = url("action-add", people.group.pk) + f"?meeting={over.pk}"
    form = signed_in(people.secretary).get(address)
    answer = press(
        people.secretary,
        "action-add",
        people.group.pk,
        fields=filled(people, agreed=f"item-{item.pk}"),
    )

    assert f'<option value="meeting-{over.pk}" selected>' in form.text
    assert (answer.status_code, answer.url) == (302, url("action-log", people.group.pk))
    added = Action.objects.get()
    assert (added.meeting, added.item, added.owner) == (over, item, people.member)


def test_the_form_has_the_marking_of_the_titles_that_it_offers(people, over):
    address = url("action-add", people.group.pk)
    before = signed_in(people.chair).get(address).context["marking"]
    item = over.agenda.exclude(topic=None).first()
    Topic.objects.filter(pk=item.topic_id).update(marking=Marking.OFFICIAL_SENSITIVE)
    after = signed_in(people.chair).get(address)

    assert str(item) in after.text
    assert [before, after.context["marking"]] == ["OFFICIAL", "OFFICIAL-SENSITIVE"]


def test_the_form_offers_no_item_that_its_reader_may_not_read(people, over):
    over.agenda.create(number=4, title="Among ourselves", members_only=True)
    forms = [
        get(getattr(people, who), "action-add", people.group.pk) for who in ("chair", "secretary")
    ]

    assert ["Among ourselves" in form.text for form in forms] == [True, False]


def test_it_needs_words_an_owner_and_a_day_and_keeps_what_was_typed(people):
    sent = {"task": TASK, "owner": "", "due_on_day": "", "due_on_month": "", "due_on_year": ""}
    page = press(people.chair, "action-add", people.group.pk, fields=sent)
    empty = press(people.chair, "action-add", people.group.pk)
    past = press(
        people.chair, "action-add", people.group.pk, fields=filled(people, due_on=today() - DAY)
    )

    assert [answer.status_code for answer in (page, empty, past)] == [422, 422, 422]
    assert "Select the one person who owns it" in page.text
    assert "Enter the day by which it is to be done" in page.text
    assert (TASK in page.text, Action.objects.count()) == (True, 0)
    assert "Enter what is to be done" in empty.text
    assert "The day must be today or later" in past.text


def test_who_has_left_since_the_page_was_drawn_is_not_chosen(people, over):
    item = over.agenda.create(number=4, title="Among ourselves", members_only=True)
    people.member.memberships.update(ends_at=now())
    sent = filled(people, agreed=f"item-{item.pk}")
    page = press(people.secretary, "action-add", people.group.pk, fields=sent)

    assert (page.status_code, Action.objects.count()) == (422, 0)
    assert "Select somebody on the list. The person you chose has left it" in page.text
    assert "Select a meeting or an item on the list" in page.text
    assert TASK in page.text


def test_no_guest_is_offered_as_owner(people):
    form = get(people.chair, "action-add", people.group.pk).text
    names = ("Doreen Whitcombe (Member)", "Rob Ansty (Police lead)", "Hannah Voss", "Joan Reyes")

    assert [name in form for name in names] == [True, True, False, False]


def test_a_change_that_came_second_shows_both(people, action):
    theirs = PlannedAction("Hold two workshops", people.officer, today() + 30 * DAY)
    actions.change_action(actor=people.secretary, action=action, planned=theirs, after=1)
    page = press(
        people.chair,
        "action-change",
        action.pk,
        fields=filled(people, task="Mine", words="Because", after=1),
    )
    text = words(page)
    assert page.status_code == 409
    assert ("Hold two workshops" in text, 'value="Mine"' in page.text) == (True, True)

    again = press(
        people.chair,
        "action-change",
        action.pk,
        fields=filled(people, task="Mine", words="Because", after=2),
    )
    assert (again.status_code, Action.objects.get().task) == (302, "Mine")
    history = words(get(people.chair, "action", action.pk))
    assert "What is to be done: “Mine” in place of “Hold two workshops”" in history
    assert "Owner: Doreen Whitcombe in place of Dele Adeyemi" in history
    assert f"Due: {day(today() + 20 * DAY)} in place of {day(today() + 30 * DAY)}" in history


def test_from_the_report_to_the_end_by_its_pages(people, action):
    empty = press(people.member, "action-report", action.pk, fields={"part": "all"})
    done = {"part": "some", "words": "Four came."}
    steps = [
        press(people.member, "action-report", action.pk, fields=done),
        press(people.chair, "action-reopen", action.pk, fields={"words": "Six are needed."}),
        press(people.secretary, "action-report", action.pk, fields=done),
        press(people.chair, "action-close", action.pk, fields={"after": 4}),
    ]

    assert (empty.status_code, "Enter what was done" in empty.text) == (422, True)
    assert [answer.status_code for answer in steps] == [302] * 4
    lines = list(action.updates.values_list("became", "words"))
    assert lines == [
        ("open", ""),
        ("reported_partly", "Four came."),
        ("open", "Six are needed."),
        ("reported_partly", "Four came."),
        ("partly_complete", ""),
    ]
    text = words(get(people.member, "action", action.pk))
    assert ("Sent back" in text, "Partly complete" in text) == (True, True)


def test_withdrawing_asks_why_and_can_be_undone(people, action):
    asked = get(people.chair, "action-withdraw", action.pk)
    empty = press(people.chair, "action-withdraw", action.pk)
    press(people.chair, "action-withdraw", action.pk, fields={"words": "The counter stays."})
    stopped = Action.objects.get().state
    press(people.chair, "action-reopen", action.pk, fields={"words": "It closes."})

    assert (asked.status_code, empty.status_code) == (200, 422)
    assert "Enter why" in empty.text
    assert (stopped, Action.objects.get().state) == ("withdrawn", "open")


@pytest.mark.parametrize(
    "name", ["action-change", "action-close", "action-reopen", "action-withdraw"]
)
def test_a_member_who_owns_it_does_nothing_but_report(people, action, name):
    answers = [get(people.member, name, action.pk), press(people.member, name, action.pk)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert get(people.member, "action-report", action.pk).status_code == 200
    assert get(people.police_lead, "action-report", action.pk).status_code == 403


@pytest.mark.parametrize(
    ("name", "state", "reason"),
    [
        ("action-report", "reported_complete", "This action was reported, closed or withdrawn"),
        ("action-change", "withdrawn", "This action was reported, closed or withdrawn already"),
        ("action-reopen", "open", "This action is open."),
        ("action-withdraw", "complete", "This action is closed. Open it again first."),
    ],
)
def test_words_that_came_too_late_are_refused_and_come_back(people, name, state, reason):
    closed = now() if state in Action.CLOSED else None
    action = ActionFactory(group=people.group, state=state, closed_at=closed)
    sent = filled(people, part="all", words="Marigold", after=1)
    page = press(people.chair, name, action.pk, fields=sent)

    assert (page.status_code, "Marigold" in page.text) == (403, True)
    assert reason in words(page)
    assert (Action.objects.get().version, action.updates.count()) == (1, 0)


def test_open_ones_come_first_by_day_and_the_list_is_narrowed(people):
    for task, state, due in (
        ("Last", "open", 20),
        ("First", "open", -21),
        ("Gone", "complete", 1),
        ("Second", "reported_complete", 2),
    ):
        closed = now() if state == "complete" else None
        ActionFactory(
            group=people.group,
            owner=people.member,
            task=task,
            state=state,
            due_on=today() + due * DAY,
            closed_at=closed,
        )
    pages = {
        show: words(signed_in(people.member).get(url("action-log", people.group.pk) + show))
        for show in ("", "?show=open", "?show=closed", "?show=nonsense")
    }
    tasks = ("First", "Second", "Last", "Gone")
    order = sorted(tasks, key=pages[""].index)

    assert order == list(tasks)
    assert [task in pages["?show=open"] for task in tasks] == [True, True, True, False]
    assert [task in pages["?show=closed"] for task in tasks] == [False, False, False, True]
    assert [task in pages["?show=nonsense"] for task in tasks] == [True] * 4
    assert "21 days overdue" in pages[""]


def test_an_empty_log_says_what_it_is_for(people):
    assert "No actions yet" in words(get(people.member, "action-log", people.group.pk))


def test_an_owner_who_left_is_pointed_out(people, action):
    people.member.memberships.update(ends_at=now())
    pages = [
        get(people.chair, "action-log", people.group.pk),
        get(people.chair, "action", action.pk),
    ]

    assert ["left" in words(page) for page in pages] == [True, True]


def test_the_page_names_the_meeting_only_to_those_who_know_of_it(people, over):
    action = ActionFactory(group=people.group, owner=people.officer, meeting=over)
    before = words(get(people.officer, "action", action.pk))
    over.attendances.filter(user=people.officer).delete()
    after = words(get(people.officer, "action", action.pk))

    assert ("Quarterly meeting" in before, "Quarterly meeting" in after) == (True, False)
