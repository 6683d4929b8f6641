"""A body that reads an edition says that it received it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import OrganisationMembership
from core import clock
from core.policy import Refused
from publications import actions
from publications.models import Edition, Publication, Receipt
from tests.factories import OrganisationFactory, UserFactory
from tests.publications.harbour import BEFORE
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
PAGE = "/publications/HAR-2026-S01/"
CONFIRM = f"{PAGE}1/receipt/"
APRIL_24 = datetime(2026, 4, 24, 9, tzinfo=UTC)
BUTTON, RECEIVED = (
    "Confirm that you received it",
    "Received on 24 April 2026 by <bdi>Inspectorate</bdi>.",
)


@pytest.fixture
def reader(published):
    body = OrganisationFactory(name="Inspectorate", kind="national")
    person = UserFactory(name="Imran Reed")
    OrganisationMembership.objects.create(user=person, organisation=body, starts_at=BEFORE)
    return person


def words(client):
    return " ".join(client.get(PAGE).text.split())


def confirm(reader, published):
    with clock.at(APRIL_24):
        actions.confirm_receipt(actor=reader, edition=published.edition)


def test_a_reader_presses_once_and_the_group_reads_which_body_received_it(published, reader):
    with clock.at(APRIL_24):
        client = signed_in(reader)
        assert BUTTON in words(client)
        assert client.post(CONFIRM).status_code == 302
        client.post(CONFIRM)
        assert BUTTON not in words(client)

    assert Receipt.objects.count() == 1
    page = words(signed_in(published.doreen))
    assert RECEIVED in page
    assert "Imran" not in page


def test_nobody_outside_and_no_other_body_reads_who_received_it(published, reader):
    confirm(reader, published)
    other = UserFactory()
    OrganisationMembership.objects.create(
        user=other, organisation=OrganisationFactory(name="Ombudsman", kind="national")
    )

    assert "Received on" not in words(Client())
    assert "Received on" not in words(signed_in(other))
    assert "Received on" not in words(signed_in(UserFactory()))


@pytest.mark.parametrize("who", ["sally", "marjorie", "rob", "doreen"])
def test_who_reads_for_no_body_confirms_nothing(published, who):
    person = getattr(published, who)

    assert BUTTON not in words(signed_in(person))
    with pytest.raises(Refused, match="Only who reads for a national body"):
        actions.confirm_receipt(actor=person, edition=published.edition)
    assert signed_in(person).post(CONFIRM).status_code == 403


def test_no_receipt_is_given_for_what_was_withdrawn(published, reader):
    actions.withdraw_edition(
        actor=published.marjorie, edition=published.edition, reason="mistake", words="It is wrong."
    )
    refused = signed_in(reader).post(CONFIRM)

    assert refused.status_code == 403
    with pytest.raises(Refused, match="This edition has been withdrawn"):
        actions.confirm_receipt(actor=reader, edition=published.edition)
    Publication.objects.update(withdrawn_at=None)  # the next edition stands at its address
    another = Edition.objects.get(pk=published.edition.pk)
    another.pk, another.number, another.code = None, 2, "BBBB-CCCC-DDDD"
    another.save()
    assert signed_in(reader).post(CONFIRM).status_code == 403
    assert signed_in(reader).post(CONFIRM.replace("/1/", "/2/")).status_code == 302
    assert list(Receipt.objects.values_list("edition", flat=True)) == [another.pk]
