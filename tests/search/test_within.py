"""A search never looks at what stands in other groups, but for kinds that reach others."""

import pytest

from accounts.models import User
from core.search.index import rebuild
from core.search.models import ANYWHERE, Document
from core.search.phrases import phrases
from core.search.queries import find
from core.search.registry import every_source
from tests.factories import OrganisationMembershipFactory, PostFactory
from tests.search.conftest import WORD, rows

REACH_OTHERS = {
    "edition", "enquiry", "enquiry_answer", "forwarding", "national_topic", "released_message",
}  # fmt: skip


def test_these_kinds_reach_people_without_a_place_in_the_group():
    assert {source.kind for source in every_source() if source.reaches_others} == REACH_OTHERS


def test_nobody_opens_a_row_of_another_kind_in_a_group_of_others(world):
    OrganisationMembershipFactory()
    inside = [source for source in every_source() if not source.reaches_others]
    for person in User.objects.all():
        opened = {
            document.within
            for source in inside
            for document in Document.objects.filter(
                kind=source.kind, row__in=source.rows_for(person).values("pk")
            )
        }
        assert opened <= set(person.roles), person


def test_each_document_says_in_which_group_it_is_found(world):
    of_kinds = {document.kind: document.within for document in Document.objects.order_by("pk")}

    assert {of_kinds.pop(kind) for kind in REACH_OTHERS & of_kinds.keys()} <= {ANYWHERE}
    assert set(of_kinds.values()) <= {world.group.pk, *world.elsewhere.roles}
    assert world.group.pk in of_kinds.values()


def test_a_word_of_another_group_is_not_looked_at(world):
    """By a post of theirs that its rights would let through: the index is asked for own groups."""
    theirs = PostFactory(body="Their marigold")
    rebuild()
    mine = rows(world.doreen)
    Document.objects.filter(kind="post", row=world.shared.pk).update(within=theirs.group_id)

    assert set(mine) - set(rows(world.doreen)) == {f"post {world.shared.pk}"}


@pytest.mark.parametrize("number", ["1", "2", "0"])
def test_a_number_that_is_looked_for_is_not_taken_for_a_group(world, number):
    in_words = {
        document.pk
        for document in Document.objects.all()
        if number in f"{document.title} {document.text}".split()
    }

    for words in (number, f"{WORD} {number}"):
        assert {row.pk for row in find(world.doreen, phrases(words))} <= in_words, words
