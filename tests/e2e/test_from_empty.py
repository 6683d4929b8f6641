"""From an empty installation to the police response: nothing is there that no page made."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.e2e.portal import Portal
from tests.e2e.visitor import Visitor

LINK = re.compile(r"http://localhost:\d+(/invitations/\S+)")
MADE_READY = (
    "from django.core.management import call_command as call; call('migrate', verbosity=0);"
    "call('createcachetable', verbosity=0); call('collectstatic', interactive=False, verbosity=0);"
    "call('create_administrator', email='tom@example.org', name='Tom Rudge')"
)
AN_HOUR_ON = """
from datetime import timedelta
from core.clock import at, now
from core.jobs import run_due_jobs
with at(now() + timedelta(hours=1)):
    run_due_jobs()
"""
LIST = """Sally Treloar, sally@example.org, secretary
Doreen Whitcombe, doreen@example.org, member
Tariq Osmani, tariq@example.org, member
Ama Boateng, ama@example.org
Rob Ansty, ansty@example.org, police lead"""
INVITED = ["sally", "doreen", "tariq", "ama", "ansty"]
TITLE = "Lamps on the quay"
ASK = "Which lamps should the council mend first?"
POST = "My bus stops under the broken one."
MESSAGE = "Mend the lamp at the bus stop before the winter."
SUMMARY = "Light where people wait"
REASON = "Ordered on Monday; it burns again by the end of the month."


@pytest.fixture
def empty(tmp_path):
    """A portal without anybody, and the link of its first invitation."""
    data = tmp_path / "data"
    data.mkdir()
    portal = Portal(data)
    told = portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", MADE_READY)
    with portal:
        yield portal, LINK.search(told)[1]


@pytest.fixture
def seats(empty):
    """Everybody with a session, by a short name; who joins takes a seat."""
    taken = {}
    yield taken
    for visitor in taken.values():
        visitor.close()


@pytest.mark.long("the whole life of a group, from the one command to the police response")
def test_an_empty_portal_becomes_a_group_that_advises_and_is_answered(empty, seats):
    portal, link = empty
    make_a_group(portal, seats, link)
    gather(portal, seats)
    talk(portal, seats)
    agree(seats, arranged(portal, seats))
    edition = release(seats)
    answer(seats["ansty"], edition)

    assert REASON in seats["doreen"].go(edition).words
    told_of_everything(portal, seats)


def invitation(portal, short):
    """The link in the mail to this person."""
    mails = "\n".join(portal.mails())  # one file holds all that a worker sent
    _before, mail = mails.split(f"To: {short}@example.org")
    return LINK.search(mail)[1]


def make_a_group(portal, seats, link):
    """The administrator makes what there has to be, and invites the first chair."""
    tom = seats["tom"] = Visitor(portal.origin).join(link)
    tom.go("/administration/organisations/new/")
    tom.send("Save", name="Solentshire Constabulary", kind="force")
    tom.go("/administration/groups/new/")
    place = {"organisation": tom.value("organisation", "Solentshire"), "kind": "local"}
    tom.send("Save", name="Harbour District IAG", code="HAR", response_days="28", **place)
    tom.go("/administration/invite/")
    chair = {"name": "Marjorie Penhale", "email": "marjorie@example.org", "role": "chair"}
    tom.send("Send the invitation", group=tom.value("group", "Harbour"), **chair)
    portal.work()


def gather(portal, seats):
    """The chair invites a list; somebody without email is added by hand."""
    marjorie = Visitor(portal.origin).join(invitation(portal, "marjorie"))
    seats["marjorie"] = marjorie
    marjorie.go("/groups/1/people/invite/list/").send("Check the list", people=LIST)
    marjorie.send("Send 5 invitations")
    marjorie.go("/groups/1/people/add/")
    marjorie.send(
        "Add them to the group",
        name="Leroy Samuels",
        role="member",
        way="telephone",
        telephone="01632 960 111",
        accepted="telephone",
    )
    portal.work()
    for short in INVITED:
        seats[short] = Visitor(portal.origin).join(invitation(portal, short))
    assert "Police lead" in marjorie.go("/groups/1/people/").words


def talk(portal, seats):
    """The secretary opens a topic, a member writes."""
    sally, doreen = seats["sally"], seats["doreen"]
    sally.go("/topics/new/?group=1")
    sally.send("Open the topic", title=TITLE, ask=ASK, guests=sally.value("guests", "Ansty"))
    doreen.go("/topics/").follow(TITLE).send("Post to the shared space", body=POST)
    assert POST in seats["ansty"].go(doreen.address).words


def arranged(portal, seats):
    """The address of a meeting that begins in minutes, once people said how they take part."""
    sally = seats["sally"]
    soon = timezone.localtime() + timedelta(minutes=5)
    sally.go("/groups/1/meetings/new/")
    sally.send(
        "Call the meeting",
        title="First meeting",
        day_day=str(soon.day),
        day_month=str(soon.month),
        day_year=str(soon.year),
        time=f"{soon:%H:%M}",
        venue="Harbour Community Hub",
        agenda="Welcome",
        topics=sally.value("topics", TITLE),
        guests=sally.value("guests", "Ansty"),
    )
    meeting = sally.address
    portal.work()
    calls = sally.go("/groups/1/people/call/").words
    assert "Done: Leroy Samuels, A meeting has been arranged" in calls
    for short in ("doreen", "tariq", "marjorie"):
        seats[short].go(meeting).send("Save", mode="room")
    leroy = sally.go(meeting).value("for-user", "Leroy")
    sally.send("Record it", **{"for-user": leroy, "for-mode": "telephone"})
    assert "Leroy Samuels On the telephone (written down by Sally Treloar)" in sally.words
    return meeting


def agree(seats, meeting):
    """A message is proposed, four take a position on it, one of them by telephone."""
    marjorie, sally = seats["marjorie"], seats["sally"]
    marjorie.go(meeting).send("Open the meeting").send(f"Start: {TITLE}")
    marjorie.send("Propose it", text=MESSAGE).send("Ask for positions")
    for short in ("doreen", "tariq", "ama"):
        seats[short].go("/").follow("We need your answer")
        seats[short].go("/rounds/1/position/").send("Save my position", choice="support")
    leroy = sally.go("/rounds/1/record/").value("user", "Leroy")
    sally.send("Record this position", user=leroy, via="telephone", choice="support")
    marjorie.go("/rounds/1/close/").send("Stop collecting answers")
    assert "4 support: unanimous" in marjorie.go("/key-messages/1/").words
    marjorie.go(f"{meeting}live/").send("Yes, end the meeting")


def release(seats):
    """Secretary, police lead, chair, secretary: the address of the edition."""
    sally, ansty, marjorie = seats["sally"], seats["ansty"], seats["marjorie"]
    sally.go("/publications/release/").follow("First meeting")
    words = {"lede": "The group asks for light.", "asked": ASK}
    sally.send("Hand to the police lead", title=SUMMARY, audience="public", **words)
    summary = sally.address
    ansty.go("/publications/release/").follow(SUMMARY).follow("Check facts and handling")
    ansty.send("Confirm", decision="yes")
    marjorie.go(summary).follow("Read and approve").send("Confirm", decision="yes")
    sally.go(summary).follow("Go on to publish").send("Publish")
    assert MESSAGE in seats["tariq"].go(sally.address).words
    return sally.address


def answer(ansty, edition):
    ansty.go(edition).follow("Respond to HAR-")
    ansty.send("Respond", decision="accepted", reason=REASON)


def told_of_everything(portal, seats):
    """By notices and by mail those who sign in, by Sally the one who does not; mails say nothing."""
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", AN_HOUR_ON)
    events = [
        "A new topic has been opened",
        "A meeting has been arranged",
        "The group has decided on a key message",
        "A summary of your group has been published",
        "The police have responded to a key message",
    ]
    notices = seats["doreen"].go("/notices/").words
    assert [event for event in events if event not in notices] == []
    calls = seats["sally"].go("/groups/1/people/call/").words
    to_tell = [event for event in events if f"Done: Leroy Samuels, {event}" not in calls]
    assert to_tell == ["A meeting has been arranged"]  # it is over: nobody is called about it

    mails = portal.mails()
    reached = set(re.findall(r"^To: (\w+)@example\.org$", "\n".join(mails), re.MULTILINE))
    assert reached == {"tom", "marjorie", *INVITED}
    planted = (TITLE, ASK, POST, MESSAGE, SUMMARY, REASON)
    assert [words for words in planted for mail in mails if words in mail] == []
