"""What the secretary typed is kept when the action is refused, and the refusal is on record."""

import pytest

from accounts.models import Membership
from core.audit.models import Record
from publications import actions
from publications.models import Edition, Release
from tests.publications import harbour as world
from tests.publications.test_pages import form_of, step
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_everything_typed_is_kept_when_somebody_was_faster(prepared):
    typed = form_of(prepared, lede="One more opening.")
    answer = signed_in(prepared.sally).post(step(prepared, "meeting"), typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This is being prepared already." in page
    assert "One more opening." in page
    assert Record.objects.filter(event="refused", actor=prepared.sally).count() == 1
    assert Release.objects.count() == 1


def pressed(release, kind, person, fields):
    """Status, the reasons on the page, refusals on record, whether the text can be read again."""
    page = signed_in(person, fresh=True).post(step(release, kind), fields)
    errors = [error for errors in page.context["form"].errors.values() for error in errors]
    reasons = [error for error in errors if error in page.text]
    refused = Record.objects.filter(event="refused", actor=person).count()
    return page.status_code, reasons, refused, world.draft().lede in page.text


@pytest.mark.parametrize(
    ("kind", "who", "fields"),
    [
        ("check/", "rob", {"decision": "yes", "version": 1}),
        ("check/", "rob", {"decision": "back", "note": "It is 15 May.", "version": 1}),
    ],
)
def test_a_check_of_what_was_prepared_anew_meanwhile_says_so_where_it_was_pressed(
    prepared, kind, who, fields
):
    actions.prepare_again(
        actor=prepared.sally, release=prepared.release, draft=world.draft(), version=1
    )
    moved_on = ["This has moved on meanwhile. Look at it again."]
    assert pressed(prepared, kind, getattr(prepared, who), fields) == (403, moved_on, 1, True)
    assert Release.objects.get().state == "prepared"


def test_an_approval_of_what_went_back_meanwhile_says_so_where_it_was_pressed(checked):
    actions.send_back(actor=checked.tariq, release=checked.release, version=1, note="No.")
    why = "This is not waiting for the chair’s approval. The police lead, or a second member in a group without one, checks the facts first."
    fields = {"decision": "yes", "version": 1}
    assert pressed(checked, "approve/", checked.marjorie, fields) == (403, [why], 1, True)
    assert Release.objects.get().state == "sent_back"


def test_a_press_of_publish_too_late_says_so_where_it_was_pressed(approved):
    actions.prepare_again(
        actor=approved.sally, release=approved.release, draft=world.draft(), version=1
    )
    why = ["This has not been approved by the chair."]
    assert pressed(approved, "publish/", approved.sally, {"version": 1}) == (403, why, 1, True)
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("lost", ["place", "role", "account"])
def test_what_a_chair_approved_is_not_published_when_they_are_chair_no_more(approved, lost):
    """It would say that the chair signed it; the chair of today has not read it."""
    place = Membership.objects.filter(user=approved.marjorie)
    if lost == "place":
        place.update(ends_at=world.APPROVED)
    elif lost == "role":
        place.update(role="member")
    else:
        type(approved.marjorie).objects.filter(pk=approved.marjorie.pk).update(is_active=False)
    why = [
        "Whoever approved this is not the chair any more. Prepare it again, so that the chair of today reads and approves it."
    ]
    assert pressed(approved, "publish/", approved.sally, {"version": 1}) == (403, why, 1, True)
    assert why[0] in signed_in(approved.sally).get(step(approved, "")).text
    assert why[0] not in signed_in(approved.rob).get(step(approved, "")).text
    assert Edition.objects.count() == 0
