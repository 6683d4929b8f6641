"""Advice never gets stuck on its way out: a check that does not come, and a start that was wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.policy import Refused
from publications import actions, canonical
from publications.models import Publication, Release
from tests.publications import harbour as world
from tests.publications.documents import laid_out
from tests.publications.test_release_actions import events
from tests.signing_in import signed_in

LATE = datetime(2026, 4, 2, 23, 0, tzinfo=UTC)  # the day after 5 working days, in British summer
SENTENCE = "Not checked by the police within the time they had for it"


def approve(harbour):
    actions.approve_release(actor=harbour.marjorie, release=harbour.release, version=1)


def test_the_police_lead_has_five_working_days_to_the_second(prepared):
    with clock.at(LATE - timedelta(seconds=1)), pytest.raises(Refused, match="checks the facts"):
        approve(prepared)
    with clock.at(LATE):
        approve(prepared)

    release = Release.objects.get()
    assert (release.state, release.unchecked, release.checked_by) == ("approved", True, None)
    assert events(prepared)[-1] == ("release.approved_unchecked", "Marjorie Penhale")


@pytest.mark.pdf
def test_the_edition_says_that_the_police_did_not_check_it(prepared, monkeypatch):
    monkeypatch.setattr("publications.actions.editions.render", laid_out)
    with clock.at(LATE):
        approve(prepared)
        edition = actions.publish_edition(
            actor=prepared.sally, release=Release.objects.get(), version=1
        )

    assert edition.text.count(SENTENCE) == 1
    assert dict(canonical.facts(edition.snapshot))["Facts"] == SENTENCE


@pytest.mark.pdf
def test_an_edition_that_was_checked_says_nothing_of_it(published):
    assert SENTENCE not in published.edition.text


def test_a_check_that_comes_at_the_last_moment_counts(prepared):
    """The chair’s page was drawn before it: what the edition says is what is so by then."""
    chairs = Release.objects.get()
    with clock.at(LATE):
        actions.check_release(actor=prepared.rob, release=prepared.release, version=1)
        actions.approve_release(actor=prepared.marjorie, release=chairs, version=1)

    release = Release.objects.get()
    assert (release.state, release.unchecked, release.checked_by) == (
        "approved",
        False,
        prepared.rob,
    )
    assert events(prepared)[-1] == ("release.approved", "Marjorie Penhale")


def test_the_police_can_still_check_late_while_nobody_has_gone_on(prepared):
    with clock.at(LATE):
        actions.check_release(actor=prepared.rob, release=prepared.release, version=1)
        approve(prepared)

    assert (Release.objects.get().unchecked, Release.objects.get().checked_by) == (
        False,
        prepared.rob,
    )


def test_what_is_prepared_again_is_to_be_checked_again(prepared):
    with clock.at(LATE):
        approve(prepared)
        actions.prepare_again(
            actor=prepared.sally, release=prepared.release, draft=world.draft(), version=1
        )
        release = Release.objects.get()
        with pytest.raises(Refused, match="checks the facts"):
            actions.approve_release(actor=prepared.marjorie, release=release, version=2)

    assert release.unchecked is False


def test_the_page_says_until_when_the_police_lead_has_time(prepared):
    page = signed_in(prepared.sally).get(prepared.release.get_absolute_url()).content.decode()

    assert "After that the chair can go on without it." in " ".join(page.split())


# --- thrown away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["prepared", "checked", "approved"])
def test_the_secretary_throws_it_away_and_starts_anew(state, request):
    harbour = request.getfixturevalue(state)
    actions.discard_release(actor=harbour.sally, release=harbour.release, version=1)
    actions.prepare_release(actor=harbour.sally, meeting=harbour.meeting, draft=world.draft())

    states = Release.objects.order_by("pk").values_list("state", flat=True)
    assert (list(states), Publication.objects.count()) == (["discarded", "prepared"], 1)


def test_nothing_more_happens_to_what_was_thrown_away(prepared):
    actions.discard_release(actor=prepared.sally, release=prepared.release, version=1)
    attempts = [
        lambda: actions.prepare_again(
            actor=prepared.sally, release=prepared.release, draft=world.draft(), version=1
        ),
        lambda: actions.check_release(actor=prepared.rob, release=prepared.release, version=1),
        lambda: actions.discard_release(actor=prepared.sally, release=prepared.release, version=1),
    ]
    for action in attempts:
        with pytest.raises(Refused):
            action()

    assert Release.objects.get().state == "discarded"


@pytest.mark.parametrize("name", ["marjorie", "rob", "doreen"])
def test_only_the_secretary_throws_it_away(prepared, name):
    with pytest.raises(Refused, match="Only the secretary"):
        actions.discard_release(actor=getattr(prepared, name), release=prepared.release, version=1)
    assert Release.objects.get().state == "prepared"


def test_it_is_thrown_away_after_one_more_question(prepared):
    client = signed_in(prepared.sally)
    path = f"/publications/release/{prepared.release.pk}/discard/"
    asked = client.get(path)
    before = Release.objects.get().state
    answer = client.post(path, {"version": 1})

    assert (asked.status_code, before) == (200, "prepared")
    assert (answer["Location"], Release.objects.get().state) == (
        "/publications/release/",
        "discarded",
    )
