"""A refusal says why, changes nothing, and is recorded with identities only."""

import pytest
from django.test import Client

from accounts.models import AdvisoryGroup
from core.audit.chain import broken_link
from core.audit.models import Record
from tests.factories import AdvisoryGroupFactory, UserFactory
from tests.portal.pages import REASON, WORDS
from tests.signing_in import signed_in

PATH = "/tests/refuse/"


@pytest.fixture
def group(db, settings):
    settings.ROOT_URLCONF = "tests.portal.pages"
    return AdvisoryGroupFactory(name="Harbour District IAG")


def refusals():
    return list(Record.objects.filter(event="refused"))


@pytest.mark.usefixtures("group")
def test_a_page_shows_the_reason_and_the_way_on():
    response = Client().post(PATH)
    body = response.content.decode()

    assert response.status_code == 403
    assert REASON in body
    assert "Nothing has been changed." in body
    assert WORDS not in body


@pytest.mark.usefixtures("group")
def test_a_script_gets_the_reason_as_json():
    response = Client().post(PATH, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (403, {"code": "refused", "reason": REASON})


@pytest.mark.usefixtures("group")
def test_a_button_of_a_live_page_gets_plain_words_and_swaps_nothing():
    response = Client().post(PATH, headers={"HX-Request": "true"})

    assert (response.status_code, response.content.decode()) == (403, REASON)
    assert (response["Content-Type"], response["HX-Reswap"], response["X-Refused"]) == (
        "text/plain; charset=utf-8",
        "none",
        "1",
    )


def test_the_record_holds_who_what_and_where_and_no_words(group):
    person = UserFactory(name="Doreen Whitcombe")
    client = signed_in(person)

    client.post(PATH)
    (record,) = refusals()

    assert (record.actor, record.group_id) == (person, group.pk)
    assert record.facts == {
        "permission": "meetings.open_meeting",
        "thing": f"advisorygroup.{group.pk}",
        "page": "tests-refuse",
    }
    assert broken_link(f"group.{group.pk}") is None


@pytest.mark.usefixtures("group")
def test_somebody_who_is_not_signed_in_is_nobody():
    Client().post(PATH)

    assert [record.actor for record in refusals()] == [None]


@pytest.mark.django_db(transaction=True)
def test_the_action_is_gone_and_the_refusal_stays(settings):
    settings.ROOT_URLCONF = "tests.portal.pages"
    settings.DATABASES["default"]["ATOMIC_REQUESTS"] = False
    AdvisoryGroupFactory(name="Harbour District IAG")

    Client().post(PATH)

    assert AdvisoryGroup.objects.get().name == "Harbour District IAG"
    assert len(refusals()) == 1
