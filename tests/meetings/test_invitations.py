"""Who is invited to a meeting that is arranged: more people, one fewer, and whoever joins."""

import pytest

from accounts.actions import accept_invitation, begin_membership, change_role, invite_person
from accounts.models import LegalHold
from core.clock import now
from meetings import actions
from meetings.models import Attendance, MeetingChange, VideoGrant, VideoKick
from tests.factories import MeetingFactory, MembershipFactory, UserFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems

CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."


def invitation(meeting, user):
    return meeting.attendances.get(user=user)


def is_invited(meeting, user):
    return meeting.attendances.standing().filter(user=user).exists()


# --- Later -------------------------------------------------------------------------------


def test_the_secretary_finds_the_button_and_invites_those_who_are_not_invited_yet(
    people, meeting, newcomer
):
    officer = MembershipFactory(group=people.group, role="officer").user
    page = get(people.secretary, "meeting", meeting.pk)
    form = get(people.secretary, "people-invite", meeting.pk)
    press(
        people.secretary, "people-invite", meeting.pk, fields={"people": [newcomer.pk, officer.pk]}
    )

    assert url("people-invite", meeting.pk).encode() in page.content
    assert "Lata Late (Member)" in words(form)
    assert "Doreen Whitcombe" not in words(form)
    assert problems(form) == []
    assert is_invited(meeting, newcomer)
    assert get(officer, "meeting", meeting.pk).status_code == 200


def test_nobody_ticked_and_somebody_of_another_group_are_mistakes(people, meeting, newcomer):
    for ticked in ([], [people.stranger.pk]):
        answer = press(people.chair, "people-invite", meeting.pk, fields={"people": ticked})

        assert answer.status_code == 422
    assert not is_invited(meeting, newcomer)
    assert not is_invited(meeting, people.stranger)


def test_where_everybody_is_invited_the_page_says_so(people, meeting):
    assert "Everybody in the group is invited" in words(
        get(people.chair, "people-invite", meeting.pk)
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [("chair", 200), ("secretary", 200), ("member", 403), ("police_lead", 403), ("stranger", 404)],
)
def test_who_gets_the_form(people, meeting, role, status):
    assert get(getattr(people, role), "people-invite", meeting.pk).status_code == status


def test_who_is_not_invited_reads_who_can_invite_them(people, meeting, newcomer):
    Attendance.objects.filter(user=people.secretary).delete()

    member = words(get(newcomer, "meeting", meeting.pk))
    secretary = words(get(people.secretary, "meeting", meeting.pk))

    assert "ask one of these people to invite you: Marjorie Penhale Sally Treloar" in member
    assert "press “Invite people” on this page and choose yourself" in secretary


# --- Taken back --------------------------------------------------------------------------


def test_an_invitation_of_a_guest_is_taken_back_and_the_meeting_is_not_there_for_them(
    people, meeting
):
    answer = get(people.secretary, "invitation-withdraw", meeting.pk, people.officer.pk)
    with recorded() as records:
        press(people.secretary, "invitation-withdraw", meeting.pk, people.officer.pk)

    assert "Take back the invitation of" in words(answer)
    assert problems(answer) == []
    facts = {"meeting_id": meeting.pk, "user_id": people.officer.pk}
    assert records[-1] == ("meeting.person_uninvited", people.secretary.pk, facts)
    assert get(people.officer, "meeting", meeting.pk).status_code == 404


def test_in_an_open_meeting_they_leave_the_queue_and_the_video(people, open_meeting):
    actions.raise_hand(actor=people.police_lead, meeting=open_meeting)
    VideoGrant.objects.create(
        meeting=open_meeting, user=people.police_lead, moderator=False, expires_at=now()
    )
    lead = invitation(open_meeting, people.police_lead)

    actions.withdraw_invitation(actor=people.chair, attendance=lead)

    assert [hand.state for hand in open_meeting.requests.all()] == ["lowered"]
    assert VideoGrant.objects.get().revoked_at is not None
    assert VideoKick.objects.get().user == people.police_lead
    assert get(people.police_lead, "live", open_meeting.pk).status_code == 404


def test_the_secretary_keeps_no_member_from_a_meeting_and_nobody_themselves(people, meeting):
    only_chairs = (
        "Only the chair or the vice-chair takes back the invitation of somebody of the group."
    )
    with refused(only_chairs):
        actions.withdraw_invitation(
            actor=people.secretary, attendance=invitation(meeting, people.member)
        )
    with refused("This invitation is your own. Say that you send apologies."):
        actions.withdraw_invitation(
            actor=people.chair, attendance=invitation(meeting, people.chair)
        )
    actions.withdraw_invitation(actor=people.chair, attendance=invitation(meeting, people.member))

    assert not is_invited(meeting, people.member)
    assert get(people.member, "meeting", meeting.pk).status_code == 200


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger"])
def test_nobody_else_takes_one_back(people, meeting, role):
    with refused(CHAIR_OR_SECRETARY):
        actions.withdraw_invitation(
            actor=getattr(people, role), attendance=invitation(meeting, people.officer)
        )


