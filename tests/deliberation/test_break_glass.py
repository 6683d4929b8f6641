"""Break-glass: two people, a reason, an end; the chair knows at once and can end it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from deliberation import actions
from deliberation.models import BreakGlass, NamedReader, Space
from iag_portal import clock
from iag_portal.audit.models import Record
from iag_portal.jobs import run_due_jobs
from iag_portal.live.hub import hub
from iag_portal.live.room import GONE
from iag_portal.policy import Refused
from tests.deliberation.audiences import events, named_topic
from tests.deliberation.conftest import MEMBERS_WORDS, SHARED_WORDS
from tests.deliberation.pages import NOWHERE, page, same, url, words
from tests.deliberation.sockets import closed_with, do
from tests.factories import UserFactory
from tests.signing_in import signed_in

WHY = "A threat to life was reported at the front desk"
State = BreakGlass.State


@pytest.fixture
def second(people):
    """Another administrator."""
    return UserFactory(name="Sam Second", is_staff=True, email="sam@example.org")


def ask(people, topic, *, space=Space.MEMBERS, hours=2):
    return actions.ask_break_glass(
        actor=people.administrator,
        topic_number=getattr(topic, "pk", topic),
        space=space,
        reason=WHY,
        lasts=timedelta(hours=hours),
    )


@pytest.fixture
def running(people, topic, second):
    glass = ask(people, topic)
    actions.confirm_break_glass(actor=second, glass=glass)
    return glass


def look(user, glass):
    return signed_in(user).post(url("break-glass-read", glass.pk))


# --- Two people --------------------------------------------------------------------------


def test_asking_opens_nothing(people, topic):
    glass = ask(people, topic)
    answer = look(people.administrator, glass)

    assert (answer.status_code, MEMBERS_WORDS in answer.content.decode()) == (403, False)
    assert BreakGlass.objects.get().looks == 0


def test_one_person_alone_never_confirms(people, topic):
    glass = ask(people, topic)

    with pytest.raises(Refused, match="One person alone never breaks the glass"):
        actions.confirm_break_glass(actor=people.administrator, glass=glass)
    client = signed_in(people.administrator, fresh=True)
    assert client.post(url("break-glass-confirm", glass.pk)).status_code == 403
    assert BreakGlass.objects.get().state == State.ASKED
    assert MEMBERS_WORDS not in look(people.administrator, glass).content.decode()


def test_the_database_itself_refuses_one_person(people, topic):
    glass = ask(people, topic)

    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(
            state=State.RUNNING, confirmed_by=people.administrator
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(state=State.RUNNING)


@pytest.mark.parametrize("who", ["second", "secretary"])
def test_another_administrator_or_the_secretary_confirms_with_a_fresh_factor(
    people, topic, second, who
):
    glass = ask(people, topic)
    person = {"second": second, "secretary": people.secretary}[who]
    address = url("break-glass-confirm", glass.pk)

    stale = signed_in(person).post(address)
    before = BreakGlass.objects.get().state
    signed_in(person, fresh=True).post(address)

    assert (stale.status_code, before) == (302, State.ASKED)
    assert "/accounts/2fa/" in stale.url
    assert BreakGlass.objects.get().state == State.RUNNING


@pytest.mark.parametrize("role", ["chair", "member", "police_lead", "stranger"])
def test_nobody_else_confirms(people, topic, role):
    glass = ask(people, topic)

    with pytest.raises(Refused):
        actions.confirm_break_glass(actor=getattr(people, role), glass=glass)
    assert MEMBERS_WORDS not in look(people.administrator, glass).content.decode()


def test_asking_needs_a_fresh_factor_and_is_for_administrators(people, topic):
    said = {"topic_number": topic.pk, "space": "members", "reason": WHY, "hours": 2}
    address = url("break-glass-new")

    assert signed_in(people.administrator).post(address, said).status_code == 302
    assert signed_in(people.secretary, fresh=True).post(address, said).status_code == 404
    assert BreakGlass.objects.count() == 0
    signed_in(people.administrator, fresh=True).post(address, said)
    assert BreakGlass.objects.get().reason == WHY


@pytest.mark.parametrize(
    ("field", "value"), [("reason", ""), ("hours", 25), ("hours", 0), ("space", "venue")]
)
def test_without_a_reason_or_an_end_within_a_day_nothing_is_asked(people, topic, field, value):
    said = {"topic_number": topic.pk, "space": "members", "reason": WHY, "hours": 2, field: value}
    answer = signed_in(people.administrator, fresh=True).post(url("break-glass-new"), said)

    assert (answer.status_code, BreakGlass.objects.count()) == (422, 0)


@pytest.mark.parametrize("hours", [25, 0, -1])
def test_the_action_holds_the_limit_too(people, topic, hours):
    with pytest.raises(Refused, match="an end within 24 hours"):
        ask(people, topic, hours=hours)


def test_whether_there_is_such_a_topic_is_not_told_to_one_person(people, topic):
    client = signed_in(people.administrator)
    there, missing = ask(people, topic), ask(people, NOWHERE)
    told = [
        client.get(url("break-glass", glass.pk)).content.decode().replace(str(number), "N")
        for glass, number in ((there, topic.pk), (missing, NOWHERE))
    ]

    assert "Harbour front counter" not in told[0]
    assert "Petunia" not in told[0]
    assert len(told[0].split()) == len(told[1].split())


# --- While it runs -----------------------------------------------------------------------


def test_the_one_person_reads_the_one_space(people, running):
    said = words(look(people.administrator, running))

    assert MEMBERS_WORDS in said
    assert SHARED_WORDS not in said


def test_no_other_page_opens(people, topic, running):
    client = signed_in(people.administrator)
    look(people.administrator, running)
    addresses = [
        url("topic", topic.pk),
        url("topic-members", topic.pk),
        f"/stream/{topic.stream('members')}/?after=0",
        url("topic-audience", topic.pk),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    write = client.post(url("post-new", topic.pk, "members"), {"body": "Hello"})
    assert (write.status_code, topic.posts.filter(body="Hello").count()) == (404, 0)
    assert "Harbour" not in client.get(url("topics")).content.decode()


@pytest.mark.parametrize("who", ["second", "chair", "secretary", "police_lead", "stranger"])
def test_nobody_else_reads_through_it(people, second, running, who):
    person = second if who == "second" else getattr(people, who)
    answer = look(person, running)

    assert answer.status_code in (403, 404)
    assert MEMBERS_WORDS not in answer.content.decode()
    assert BreakGlass.objects.get().looks == 0


def test_reading_is_a_post_so_that_no_look_is_unrecorded(people, running):
    client = signed_in(people.administrator)

    assert client.get(url("break-glass-read", running.pk)).status_code == 405
    assert MEMBERS_WORDS not in client.get(url("break-glass", running.pk)).content.decode()


def test_every_look_is_recorded(people, topic, running):
    for _look in range(3):
        look(people.administrator, running)
    looks = Record.objects.filter(event="break_glass.used")

    assert [record.facts for record in looks] == [
        {"break_glass_id": running.pk, "topic_number": topic.pk}
    ] * 3
    assert {(one.actor_id, one.group_id) for one in looks} == {
        (people.administrator.pk, people.group.pk)
    }
    assert "Looks 3" in words(page(people.chair, "break-glass", running.pk))


# --- Who is told -------------------------------------------------------------------------


def test_the_chairs_are_told_at_once_and_the_mail_says_nothing(people, running):
    run_due_jobs()

    assert {address for one in mail.outbox for address in one.to} == {
        people.chair.email,
        people.vice_chair.email,
    }
    for one in mail.outbox:
        text = one.subject + one.body
        assert [w for w in (WHY, MEMBERS_WORDS, "Harbour", "Ada", "glass") if w in text] == []


def test_the_chair_has_a_banner_on_the_home_page_and_others_have_none(people, running):
    told = {
        role: "Break-glass: an administrator can read"
        in signed_in(getattr(people, role)).get("/").content.decode()
        for role in ("chair", "vice_chair", "member", "police_lead", "stranger")
    }

    assert told == {
        "chair": True, "vice_chair": True, "member": False, "police_lead": False, "stranger": False,
    }  # fmt: skip


def test_every_reader_of_the_space_sees_it_above_the_composer(people, topic, running):
    members = words(page(people.member, "topic-members", topic.pk))
    shared = words(page(people.police_lead, "topic", topic.pk))

    assert "Break-glass: an administrator can read this until" in members
    assert "Break-glass" not in shared


def test_members_see_who_and_why_and_guests_do_not(people, running):
    said = words(page(people.member, "break-glass", running.pk))

    assert "Ada Ministrator" in said
    assert WHY in said
    for role in ("police_lead", "observer", "stranger"):
        client = signed_in(getattr(people, role))
        closed, missing = (client.get(url("break-glass", pk)) for pk in (running.pk, NOWHERE))
        assert (closed.status_code, same(closed)) == (404, same(missing))


def test_of_a_topic_for_named_readers_only_they_are_told(people, second):
    """The chair is not named: even now nobody else learns that it exists."""
    secret = named_topic(people, people.member)
    NamedReader.objects.create(topic=secret, user=people.police_lead)
    glass = ask(people, secret)
    with pytest.raises(Refused):
        actions.confirm_break_glass(actor=people.secretary, glass=glass)
    actions.confirm_break_glass(actor=second, glass=glass)
    run_due_jobs()

    assert [one.to for one in mail.outbox] == [[people.member.email]]
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
    for one in (socket, other):
        await one.disconnect()


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
