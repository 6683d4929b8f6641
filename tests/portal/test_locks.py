"""A row is locked until commit on either database: two who press at once come one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.models import AdvisoryGroup, Organisation
from core.locks import lock, lock_all
from tests.factories import AdvisoryGroupFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def one_more(group_id, start, how):
    """Read, think, write: what is read under the lock is what nobody changes meanwhile."""
    group = AdvisoryGroup.objects.get(pk=group_id)
    start.wait()
    with transaction.atomic():
        how(group)
        name = AdvisoryGroup.objects.values_list("name", flat=True).get(pk=group_id)
        AdvisoryGroup.objects.filter(pk=group_id).update(name=name + "x")
    connection.close()


def all_of_them(group):
    lock_all(AdvisoryGroup.objects.filter(pk=group.pk))


@pytest.mark.parametrize("how", [lock, all_of_them])
def test_nobody_overwrites_what_another_wrote_meanwhile(how):
    group, start = AdvisoryGroupFactory(name=""), Barrier(AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(lambda _n: one_more(group.pk, start, how), range(AT_ONCE)))
    group.refresh_from_db()
    assert group.name == "x" * AT_ONCE


def test_it_changes_nothing_and_reads_anew_what_is_asked_for():
    group = AdvisoryGroupFactory(name="Harbour", code="HAR")
    AdvisoryGroup.objects.filter(pk=group.pk).update(name="Harbourside", code="HBS")
    with transaction.atomic():
        lock(group, "name")
    assert (group.name, group.code) == ("Harbourside", "HAR")
    assert AdvisoryGroup.objects.values_list("name", "code").get() == ("Harbourside", "HBS")


def test_what_hangs_on_it_is_read_anew_as_well():
    group = AdvisoryGroupFactory(organisation__name="Solentshire")
    assert group.organisation.name == "Solentshire"
    Organisation.objects.update(name="Solentshire Constabulary")
    with transaction.atomic():
        lock(group, "organisation")
    assert group.organisation.name == "Solentshire Constabulary"


def test_what_is_gone_is_not_locked_and_read():
    group = AdvisoryGroupFactory()
    AdvisoryGroup.objects.all().delete()
    with transaction.atomic(), pytest.raises(AdvisoryGroup.DoesNotExist):
        lock(group, "name")
