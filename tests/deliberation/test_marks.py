"""A page that shows something of a marked topic carries its mark, whatever it is a page of."""

import pytest

from deliberation import actions
from deliberation.actions import Asked
from tests.factories import KeyMessageFactory, TopicFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
MARK = "OFFICIAL-SENSITIVE"


@pytest.fixture(params=["official", "official_sensitive"])
def topic(request, people):
    return TopicFactory(group=people.group, marking=request.param, title="Night bus")


def test_the_home_page_that_asks_for_a_position(people, topic):
    message = KeyMessageFactory(topic=topic, text="Keep the patrol")
    actions.open_agreement_round(
        actor=people.chair, key_message=message, asked=[Asked(people.member)]
    )

    home = signed_in(people.member).get("/").content.decode()

    sensitive = topic.marking == "official_sensitive"
    assert ("Keep the patrol" in home, MARK in home) == (not sensitive, sensitive)
    assert "app-marking" not in home  # the row has its tag, the page no banner


def test_the_home_page_of_somebody_who_is_not_asked(people, topic):
    assert MARK not in signed_in(people.member).get("/").content.decode()


def test_the_home_page_that_asks_to_accept_the_handling(people, topic):
    actions.change_handling(actor=people.chair, topic=topic, text="Do not copy", first=True)

    home = signed_in(people.member).get("/").content.decode()

    assert "Night bus" in home
    assert (MARK in home) == (topic.marking == "official_sensitive")


def test_the_page_of_a_legal_hold(people, topic):
    actions.hold_topic(actor=people.chair, topic=topic, reason="An inquest")

    page = signed_in(people.secretary).get(f"/topics/{topic.pk}/hold/").content.decode()

    assert "An inquest" in page
    assert (MARK in page) == (topic.marking == "official_sensitive")


@pytest.mark.parametrize("address", ["/topics/", "/key-messages/", "/"])
def test_a_list_tags_its_rows_and_has_neither_banner_nor_watermark(people, topic, address):
    KeyMessageFactory(topic=topic, text="Keep the patrol")
    actions.open_agreement_round(
        actor=people.chair, key_message=topic.key_messages.get(), asked=[Asked(people.member)]
    )
    page = signed_in(people.member).get(address).content.decode()

    assert (MARK in page) == (topic.marking == "official_sensitive")
    assert [name for name in ("app-marking", "data-watermark") if name in page] == []
