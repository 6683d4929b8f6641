"""Who may not, may not by any address: found by reading the views, and tried at each of them.

The addresses of an action are those whose views name it. A view that is added and can do one
of these actions is found here, and has to be judged: ``ADDRESSES`` says what there is.
"""

import pytest
from django.db import transaction
from django.urls import path

from core.audit.models import Record
from deliberation import actions as deliberation
from deliberation.models import TopicGuest
from meetings import actions as meetings
from meetings.models import AgendaItem, Paper, PaperCopy, Recusal, Slide
from tests.access import table
from tests.access.asking import ask
from tests.access.doing import names_of
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
ACTIONS = {
    "take a position": {deliberation.take_position},
    "propose a message": {deliberation.propose_key_message, meetings.propose_in_meeting},
    "word a message": {deliberation.change_wording, meetings.word_key_message},
    "dissent": {deliberation.write_minority_statement},
    "write a post": {deliberation.write_post},
    "ask for a copy": {meetings.ask_paper_copy},
    "raise a hand": {meetings.raise_hand},
    "read a paper": {Paper, PaperCopy, Slide},
}
ADDRESSES = {
    "take a position": {"deliberation:position-take"},
    "propose a message": {"deliberation:key-message-new", "meetings:message-propose"},
    "word a message": {"deliberation:wording-new", "meetings:wording-change"},
    "dissent": {"deliberation:statement-new"},
    "write a post": {"deliberation:post-new"},
    "ask for a copy": {"meetings:copy-ask"},
    "raise a hand": {"meetings:hand-raise"},
    "read a paper": {
        "meetings:copy-ask",
        "meetings:copy-file",
        "meetings:document-replace",
        "meetings:paper",
        "meetings:paper-move",
        "meetings:paper-remove",
        "meetings:paper-text",
        "meetings:slide",
        "meetings:slide-large",
        "meetings:slide-show",
        "meetings:slide-small",
        "publications:proof-publish",
    },
}
OF_ONESELF = {"reading"}  # what one read oneself: without titles of papers that are closed by now


def declare_interests(world):
    """The member declares an interest in every item there is."""
    for item in AgendaItem.objects.filter(meeting__in=[world.live, world.called]):
        meetings.declare_interest(actor=world.doreen, item=item, reason="My sister works there")


def stay_and_listen(world):
    """The chair has written down that the member stays and listens in every item there is."""
    for item in AgendaItem.objects.filter(meeting__in=[world.live, world.called]):
        interest = {"item": item, "user": world.doreen, "reason": "My sister works there"}
        meetings.declare_interest(actor=world.marjorie, part=Recusal.Part.LISTENS, **interest)


def remove_guests(world):
    """The chair removes every guest from every topic."""
    for row in TopicGuest.objects.filter(user__in=[world.rob, world.hannah]):
        deliberation.remove_guest(actor=world.marjorie, topic=row.topic, user=row.user)


def nothing(world):
    """They are as the world has them."""


REFUSED = {  # a kind of person -> who that is in the world, and what happens first
    "declared an interest": ("member", declare_interests),
    "stays with an interest": ("member", stay_and_listen),
    "removed from the topic": ("police lead", remove_guests),
    "removed from the topic, an observer": ("observer", remove_guests),
    "membership ended": ("ex-member", nothing),
    "suspended": ("suspended", nothing),
    "of no group": ("stranger", nothing),
    "of another group": ("other group", nothing),
    "a national reader": ("reader", nothing),
    "an administrator": ("administrator", nothing),
}
EVERYWHERE = None
ATTACHED = {"attached in the shared space", "attached in the members’ space"}
PROOF = {"as proof of a response"}  # read by whoever sees the key message that was answered
OF_THE_GROUP = {"in the handbook", "in the handbook, for members"}  # of no topic
ELSEWHERE = {"sensitive", "in the handbook"}  # what has no topic, for guests of the group
MAY_STILL = {  # an interest closes deciding, not talking; a meeting is no topic
    ("declared an interest", "write a post"): EVERYWHERE,
    ("declared an interest", "read a paper"): ATTACHED | OF_THE_GROUP | PROOF,  # it is no item
    ("declared an interest", "ask for a copy"): ATTACHED | OF_THE_GROUP | PROOF,
    ("stays with an interest", "write a post"): EVERYWHERE,
    ("stays with an interest", "read a paper"): EVERYWHERE,
    ("stays with an interest", "ask for a copy"): EVERYWHERE,
    ("removed from the topic", "raise a hand"): EVERYWHERE,
    ("removed from the topic", "ask for a copy"): ELSEWHERE | PROOF,
    ("removed from the topic", "read a paper"): ELSEWHERE | PROOF,
    ("removed from the topic, an observer", "ask for a copy"): ELSEWHERE,
    ("removed from the topic, an observer", "read a paper"): ELSEWHERE,
}


