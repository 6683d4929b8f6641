"""A page that shows a refusal itself records it as the middleware would: once, and no words."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts import actions
from accounts.models import Invitation, Membership, SignInReset
from core.audit.models import Record
from core.clock import now
from tests.accounts.faster import somebody_is_faster
from tests.accounts.invited import ADDRESS, JOIN, link
from tests.accounts.places import in_group
from tests.factories import (
    AdvisoryGroupFactory,
    AttendanceFactory,
    MeetingFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    UserFactory,
)
from tests.signing_in import PASSWORD, give_app, give_password, signed_in

pytestmark = pytest.mark.django_db
TYPED = "Words of the person"
REFUSED = []  # (page, how to press it), filled by @refused_by


def refused_by(page, permission=""):
    """A case: presses a button of ``page``; answers the answer, who pressed and about what."""

    def keep(press):
        REFUSED.append(pytest.param(page, permission, press, id=f"{page} {press.__name__}"))
        return press

    return keep


@pytest.fixture
def group():
    return AdvisoryGroupFactory(name="Harbour District IAG")


def invited(group, **more):
    by = in_group(group, "chair").user
    return actions.invite_person(actor=by, group=group, name="P", role="member", **more)


@refused_by("accounts:invite")
def somebody_who_is_in_the_group(group):
    secretary = in_group(group, "secretary").user
    fields = {"name": TYPED, "email": in_group(group, "member").user.email, "role": "observer"}
    path = f"/groups/{group.pk}/people/invite/"
    return signed_in(secretary, fresh=True).post(path, fields), secretary, group


@refused_by("accounts:invite-organiser")
def somebody_who_is_in_it(group):
    known = in_group(group, "member").user
    who = UserFactory(is_staff=True)
    fields = {"group": group.pk, "name": TYPED, "email": known.email, "role": "secretary"}
    return signed_in(who, fresh=True).post("/administration/invite/", fields), who, group


@refused_by("accounts:invite-reader")
def somebody_who_reads_there(group):
    organisation = OrganisationFactory(kind="national")
    known = OrganisationMembershipFactory(organisation=organisation).user
    who = UserFactory(is_staff=True)
    fields = {"organisation": organisation.pk, "name": TYPED, "email": known.email}
    path = "/administration/readers/invite/"
    return signed_in(who, fresh=True).post(path, fields), who, organisation


@refused_by("accounts:my-data")
def a_second_copy_within_the_hour(group):
    who = in_group(group, "member").user
    actions.ask_own_data(actor=who)
    return signed_in(who, fresh=True).post("/accounts/my-data/"), who, None


@refused_by("accounts:invitation")
def somebody_was_faster_to_make_an_account(group):
    invitation = invited(group, email=ADDRESS)
    with somebody_is_faster(Invitation, state="accepted"):
        return Client().post(link(invitation), JOIN), None, invitation


@refused_by("accounts:invitation")
def somebody_was_faster_with_the_password(group):
    account = give_password(UserFactory(email=ADDRESS))
    invitation = invited(group, email=account.email)
    with somebody_is_faster(Invitation, state="withdrawn"):
        return Client().post(link(invitation), {"password": PASSWORD}), None, invitation


@refused_by("accounts:invitation")
def somebody_who_has_a_place_by_now(group):
    invitation = invited(group, email=ADDRESS)
    who = UserFactory(email=ADDRESS)
    give_app(who)
    Membership.objects.create(user=who, group=group, role="member", starts_at=now())
    return signed_in(who).post(link(invitation)), who, invitation


@refused_by("accounts:come-back")
def somebody_was_faster_with_the_words(group):
    place = in_group(group, "member", email=ADDRESS)
    give_password(place.user)
    by = in_group(group, "secretary").user
    words = actions.begin_reset(actor=by, membership=place, checked=SignInReset.Checked.IN_PERSON)
    reset = SignInReset.objects.get()
    path = f"/come-back/{reset.token()}/"
    with somebody_is_faster(SignInReset, state="closed"):
        fields = {"code": words, "password": JOIN["password"]}
        return Client().post(path, fields), None, reset


@refused_by("meetings:copy-ask", "meetings.take_copy")
def a_copy_of_slides_that_are_not_ready(group):
    who = in_group(group, "member").user
    paper = PaperFactory(meeting=MeetingFactory(group=group))
    PaperVersionFactory(paper=paper, state="converting")
    return signed_in(who).post(f"/papers/{paper.pk}/copy/"), who, paper


@refused_by("meetings:video-join", "meetings.join_video")
def the_video_of_a_meeting_that_is_not_open(group):
    who = in_group(group, "member").user
    meeting = MeetingFactory(group=group, starts_at=now() + timedelta(days=1))
    AttendanceFactory(meeting=meeting, user=who)
    return signed_in(who).post(f"/meetings/{meeting.pk}/video/join/"), who, meeting


@pytest.mark.parametrize(("page", "permission", "press"), REFUSED)
def test_a_refusal_that_a_page_shows_is_on_record(group, page, permission, press):
    answer, who, thing = press(group)
    (record,) = Record.objects.filter(event="refused")

    assert (answer.status_code, record.actor) == (302 if answer.get("Location") else 403, who)
    assert record.group_id == getattr(thing, "group_id", group.pk if thing == group else None)
    assert record.facts == {
        "permission": permission,
        "thing": f"{thing._meta.model_name}.{thing.pk}" if thing else "",
        "page": page,
    }
