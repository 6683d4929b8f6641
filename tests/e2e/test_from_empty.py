"""From an empty installation to the police response: nothing is there that no page made."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import migrated
from tests.e2e.mailed import INVITATION, SIGNS_IN_ANEW, by_person, notice, sentences_of_doc
from tests.e2e.people import People
from tests.e2e.portal import Portal
from tests.e2e.visitor import Visitor

LINK = re.compile(r"http://localhost:\d+(/invitations/\S+)")
MADE_READY = (
    "from django.core.management import call_command as call; call('migrate', verbosity=0);"
    "call('createcachetable', verbosity=0); call('collectstatic', interactive=False, verbosity=0);"
    "call('create_administrator', email='tom@example.org', name='Tom Rudge')"
)
NOON_TOMORROW = """
from datetime import timedelta
from core.clock import at, now
from core.jobs import run_due_jobs
for hour in (12, 13):  # nobody wants mails at night, and those of noon go out after it
    with at(now().replace(hour=hour) + timedelta(days=1)):
        run_due_jobs()
"""
LIST = """Sally Treloar, sally@example.org, secretary
Doreen Whitcombe, doreen@example.org, member
Tariq Osmani, tariq@example.org, member
Ama Boateng, ama@example.org
Rob Ansty, ansty@example.org, police lead"""
LISTED = ["sally", "doreen", "tariq", "ama", "ansty"]
TITLE = "Lamps on the quay"
ASK = "Which lamps should the council mend first?"
POST = "My bus stops under the broken one."
MESSAGE = "Mend the lamp at the bus stop before the winter."
SUMMARY = "Light where people wait"
REASON = "Ordered on Monday; it burns again by the end of the month."
PLANTED = (TITLE, ASK, POST, MESSAGE, SUMMARY, REASON)
# What is still worth saying by mail on the day after; whoever did it is not told.
MEMBERS = ["topic.opened", "agreement_round.closed", "edition.published", "response.given"]
TOLD = {
    "tom": [],
    "marjorie": ["topic.opened", "edition.published", "response.given"],
    "sally": ["agreement_round.closed", "response.given"],
    "doreen": MEMBERS,
    "tariq": MEMBERS,
    "ama": MEMBERS,
    "ansty": ["topic.opened", "topic.guest_invited", "agreement_round.closed"],
}


@pytest.fixture
def empty(tmp_path):
    """A portal without anybody, and the link of its first invitation."""
    data = tmp_path / "data"
    data.mkdir()
    migrated.copy(data / "portal.sqlite3")
    portal = Portal(data)
    output = portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", MADE_READY)
    with portal:
        yield portal, LINK.search(output)[1]


@pytest.fixture
def seats(empty):
    """Everybody with a session, by a short name; who joins takes a seat."""
    taken = {}
    yield taken
    for visitor in taken.values():
        visitor.close()


@pytest.fixture
def windows(empty, chromium, tmp_path):
    """A browser for two moments that only a page in motion shows; its console stays silent."""
    people = People(chromium, empty[0], tmp_path, {})
    yield people
    people.close()
    assert people.complaints() == []


@pytest.mark.browser
@pytest.mark.long("the whole life of a group, from the one command to the police response")
def test_an_empty_portal_becomes_a_group_that_advises_and_is_answered(empty, seats, windows):
    portal, link = empty
    make_a_group(portal, seats, link)
    gather(portal, seats)
    talk(portal, seats)
    agree(seats, arranged(portal, seats), windows)
    edition = release(seats)
    answer(seats["ansty"], edition)

    assert REASON in seats["doreen"].go(edition).words
    told_of_everything(portal, seats)


def invitation(portal, short):
    """The link in the mail to this person."""
    (mail,) = [mail_text for mail_text in portal.mails() if f"To: {short}@example.org" in mail_text]
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
    for short in LISTED:
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


def window(windows, visitor, address):
    """The page as this visitor has it in a browser."""
    page = windows.stranger()
    page.context.add_cookies(visitor.cookies)
    page.goto(address)
    return page


def agree(seats, meeting, windows):
    """A message is proposed, four take a position on it, one of them by telephone."""
    marjorie, sally = seats["marjorie"], seats["sally"]
    marjorie.go(meeting).send("Open the meeting").send(f"Start: {TITLE}")
    live = window(windows, sally, f"{meeting}live/").locator("[data-region=round]")
    marjorie.send("Propose it", text=MESSAGE).send("Ask for positions")
    expect(live).to_contain_text(MESSAGE)  # nobody pressed anything in the secretary's window
    page = window(windows, seats["doreen"], "/")
    page.get_by_role("link", name="We need your answer").click()
    form = page.locator("[data-position-form]")
    form.get_by_label("I support it", exact=True).check()
    form.get_by_role("button", name="Save my position").click()
    expect(form).to_contain_text("Your position: I support it.")
    expect(live).to_contain_text("1 of 5")
    windows.close()
    for short in ("tariq", "ama"):
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
    """By notices and by mail those who sign in, by Sally the one who does not."""
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", NOON_TOMORROW)
    events = [
        "A new topic has been opened",
        "A meeting has been arranged",
        "A round on a key message has closed",
        "A summary of your group has been published",
        "The police have responded to a key message",
    ]
    notices = seats["doreen"].go("/notices/").words
    assert [event for event in events if event not in notices] == []
    calls = seats["sally"].go("/groups/1/people/call/").words
    to_tell = [event for event in events if f"Done: Leroy Samuels, {event}" not in calls]
    assert to_tell == ["A meeting has been arranged"]  # it is over: nobody is called about it

    mails_say_nothing(by_person(portal.mails()))


def mails_say_nothing(sent):
    """Each mail is, word for word, what one of its kind says to everybody; notices as the docs have them."""
    says = sentences_of_doc()
    sentences = {
        short: [sentence for mail in mails for sentence in mail.sentences]
        for short, mails in sent.items()
    }
    assert sentences == {short: [says[name] for name in names] for short, names in TOLD.items()}
    for short, mails in sent.items():
        first = [SIGNS_IN_ANEW] if short == "tom" else [INVITATION, SIGNS_IN_ANEW]
        assert mails == [*first, *(notice(mail.sentences) for mail in mails[len(first) :])]
    words = [part for mails in sent.values() for mail in mails for part in mail]
    assert [plant for plant in PLANTED for part in words if plant in part] == []