def asked(action):
    """Each row of the matrix at an address of the action, with how it is sent."""
    reads = action == "read a paper"
    for case in CASES:
        if case.name in ADDRESSES[action]:
            yield from ((case, method) for method in case.methods if reads or method == "POST")


def refused(kind, action):
    """Those of :func:`asked` at which this kind of person is refused."""
    still = MAY_STILL.get((kind, action), set())
    return [] if still is EVERYWHERE else [row for row in asked(action) if row[0].why not in still]


def is_a_refusal(answer):
    return answer.status in (401, 403, 404) or answer.word == "sign in"


def test_these_are_all_the_addresses_at_which_each_thing_is_done():
    addresses = {action: names_of(things) - OF_ONESELF for action, things in ACTIONS.items()}

    assert addresses == ADDRESSES


@pytest.mark.parametrize("kind", REFUSED)
def test_at_no_address_it_is_done_by_whoever_may_not(world, kind):
    who, happens = REFUSED[kind]
    let_in, changed = [], []
    with transaction.atomic():
        happens(world)
        newest = Record.objects.order_by("pk").values_list("pk", flat=True).last()
        events = Record.objects.filter(pk__gt=newest).values_list("event", flat=True)
        for case, method in {row for action in ACTIONS for row in refused(kind, action)}:
            answer = ask(world, case, method, who, look=lambda writes: set(events.all()))
            if not is_a_refusal(answer):
                let_in.append((case.title, method, answer.status))
            if answer.writes - {"audit_record", "audit_chain"} or answer.seen - {"refused"}:
                changed.append((case.title, method, answer.writes, answer.seen))
        transaction.set_rollback(True)

    assert (let_in, changed) == ([], [])


def test_who_stays_with_an_interest_reads_each_paper_as_they_did_before(world):
    other = {}
    with transaction.atomic():
        stay_and_listen(world)
        for case, method in asked("read a paper"):
            answer = ask(world, case, method, "member", look=lambda writes: set())
            before = GOLDEN[case.title, method]["member"]
            if method == "GET" and answer.word != before:
                other[case.title] = (before, answer.word)
        transaction.set_rollback(True)

    assert other == {}


def test_each_of_them_is_done_by_somebody_at_each_address():
    """Or every refusal would be easy."""
    done = {
        name: any(
            "yes" in GOLDEN[case.title, method].values()
            for action in ACTIONS
            for case, method in asked(action)
            if case.name == name
        )
        for names in ADDRESSES.values()
        for name in names
    }

    assert [name for name, is_done in done.items() if not is_done] == []


# --- What the finder finds -----------------------------------------------------------------


def writes_a_post(request, pk):
    return deliberation.write_post(actor=request.user, topic=pk, space="shared", body="")


def through_a_helper(request, pk):
    return _under_another_name(lambda: meetings.ask_paper_copy)


def _under_another_name(action):
    say = deliberation.take_position
    return say(action)


def does_neither(request, pk):
    return "actions.write_post"


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (writes_a_post, {"write a post"}),
        (through_a_helper, {"ask for a copy", "take a position"}),
        (does_neither, set()),
    ],
)
def test_a_new_view_that_does_one_of_them_is_found_whatever_its_code_calls_it(view, expected):
    fakes = [path("fake/<int:pk>/", view, name="fake")]

    assert {action for action, things in ACTIONS.items() if names_of(things, fakes)} == expected
    assert {name for things in ACTIONS.values() for name in names_of(things, fakes)} <= {"fake"}
