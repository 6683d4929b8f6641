"""The police check facts within working days, and touch no advice by it."""

from datetime import UTC, datetime

import pytest

from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from publications import actions, canonical
from publications.jobs import tell_of_late_checks
from publications.models import Release
from tests.publications import harbour as world
from tests.signing_in import signed_in

LAST_DAY = datetime(2026, 4, 2, 9, tzinfo=UTC)  # five working days after Thursday 26 March


def told(kind):
    names = Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True)
    return sorted(names)


def release():
    return Release.objects.select_related("publication__group").get()


@pytest.mark.parametrize(
    ("days", "last_day"), [(1, (2026, 3, 27)), (5, (2026, 4, 2)), (6, (2026, 4, 7))]
)
def test_the_group_says_how_many_working_days_they_have(prepared, days, last_day):
    prepared.group.check_days = days
    prepared.group.save()

    assert release().last_check_day.timetuple()[:3] == last_day


def test_the_police_lead_is_told_on_the_last_day_once_and_the_chairs_after_it(prepared):
    for moment in (world.CHECKED, LAST_DAY, LAST_DAY.replace(hour=15)):
        with clock.at(moment):
            tell_of_late_checks()
    on_the_day = told("release.check_due"), told("release.check_late")
    with clock.at(LAST_DAY.replace(day=3)):
        tell_of_late_checks()

    assert on_the_day == (["Rob Ansty"], [])
    assert told("release.check_due") == ["Rob Ansty"]
    assert told("release.check_late") == ["Marjorie Penhale", "Tariq Osmani"]


def test_nobody_is_reminded_of_what_was_checked(checked):
    with clock.at(LAST_DAY):
        tell_of_late_checks()
        run_due_jobs()

    assert told("release.check_due") == []


def test_the_page_names_the_last_day(prepared):
    page = signed_in(prepared.sally).get(prepared.release.get_absolute_url()).content.decode()

    assert "the police lead does this by Thursday 2 April 2026" in " ".join(page.split())


@pytest.mark.parametrize("decision", ["yes", "back"])
def test_whatever_the_police_lead_sends_with_a_check_touches_no_word_of_the_edition(
    prepared, decision
):
    """Every field of the secretary’s form, and of the snapshot, sent with the verdict."""
    before = release().snapshot
    sent = {
        **dict.fromkeys((*before, "text", "not_names"), "The police say otherwise."),
        "references": ["HAR-2026-001"],
        "snapshot": "{}",
        "messages": "[]",
        "decision": decision,
        "note": "The day is 15 May.",
        "version": 1,
    }
    address = f"{prepared.release.get_absolute_url()}check/"
    with clock.at(world.CHECKED):
        answer = signed_in(prepared.rob).post(address, sent)

    assert answer.status_code == 302
    assert release().snapshot == before
    assert canonical.text(release().snapshot) == canonical.text(before)
    assert release().state == {"yes": "fact_checked", "back": "sent_back"}[decision]


def test_the_note_of_the_police_lead_stands_in_no_edition(prepared, harbour):
    with clock.at(world.CHECKED):
        actions.send_back(
            actor=prepared.rob, release=prepared.release, version=1, note="Say it more kindly."
        )
        actions.prepare_again(
            actor=prepared.sally, release=prepared.release, draft=world.draft(), version=1
        )

    assert "more kindly" not in canonical.text(release().snapshot)
