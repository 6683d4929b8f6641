"""What was reported is closed: one by one, or several at once, as it stands on the page."""

import pytest

from core.clock import now, today
from meetings import actions
from meetings.actions import PlannedAction
from meetings.models import Action
from tests.factories import ActionFactory
from tests.meetings.pages import get, press, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(people):
    return actions.add_action(
        actor=people.secretary,
        group=people.group,
        planned=PlannedAction("Zinnia: hold the workshop", people.member, today()),
    )


def test_what_was_reported_is_closed_at_once_but_what_is_unticked(people):
    reported = [
        ActionFactory(group=people.group, owner=people.member, state="reported_complete")
        for _ in range(3)
    ]
    page = get(people.chair, "actions-close", people.group.pk)
    ticked = [f"{row.pk}-{row.version}" for row in reported[:2]]
    answer = press(people.chair, "actions-close", people.group.pk, fields={"closed": ticked})

    assert page.text.count(" checked") == 3
    assert answer.status_code == 302
    states = list(Action.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["complete", "complete", "reported_complete"]


def test_a_group_that_is_closed_closes_what_was_reported_and_adds_nothing(people):
    reported = ActionFactory(group=people.group, owner=people.member, state="reported_complete")
    people.group.closed_at = now()
    people.group.save()
    log = get(people.chair, "action-log", people.group.pk).text
    ways = [url(name, people.group.pk) in log for name in ("action-add", "actions-close")]
    ticked = {"closed": [f"{reported.pk}-1"]}
    answer = press(people.chair, "actions-close", people.group.pk, fields=ticked)

    assert ways == [False, True]
    assert (answer.status_code, Action.objects.get().state) == (302, "complete")


def test_the_page_says_who_did_what_before_it_is_closed(people, action):
    actions.report_action(actor=people.member, action=action, words="Four came.", partly=True)
    page = words(get(people.chair, "actions-close", people.group.pk))

    assert "Doreen Whitcombe, Reported partly complete: Four came." in page


def test_what_was_changed_since_the_page_was_drawn_is_not_closed(people):
    action = ActionFactory(group=people.group, owner=people.member, state="reported_complete")
    Action.objects.update(version=2)
    answer = press(
        people.chair, "actions-close", people.group.pk, fields={"closed": [f"{action.pk}-1"]}
    )

    assert (answer.status_code, Action.objects.get().state) == (422, "reported_complete")
    assert "Somebody changed one of these actions meanwhile. Look again." in answer.text


def test_what_was_reported_anew_since_the_page_was_drawn_is_asked_about_anew(people, action):
    actions.report_action(actor=people.member, action=action, words="Six came.")
    asked = get(people.chair, "action-close", action.pk)
    actions.reopen_action(actor=people.secretary, action=action, words="It was four.")
    actions.report_action(actor=people.member, action=action, words="Four came.", partly=True)
    page = press(people.chair, "action-close", action.pk, fields={"after": 2})

    assert "It is closed as: complete." in words(asked)
    assert (page.status_code, Action.objects.get().state) == (409, "reported_partly")
    assert "Somebody changed this meanwhile." in words(page)
    assert "It is closed as: partly complete." in words(page)
    assert 'name="after" value="4"' in page.text
    press(people.chair, "action-close", action.pk, fields={"after": 4})
    assert Action.objects.get().state == "partly_complete"
