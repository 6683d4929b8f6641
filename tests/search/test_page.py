"""The page: words are posted, found, marked and turned over; nothing of them stays elsewhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.search.engine import engine
from core.search.index import rebuild
from core.search.phrases import phrases
from meetings.models import Meeting
from tests.access.scans import SMALL, scanned
from tests.accounts.pages import Page
from tests.factories import OrganisationMembershipFactory, PostFactory
from tests.pages.html import problems
from tests.search.conftest import WORD
from tests.signing_in import sign_in, signed_in


def posts(world, number, body="Cowslip"):
    for _one in range(number):
        PostFactory(topic=world.topic, author=world.doreen, body=body)
    rebuild()


def headings(answer):
    texts = Page(answer).texts
    return [text for path, text in texts if "main" in path and {"h1", "h2"} & set(path)]


def test_the_page_says_how_to_search(world):
    page = signed_in(world.doreen).get(reverse("search"))

    assert problems(page) == []
    assert "What to look for" in page.content.decode()
    assert page.context["form"].fields["place"].choices[0] == ("", "Everywhere")
    assert 'aria-current="true"' in page.content.decode().split('href="/search/"')[1][:60]


def test_results_say_where_they_are_and_mark_the_words(world):
    answer = world.search(world.doreen, "police", kind="post")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert problems(answer) == []
    assert "A marigold for the <mark>police</mark>" in text
    assert headings(answer) == ["Search", "1 result"]
    assert "Harbour IAG, Shared space" in text
    assert f'href="{world.shared.get_absolute_url()}"' in text
    assert "Doreen" in Page(answer).text_of("li")


def test_what_people_wrote_is_never_markup(world):
    posts(world, 1, body="<script>alert(1)</script> cowslip & <mark>")
    text = world.search(world.doreen, "cowslip").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>cowslip</mark> &amp; &lt;mark&gt;" in text


def test_nothing_found_comes_with_advice(world):
    answer = world.search(world.doreen, "dandelion")

    assert answer.status_code == 200
    assert headings(answer) == ["Search", "Nothing found"]
    assert "Check the spelling." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "error"),
    [("", "Enter what to look for"), ("?!", "Enter at least one word or number to look for")],
)
def test_no_words_are_an_error_of_the_field(world, typed, error):
    answer = world.search(world.doreen, typed, person="Doreen")

    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert answer.context["form"]["person"].value() == "Doreen"


def test_the_last_day_is_not_before_the_first(world):
    first = {"since_day": "2", "since_month": "1", "since_year": "2026"}
    last = {"until_day": "1", "until_month": "1", "until_year": "2026"}
    answer = world.search(world.doreen, **first, **last)

    assert answer.status_code == 422
    assert "The last day must be the same as or after the first day" in answer.content.decode()


def test_results_are_narrowed_by_place_kind_writer_and_day(world):
    def number(**narrowed):
        return world.search(world.doreen, **narrowed).context["page"].paginator.count

    assert number() == 12
    assert number(place=f"topic.{world.late.pk}") == 2
    assert number(place=f"meeting.{world.meeting.pk}") == 3
    assert number(kind="slide") == 2
    assert number(person="dor") == 4
    assert number(until_day="1", until_month="1", until_year="2020") == 0
    assert number(since_day="1", since_month="1", since_year="2020") == 12


def test_pages_are_turned_by_post_with_the_same_words(world):
    posts(world, 21)
    first = world.search(world.doreen, "cowslip")
    second = world.search(world.doreen, "cowslip", page="2")

    assert [len(page.context["results"]) for page in (first, second)] == [20, 1]
    buttons = [b for b in Page(first).attributes("button") if b.get("name") == "page"]
    assert [(button["form"], button["value"]) for button in buttons] == [("search", "2")]
    assert "?page" not in first.content.decode()
    assert headings(second) == ["Search", "21 results"]


def test_words_of_a_sensitive_paper_are_read_where_reading_is_written_down(world):
    answer = world.search(world.doreen, WORD, kind="slide")
    text = answer.content.decode()

    assert "One <mark>marigold</mark> or two" in text
    assert "Bury the" not in text
    assert "It is written down who opens an OFFICIAL-SENSITIVE paper." in text
    assert answer.context["marking"] == "OFFICIAL"  # its title has a tag, and no word is quoted


def test_a_page_without_sensitive_results_is_official(world):
    Meeting.objects.filter(pk=world.careful.pk).update(marking="official")

    assert world.search(world.doreen).context["marking"] == "OFFICIAL"


def test_the_words_stay_out_of_address_title_and_log(world, caplog):
    caplog.set_level("DEBUG")
    answer = world.search(world.doreen, "Thornapple")

    assert "thornapple" not in caplog.text.lower()
    assert "Thornapple" not in Page(answer).text_of("title")
    assert [
        form["action"] for form in Page(answer).attributes("form") if form.get("id") == "search"
    ] == ["/search/"]
    ignored = signed_in(world.doreen).get(reverse("search"), {"words": WORD})
    assert "page" not in ignored.context


def test_without_the_token_of_the_form_nothing_is_searched(world):
    client = sign_in(Client(enforce_csrf_checks=True), world.doreen)

    assert client.post(reverse("search"), {"words": WORD}).status_code == 403


def test_a_reader_searches_what_is_published(world):
    answer = signed_in(OrganisationMembershipFactory().user).post(
        reverse("search"), {"words": WORD}
    )

    assert headings(answer) == ["Search", "Nothing found"]


def test_three_results_cost_as_many_queries_as_one(world):
    counts = []
    for _number in range(2):
        posts(world, 1)
        client = signed_in(world.doreen)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("search"), {"words": "cowslip"})
        counts.append(len(queries))
        posts(world, 1)

    assert counts[0] == counts[1] <= 12


def test_several_pages_of_results_are_found_once_and_not_counted_besides(world, monkeypatch):
    """Rights are asked for each result: to count them would be to ask all of it again."""
    client, counts = signed_in(world.doreen), []
    for number in (1, 21):
        posts(world, number)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("search"), {"words": "cowslip"})
        counts.append(len(queries))
    monkeypatch.setattr("iag_portal.pages.search.AT_ONCE", 21)
    beyond = world.search(world.doreen, "cowslip")

    assert counts[0] == counts[1]
    assert headings(beyond) == ["Search", "22 results"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small")
@pytest.mark.parametrize("who", ["doreen", "marjorie", "rob"])
def test_a_search_reads_no_growing_table_from_end_to_end(world, who):
    client, asked = signed_in(getattr(world, who)), []

    def note(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.post(reverse("search"), {"words": WORD, "person": "e"})

    assert sum("MATCH" in sql for sql, _params in asked) == 2
    assert set().union(*(scanned(sql, params) for sql, params in asked)) - SMALL.keys() == set()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="what SQLite has beside the documents")
def test_words_are_marked_in_the_results_of_the_page_alone():
    marked = engine().marked([1, 2, 3], phrases(WORD))

    assert "VIRTUAL TABLE INDEX 0:=M" in marked.explain()  # a row by its number, and the words
