"""Nobody can tell by what the portal shows which of two members wrote without their name.

Zenobia and Yvonne have the same past. Once the one writes, once the other, and in between it is as
if nothing had been: whatever somebody else opens, finds, downloads or is sent has to be the same.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.core.management.color import no_style
from django.db import connection, transaction
from django.urls import reverse

from core.clock import at, now
from core.jobs.run import run_due_jobs
from core.notices.models import Following, Level
from core.text import quoted
from deliberation import actions
from deliberation.models import NamedReader, Post, PostReport, Space
from tests.canary.addresses import addresses
from tests.deliberation.audiences import named_topic
from tests.deliberation.glasses import look
from tests.deliberation.pages import same, url
from tests.deliberation.unattributed import WORDS, joined, let, unmask
from tests.signing_in import signed_in

HEAD = re.compile(r"\b[0-9a-f]{12}\b")  # of the record: it holds the number of each request
GUEST = {"deliberation:topic", "deliberation:topic-questions", "deliberation:people", "stream"}
MEMBER = GUEST | {"home", "deliberation:topic-members", "deliberation:post-versions"}
CHAIR = MEMBER | {"group-record", "accounts:notices", "deliberation:topic-audience"}
CHAIR |= {f"deliberation:{name}" for name in ("reports", "report", "post-remove")}
CHAIR |= {f"deliberation:{name}" for name in ("post-report", "question-settle")}
CALLS = {"accounts:call-list"}
OPENED = {"chair": CHAIR, "member": MEMBER, "secretary": CALLS, "police_lead": GUEST}
FEW = {"member": {"deliberation:topic", "deliberation:people"}, "secretary": CALLS}
BOTH = "@Zenobia Quillfeather @Yvonne Zimmer"
MIDDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)  # emails go out
SOON = timedelta(minutes=9)


@pytest.fixture(autouse=True)
def midday():
    with at(MIDDAY):
        yield


@pytest.fixture
def two(people):
    """Neither is reached by email, so that the others are told of by telephone."""
    let(people.group, people.chair)
    users = [joined(people.group, name) for name in ("Zenobia Quillfeather", "Yvonne Zimmer")]
    for user in users:
        type(user).objects.filter(pk=user.pk).update(bounced_at=now())
    return users


@pytest.fixture
def topic(topic, two):
    """Both are told of each post in it."""
    for user in two:
        Following.objects.create(user=user, place=topic.place, level=Level.ALL)
    return topic


@pytest.fixture
def secret(people, two):
    """Its readers do not know of each other unless they wrote there by their name.

    Neither of the two follows it.
    """
    topic = named_topic(people, people.chair, people.member)
    for user in two:
        NamedReader.objects.create(topic=topic, user=user)
    return topic


def lives(people, topic, secret, author, *, unattributed=True):
    """All that can happen to posts of ``author``; answers what others were sent meanwhile."""
    mine = {"actor": author, "unattributed": unattributed}
    asked = actions.write_post(
        topic=topic, space=Space.SHARED, label="question", body=f"{WORDS} @Marjorie Penhale", **mine
    )
    actions.edit_post(actor=author, post=asked, body=f"{WORDS} again", after=1)
    answer = actions.write_post(
        actor=people.member,
        topic=topic,
        space=Space.SHARED,
        reply_to=asked,
        body=quoted(f"{WORDS} again") + "\n\nWe all do",
    )
    actions.answer_question(actor=author, post=asked, answer=answer)
    actions.write_post(
        actor=people.member, topic=topic, space=Space.SHARED, reply_to=asked, body=f"{BOTH} agree"
    )
    of_member = topic.posts.get(space=Space.MEMBERS)
    inside = actions.write_post(
        topic=topic, space=Space.MEMBERS, reply_to=of_member, body=WORDS, **mine
    )
    withdrawn = actions.write_post(topic=topic, space=Space.MEMBERS, body="Too much", **mine)
    actions.withdraw_post(actor=author, post=withdrawn)
    if unattributed:
        unmask(people.vice_chair, inside)
    actions.write_post(
        topic=secret, space=Space.MEMBERS, body=f"{WORDS} @Zenobia Quillfeather", **mine
    )
    actions.write_post(actor=people.member, topic=secret, space=Space.MEMBERS, body="Go on")
    actions.report_post(actor=people.member, post=inside, reason=PostReport.Reason.OTHER)


def plain(response):
    return HEAD.sub("", same(response))


def shown(people, glass, readers):
    """What is given to others, by what they opened."""
    given = {}
    named = Post.objects.filter(unattributed=False, reply_to=None)  # theirs are the same for all
    left_out = tuple(f"/posts/{post.pk}/" for post in named)
    paths = [(name, path) for name, path in addresses() if not path.startswith(left_out)]
    for role, names in readers.items():
        client = signed_in(getattr(people, role), fresh=True)
        for name, path in paths:
            if name in names:
                given[role, path] = plain(client.get(path))
        asked = Post.objects.filter(label="question").get()
        quotes = {"reply": asked.pk, "quote": 1}
        given[role, "quoting"] = plain(client.get(asked.topic.get_absolute_url(), quotes))
        for looked_for in ("", "Quillfeather", "Zimmer"):
            answer = client.post(reverse("search"), {"words": "Samphire", "person": looked_for})
            given[role, "search", looked_for] = plain(answer)
    record = signed_in(people.chair, fresh=True).post(
        reverse("group-record-file", args=[people.group.pk])
    )
    given["record"] = plain(record)
    given["glass"] = plain(look(people.administrator, glass))
    return given


def number_anew():
    """Let the next row of each table have the number after its last: PostgreSQL counts on."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def letters(two):
    """What went out by email to everybody else."""
    with at(MIDDAY + 3 * SOON):
        run_due_jobs()
    addressed = {person.email for person in two}
    sent = [(message.to[0], message.subject, message.body) for message in mail.outbox]
    return sorted(letter for letter in sent if letter[0] not in addressed)


def with_author(people, topic, secret, two, glass, author, readers=OPENED, **more):
    """What others are given when ``author`` wrote; afterwards nobody ever did."""
    mail.outbox.clear()
    with transaction.atomic():
        number_anew()
        lives(people, topic, secret, author, **more)
        with at(MIDDAY + SOON):
            run_due_jobs()  # tells people
        with at(MIDDAY + 2 * SOON):  # when emails are due
            given = shown(people, glass, readers)
        given["mail"] = letters(two)
        transaction.set_rollback(True)
    return given


@pytest.mark.long("opens all that four others are given, once for each of the two")
def test_whatever_others_are_given_is_the_same_whoever_of_two_wrote(
    people, topic, secret, two, running
):
    world = (people, topic, secret, two, running)
    first, second = (with_author(*world, author) for author in two)

    assert first.keys() == second.keys()
    assert [key for key in first if first[key] != second[key]] == []
    holding = [key for key, given in first.items() if "Samphire" in given]
    assert len(holding) > 30, "what is compared shows the post"
    assert first["mail"] != []


def test_what_is_compared_would_tell(people, topic, secret, two, running):
    """The same with names: the pages differ that show posts."""
    world = (people, topic, secret, two, running)
    named = {"readers": FEW, "unattributed": False}
    first, second = (with_author(*world, author, **named) for author in two)

    keys = {key for key in first if first[key] != second[key]}
    assert ("member", url("topic", topic.pk)) in keys
    assert ("member", url("people", secret.pk, "members")) in keys
    assert ("secretary", reverse("accounts:call-list", args=[people.group.pk])) in keys
    assert {("member", "search", "Zimmer"), "glass"} <= keys
