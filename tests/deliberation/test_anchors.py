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
        ("Ask Mr. Smith, e.g. Today? Yes.", ["Ask Mr. Smith, e.g. Today?", "Yes."]),
        ("Tell P. Jones and St. Ann’s etc. by May.", ["Tell P. Jones and St. Ann’s etc. by May."]),
        ("“Stop!” they said. Nobody did.", ["“Stop!” they said.", "Nobody did."]),
        ("1. Keep it.\n2. Say so.\n- Why", ["1. Keep it.", "2. Say so.", "- Why"]),
        ("门开着。为什么？因为。", ["门开着。", "为什么？", "因为。"]),
        ("لماذا؟ لأن.", ["لماذا؟", "لأن."]),
        ("दरवाज़ा खुला है। क्यों?", ["दरवाज़ा खुला है।", "क्यों?"]),
        (
            "It is 3.5 miles. It rose to 5. It fell.",
            ["It is 3.5 miles.", "It rose to 5.", "It fell."],
        ),
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


def test_a_sentence_that_is_the_end_of_an_earlier_one_is_changed_where_it_stands_alone():
    assert applied("The sign says: Stop. Stop.", "replace", "Stop.", "Wait.") == (
        "The sign says: Stop. Wait."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keep it. Say so.\nWhy not?", "Keep it.\nWhy not?"),
        ("Keep it.\nSay so.\nWhy not?", "Keep it.\nWhy not?"),
        ("Say so. Keep it.\nWhy not?", "Keep it.\nWhy not?"),
        ("Keep it.\nSay so. Why not?", "Keep it.\nWhy not?"),
        ("Keep it.\n\nSay so.", "Keep it."),
    ],
)
def test_lines_stay_lines_where_a_sentence_goes(text, expected):
    assert applied(text, "delete", "Say so.", "") == expected


def test_of_a_sentence_that_stands_twice_the_first_is_changed():
    assert applied("Stop. Go. Stop.", "replace", "Stop.", "Wait.") == "Wait. Go. Stop."
