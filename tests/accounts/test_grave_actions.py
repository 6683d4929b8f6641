"""What matters most asks for the second factor again, unless it was shown within five minutes."""

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Agreement
from tests.factories import MeetingFactory, MembershipFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
GRAVE = [
    "/accounts/code-card/", "/meetings/my-calendar/address/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/add/",
    "/groups/{group}/people/invite/", "/people/memberships/{place}/role/", "/people/memberships/{place}/end/",
    "/people/memberships/{place}/card/", "/people/memberships/{place}/reset/",
    "/administration/invite/", "/administration/readers/invite/", "/administration/people/{person}/suspend/",
]  # fmt: skip


def aged(client, seconds):
    """As if the factor had been shown so many seconds ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()
    return client


@pytest.mark.parametrize("address", GRAVE)
@pytest.mark.parametrize(("seconds", "asks"), [(290, False), (310, True)])
def test_a_grave_action_asks_again_after_five_minutes(member, address, seconds, asks):
    member.is_staff = True
    member.save()
    Agreement.objects.create(version=1, text="Keep it.")
    meeting = MeetingFactory()
    MembershipFactory(user=member, group=meeting.group, role="chair")
    place = MembershipFactory(group=meeting.group)
    client = aged(sign_in(Client(), member, fresh=True), seconds)
    path = address.format(group=meeting.group_id, place=place.pk, person=place.user_id)
    responses = [
        (answer.status_code, getattr(answer, "url", "").partition("?")[0])
        for answer in (client.get(path), client.post(path, {"email": "x@example.org"}))
    ]
    asked = ["2fa" in url and "reauthenticate" in url for _status, url in responses]
    assert asked == ([True, True] if asks else [False, False])
    place.refresh_from_db()
    assert asks is False or (place.ends_at is None and place.user.is_active)


@pytest.mark.parametrize(("seconds", "sent"), [(290, True), (310, False)])
def test_a_new_address_is_taken_down_only_with_a_factor_shown_now(member, seconds, sent):
    client = aged(sign_in(Client(), member, fresh=True), seconds)
    answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    waiting = EmailAddress.objects.filter(user=member, email="new@example.org").exists()
    assert ("reauthenticate" in answer.url, waiting) == (not sent, sent)
