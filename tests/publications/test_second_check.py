"""A group without a police lead publishes too: a second member checks the facts."""

from datetime import timedelta

import pytest

from accounts.models import Membership, Role
from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from publications import actions, canonical
from publications.jobs import tell_of_late_checks
from publications.models import Release
from publications.models.releases import CHECK_WITHIN
from tests.factories import MembershipFactory, UserFactory
from tests.pages.html import words_of
from tests.publications import harbour as world
from tests.publications.documents import laid_out
from tests.signing_in import signed_in

SENTENCE = "Checked by a second member of the group; it had no police lead"


@pytest.fixture
def alone(harbour):
    """The same group, whose police lead has left; a summary is prepared."""
    with clock.at(world.PREPARED - timedelta(hours=1)):
        Membership.objects.filter(user=harbour.rob).update(ends_at=clock.now())
    with clock.at(world.PREPARED):
        harbour.release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft()
        )
    return harbour


@pytest.fixture
def asked(alone):
    ask(alone)
    return alone


def now_in(harbour):
    return Release.objects.select_related("publication__group", "meeting").get(
        pk=harbour.release.pk
    )


def ask(harbour, name="doreen", by="marjorie"):
    with clock.at(world.PREPARED):
        actions.ask_second_check(
            actor=getattr(harbour, by),
            release=now_in(harbour),
            user=getattr(harbour, name),
            version=1,
        )


def check(harbour, name="doreen"):
    with clock.at(world.CHECKED):
        actor = getattr(harbour, name)
        actions.check_release(actor=actor, release=now_in(harbour), version=1)


def approve(harbour, name="marjorie"):
    with clock.at(world.APPROVED):
        actor = getattr(harbour, name)
        actions.approve_release(actor=actor, release=now_in(harbour), version=1)


def tell_later(harbour):
    """What the job tells when the time for the check is over."""
    with clock.at(world.PREPARED + CHECK_WITHIN):
        tell_of_late_checks()


def told_to_ask():
    kind = Notice.objects.filter(kind="release.second_check_needed")
    return sorted(kind.values_list("recipient__name", flat=True))


def police_lead_joins(harbour, at=world.PREPARED):
    harbour.nadia = UserFactory(name="Nadia Newlead")
    MembershipFactory(user=harbour.nadia, group=harbour.group, role=Role.POLICE_LEAD, starts_at=at)


@pytest.mark.pdf
def test_the_edition_says_who_checked_its_facts(asked, monkeypatch):
    monkeypatch.setattr("publications.actions.editions.render", laid_out)
    check(asked)
    approve(asked)
    with clock.at(world.PUBLISHED):
        edition = actions.publish_edition(actor=asked.sally, release=now_in(asked), version=1)

    assert edition.text.count(SENTENCE) == 1
    assert dict(canonical.facts(edition.snapshot))["Facts"] == SENTENCE


@pytest.mark.parametrize("name", ["marjorie", "sally", "rob", "dele", "hannah"])
def test_only_a_member_who_is_not_the_chair_and_did_not_prepare_it_is_asked(alone, name):
    with pytest.raises(Refused, match="Ask another member"):
        ask(alone, name)
    assert now_in(alone).asked_to_check is None


def test_a_vice_chair_who_asks_does_not_ask_themselves(alone):
    with pytest.raises(Refused, match="Ask another member"):
        ask(alone, "tariq", by="tariq")


@pytest.mark.parametrize("name", ["sally", "doreen"])
def test_only_the_chair_asks(alone, name):
    with pytest.raises(Refused, match="Only the chair"):
        ask(alone, "piotr", by=name)


def test_where_there_is_a_police_lead_nobody_else_is_asked(prepared):
    with pytest.raises(Refused, match="The group has a police lead"):
        ask(prepared)


def test_only_the_one_who_was_asked_checks_it_and_sees_it(asked):
    with pytest.raises(Refused, match="the member whom the chair asks"):
        check(asked, "piotr")

    assert signed_in(asked.doreen).get(asked.release.get_absolute_url()).status_code == 200
    assert signed_in(asked.piotr).get(asked.release.get_absolute_url()).status_code == 404


def test_who_was_asked_and_is_a_member_no_more_does_not_see_it(asked):
    path = asked.release.get_absolute_url()
    before = signed_in(asked.doreen).get(path).status_code
    Membership.objects.filter(user=asked.doreen).update(role=Role.OBSERVER)
    doreen = type(asked.doreen).objects.get(pk=asked.doreen.pk)

    assert (before, signed_in(doreen).get(path).status_code) == (200, 404)
    assert not Release.objects.visible_to(doreen).exists()


def test_whom_the_chair_asked_before_is_not_asked_any_more(asked):
    ask(asked, "piotr")

    with pytest.raises(Refused, match="the member whom the chair asks"):
        check(asked)
    assert signed_in(asked.doreen).get(asked.release.get_absolute_url()).status_code == 404


def test_who_checked_does_not_approve(alone):
    ask(alone, "tariq")
    check(alone, "tariq")

    with pytest.raises(Refused, match="earlier part"):
        approve(alone, "tariq")


def test_without_a_police_lead_no_time_goes_by_for_want_of_a_check(alone):
    """“The police did not check it in time” would not be true: there were none."""
    with clock.at(world.PREPARED + CHECK_WITHIN), pytest.raises(Refused, match="second member"):
        actions.approve_release(actor=alone.marjorie, release=now_in(alone), version=1)
    with clock.at(world.PREPARED + CHECK_WITHIN):
        tell_of_late_checks()
    assert not Notice.objects.filter(kind="release.check_late").exists()


