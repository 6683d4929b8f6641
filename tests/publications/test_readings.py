"""Who opened an edition while signed in: noted once, for them and for a withdrawal."""

import pytest
from django.test import Client

from publications import actions
from publications.models import Edition, EditionReading, Release
from publications.personal_data import editions_read
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
PAGE = "/publications/HAR-2026-S01/"


def test_a_visitor_without_an_account_leaves_no_trace(published):
    Client().get(PAGE)
    assert EditionReading.objects.count() == 0


def test_that_somebody_read_it_is_in_the_copy_of_their_data_and_goes_with_the_release(published):
    signed_in(published.doreen).get(PAGE)
    rows = list(editions_read(published.doreen))
    actions.remove_expired_releases(actor=None, ids=[Release.objects.get().pk])

    assert [row["edition"] for row in rows] == ["HAR-2026-S01, 1"]
    assert (EditionReading.objects.count(), Edition.objects.count()) == (0, 1)


def test_to_ask_whether_it_is_there_is_not_to_read_it(published):
    assert signed_in(published.doreen).head(PAGE).status_code == 200
    assert EditionReading.objects.count() == 0
