"""What was discussed without agreed view: never advice, always with both views."""

import pytest
from django.test import Client

from core.policy import Refused
from deliberation import actions as talk
from deliberation.models import KeyMessage, MinorityStatement
from publications import actions, canonical
from publications.models import Release
from publications.names import findings
from tests.pages.html import words_of
from tests.pdf.reading import body
from tests.pdf.reading import words_of as words_in
from tests.publications import harbour as world
from tests.publications.test_snapshot import snapshot_of
from tests.signing_in import signed_in

LIBRARY = "Move the desk into the library."


def parts(text):
    """What stands under "Advice given" and under "Discussed, no agreed view"; its last headings."""
    advice, open_ones, after = (
        text.rindex(str(canonical.HEADINGS[name])) for name in ("advice", "not_agreed", "next")
    )
    return text[advice:open_ones], text[open_ones:after]


@pytest.mark.pdf
def test_a_t2_a4_is_never_advice_and_stands_with_both_views_on_page_html_and_pdf(published):
    page = Client().get("/publications/HAR-2026-S01/").content.decode()
    html = words_in(page, 'class="app-document"')
    with published.edition.pdf.open("rb") as stored:
        pdf = stored.read()
    a4 = published.messages[3]
    listed = signed_in(published.doreen).get("/key-messages/?show=agreed").content.decode()
    own_page = words_of(signed_in(published.doreen).get(a4.get_absolute_url()).content.decode())

    for text in (published.edition.text, html, body(pdf)):
        advice, open_ones = parts(" ".join(text.split()))
        assert [words for words in (LIBRARY, world.FOR, world.AGAINST) if words in advice] == []
        for_it, against_it = f"For {world.FOR}", f"Against {world.AGAINST}"
        assert [words in open_ones for words in (LIBRARY, for_it, against_it)] == [True] * 3
    assert LIBRARY not in listed
    assert "Both views" in own_page
    assert own_page.index(f"For {world.FOR}") < own_page.index(f"Against {world.AGAINST}")


def test_how_many_signed_stands_beside_each_view(harbour):
    MinorityStatement.objects.filter(side="against", key_message=harbour.messages[3]).update(
        signers=3
    )

    assert canonical.two_views(snapshot_of(harbour)["not_agreed"][0]) == [
        ("For", [world.FOR]),
        ("Against, signed by 3 members", [world.AGAINST]),
    ]


def test_how_many_signed_stands_beside_agreed_advice_and_changes_what_was_prepared(prepared):
    statement = prepared.messages[2].statements.get()
    MinorityStatement.objects.filter(pk=statement.pk).update(signers=2)
    text = canonical.text(snapshot_of(prepared))

    assert f"Minority view, signed by 2 members\n{world.MINORITY}" in text
    with pytest.raises(Refused, match="The record of HAR-2026-003 has changed"):
        actions.check_release(actor=prepared.rob, release=prepared.release, version=1)
    assert Release.objects.get().state == Release.State.PREPARED


@pytest.mark.pdf
def test_publishing_fixes_both_views(published):
    statement = published.messages[3].statements.get(side="against")
    with pytest.raises(Refused, match="sent or published"):
        talk.withdraw_minority_statement(actor=published.colin, statement=statement)

    assert published.messages[3].statements.count() == 2


def test_why_and_to_whom_stand_between_the_words_and_what_came_of_them_and_name_nobody(harbour):
    KeyMessage.objects.filter(pk=harbour.messages[0].pk).update(
        why="Two buses each way", addressed_to="The force", why_version=1, why_by=harbour.colin
    )
    lines = canonical.text(snapshot_of(harbour)).splitlines()
    start = lines.index("HAR-2026-001")
    KeyMessage.objects.filter(pk=harbour.messages[0].pk).update(why="Mrs Fairbrass asked for it")
    named = findings(snapshot_of(harbour), harbour.meeting)

    assert lines[start + 2 : start + 4] == ["Addressed to: The force.", "Why: Two buses each way"]
    assert [(hit.words, hit.where) for hit in named] == [
        ("Fairbrass", "why the group says HAR-2026-001")
    ]