# --- A police lead joins meanwhile ----------------------------------------------------------------


def test_a_police_lead_who_joins_before_the_check_does_it(asked):
    police_lead_joins(asked)

    with pytest.raises(Refused, match="the member whom the chair asks"):
        check(asked)
    check(asked, "nadia")
    assert (now_in(asked).checked_by, now_in(asked).second_checked) == (asked.nadia, False)


def test_they_have_five_days_from_when_they_joined(asked):
    joined = world.PREPARED + timedelta(days=3)
    police_lead_joins(asked, at=joined)

    with clock.at(joined + CHECK_WITHIN - timedelta(seconds=1)):
        assert now_in(asked).is_check_late is False
    with clock.at(joined + CHECK_WITHIN):
        assert now_in(asked).is_check_late is True


def test_a_check_that_was_made_before_they_joined_stands(asked):
    check(asked)
    police_lead_joins(asked, at=world.CHECKED)
    approve(asked)

    assert (now_in(asked).state, now_in(asked).second_checked) == ("approved", True)


def test_the_page_says_who_checks_now(asked):
    path = asked.release.get_absolute_url()
    before = words_of(signed_in(asked.marjorie).get(path).content.decode())
    police_lead_joins(asked)
    after = words_of(signed_in(asked.marjorie).get(path).content.decode())

    assert "Doreen Whitcombe does this, because the group has no police lead." in before
    assert "so Doreen Whitcombe is not asked any more." in after


# --- Pages and notices ----------------------------------------------------------------------------


def test_the_chair_asks_by_a_page_and_the_member_checks_by_the_same_page(alone):
    path = f"/publications/release/{alone.release.pk}"
    chair, doreen = signed_in(alone.marjorie), signed_in(alone.doreen)
    empty = chair.post(f"{path}/ask/", {"version": 1})
    chair.post(f"{path}/ask/", {"user": alone.doreen.pk, "version": 1})
    doreen.post(f"{path}/check/", {"decision": "yes", "note": "", "version": 1})

    assert (empty.status_code, now_in(alone).state) == (422, "fact_checked")
    assert now_in(alone).second_checked is True


def test_only_who_is_asked_finds_the_way_from_the_library(asked):
    desk = 'href="/publications/release/"'
    ways = [
        desk in signed_in(person).get("/publications/").text
        for person in (asked.doreen, asked.piotr)
    ]

    assert ways == [True, False]
    assert asked.release.get_absolute_url() in signed_in(asked.doreen).get(desk[6:-1]).text


def test_a_version_that_moved_on_is_not_asked_about(alone):
    with pytest.raises(Refused, match="moved on meanwhile"):
        actions.ask_second_check(
            actor=alone.marjorie, release=now_in(alone), user=alone.doreen, version=2
        )


def test_the_chairs_are_told_to_ask_and_the_member_that_they_are_asked(alone):
    run_due_jobs()
    ask(alone)
    run_due_jobs()
    notices = Notice.objects.order_by("recipient").values_list("kind", "recipient__name")

    assert set(notices) == {
        ("release.second_check_needed", "Marjorie Penhale"),
        ("release.second_check_needed", "Tariq Osmani"),
        ("release.check_asked", "Doreen Whitcombe"),
    }


@pytest.mark.parametrize("how", ["became an observer", "left", "is suspended"])
def test_the_chairs_are_told_to_ask_anew_when_who_was_asked_can_check_no_more(asked, how):
    place, path = asked.doreen.memberships.all(), asked.release.get_absolute_url()
    if how == "became an observer":
        place.update(role=Role.OBSERVER)
    elif how == "left":
        place.update(ends_at=world.PREPARED)
    else:
        type(asked.doreen).objects.filter(pk=asked.doreen.pk).update(is_active=False)
    tell_later(asked)
    page = words_of(signed_in(asked.marjorie).get(path).content.decode())

    assert told_to_ask() == ["Marjorie Penhale", "Tariq Osmani"]
    assert "so the chair asks a second member." in page
    assert "Doreen Whitcombe does this" not in page


def test_the_chairs_are_told_to_ask_when_the_police_lead_has_left_meanwhile(prepared):
    Membership.objects.filter(user=prepared.rob).update(ends_at=world.PREPARED)
    tell_later(prepared)
    tell_later(prepared)  # once

    assert told_to_ask() == ["Marjorie Penhale", "Tariq Osmani"]


def test_while_who_was_asked_can_check_it_nobody_is_told_to_ask(asked):
    tell_later(asked)

    assert told_to_ask() == []


def test_a_request_to_ask_is_over_once_somebody_can_check_it(alone):
    before = now_in(alone).lacks_checker
    ask(alone)
    while_asked = now_in(alone).lacks_checker
    Membership.objects.filter(user=alone.doreen).update(role=Role.OBSERVER)
    after_change = now_in(alone).lacks_checker
    police_lead_joins(alone)

    assert (before, while_asked, after_change) == (True, False, True)
    assert now_in(alone).lacks_checker is False


def test_what_is_prepared_again_is_asked_about_again(asked):
    check(asked)
    actions.prepare_again(actor=asked.sally, release=now_in(asked), draft=world.draft(), version=1)

    release = now_in(asked)
    assert (release.asked_to_check, release.checked_by, release.state) == (None, None, "prepared")
