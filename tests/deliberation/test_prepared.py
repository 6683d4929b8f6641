"""Questions that are compiled once answer as if they were written anew each time."""

from datetime import timedelta

import pytest
from django.db.models import BigIntegerField
from django.utils import timezone

from accounts.models import Membership, User
from core.clock import at, now, today
from core.conditions import NOTHING, among
from core.prepared import Given, GivenKeys, Prepared

USER = Given("user", BigIntegerField())


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


def test_the_clock_answers_with_the_moment_at_which_it_is_asked(people):
    """What is built from ``now()`` and ``today()`` says nothing of when it was built."""
    place = Membership.objects.get(user=people.member)
    elected_on = today() + timedelta(days=2)
    Membership.objects.filter(pk=place.pk).update(elected_on=elected_on)
    asked = Prepared(lambda: Membership.objects.current().filter(elected_on__lte=today()))
    answers = []
    for days in (1, 2, 1):
        with at(now() + timedelta(days=days)):
            answers.append(asked())
    assert answers == [[], [place], []]


def test_a_moment_that_would_stay_for_ever_is_refused(people):
    asked = Prepared(lambda: Membership.objects.filter(starts_at__lte=timezone.now(), user=USER))
    with pytest.raises(TypeError, match=r"would stay in a prepared question for ever"):
        asked(user=people.member.pk)


@pytest.mark.parametrize("way", ["prefetch_related", "a related manager", "dictionaries"])
def test_rows_that_would_come_without_what_belongs_to_them_are_refused(people, way):
    """The list is made of the statement alone: what a queryset adds afterwards is not there."""
    build = {
        "prefetch_related": Membership.objects.filter(user=USER).prefetch_related("group"),
        "a related manager": people.group.memberships.filter(user=USER),
        "dictionaries": Membership.objects.filter(user=USER).values("role"),
    }
    asked = Prepared(lambda: build[way])
    with pytest.raises(TypeError, match="A prepared question answers with its own rows alone"):
        asked(user=people.member.pk)


def test_a_value_that_is_missing_is_an_error_and_not_an_empty_answer(people):
    asked = Prepared(lambda: Membership.objects.current().filter(user=USER))
    with pytest.raises(KeyError, match="user"):
        asked(people=people.member.pk)


@pytest.mark.parametrize("number", [2**63, 10**30, -(10**30)])
def test_a_number_that_no_column_holds_is_that_of_nobody(people, number):
    asked = Prepared(lambda: Membership.objects.filter(user=USER))
    assert asked(user=number) == []


def keys(*, are_any=True):
    return GivenKeys("keys", list, are_any=are_any)


@pytest.mark.parametrize("path", ["pk", "user"])
def test_one_statement_holds_for_any_number_of_keys(people, path):
    everybody = [people.member, people.secretary, people.stranger]
    places = list(Membership.objects.filter(user__in=everybody).order_by("pk"))
    asked = Prepared(lambda: Membership.objects.filter(among(path, keys())).order_by("pk"))
    for number in (0, 1, 3, 2, 0):
        some = [place.pk if path == "pk" else place.user_id for place in places[:number]]
        assert asked(keys=some) == places[:number]


def test_nobody_is_among_no_keys_and_everybody_is_outside_them(people):
    outside = Prepared(lambda: User.objects.exclude(among("pk", keys())).order_by("pk"))
    assert outside(keys=[]) == list(User.objects.order_by("pk"))
    assert outside(keys=[people.member.pk]) == list(
        User.objects.exclude(pk=people.member.pk).order_by("pk")
    )


def test_keys_of_which_there_are_none_leave_out_their_branch(people):
    assert among("pk", keys(are_any=False)) is NOTHING
    assert Prepared(lambda: User.objects.filter(among("pk", keys(are_any=False))))(keys=[1]) == []


@pytest.mark.parametrize("reckons", [len, list, max, lambda keys: 1 in keys])
def test_a_question_cannot_reckon_with_keys_that_are_not_there_yet(reckons):
    with pytest.raises(TypeError):
        reckons(keys())


@pytest.mark.parametrize("lookup", ["pk__in", "pk"])
def test_keys_are_not_taken_for_one_value_by_another_lookup(lookup):
    with pytest.raises(TypeError, match="Keys that are given"):
        Prepared(lambda: User.objects.filter(**{lookup: keys()}))(keys=[1])
