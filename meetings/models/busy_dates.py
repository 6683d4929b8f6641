"""Days on which people may not be free: festivals, school holidays, elections."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.dates import day


class BusyDateQuerySet(models.QuerySet["BusyDate"]):
    def touching(self, first: date, last: date) -> BusyDateQuerySet:
        """Those of which a day lies between ``first`` and ``last``, both included."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class BusyDate(models.Model):
    """A day, or some days in a row, of which whoever arranges a meeting then is warned.

    An administrator keeps them. Nothing is computed: which days matter differs from place to
    place, and some are certain only shortly before.

    :ivar note: what helps to choose a time, such as when the sun sets.
    :ivar is_expected: whether the days are not certain yet.
    """

    name = models.CharField(max_length=100)
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    is_expected = models.BooleanField(default=False)

    objects = BusyDateQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "last_day", "name")
        constraints = (
            models.CheckConstraint(
                name="a_busy_date_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
        )

    def __str__(self) -> str:
        return _("%(name)s (expected)") % {"name": self.name} if self.is_expected else self.name

    @property
    def days(self) -> str:
        """From when until when."""
        first, last = day(self.first_day), day(self.last_day)
        if first == last:
            return first
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
