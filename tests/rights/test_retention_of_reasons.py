"""Why somebody looked from outside, held something or began anew: kept for a time, then gone."""

from datetime import timedelta

import pytest

from accounts.models import LegalHold, SignInReset
from core.audit.models import Record
from deliberation.models import BreakGlass
from tests.factories import TopicFactory
from tests.publications.harbour import harbour
from tests.rights.test_retention import TODAY, YEAR, apply

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return harbour()


def glass(world, age, topic_number):
    """Somebody looked from outside, so long ago."""
    asked = TODAY - age - timedelta(hours=2)
    fields = {"asked_by": world.sally, "asked_at": asked, "ends_at": asked + timedelta(hours=2)}
    return BreakGlass.objects.create(topic_number=topic_number, space="members", **fields)


def test_why_somebody_looked_from_outside_goes_after_seven_years_unless_the_topic_is_held(world):
    held, free = TopicFactory(group=world.group), TopicFactory(group=world.group)
    LegalHold.objects.begin(held, world.group.pk, world.sally, "An inquest")
    old, new = glass(world, 8 * YEAR, free.pk), glass(world, 6 * YEAR, free.pk)
    under_a_hold = glass(world, 8 * YEAR, held.pk)
    assert dict(apply())["break_glass"] == [old.pk]
    assert set(BreakGlass.objects.values_list("pk", flat=True)) == {new.pk, under_a_hold.pk}
    records = Record.objects.filter(event="rows.expired").values_list("facts", flat=True)
    assert list(records) == [{"kind": "break_glass", "number": 1}]


def lifted(world, age):
    """A hold that two people lifted so long ago."""
    hold = LegalHold.objects.begin(TopicFactory(), world.group.pk, world.sally, "An inquest")
    moment = TODAY - age
    fields = {"lift_asked_by": world.sally, "lifted_by": world.marjorie, "lifted_at": moment}
    LegalHold.objects.filter(pk=hold.pk).update(lift_asked_at=moment, **fields)
    return hold


def test_why_something_was_held_goes_seven_years_after_it_was_lifted(world):
    old, new = lifted(world, 8 * YEAR), lifted(world, 6 * YEAR)
    in_force = LegalHold.objects.begin(TopicFactory(), world.group.pk, world.sally, "Another")
    removed = dict(apply())

    assert removed["holds"] == [old.pk]
    assert set(LegalHold.objects.values_list("pk", flat=True)) == {new.pk, in_force.pk}


def test_a_sign_in_reset_goes_a_year_after_it_could_be_used(world):
    fields = {
        "group": world.group,
        "begun_by": world.sally,
        "checked": "in_person",
        "state": "used",
    }
    old, new = (
        SignInReset.objects.create(
            person=world.doreen,
            begun_at=TODAY - age,
            expires_at=TODAY - age,
            words_hash="x",
            **fields,
        )
        for age in (2 * YEAR, YEAR / 2)
    )
    assert dict(apply())["resets"] == [old.pk]
    assert list(SignInReset.objects.all()) == [new]
