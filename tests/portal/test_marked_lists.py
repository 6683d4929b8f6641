"""A list tags the rows that name something OFFICIAL-SENSITIVE; the banner is for pages that show it.

The lists are found by their addresses: whatever is reached without the number of a thing, and
what is kept for a group.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.models import Role
from core.clock import now
from core.jobs import run_due_jobs
from core.marking import Marking
from deliberation import actions
from deliberation.models import KeyMessage, Space
from meetings.actions import PlannedItem, call_meeting
from tests.accounts.test_gate import OPEN
from tests.addresses import every_address
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    MembershipFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)
from tests.pages.html import tree, words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
MARK = "OFFICIAL-SENSITIVE"
TITLES = "Nightshade", "Hemlock"  # of the topic, and of the meeting that it is on the agenda of
WORDS = "Foxglove"  # said there
PLAIN = "Daisy"  # of the topic that is not marked
ROLES = (Role.CHAIR, Role.MEMBER, Role.SECRETARY, Role.POLICE_LEAD)
ROWS = {"li", "tr", "article", "section", "option"}
LISTS = [
    (name, address)
    for name, address in every_address()
    if name not in OPEN and (not any(part.isdigit() for part in address.split("/")))
] + [("group", "/groups/1/"), ("accounts:call-list", "/groups/1/people/call-list/")]


@pytest.fixture
def world(db):
    """One group with a marked and a plain topic, each with all that lists name."""
    w = SimpleNamespace(group=AdvisoryGroupFactory(pk=1))
    for role in ROLES:
        person = MembershipFactory(group=w.group, role=role, user=UserFactory()).user
        setattr(w, role, person)
    for title, marking in ((TITLES[0], Marking.OFFICIAL_SENSITIVE), (PLAIN, Marking.OFFICIAL)):
        topic = TopicFactory(group=w.group, title=title, marking=marking, opened_by=w.chair)
        TopicGuestFactory(topic=topic, user=w.police_lead)
        talk(w, topic)
    w.marked = topic.group.topics.get(title=TITLES[0])
    call_meeting(
        actor=w.secretary,
        group=w.group,
        title=TITLES[1],
        starts_at=now() + timedelta(days=2),
        agenda=[PlannedItem("One", topic=w.marked)],
        guests=[w.police_lead],
    )
    run_due_jobs()
    return w


def talk(w, topic):
    """A post, a round that waits, and a message that the police owe an answer to."""
    with_words = {"topic": topic, "text": f"{WORDS} {topic.title}"}
    arguments = {"actor": w.chair, "topic": topic, "space": Space.SHARED, "body": WORDS}
    actions.write_post(**arguments)
    asked = [actions.Asked(w.member)]
    open_message = KeyMessageFactory(**with_words)
    actions.open_agreement_round(actor=w.chair, key_message=open_message, asked=asked)
    KeyMessageFactory(**with_words, state=KeyMessage.State.SENT_INSIDE)


def rows_that_name(page, word):
    """The innermost rows of a page in whose text ``word`` stands."""
    for element in page.iter():
        if isinstance(element.tag, str) and word in (element.text or ""):
            yield next(
                (node for node in [element, *element.iterancestors()] if node.tag in ROWS), page
            )


def faults(content):
    """What is wrong with the marks of one list."""
    page = tree(content).find("body")
    marked = [row for title in TITLES for row in rows_that_name(page, title)]
    plain = list(rows_that_name(page, PLAIN))
    wrong = ["a row has no tag" for row in marked if MARK not in row.text_content()]
    wrong += ["a row has a tag that is not its own" for row in plain if MARK in row.text_content()]
    wrong += ["it has a banner" for _ in page.find_class("app-marking--sensitive")]
    wrong += ["it has a watermark" for _ in page.xpath("//*[@data-watermark]")]
    text = words_of(content)
    wrong += ["it shows content"] if f"{WORDS} {TITLES[0]}" in text else []
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_list_tags_its_rows_and_has_no_banner(world, role):
    client = signed_in(getattr(world, role), fresh=True)
    pages = {name: client.get(address) for name, address in LISTS}
    contents = {
        name: page.content.decode()
        for name, page in pages.items()
        if page.status_code == 200 and page["Content-Type"].startswith("text/html")
    }
    naming = {name for name, text in contents.items() if any(title in text for title in TITLES)}

    assert {name: wrong for name, text in contents.items() if (wrong := faults(text))} == {}
    assert naming >= {"home", "deliberation:topics", "meetings:meetings"}
    assert "deliberation:key-messages" in contents


def test_this_would_notice_a_row_without_its_tag():
    row = "<li><a>{}</a>{}</li>"
    tagged = row.format(TITLES[0], MARK)

    assert faults(f"<body><ul>{tagged}{row.format(PLAIN, '')}</ul></body>") == []
    assert faults(f"<body><ul>{row.format(TITLES[0], '')}</ul></body>") == ["a row has no tag"]
    assert faults(f"<body><ul>{row.format(PLAIN, MARK)}</ul></body>") == [
        "a row has a tag that is not its own"
    ]


@pytest.mark.parametrize("name", ["topic", "meeting"])
def test_a_page_that_shows_its_content_has_banner_and_watermark(world, name):
    things = {"topic": world.marked, "meeting": world.marked.agenda_items.get().meeting}
    content = signed_in(world.member).get(things[name].get_absolute_url()).content.decode()

    assert "app-marking--sensitive" in content
    assert "data-watermark" in content


def test_search_has_a_banner_where_it_quotes_what_is_marked(world):
    client = signed_in(world.member)
    answers = {word: client.post("/search/", {"words": word}) for word in (WORDS, PLAIN)}

    assert [answer.context["marking"] for answer in answers.values()] == [MARK, "OFFICIAL"]
