"""Rules answer with a reason, and combine without losing it."""

import pytest

from core.policy import ALLOWED, Refused, Rule, Verdict, may, register, require, rule
from tests.factories import AdvisoryGroupFactory

PERSON = "Doreen"


@rule("Only members can do this.")
def is_member(person, thing):
    return thing["member"]


@rule("This meeting is not open.")
def is_open(person, thing):
    return thing["open"]


def thing(*, member, is_open):
    return {"member": member, "open": is_open}


def test_yes_is_true_and_needs_no_reason():
    verdict = is_member(PERSON, thing(member=True, is_open=True))

    assert (bool(verdict), verdict) == (True, ALLOWED)


def test_no_is_false_and_says_why():
    verdict = is_member(PERSON, thing(member=False, is_open=True))

    assert (bool(verdict), verdict.reason) == (False, "Only members can do this.")


@pytest.mark.parametrize(
    ("member", "open_", "reason"),
    [
        (True, True, ""),
        (True, False, "This meeting is not open."),
        (False, True, "Only members can do this."),
        (False, False, "Only members can do this."),
    ],
)
def test_both_must_hold_and_the_first_that_fails_is_named(member, open_, reason):
    verdict = (is_member & is_open)(PERSON, thing(member=member, is_open=open_))

    assert (bool(verdict), verdict.reason) == (reason == "", reason)


@pytest.mark.parametrize(
    ("member", "open_", "reason"),
    [
        (True, False, ""),
        (False, True, ""),
        (False, False, "This meeting is not open."),
    ],
)
def test_one_of_two_is_enough_and_the_last_that_fails_is_named(member, open_, reason):
    verdict = (is_member | is_open)(PERSON, thing(member=member, is_open=open_))

    assert (bool(verdict), verdict.reason) == (reason == "", reason)


def test_a_second_question_is_not_asked_in_vain():
    asked = []
    never = Rule(lambda person, thing: asked.append(person) or ALLOWED)

    (is_member & never)(PERSON, thing(member=False, is_open=True))
    (is_member | never)(PERSON, thing(member=True, is_open=True))

    assert asked == []


@pytest.fixture
def policy(monkeypatch):
    """A policy of its own, so that the portal's is left alone."""
    monkeypatch.setattr("core.policy._POLICY", {})
    register({"doors.open": is_member & is_open})


@pytest.mark.usefixtures("policy")
def test_a_permission_is_asked_by_name():
    assert may(PERSON, "doors.open", thing(member=True, is_open=True)) == ALLOWED
    assert may(PERSON, "doors.open", thing(member=True, is_open=False)) == Verdict(
        allowed=False, reason="This meeting is not open."
    )


@pytest.mark.usefixtures("policy")
def test_a_permission_nobody_defined_is_an_error_and_never_a_yes():
    with pytest.raises(KeyError):
        may(PERSON, "doors.paint", thing(member=True, is_open=True))


@rule("This cannot be known.")
def breaks(person, thing):
    raise LookupError(person)


@pytest.mark.parametrize("broken", [breaks, breaks | is_open, breaks & is_open, is_open & breaks])
@pytest.mark.usefixtures("policy")
def test_a_rule_that_breaks_is_an_error_and_never_a_yes(broken):
    register({"doors.paint": broken})
    for asked in (may, require):
        with pytest.raises(LookupError):
            asked(PERSON, "doors.paint", thing(member=True, is_open=True))


@pytest.mark.usefixtures("policy")
def test_a_permission_is_defined_once():
    with pytest.raises(ValueError, match=r"doors\.open"):
        register({"doors.open": is_open})


@pytest.mark.usefixtures("policy")
def test_what_is_required_and_missing_is_refused_with_the_reason_and_the_name_of_the_rule():
    with pytest.raises(Refused) as refused:
        require(PERSON, "doors.open", thing(member=False, is_open=True))

    assert str(refused.value) == "Only members can do this."
    assert refused.value.permission == "doors.open"


@pytest.mark.usefixtures("policy")
def test_what_is_required_and_there_goes_through():
    require(PERSON, "doors.open", thing(member=True, is_open=True))


@pytest.mark.django_db
def test_a_refusal_points_at_the_thing_and_its_group_without_its_words():
    membership_group = AdvisoryGroupFactory(name="Harbour District IAG")
    topic_like = type("Topic", (), {"group_id": membership_group.pk})()

    assert Refused("No.", thing=membership_group).thing == f"advisorygroup.{membership_group.pk}"
    assert Refused("No.", thing=topic_like).group_id == membership_group.pk
    assert (Refused("No.").thing, Refused("No.").group_id) == ("", None)
