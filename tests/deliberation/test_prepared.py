"""Questions that are compiled once answer as if they were written anew each time."""

from datetime import timedelta

import pytest
from django.db.models import BigIntegerField, DateTimeField, Exists, Value

from accounts.models import AdvisoryGroup, Membership, User
from core.clock import at, now
from core.prepared import Given, Prepared, PreparedAnnotations

USER = Given("user", BigIntegerField())
MOMENT = Given("moment", DateTimeField())


def places_of(person):
    return {group: place.role for group, place in person.places.items()}


def test_each_person_gets_the_answer_to_their_own_values(people):
    asked = Prepared(lambda: Membership.objects.filter(user=USER))
    everybody = [people.member, people.secretary, people.stranger]
    answers = [[place.pk for place in asked(user=person.pk)] for person in everybody]
    assert answers == [
        list(Membership.objects.filter(user=person).values_list("pk", flat=True))
        for person in everybody
    ]


def test_it_is_built_once_however_often_it_is_asked(people):
    built = []

    def build():
        built.append(1)
        return Membership.objects.filter(user=USER).values_list("group", "role")

    asked = Prepared(build)
    assert [asked(user=person.pk) for person in (people.member, people.chair)] == [
        [(people.group.pk, "member")],
        [(people.group.pk, "chair")],
    ]
    assert built == [1]


def test_a_place_that_ends_is_gone_from_the_moment_it_ends(people):
    """What a moment kept from the first time would not show."""
    place = Membership.objects.get(user=people.member)
    assert places_of(people.member) == {people.group.pk: "member"}
    ends_at = now() + timedelta(hours=1)
    Membership.objects.filter(pk=place.pk).update(ends_at=ends_at)
    before, after = User.objects.get(pk=people.member.pk), User.objects.get(pk=people.member.pk)
    with at(ends_at - timedelta(seconds=1)):
        assert places_of(before) == {people.group.pk: "member"}
    with at(ends_at):
        assert places_of(after) == {}


def test_a_moment_that_would_stay_for_ever_is_refused(people):
    asked = Prepared(lambda: Membership.objects.current().filter(user=USER))
    with pytest.raises(TypeError, match=r"would stay in a prepared question for ever"):
        asked(user=people.member.pk)


def test_so_is_a_moment_in_an_annotation(people):
    current = Membership.objects.current().filter(user=USER)
    asked = PreparedAnnotations(AdvisoryGroup, lambda: {"here": Exists(current)})
    with pytest.raises(TypeError, match=r"would stay in a prepared question for ever"):
        asked(user=people.member.pk)


@pytest.mark.parametrize("way", ["prefetch_related", "a related manager"])
def test_rows_that_would_come_without_what_belongs_to_them_are_refused(people, way):
    """The list is made of the statement alone: what a queryset adds afterwards is not there."""
    build = {
        "prefetch_related": Membership.objects.filter(user=USER).prefetch_related("group"),
        "a related manager": people.group.memberships.filter(user=USER),
    }
    asked = Prepared(lambda: build[way])
    with pytest.raises(TypeError, match="A prepared question answers with its own rows alone"):
        asked(user=people.member.pk)


def test_a_value_that_is_missing_is_an_error_and_not_an_empty_answer(people):
    asked = Prepared(lambda: Membership.objects.filter(Membership.in_force("", MOMENT), user=USER))
    with pytest.raises(KeyError, match="moment"):
        asked(user=people.member.pk)


def test_annotations_stand_beside_any_question(people):
    asked = PreparedAnnotations(
        AdvisoryGroup,
        lambda: {"here": Exists(Membership.objects.filter(user=USER)), "seven": Value(7)},
    )
    groups = AdvisoryGroup.objects.filter(pk=people.group.pk)
    rows = [
        groups.annotate(**asked(user=pk)).values_list("here", "seven").get()
        for pk in (people.member.pk, 0)
    ]
    assert rows == [(True, 7), (False, 7)]