def test_none_is_taken_back_twice_after_the_end_or_under_a_legal_hold(people, open_meeting):
    officer = invitation(open_meeting, people.officer)
    observer = invitation(open_meeting, people.observer)
    actions.withdraw_invitation(actor=people.chair, attendance=officer)
    with refused("They are not invited to this meeting."):
        actions.withdraw_invitation(actor=people.chair, attendance=officer)
    hold = LegalHold.objects.begin(open_meeting, people.group.pk, people.chair, "An inquest")
    with refused("A legal hold covers this meeting: nothing of it is changed."):
        actions.withdraw_invitation(actor=people.chair, attendance=observer)
    hold.delete()
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    with refused("This meeting is over."):
        actions.withdraw_invitation(actor=people.chair, attendance=observer)


def test_the_page_offers_it_for_those_of_whom_it_can_be_done(people, meeting):
    offered = {
        role: {
            name
            for name in ("chair", "member", "officer", "observer")
            if url("invitation-withdraw", meeting.pk, getattr(people, name).pk)
            in get(getattr(people, role), "meeting", meeting.pk).content.decode()
        }
        for role in ("chair", "secretary", "member")
    }

    assert offered == {
        "chair": {"member", "officer", "observer"},
        "secretary": {"officer", "observer"},
        "member": set(),
    }


def test_the_history_names_who_was_invited_to_the_chair_and_the_secretary_alone(
    people, meeting, newcomer
):
    actions.invite_people(actor=people.chair, meeting=meeting, users=[newcomer])
    actions.withdraw_invitation(
        actor=people.chair, attendance=invitation(meeting, people.interpreter)
    )

    read = {
        role: words(get(getattr(people, role), "meeting", meeting.pk))
        for role in ("chair", "secretary", "member", "police_lead", "observer")
    }

    roles = [role for role, text in read.items() if "Invited somebody: Lata Late" in text]
    assert roles == ["chair", "secretary"]
    assert [role for role, text in read.items() if "Took an invitation back" in text] == roles
    assert not any("Lata" in read[role] for role in ("member", "police_lead", "observer"))


# --- By joining the group ----------------------------------------------------------------


@pytest.fixture
def coming(people, meeting):
    """Two meetings that are called; one of each other kind, to which nobody is invited."""
    for state in ("open", "ended", "cancelled"):
        MeetingFactory(group=people.group, title=state, state=state)
    MeetingFactory(title="Of another group")
    return [meeting, MeetingFactory(group=people.group, title="The next one")]


def invited_to(user):
    return set(user.attendances.values_list("meeting", flat=True))


@pytest.mark.parametrize("role", ["member", "chair", "secretary"])
def test_whoever_joins_the_group_is_invited_to_the_meetings_to_come(people, coming, role):
    newcomer = UserFactory(name="Nia Newman")

    with recorded() as records:
        begin_membership(actor=people.chair, group=people.group, person=newcomer, role=role)

    assert invited_to(newcomer) == {meeting.pk for meeting in coming}
    events = [(event, actor) for event, actor, _facts in records[1:]]
    assert events == [("meeting.person_invited", None)] * 2
    assert set(MeetingChange.objects.values_list("what", "by", "person")) == {
        ("invited", None, newcomer.pk)
    }


@pytest.mark.parametrize("role", ["police_lead", "officer", "observer", "interpreter"])
def test_a_guest_who_joins_is_invited_to_none(people, coming, role):
    newcomer = UserFactory()
    begin_membership(actor=people.chair, group=people.group, person=newcomer, role=role)

    assert invited_to(newcomer) == set()


def test_who_accepts_an_invitation_to_the_group_is_invited_too(people, coming):
    sent = invite_person(
        actor=people.chair,
        group=people.group,
        email="nia@example.org",
        name="Nia Newman",
        role="member",
    )
    newcomer = accept_invitation(
        actor=None, invitation=sent, name="Nia Newman", password="a long enough sentence"
    )

    assert invited_to(newcomer) == {meeting.pk for meeting in coming}


def test_an_officer_who_is_made_a_member_is_invited_and_a_member_made_chair_not_again(
    people, coming
):
    meeting = coming[0]
    actions.withdraw_invitation(actor=people.chair, attendance=invitation(meeting, people.member))
    places = people.group.memberships

    change_role(actor=people.chair, membership=places.get(user=people.officer), role="member")
    change_role(actor=people.chair, membership=places.get(user=people.member), role="vice_chair")

    assert invited_to(people.officer) == {meeting.pk for meeting in coming}
    assert not is_invited(meeting, people.member)


def test_who_comes_back_keeps_what_they_had_said(people, coming):
    place = people.group.memberships.get(user=people.member)
    place.ends_at = place.starts_at
    place.save()

    begin_membership(actor=people.chair, group=people.group, person=people.member, role="member")

    assert invitation(coming[0], people.member).mode == "video"
    assert invited_to(people.member) == {meeting.pk for meeting in coming}
