"""A reservation goes with its message where its author lets it, and in no other case."""

import pytest

from core.policy import Refused
from deliberation.models import Entitlement, Position
from publications import canonical
from publications.actions import prepare_release
from publications.snapshot import draw, messages, offered
from tests.publications import harbour as world

pytestmark = pytest.mark.django_db
APPROVED = "Zinnia: only if the line is answered at night"
KEPT = "Foxglove: nobody asked the night shift"
AGREED, NOT_AGREED = 1, 3  # of the messages of the harbour


def reserve(harbour, number, who, words, **more):
    asked = harbour.messages[number].rounds.get()
    person = getattr(harbour, who)
    more = {"choice": "reservations", "reason": words, **more}
    return Position.objects.create(round=asked, user=person, **more)


def drawn(harbour):
    return draw(harbour.meeting, world.draft(), reference="HAR-2026-S01", edition=1)


def test_what_its_author_approved_stands_under_the_message_without_a_name(harbour):
    before = canonical.text(drawn(harbour))
    reserve(harbour, AGREED, "gwen", APPROVED, may_be_published=True)
    reserve(harbour, AGREED, "doreen", KEPT)
    reserve(harbour, AGREED, "colin", KEPT, choice="object")
    after = canonical.text(drawn(harbour))

    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["A reservation", APPROVED]
    assert KEPT not in after


def test_several_stand_in_an_order_that_says_nothing_of_people(harbour):
    for who, words in (("gwen", "Zinnia"), ("doreen", "Aster"), ("colin", "Marigold")):
        reserve(harbour, AGREED, who, words, may_be_published=True)
    statements = drawn(harbour)["messages"][AGREED]["statements"]

    assert [words for statement in statements for words in statement["text"]] == [
        "Aster",
        "Marigold",
        "Zinnia",
    ]


def test_where_no_view_was_agreed_reservations_stand_after_both_views(harbour):
    reserve(harbour, NOT_AGREED, "gwen", APPROVED, may_be_published=True)
    (message,) = drawn(harbour)["not_agreed"]
    names = [name for name, _words in canonical.two_views(message)]

    assert names == ["For", "Against", "A reservation"]


def test_who_declared_an_interest_since_publishes_nothing(harbour):
    """Their position is kept under a legal hold, and counts no more."""
    position = reserve(harbour, AGREED, "gwen", APPROVED, may_be_published=True)
    mine = {"round": position.round, "user": position.user}
    Entitlement.objects.update_or_create(**mine, defaults={"recused": True, "reason": "Mine"})

    assert APPROVED not in canonical.text(drawn(harbour))


def test_a_name_in_a_reservation_is_found_before_anything_is_public(harbour):
    reserve(harbour, AGREED, "gwen", "Mrs Fairbrass put it well", may_be_published=True)

    with pytest.raises(Refused, match="The name “Fairbrass” occurs in a statement on"):
        prepare_release(actor=harbour.sally, meeting=harbour.meeting, draft=world.draft())


def test_more_messages_take_no_more_queries(harbour, django_assert_num_queries):
    references = [key_message.reference for key_message in offered(harbour.meeting)]

    for chosen in (references[:1], references[:3]):
        with django_assert_num_queries(4):
            messages(harbour.meeting, chosen)
