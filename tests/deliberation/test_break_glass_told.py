"""Break-glass: who is told, who ends it, and that it ends by itself."""

import pytest
from django.core import mail

from core import clock
from core.jobs import run_due_jobs
from core.live.hub import hub
from core.live.room import GONE
from core.policy import Refused
from deliberation import actions
from deliberation.models import BreakGlass, NamedReader, Space, Topic
from tests.deliberation.audiences import events, named_topic
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.glasses import WHY, ask, look
from tests.deliberation.pages import NOWHERE, page, same, url, words
from tests.deliberation.sockets import closed_with, do
from tests.signing_in import signed_in

State = BreakGlass.State


# --- Who is told -------------------------------------------------------------------------


def test_the_chairs_are_told_at_once_and_the_mail_says_nothing(people, running):
    run_due_jobs()

    assert {address for message in mail.outbox for address in message.to} == {
        people.chair.email,
        people.vice_chair.email,
    }
    for message in mail.outbox:
        text = message.subject + message.body
        assert [w for w in (WHY, MEMBERS_WORDS, "Harbour", "Ada", "glass") if w in text] == []


def test_the_chair_has_a_banner_on_the_home_page_and_others_have_none(people, running):
    marks = {
        role: "Break-glass: an administrator can read"
        in signed_in(getattr(people, role)).get("/").content.decode()
        for role in ("chair", "vice_chair", "member", "police_lead", "stranger")
    }

    assert marks == {
        "chair": True, "vice_chair": True, "member": False, "police_lead": False, "stranger": False,
    }  # fmt: skip


def test_every_reader_of_the_space_sees_it_above_the_composer(people, topic, running):
    members = words(page(people.member, "topic-members", topic.pk))
    shared = words(page(people.police_lead, "topic", topic.pk))

    assert "Break-glass: an administrator can read this until" in members
    assert "Break-glass" not in shared


def test_members_see_who_and_why_and_guests_do_not(people, running):
    text = words(page(people.member, "break-glass", running.pk))

    assert "Ada Ministrator" in text
    assert WHY in text
    for role in ("police_lead", "observer", "stranger"):
        client = signed_in(getattr(people, role))
        closed, missing = (client.get(url("break-glass", pk)) for pk in (running.pk, NOWHERE))
        assert (closed.status_code, same(closed)) == (404, same(missing))


@pytest.mark.parametrize("marking", ["official", "official_sensitive"])
def test_the_reason_stands_under_the_same_mark_whatever_the_topics_is(
    people, topic, second, marking
):
    """The reason may tell of a marked topic; the mark must not tell the administrator which."""
    Topic.objects.filter(pk=topic.pk).update(marking=marking)
    glass = ask(people, topic)

    answer = page(people.administrator, "break-glass", glass.pk)
    confirms = signed_in(second, fresh=True)
    confirming = confirms.get(url("break-glass-confirm", glass.pk))

    for response in (answer, confirming):
        assert WHY in words(response)
        assert "OFFICIAL-SENSITIVE" in response.content.decode()


def test_of_a_topic_for_named_readers_only_they_are_told(people, second):
    """The chair is not named: even now nobody else learns that it exists."""
    secret = named_topic(people, people.member)
    NamedReader.objects.create(topic=secret, user=people.police_lead)
    glass = ask(people, secret)
    with pytest.raises(Refused):
        actions.confirm_break_glass(actor=people.secretary, glass=glass)
    actions.confirm_break_glass(actor=second, glass=glass)
    run_due_jobs()

    assert [message.to for message in mail.outbox] == [[people.member.email]]
    assert page(people.chair, "break-glass", glass.pk).status_code == 404
    assert "Break-glass:" not in signed_in(people.chair).get("/").content.decode()
    actions.end_break_glass(actor=people.member, glass=glass)
    assert look(people.administrator, glass).status_code == 403


# --- The end -----------------------------------------------------------------------------


def test_the_chair_ends_it_at_once(people, running):
    signed_in(people.chair).post(url("break-glass-end", running.pk))
    answer = look(people.administrator, running)

    assert (answer.status_code, MEMBERS_WORDS in answer.content.decode()) == (403, False)
    assert events() == [
        "break_glass.asked",
        "break_glass.confirmed",
        "break_glass.ended",
        "refused",
    ]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead"])
def test_others_do_not_end_it(people, running, role):
    with pytest.raises(Refused, match="Only the"):
        actions.end_break_glass(actor=getattr(people, role), glass=running)


def test_it_ends_by_itself(people, running):
    with clock.at(running.ends_at):
        answer = look(people.administrator, running)
        banner = signed_in(people.chair).get("/").content.decode()

    assert (answer.status_code, MEMBERS_WORDS in answer.content.decode()) == (403, False)
    assert "Break-glass:" not in banner


def test_what_was_not_confirmed_in_time_is_never_confirmed(people, topic, second):
    glass = ask(people, topic)

    with clock.at(glass.ends_at), pytest.raises(Refused, match="not waiting"):
        actions.confirm_break_glass(actor=second, glass=glass)


def test_what_was_turned_down_stays_so(people, topic, second):
    glass = ask(people, topic)
    actions.withdraw_break_glass(actor=people.secretary, glass=glass)

    with pytest.raises(Refused, match="not waiting"):
        actions.confirm_break_glass(actor=second, glass=BreakGlass.objects.get())


def test_of_two_who_settle_it_at_once_the_second_is_refused(people, topic, second):
    mine, theirs = ask(people, topic), BreakGlass.objects.get()
    actions.withdraw_break_glass(actor=people.secretary, glass=mine)

    with pytest.raises(Refused, match="settled meanwhile"):
        actions.confirm_break_glass(actor=second, glass=theirs)
    assert BreakGlass.objects.get().state == State.WITHDRAWN


def test_somebody_who_is_no_administrator_any_more_reads_nothing(people, running):
    type(people.administrator).objects.filter(pk=people.administrator.pk).update(is_staff=False)

    assert look(people.administrator, running).status_code == 404


@pytest.mark.django_db(transaction=True)
async def test_the_open_page_closes_at_once_when_the_chair_ends_it(people, running, open_socket):
    socket = await open_socket(people.administrator, running.stream)
    other = await open_socket(people.chair, running.stream)
    assert await closed_with(other) == GONE

    await do(actions.end_break_glass, actor=people.chair, glass=running)

    assert await closed_with(socket) == GONE
    for page_socket in (socket, other):
        await page_socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_open_page_is_never_drawn_again_without_a_look(
    people, topic, running, open_socket
):
    socket = await open_socket(people.administrator, running.stream)

    await do(
        actions.write_post, actor=people.member, topic=topic, space=Space.MEMBERS, body="Lobelia"
    )

    assert await socket.receive_nothing(timeout=1.5)
    await socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_open_page_closes_by_itself_when_the_time_has_passed(
    people, running, open_socket
):
    socket = await open_socket(people.administrator, running.stream)

    await do(BreakGlass.objects.filter(pk=running.pk).update, ends_at=clock.now())
    await hub._check(None)  # what each beat does

    assert await closed_with(socket) == GONE
    await socket.disconnect()
