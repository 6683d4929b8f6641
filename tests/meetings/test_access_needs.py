"""What people need to take part: for themselves and the secretary, and for nobody else."""

from datetime import timedelta

from accounts.actions import (
    Needs,
    anonymise_person,
    ask_departure,
    begin_membership,
    change_access_needs,
    end_membership,
)
from accounts.models import AccessNeeds, Role
from accounts.personal_data import access_needs, old_access_needs
from core.clock import now
from meetings import actions, queries
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words
from tests.pages.html import problems

WORDS = "A lamp that does not flicker"
NEEDS = Needs(hearing_loop=True, words=WORDS)


def lines(meeting, reader):
    return {row.person.name: (row.lines, row.is_confirmed)
            for row in queries.needed(meeting, reader) if row.lines or row.is_confirmed}  # fmt: skip


def test_what_one_says_stays_and_is_confirmed_for_each_meeting(people, meeting, leroy):
    with recorded() as records:
        actions.say_needs(actor=people.member, meeting=meeting, needs=NEEDS)
        actions.say_needs(
            actor=people.secretary, meeting=meeting, needs=Needs(large_print=True), user=leroy
        )
        actions.say_needs(actor=people.chair, meeting=meeting, needs=Needs())

    assert lines(meeting, people.secretary) == {
        "Doreen Whitcombe": (["a hearing loop", WORDS], True),
        "Leroy Samuels": (["papers in large print"], True),
        "Marjorie Penhale": ([], True),
    }
    assert AccessNeeds.objects.get(membership__user=leroy).recorded_by == people.secretary
    assert WORDS not in str(records)
    assert [event for event, *_rest in records] == [
        "access_needs.changed",
        "access_needs.confirmed",
    ] * 3
    meeting.refresh_from_db()
    actions.postpone_meeting(actor=people.chair, meeting=meeting, version=meeting.version)
    assert lines(meeting, people.secretary)["Doreen Whitcombe"] == (
        ["a hearing loop", WORDS],
        False,
    )


def test_nobody_else_says_or_reads_it(people, meeting, leroy):
    actions.say_needs(actor=people.member, meeting=meeting, needs=NEEDS)

    assert AccessNeeds.objects.visible_to(people.member).count() == 1
    for role in ("chair", "vice_chair", "police_lead", "observer", "stranger", "administrator"):
        assert list(AccessNeeds.objects.visible_to(getattr(people, role))) == []
    with refused("Only the secretary can do this."):
        actions.say_needs(actor=people.chair, meeting=meeting, needs=NEEDS, user=leroy)
    with refused("What somebody needs is for themselves and the secretary alone."):
        place = leroy.memberships.get()
        change_access_needs(actor=people.chair, membership=place, needs=NEEDS)
    with refused("They are not invited to this meeting."):
        actions.say_needs(
            actor=people.secretary, meeting=meeting, needs=NEEDS, user=people.stranger
        )


def test_a_copy_of_own_data_has_it_and_it_goes_after_the_place(people, meeting):
    actions.say_needs(actor=people.member, meeting=meeting, needs=NEEDS)
    row = AccessNeeds.objects.get()
    people.member.memberships.update(ends_at=now())

    assert [needs["needs"] for needs in access_needs(people.member)] == [f"a hearing loop, {WORDS}"]
    assert list(access_needs(people.chair)) == []
    assert AccessNeeds.objects.visible_to(people.secretary).count() == 0
    assert old_access_needs(now() - timedelta(days=1)) == []
    assert old_access_needs(now() + timedelta(days=1)) == [row.pk]


def end(people, person):
    place = person.memberships.current().get()
    return end_membership(actor=people.chair, membership=place)


def test_who_comes_back_is_asked_anew_and_finds_nothing_of_before(people, meeting):
    guest = people.observer
    for person in (people.member, guest):
        actions.say_needs(actor=person, meeting=meeting, needs=NEEDS)
        end(people, person)
    roles = {people.member: Role.MEMBER, guest: Role.OBSERVER}
    for person, role in roles.items():
        begin_membership(actor=people.chair, group=people.group, person=person, role=role)
    actions.invite_people(actor=people.chair, meeting=meeting, users=[guest])

    # "Confirmed, needs nothing" would be said of somebody who needs a hearing loop
    assert lines(meeting, people.secretary) == {}
    assert queries.needs_of(meeting, people.member, people.member) is None
    for needs in (Needs(large_print=True), Needs()):
        actions.say_needs(actor=people.member, meeting=meeting, needs=needs)
        mine = queries.needs_of(meeting, people.member, people.member)
        assert (mine.lines if mine else []) == (["papers in large print"] if any(needs) else [])


def test_what_somebody_needed_goes_with_their_name(people, meeting):
    actions.say_needs(actor=people.member, meeting=meeting, needs=NEEDS)
    actions.say_needs(actor=people.vice_chair, meeting=meeting, needs=NEEDS)
    departure = ask_departure(actor=people.chair, membership=end(people, people.member))
    anonymise_person(actor=people.administrator, departure=departure)

    assert AccessNeeds.objects.get().membership.user == people.vice_chair


def test_the_pages(people, meeting, leroy):
    form = get(people.member, "needs-say", meeting.pk)
    wrong = press(people.member, "needs-say", meeting.pk, fields={"words": WORDS, "kinds": "jet"})
    press(people.member, "needs-say", meeting.pk, fields={"kinds": "hearing_loop", "words": WORDS})
    press(people.secretary, "needs-record", meeting.pk, leroy.pk, fields={"kinds": ["large_print"]})
    mine = get(people.member, "meeting", meeting.pk)
    every = get(people.secretary, "needs", meeting.pk)

    assert [problems(page) for page in (form, wrong, mine, every)] == [[], [], [], []]
    assert (wrong.status_code, WORDS.encode() in wrong.content) == (422, True)
    assert f"What you need to take part a hearing loop {WORDS} Change it" in words(mine)
    assert f"Doreen Whitcombe Takes part: on video a hearing loop {WORDS}" in words(every)
    assert "Leroy Samuels Takes part: on the telephone papers in large print" in words(every)
    for role in ("chair", "police_lead", "observer", "vice_chair"):
        assert WORDS not in words(get(getattr(people, role), "meeting", meeting.pk))
        assert get(getattr(people, role), "needs", meeting.pk).status_code == 403
