"""Each action that matters to security leaves one entry: what, when in UTC, who, about whom or what."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

import meetings.actions
from accounts import actions
from accounts.models import Agreement, Invitation, Role, SignInReset
from core.audit.chain import broken_link, scope_of
from core.audit.models import Record
from core.clock import now
from deliberation import actions as talk
from deliberation.models import Space
from meetings.models import Attendance
from meetings.video.modes import Mode
from meetings.video.settings import JitsiSettings
from tests.factories import (
    AdvisoryGroupFactory,
    AttendanceFactory,
    MeetingFactory,
    MembershipFactory,
    PostFactory,
    TopicFactory,
    UserFactory,
)
from tests.signing_in import PASSWORD, code_now, give_app, give_password, signed_in

pytestmark = pytest.mark.django_db
VIDEO = {
    "JITSI_DOMAIN": "meet.example.org",
    "JITSI_ALG": "HS256",
    "JITSI_SECRET": "long enough " * 4,
}


@pytest.fixture
def w(settings):
    """A group with its chair, secretary, a member, a guest; an administrator; a topic, a meeting."""
    settings.JITSI = JitsiSettings.from_mapping(VIDEO, profile="test")
    group = AdvisoryGroupFactory()
    people = {
        role: give_password(UserFactory())
        for role in ("chair", "secretary", "member", "police_lead")
    }
    places = {
        role: MembershipFactory(user=user, group=group, role=role) for role, user in people.items()
    }
    topic = TopicFactory(group=group, opened_by=people["chair"])
    meeting = MeetingFactory(group=group, state="open", called_by=people["chair"])
    AttendanceFactory(meeting=meeting, user=people["member"], mode=Attendance.Mode.VIDEO)
    give_app(people["member"])
    return SimpleNamespace(
        **people,
        group=group,
        place=places["member"],
        administrator=UserFactory(is_staff=True),
        topic=topic,
        meeting=meeting,
        nobody=None,
    )


def sign_in(w, password=PASSWORD, code=None):
    client = Client()
    client.post("/accounts/login/", {"login": w.member.email, "password": password})
    if code:
        client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def change_password(w):
    fields = {"oldpassword": PASSWORD, "password1": "tram marmalade lighthouse"}
    signed_in(w.member, fresh=True).post("/accounts/password/change/", fields)


def remove_app(w):
    signed_in(w.member, fresh=True).post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=w.member).exists()


def end_device(w):
    sign_in(w, code=code_now())
    actions.end_session(actor=w.member, session=UserSession.objects.get(user=w.member))
    assert not Session.objects.exists()


def invite(w):
    return actions.invite_person(
        actor=w.secretary, group=w.group, email="new@example.org", name="New", role=Role.OFFICER
    )


def break_glass(w):
    return talk.ask_break_glass(
        actor=w.administrator,
        topic_number=w.topic.pk,
        space=Space.MEMBERS,
        reason="A threat to life",
        lasts=timedelta(hours=1),
    )


def confirm_glass(w):
    talk.confirm_break_glass(actor=w.secretary, glass=break_glass(w))


def agree(w):
    agreement = Agreement.objects.create(version=1, text="Keep it.")
    actions.accept_agreement(actor=w.member, agreement=agreement)


def reset(w):
    return actions.begin_reset(
        actor=w.secretary, membership=w.place, checked=SignInReset.Checked.IN_PERSON
    )


def wrong_words(w):
    reset(w)
    actions.record_wrong_words(actor=None, reset=SignInReset.objects.get())


def refused(w):
    signed_in(w.member, fresh=True).post(
        f"/groups/{w.group.pk}/people/invite/", {"email": "x@example.org"}
    )


def remove_words(w):
    talk.remove_post(
        actor=w.chair, post=PostFactory(topic=w.topic, author=w.member), reason="A name"
    )


def restore(w):
    actions.suspend_person(actor=w.administrator, person=w.member)
    actions.restore_person(actor=w.administrator, person=w.member)


def take_back(w):
    invite(w)
    actions.withdraw_invitation(actor=w.secretary, invitation=Invitation.objects.get())


# event, what is done, who is on record, whose or what's id stands in it, whether of the group's chain
ACTIONS = [
    ("sign_in.failed", lambda w: sign_in(w, "a wrong password"), "nobody", "member", False),
    ("sign_in.failed", lambda w: sign_in(w, code="000000"), "nobody", "member", False),
    ("session.began", lambda w: sign_in(w, code=code_now()), "member", "member", False),
    ("session.ended", lambda w: sign_in(w, code=code_now()).post("/accounts/logout/"), "member", "member", False),
    ("session.ended", end_device, "member", "member", False),
    ("factor.added", lambda w: actions.issue_code_card(actor=w.member), "member", "member", False),
    ("factor.added", lambda w: actions.hand_over_code_card(actor=w.chair, membership=w.place), "chair", "member", False),
    ("factor.removed", remove_app, "member", "member", False),
    ("password.changed", change_password, "member", "member", False),
    ("sign_in_reset.opened", reset, "secretary", "member", True),
    ("sign_in_reset.failed", wrong_words, "nobody", "member", True),
    ("field_keys.rotated", lambda w: actions.rotate_field_keys(actor=None), "nobody", None, False),
    ("agreement.accepted", agree, "member", "member", False),
    ("person.invited", invite, "secretary", None, True),
    ("invitation.withdrawn", take_back, "secretary", None, True),
    ("membership.began", lambda w: actions.begin_membership(actor=w.chair, group=w.group, person=w.administrator, role=Role.MEMBER), "chair", "administrator", True),
    ("membership.role_changed", lambda w: actions.change_role(actor=w.chair, membership=w.place, role=Role.VICE_CHAIR), "chair", "member", True),
    ("membership.ended", lambda w: actions.end_membership(actor=w.chair, membership=w.place), "chair", "member", True),
    ("person.suspended", lambda w: actions.suspend_person(actor=w.administrator, person=w.member), "administrator", "member", False),
    ("person.restored", restore, "administrator", "member", False),
    ("topic.guest_invited", lambda w: talk.invite_guest(actor=w.chair, topic=w.topic, user=w.police_lead), "chair", "police_lead", True),
    ("terms.changed", lambda w: talk.change_terms(actor=w.chair, group=w.group, secretary_reads=True), "chair", None, True),
    ("break_glass.asked", break_glass, "administrator", None, False),
    ("break_glass.confirmed", confirm_glass, "secretary", None, True),
    ("post.removed", remove_words, "chair", "topic", True),
    ("topic.hold_placed", lambda w: talk.hold_topic(actor=w.secretary, topic=w.topic, reason="An inquest"), "secretary", "topic", True),
    ("own_data.asked", lambda w: actions.ask_own_data(actor=w.member), "member", "member", False),
    ("record.downloaded", lambda w: actions.download_record(actor=w.chair, group=w.group), "chair", None, True),
    ("video.joined", lambda w: meetings.actions.join_video(actor=w.member, meeting=w.meeting, mode=Mode.REMOTE), "member", "meeting", True),
    ("meeting.ended", lambda w: meetings.actions.end_meeting(actor=w.chair, meeting=w.meeting), "chair", "meeting", True),
    ("refused", refused, "member", None, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "action", "who", "about", "of_group"), ACTIONS, ids=[action[0] for action in ACTIONS]
)
def test_a_security_event_is_on_record_once_with_who_and_whom(
    w, event, action, who, about, of_group
):
    EmailAddress.objects.update(verified=True)
    before = now()
    action(w)
    (record,) = Record.objects.filter(event=event)

    assert (record.actor, record.group_id) == (getattr(w, who), w.group.pk if of_group else None)
    assert about is None or getattr(w, about).pk in record.facts.values()
    assert before <= record.at <= now()
    assert record.at.utcoffset() == timedelta(0)
    assert broken_link(scope_of(record.group_id)) is None


def test_a_record_says_who_but_not_by_name(w):
    sign_in(w, code=code_now())
    records = str(list(Record.objects.values()))

    assert [word for word in (w.member.name, w.member.email, PASSWORD) if word in records] == []
