"""The quarterly meeting of Harbour District: Leroy by telephone, Ama recused, twelve on the roll."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User
from core import clock
from core.audit.models import Record
from core.clock import now
from core.dates import day_and_time
from deliberation.actions import close_agreement_round, take_position
from deliberation.models import Choice, KeyMessage, Outcome, Position
from meetings import actions
from meetings.models import Attendance
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.rounds import settled
from tests.factories import (
    AttendanceFactory,
    KeyMessageFactory,
    MembershipFactory,
    TopicFactory,
    UserFactory,
)
from tests.live.open_page import fresh
from tests.meetings.pages import HTMX, get, region, words
from tests.pages.html import words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def roll(people, meeting, leroy, ama):
    """Twelve who advise: ten take part, two sent apologies."""
    others = ("Piotr", "Gwen", "Harpreet", "Nuala", "Colin", "Zainab", "Kerry-Ann")
    for name in others:
        user = UserFactory(name=name)
        MembershipFactory(user=user, group=people.group)
        away = name in {"Zainab", "Kerry-Ann"}
        AttendanceFactory(meeting=meeting, user=user, mode="apologies" if away else "room")
    return meeting.attendances.filter(user__memberships__role__in=("chair", "vice_chair", "member"))


@pytest.fixture
def bus(people, open_meeting):
    """Item 5 with its topic and a key message of it."""
    topic = TopicFactory(group=people.group, title="Late-night bus patrols")
    item = open_meeting.agenda.create(number=5, title="Late-night bus patrols", topic=topic)
    message = KeyMessageFactory(topic=topic, text="Keep the night bus patrol")
    return item, message


def ask(people, meeting, message, **how):
    return actions.open_round(actor=people.chair, meeting=meeting, key_message=message, **how)


def answer_all(asked, choices):
    """Each who is asked answers, in the order of the roll."""
    entitled = asked.entitlements.filter(recused=False).order_by("pk").select_related("user")
    for attendance, choice in zip(entitled, choices, strict=True):
        take_position(
            actor=attendance.user, agreement_round=asked, choice=choice, reason="A reason."
        )


def ways_to_answer(person, meeting, asked):
    """The pages on which ``person`` is asked for a position in this round, or can give one."""
    client, take = signed_in(person), reverse("deliberation:position-take", args=[asked.pk])
    pages = {"home": "/", "live": f"{meeting.get_absolute_url()}live/", "own": take}
    pages |= {"message": asked.get_absolute_url(), "meeting": meeting.get_absolute_url()}
    texts = {name: client.get(page).content.decode() for name, page in pages.items()}
    texts["socket"] = "".join(fresh(meeting.stream, person).values())  # and its twin
    signs = ('name="choice"', f'"{take}', "We need your answer")
    return {name for name, text in texts.items() if any(sign in text for sign in signs)}


def forge(people, ama, meeting, asked):
    """Posts that would give her a position or a hand: her own, and those of the secretary.

    The secretary's page was open before she declared her interest; or she rings, or writes.
    """
    client, sally = signed_in(ama), signed_in(people.secretary)
    take, record = (
        reverse(f"deliberation:position-{name}", args=[asked.pk]) for name in ("take", "record")
    )
    hers, hands = {"user": ama.pk, "choice": "support"}, f"{meeting.get_absolute_url()}live/hand/"
    return [
        client.post(take, {"choice": "support"}, headers=HTMX),
        client.post(take, {"choice": "support"}),
        client.post(hands, headers=HTMX),
        sally.post(record, {**hers, "via": "telephone"}),
        sally.post(record, {**hers, "via": "post"}, headers=HTMX),
        sally.post(f"{hands}for/", {"user": ama.pk}, headers=HTMX),
    ]


def test_a_t3_ama_has_no_position_and_no_hand_in_item_5_and_a_forged_post_is_refused_and_recorded(
    people, open_meeting, roll, ama, bus
):
    item, message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    asked = ask(people, open_meeting, message)

    hers, doreens = (ways_to_answer(person, open_meeting, asked) for person in (ama, people.member))
    live = get(ama, "live", open_meeting.pk)
    record = reverse("deliberation:position-record", args=[asked.pk])
    offered = signed_in(people.secretary).get(record).content.decode()
    answers = forge(people, ama, open_meeting, asked)

    assert (hers, doreens) == (set(), {"home", "live", "own", "message", "socket"})
    assert "You declared an interest in this item" in region(live, "hand")
    assert (f'value="{ama.pk}"' in offered, f'value="{people.member.pk}"' in offered) == (
        False,
        True,
    )
    assert [answer.status_code for answer in answers] == [403] * 6
    assert "They are not asked in this round, or they declared an interest." in words(answers[3])
    assert not Position.objects.exists()
    refusals = Record.objects.filter(event="refused").order_by("pk")
    assert [(refusal.actor, refusal.facts["permission"]) for refusal in refusals] == [
        (ama, "deliberation.take_position"),
        (ama, "deliberation.take_position"),
        (ama, "meetings.raise_hand"),
        (people.secretary, "deliberation.take_position"),
        (people.secretary, "deliberation.take_position"),
        (people.secretary, "meetings.raise_hand"),
    ]


def test_ama_takes_part_again_in_the_next_item(people, open_meeting, ama, bus):
    item, _message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    for under_way in (item, open_meeting.agenda.get(number=3)):
        actions.start_item(actor=people.chair, meeting=open_meeting, item=under_way)

    assert "Raise my hand" in words(get(ama, "live", open_meeting.pk))


def test_a6_nine_of_ten_are_asked_and_unanimous(people, open_meeting, roll, ama, bus):
    item, message = bus
    actions.declare_interest(actor=ama, item=item, reason="I work for the bus company.")
    asked = ask(people, open_meeting, message)
    answer_all(asked, [Choice.SUPPORT] * 9)

    closed = close_agreement_round(actor=people.chair, agreement_round=asked)

    assert (closed.support, closed.outcome) == (9, Outcome.UNANIMOUS)
    assert [e.user for e in closed.entitlements.filter(recused=True)] == [ama]


def evening_without_leroy(people, meeting, leroy, message):
    """From 18:30 to 20:30: nine of ten answer, and his line drops. When it began, and the round."""
    start = localtime(now() + timedelta(days=1)).replace(hour=18, minute=30, second=0)
    by_telephone = {"actor": people.secretary, "meeting": meeting, "user": leroy}
    with clock.at(start):
        actions.open_meeting(actor=people.chair, meeting=meeting)
        actions.come_in(mode=Attendance.Mode.TELEPHONE, **by_telephone)
    with clock.at(start + timedelta(minutes=100)):
        asked = ask(people, meeting, message, although_short=True)
        entitled = asked.entitlements.exclude(user=leroy).order_by("pk").select_related("user")
        for number, attendance in enumerate(entitled):
            choice = Choice.STAND_ASIDE if number == 8 else Choice.SUPPORT
            take_position(actor=attendance.user, agreement_round=asked, choice=choice)
        actions.leave(**by_telephone)
    with clock.at(start + timedelta(hours=2)):
        actions.end_meeting(actor=people.chair, meeting=meeting)
    return start, asked


def test_a_t1_leroys_position_by_call_back_is_counted_once_and_marked(
    people, meeting, roll, leroy, topic
):
    """A5: his line dropped; Sally records it at 20:41, after the meeting has ended."""
    message = KeyMessageFactory(topic=topic, text="Publish monthly footfall")
    start, asked = evening_without_leroy(people, meeting, leroy, message)
    record = reverse("deliberation:position-record", args=[asked.pk])
    recorded_at = start + timedelta(hours=2, minutes=11)
    with clock.at(recorded_at):
        sally = signed_in(people.secretary)  # half an hour idle ends a session
        for _twice in range(2):
            sally.post(record, {"user": leroy.pk, "choice": "support", "via": "call_back"})
    with clock.at(start + timedelta(hours=2, minutes=13)):
        closed = close_agreement_round(actor=people.chair, agreement_round=asked)
    with clock.at(start + timedelta(hours=2, minutes=15)):
        marjorie = signed_in(people.chair)
        marked = words(marjorie.get(reverse("deliberation:round-positions", args=[asked.pk])))
        listed = words(marjorie.get(meeting.get_absolute_url()))
        card = words(sally.get(f"/people/memberships/{leroy.memberships.get().pk}/recorded/"))
        letters = words(sally.get(f"/groups/{people.group.pk}/letters/"))

    counts = [number for _choice, number in closed.counts]
    assert (counts, closed.outcome) == ([9, 0, 0, 1, 0], Outcome.CONSENSUS)
    assert Position.objects.filter(user=leroy).count() == 1
    row = "Leroy Samuels by call-back recorded by Sally Treloar at 8:41pm, told by call-back"
    assert (row in marked, marked.count("Leroy Samuels")) == (True, 1)
    assert "Leroy Samuels On the telephone" in listed
    assert "“Publish monthly footfall”: I support it Told by call-back; not confirmed yet." in card
    assert f"Recorded by Sally Treloar, {day_and_time(recorded_at)}" in card
    assert "Letter for Leroy Samuels" in letters


def test_a_t4_hannah_reads_what_was_agreed_and_neither_the_members_space_nor_a_position(
    people, open_meeting, roll, topic
):
    """A3 of the scenario: 6/1/0/1/2, whose three reasons are told to the members without names."""
    hannah = signed_in(people.observer)
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic, text="Prefer three days"))
    given = [Choice.SUPPORT] * 6 + [Choice.RESERVATIONS, Choice.STAND_ASIDE] + [Choice.OBJECT] * 2
    answer_all(asked, given)
    while_open = region(get(people.observer, "live", open_meeting.pk), "round")
    closed = settled(close_agreement_round(actor=people.chair, agreement_round=asked))
    message, live = asked.get_absolute_url(), f"{open_meeting.get_absolute_url()}live/"
    agreed = (message, live, "/key-messages/?show=agreed")
    others = ("/", "/notices/", topic.get_absolute_url(), open_meeting.get_absolute_url())
    twin = f"/stream/{open_meeting.stream}/?after=0"
    texts = {page: hannah.get(page).content.decode() for page in (*agreed, *others, twin)}
    outcome = "6 support, 1 with reservations, 1 stand aside, 2 object: majority, with dissent."
    names = list(User.objects.filter(positions__round=closed).values_list("name", flat=True))
    members = "".join(
        signed_in(people.member).get(page).content.decode()
        for page in (message, f"{topic.get_absolute_url()}members/")
    )
    hidden = ("A reason.", "Your position was", MEMBERS_WORDS)

    assert "10 of 10" in while_open
    assert [page for page in agreed if outcome not in words_of(texts[page])] == []
    assert [words for words in hidden if words not in members] == []
    assert [words for words in hidden if words in "".join(texts.values())] == []
    assert [name for name in names if name in texts[message] + texts[agreed[2]]] == []
    routes = {"topic-members": topic, "round-positions": closed, "position-record": closed}
    answers = [hannah.get(reverse(f"deliberation:{name}", args=[row.pk])).status_code
               for name, row in routes.items()]  # fmt: skip
    assert (len(names), answers) == (10, [404, 403, 403])


def test_twelve_on_the_roll_need_four_and_ten_are_asked(people, open_meeting, roll, topic):
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))

    page = get(people.observer, "live", open_meeting.pk)

    assert (roll.count(), asked.quorum) == (12, 4)
    assert "0 of 10" in region(page, "round")
    assert "At least 4 are needed." in region(page, "round")


def test_three_answers_of_twelve_decide_nothing(people, open_meeting, roll, topic):
    message = KeyMessageFactory(topic=topic)
    asked = ask(people, open_meeting, message)
    for user in (people.chair, people.vice_chair, people.member):
        take_position(actor=user, agreement_round=asked, choice=Choice.SUPPORT)

    closed = close_agreement_round(actor=people.chair, agreement_round=asked)

    assert closed.outcome == Outcome.NOT_QUORATE
    assert KeyMessage.objects.get().state == KeyMessage.State.PROPOSED
    assert "not quorate" in region(get(people.member, "live", open_meeting.pk), "round")


def test_the_outcome_is_shown_to_all_at_once_in_numbers_without_names(
    people, open_meeting, roll, topic
):
    """A5 of the scenario: 9/0/0/1/0 is consensus."""
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))
    answer_all(asked, [Choice.SUPPORT] * 9 + [Choice.STAND_ASIDE])
    close_agreement_round(actor=people.chair, agreement_round=asked)

    for role in ("chair", "member", "police_lead", "observer"):
        text = region(get(getattr(people, role), "live", open_meeting.pk), "round")
        assert "9 support, 1 stand aside: consensus." in text
        assert "Leroy" not in text


def test_the_round_that_stays_open_can_be_answered_after_the_meeting(
    people, open_meeting, roll, topic
):
    asked = ask(people, open_meeting, KeyMessageFactory(topic=topic))
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    answer = signed_in(people.member).post(
        reverse("deliberation:position-take", args=[asked.pk]), {"choice": "support"}
    )

    assert answer.status_code == 302
    assert asked.positions.get().user == people.member


def test_leroy_takes_part_by_telephone_and_is_counted_among_those_present(
    people, open_meeting, roll, leroy
):
    assert leroy.email is None
    actions.come_in(
        actor=people.secretary, meeting=open_meeting, mode=Attendance.Mode.TELEPHONE, user=leroy
    )

    assert "1 on the telephone" in region(get(people.member, "live", open_meeting.pk), "people")
