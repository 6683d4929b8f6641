import hashlib

import pytest
from django.test import Client

from publications.models import Edition, Publication
from publications.models.editions import CODE_LETTERS, new_code
from tests.publications import harbour as world

pytestmark = pytest.mark.pdf


def test_a_code_has_no_letters_that_are_read_for_others():
    assert set("01OILAEU").isdisjoint(CODE_LETTERS)
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {14}


def test_the_page_tells_title_day_and_both_hashes(published):
    edition = published.edition
    page = Client().get(f"/verify/{edition.code}/").content.decode()
    pdf = Client().get("/publications/HAR-2026-S01.pdf").content
    for words in (
        world.draft().title,
        "2 April 2026",
        "This document is genuine and current.",
        hashlib.sha256(edition.text.encode()).hexdigest(),
        hashlib.sha256(pdf).hexdigest(),
        edition.audit_head,
    ):
        assert words in page


def test_it_says_when_another_edition_has_replaced_it(published):
    old = Edition.objects.get().code
    edition = Edition.objects.get()
    edition.pk, edition.number, edition.code = None, 2, "BBBB-CCCC-DDDD"
    edition.save()
    assert "genuine, but edition 2" in Client().get(f"/verify/{old}/").content.decode()


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}"])
def test_a_code_may_be_typed_in_any_way(published, typed):
    code = published.edition.code
    typed = typed.format(code, code.lower(), code.replace("-", " "))
    assert Client().post("/verify/", {"code": typed}).url == f"/verify/{code}/"


def test_an_unknown_code_is_said_to_be_unknown(published):
    words = "No document has this code."
    answer = Client().post("/verify/", {"code": "ZZZZ-ZZZZ-ZZZZ"})
    opened = Client().get("/verify/ZZZZ-ZZZZ-ZZZZ/")
    assert (answer.status_code, opened.status_code) == (422, 404)
    assert words in answer.content.decode()
    assert words in opened.content.decode()
    assert "ZZZZ-ZZZZ-ZZZZ" in opened.content.decode()


def test_a_readers_document_can_be_verified_but_not_read_from_here(published):
    Publication.objects.update(audience="readers")
    page = Client().get(f"/verify/{published.edition.code}/").content.decode()
    assert "This document is genuine and current." in page
    assert "Read the document" not in page
    assert world.MINORITY not in page


def test_no_name_is_on_the_page(published):
    page = Client().get(f"/verify/{published.edition.code}/").content.decode()
    assert [name for name, _, _ in world.PEOPLE if name.split()[-1] in page] == []
