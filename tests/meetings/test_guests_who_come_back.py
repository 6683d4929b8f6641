"""A guest who was let go and comes back: what they were invited to before is not theirs again."""

from datetime import timedelta

import pytest

from accounts.actions import begin_membership, change_role, end_membership
from accounts.models import Role
from core.clock import now
from meetings import actions
from meetings.models import Attendance, PaperCopy
from tests.factories import MeetingFactory, PaperFactory, PaperVersionFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, url, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def come_back(people, user, role):
    """Let go by the chair, and given a place again."""
    end_membership(actor=people.chair, membership=user.memberships.get(ends_at=None))
    begin_membership(actor=people.chair, group=people.group, person=user, role=role)
    return type(user).objects.get(pk=user.pk)


def answers(user, meeting, paper, copy):
    """What the ways into a meeting answer."""
    client = signed_in(user)
    asked = [
        client.get(url("meeting", meeting.pk)),
        client.get(url("live", meeting.pk)),
        client.get(f"/stream/{meeting.stream}/?after=0"),
        client.get(url("paper", paper.pk)),
        client.post(url("copy-file", copy.pk)),
        client.post(url("video-join", meeting.pk)),
        client.post(url("my-hand-lower", meeting.pk)),
    ]
    for chunk in asked:
        b"".join(chunk)  # reading a file to its end lets go of it
    listed = meeting.title in words(client.get(url("meetings")))
    return [answer.status_code for answer in asked], listed


@pytest.mark.parametrize("role", ["police_lead", "observer", "interpreter"])
def test_a_guest_who_comes_back_finds_no_meeting_of_before_until_they_are_invited_anew(
    people, open_meeting, role
):
    user = getattr(people, role)
    paper = PaperFactory(meeting=open_meeting)
    copy = PaperCopy.objects.create(
        version=PaperVersionFactory(paper=paper),
        user=user,
        head="0" * 12,
        expires_at=now() + timedelta(days=1),
    )
    PaperCopy.objects.note_ready(copy, b"Lobelia")
    before = answers(user, open_meeting, paper, copy)

    user = come_back(people, user, role)
    after = answers(user, open_meeting, paper, copy)
    with refused("Only people who are invited to this meeting can do this."):
        actions.raise_hand(actor=user, meeting=open_meeting)
    actions.invite_people(actor=people.chair, meeting=open_meeting, users=[user])
    invited = open_meeting.attendances.get(user=user)

    assert before[0][:4] == [200] * 4
    assert before[1]
    assert after == ([404] * 7, False)
    assert (invited.mode, invited.recorded_by) == (Attendance.Mode.UNKNOWN, None)
    assert answers(user, open_meeting, paper, copy) == before
    with refused("They are invited already."):
        actions.invite_people(actor=people.chair, meeting=open_meeting, users=[user])


def test_what_the_secretary_writes_down_for_them_invites_them_anew(people, open_meeting):
    user = come_back(people, people.officer, Role.OFFICER)
    assert get(user, "live", open_meeting.pk).status_code == 404

    fields = {"for-user": user.pk, "for-mode": "telephone"}
    press(people.secretary, "attendance-record", open_meeting.pk, fields=fields)

    assert get(user, "live", open_meeting.pk).status_code == 200


def test_members_who_come_back_and_guests_whose_role_changes_keep_what_they_were_invited_to(
    people, open_meeting
):
    """The group's meetings are a member's own; and another role is no other place."""
    member = come_back(people, people.member, Role.MEMBER)
    change_role(
        actor=people.chair, membership=people.officer.memberships.get(), role=Role.POLICE_LEAD
    )
    past = MeetingFactory(group=people.group, starts_at=now() - timedelta(days=9), state="ended")

    assert get(member, "live", open_meeting.pk).status_code == 200
    assert get(people.officer, "live", open_meeting.pk).status_code == 200
    assert get(member, "meeting", past.pk).status_code == 200
