"""What the secretary typed is kept when the deed is refused, and the refusal is on record."""

import pytest

from iag_portal.audit.models import Record
from publications.models import Release
from tests.publications.test_pages import form_of, step
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_everything_typed_is_kept_when_somebody_was_faster(prepared):
    typed = form_of(prepared, lede="One more opening.")
    answer = signed_in(prepared.sally).post(step(prepared, "meeting"), typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "A summary of this meeting is being prepared already." in page
    assert "One more opening." in page
    assert Record.objects.filter(event="refused", actor=prepared.sally).count() == 1
    assert Release.objects.count() == 1
