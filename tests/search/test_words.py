"""What people type is words, whatever it looks like; what is shown is marked and harmless."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.search.index import rebuild
from core.search.letters import PLAIN, TO_PLAIN, TYPED
from core.search.marks import END, START, highlighted, restored, snippet
from core.search.models import Document
from core.search.phrases import phrases
from core.search.queries import find, results
from tests.factories import PostFactory
from tests.search.conftest import names

COMMANDS = ['"', "“", "NEAR(", "OR", "AND", "NOT", "-", "*", ":", "^", "(", ")", "text:", "\\", "'"]
COMMANDS += ["%s", "%", ";", "--", "\x00", "<->", "&", "|", "!", "𞤢", "a", "²", "_"]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("front counter", ["front", "counter"]),
        ('"front  counter" bus', ["front counter", "bus"]),
        ("“front counter”", ["front counter"]),
        ('bus "front counter', ["bus", "front counter"]),
        ("NEAR(a b) OR title:c*", ["NEAR(a", "b)", "OR", "title:c*"]),
        ("?! - *", []),
        ('""', []),
        ("y\u0302", ["\u0177"]),
    ],
)
def test_words_and_what_stands_in_quotation_marks(typed, parts):
    assert phrases(typed) == parts


def test_no_more_phrases_than_anybody_needs():
    assert len(phrases("a " * 200)) == 12


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=some.lists(some.sampled_from(COMMANDS) | some.text(max_size=6), max_size=8))
@pytest.mark.long("searches for forty texts")
def test_nothing_that_is_typed_is_a_command(world, parts):
    typed = " ".join(parts)
    wanted = phrases(typed.replace("\x00", ""))
    if wanted:
        hits = list(find(world.doreen, wanted))
        assert len(results(world.doreen, hits, wanted)) == len(hits)


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("They were moving chairs", "chair"),
        ("Stop and search at Tŷ Mawr", "ty mawr"),
        ("Mae’r cownter blaen ar gau yn Llanelli", '"cownter blaen" llanelli'),
        ("Body-worn video, £4.50 & more", "body-worn 4.50"),
        ("Ask O’Neill <now>", "o'neill now"),
        ("Stop and search", '"stop and search"'),
        ("Write to met.constabulary.uk today", "constabulary"),
    ],
)
def test_words_are_found_in_each_of_their_forms(world, body, typed):
    post = PostFactory(topic=world.topic, body=body)
    rebuild()

    assert world.find(world.doreen, typed) == names(post=post)


@pytest.mark.parametrize("typed", ['"counter front"', "front dandelion", '"and search stop"'])
def test_all_words_have_to_be_there_and_a_phrase_in_its_order(world, typed):
    PostFactory(topic=world.topic, body="The front counter: stop and search")
    rebuild()

    assert world.find(world.doreen, typed) == []


def test_the_title_weighs_more_than_the_text_and_the_newest_comes_first_of_equals(world):
    for body in ("Front", "Front"):
        PostFactory(topic=world.topic, body=body)
    rebuild()
    kinds = [hit.kind for hit in find(world.doreen, ["front"])]
    posts = [hit.row for hit in find(world.doreen, ["front"]) if hit.kind == "post"]

    assert kinds[0] == "topic"
    assert posts == sorted(posts, reverse=True)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Wrth y tŷ mawr", "Wrth y <mark>tŷ</mark> mawr"),
        ("tŷ.example/mawr", "<mark>tŷ</mark>.example/mawr"),
        ("ty.example/mawr", "<mark>ty</mark>.example/mawr"),
    ],
)
def test_words_are_marked_as_they_were_typed(world, words, marked):
    PostFactory(topic=world.topic, body=words)
    rebuild()
    hits = results(world.doreen, find(world.doreen, ["ty"]), ["ty"])

    assert [hit.text for hit in hits] == [marked]


def test_a_piece_is_cut_between_words_around_the_first_that_was_found():
    marked = f"{'before ' * 60}{START}found{END} {'after ' * 60}{START}found{END}"
    piece = snippet(marked)

    assert piece.startswith("… before before")
    assert piece.endswith("after after …")
    assert piece.count("<mark>found</mark>") == 1
    assert len(piece) < 450


@given(
    before=some.text(alphabet="ab <>&\"' ", max_size=300),
    word=some.text(alphabet="x<&", min_size=1, max_size=300),
    after=some.text(alphabet="ab <>&\"' ", max_size=300),
)
def test_a_piece_is_harmless_and_each_mark_is_closed(before, word, after):
    for html in (
        snippet(f"{before}{START}{word}{END}{after}"),
        highlighted(f"{before}{START}{word}{END}{after}"),
    ):
        assert html.count("<mark>") == html.count("</mark>") == 1
        assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


def test_a_text_in_plain_letters_gets_its_own_back():
    text = "Tŷ Ẁ don’t"
    plain = text.translate(TO_PLAIN)

    assert plain == "Ty W don t"
    assert restored(text, f"{START}Ty{END} W don t") == f"{START}Tŷ{END} Ẁ don’t"


def test_each_letter_has_one_plain_one():
    assert len(TYPED) == len(PLAIN) == len(set(TYPED))
    assert len(TYPED.translate(TO_PLAIN)) == len(TYPED)


@pytest.mark.django_db
def test_the_database_keeps_its_index_by_itself():
    """SQLite drops triggers when a migration remakes their table."""
    questions = {
        "sqlite": (
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
            3,
        ),
        "postgresql": (
            "SELECT count(*) FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%gin%%'",
            1,
        ),
    }
    question, number = questions[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question, [Document._meta.db_table])
        assert cursor.fetchone() == (number,)
