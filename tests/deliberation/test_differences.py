"""What changed between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from deliberation.differences import Piece, differences


def test_removed_words_stand_before_those_that_came_in_their_place():
    assert differences("Keep the counter open", "Keep the telephone open") == [
        Piece("same", "Keep the "),
        Piece("removed", "counter"),
        Piece("added", "telephone"),
        Piece("same", " open"),
    ]


def test_two_equal_texts_are_one_piece():
    assert differences("Keep it", "Keep it") == [Piece("same", "Keep it")]


@given(st.text(), st.text())
def test_the_pieces_hold_both_texts_whole(before, after):
    pieces = differences(before, after)

    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
