"""A new version of the agreement: somebody without email accepts it on paper or on the telephone."""

from datetime import timedelta

import pytest

from accounts import actions
from accounts.models import Acceptance, Agreement, Membership, User
from core.audit.models import Record
from core.clock import now, today
from core.policy import Refused
from tests.accounts.places import in_group
from tests.factories import MembershipFactory
from tests.moments import days_ago
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def second():
    """In force for ten days."""
    Agreement.objects.create(version=1, text="Keep it.", adopted_at=days_ago(90))
    return Agreement.objects.create(version=2, text="Keep it here.", adopted_at=days_ago(10))


@pytest.fixture
def leroy(group, secretary, second):
    """His place; he accepted the version before."""
    place = MembershipFactory(group=group, user__name="Leroy Bright", user__email=None)
    fields = {"recorded_by": secretary, "how": "paper", "accepted_at": days_ago(80)}
    Acceptance.objects.create(user=place.user, agreement=Agreement.objects.get(version=1), **fields)
    actions.accept_agreement(actor=secretary, agreement=second)
    return place


def record(by, place, agreement, on=None):
    fields = {"how": Acceptance.How.TELEPHONE, "accepted_on": on or today()}
    actions.record_acceptance(actor=by, membership=place, agreement=agreement, **fields)


def send(by, place, on, **changed):
    boxes = {"accepted_on_day": on.day, "accepted_on_month": on.month, "accepted_on_year": on.year}
    return signed_in(by, fresh=True).post(
        f"/people/memberships/{place.pk}/agreement/",
        {"how": "telephone", "version": 2, **boxes, **changed},
    )


def of(place):
    return list(place.user.acceptances.order_by("pk").values_list("agreement__version", flat=True))


def test_it_is_written_down_how_when_and_by_whom(group, secretary, leroy, second):
    page = signed_in(secretary).get(f"/groups/{group.pk}/people/agreement/")
    assert f'href="/people/memberships/{leroy.pk}/agreement/"' in page.text
    on = today() - 3 * DAY
    assert send(secretary, leroy, on).status_code == 302

    acceptance = Acceptance.objects.get(user=leroy.user, agreement=second)
    assert (acceptance.how, acceptance.recorded_by) == ("telephone", secretary)
    assert acceptance.accepted_at.date() == on
    record = Record.objects.get(event="agreement.recorded")
    assert (record.actor, record.facts["person_id"]) == (secretary, leroy.user_id)
    html = signed_in(secretary).get(f"/groups/{group.pk}/people/agreement/").text
    assert f"/people/memberships/{leroy.pk}/agreement/" not in html


@pytest.mark.parametrize(
    ("days", "changed", "error"),
    [
        (1, {"how": ""}, "Select how they accepted the agreement"),
        (-1, {}, "The date must be today or in the past"),
        (11, {}, "when this version came into force, or later"),
        (1, {"accepted_on_month": "13"}, "Enter the month as a number"),
        (1, {"version": ""}, "did not say which version"),
    ],
)
def test_what_is_wrong_is_named(secretary, leroy, days, changed, error):
    answer = send(secretary, leroy, today() - days * DAY, **changed)

    assert (answer.status_code, error in answer.text) == (422, True)
    assert of(leroy) == [1]


def test_a_version_that_came_into_force_meanwhile_is_not_accepted_by_it(secretary, leroy, second):
    chair = in_group(leroy.group, "chair").user
    third = actions.adopt_agreement(actor=None, text="Keep it here, and lock your screen.")
    with pytest.raises(Refused, match="Another version is in force"):
        record(chair, leroy, second)
    with pytest.raises(Refused, match="between the day"):
        record(chair, leroy, third, on=today() - DAY)

    assert of(leroy) == [1]
    record(chair, leroy, third)
    assert of(leroy) == [1, 3]


def test_once_is_enough(secretary, leroy, second):
    record(secretary, leroy, second)

    with pytest.raises(Refused, match="have accepted the agreement that is in force"):
        record(secretary, leroy, second)
    assert of(leroy) == [1, 2]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_nobody_else_writes_it_down(group, leroy, second, role):
    other = in_group(group, role).user
    next_door = MembershipFactory(role="chair").user
    for outsider in (other, next_door):
        actions.accept_agreement(actor=outsider, agreement=second)
        assert send(outsider, leroy, today()).status_code == 404
        with pytest.raises(Refused, match="the secretary of the group can do this"):
            record(outsider, leroy, second)

    assert of(leroy) == [1]


def test_who_signs_in_accepts_it_alone_and_who_left_not_at_all(secretary, leroy, second):
    User.objects.filter(pk=leroy.user_id).update(email="leroy@example.org")
    assert send(secretary, leroy, today()).status_code == 403
    User.objects.filter(pk=leroy.user_id).update(email=None)
    Membership.objects.filter(pk=leroy.pk).update(ends_at=now())
    assert send(secretary, leroy, today()).status_code == 403

    assert of(leroy) == [1]
