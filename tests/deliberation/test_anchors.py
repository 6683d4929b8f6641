"""One sentence of a text: found, and changed."""

import pytest

from deliberation.anchors import applied, split

TEXT = "Keep the door open. Say so at www.example.org! Why not?"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (TEXT, ["Keep the door open.", "Say so at www.example.org!", "Why not?"]),
        ("No full stop", ["No full stop"]),
        ("One line\nand another", ["One line", "and another"]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_sentences(text, sentences):
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        (
            "replace",
            "Tell people at the door!",
            "Keep the door open. Tell people at the door! Why not?",
        ),
        (
            "insert",
            "And mean it.",
            "Keep the door open. Say so at www.example.org! And mean it. Why not?",
        ),
        ("delete", "", "Keep the door open. Why not?"),
    ],
)
def test_a_sentence_is_replaced_followed_or_deleted(kind, words, expected):
    assert applied(TEXT, kind, "Say so at www.example.org!", words) == expected


def test_a_sentence_that_stands_there_no_more_is_not_found_inside_of_another():
    assert applied("Do not keep the door open.", "delete", "keep the door open.", "") is None


def test_nothing_is_left_of_a_text_whose_only_sentence_goes():
    assert applied("Keep it.", "delete", "Keep it.", "") == ""
