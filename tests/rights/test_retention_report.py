"""The report of the schedule: how many go by when, and nothing else."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import LegalHold
from core.clock import at
from meetings.models import Meeting
from tests.factories import AdvisoryGroupFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime(2035, 6, 1, 9, tzinfo=UTC)
YEAR = timedelta(days=365)


def test_it_counts_what_goes_by_when_removes_nothing_and_names_nobody():
    group = AdvisoryGroupFactory(name="Harbour District")
    held, _old, _soon = (
        Meeting.objects.create(
            group=group, title="Stop and search", starts_at=TODAY - age, state="ended",
            called_by=UserFactory(),
        )
        for age in (8 * YEAR, 8 * YEAR, 7 * YEAR - timedelta(days=20))
    )  # fmt: skip
    LegalHold.objects.begin(held, group.pk, UserFactory(), "An inquest")
    out = StringIO()
    with at(TODAY):
        call_command("retention_report", days=[0, 30], stdout=out)

    output = out.getvalue()
    lines = dict(line.split("\t", 1) for line in output.splitlines() if "\t" in line)
    assert lines["kind"] == "kept, days\tby 1 June 2035\tby 1 July 2035"
    assert (lines["meetings"], lines["topics"]) == ("2555\t1\t2", "2555\t0\t0")
    assert "Nothing is removed by itself" in output
    assert [word for word in ("Harbour", "Stop", "inquest") if word in output] == []
    assert Meeting.objects.count() == 3
