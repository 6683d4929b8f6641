"""An edition as text, as data and as a table: what each holds, and what none does."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from core import clock
from core.names import folded
from core.spreadsheets import cell
from deliberation.models import Response
from publications import actions, canonical
from publications.formats import seal_of
from publications.formats.plain_text import COLUMNS, plain_text
from publications.jobs import lay_out_large_prints
from publications.models import Edition, LargePrint, Publication
from tests.pages.html import words_of
from tests.publications import harbour as world
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
DOC = Path(__file__).parents[2] / "docs" / "formats.md"
ADDRESS = "/publications/HAR-2026-S01"
FORMS = {
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    "/1.txt": "text/plain; charset=utf-8",
    "/1.json": "application/json",
    "/1.csv": "text/csv; charset=utf-8",
}
MAY = datetime(2026, 5, 6, 9, tzinfo=UTC)


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def data_of(answer):
    return json.loads(answer.content)


def answered(
    harbour, decision="accepted_in_part", reason="The telephone line stays; the door waits."
):
    with clock.at(MAY):
        actions.answer_and_publish(
            actor=harbour.rob,
            key_message=harbour.messages[0],
            decision=Response.Decision(decision),
            reason=reason,
        )


# --- rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("end", "kind"), FORMS.items())
def test_anyone_gets_each_form_of_a_public_edition_as_a_file_with_a_name(published, end, kind):
    answer = Client().get(ADDRESS + end)

    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    ending = end.rpartition(".")[2]
    assert answer["Content-Disposition"] == f'attachment; filename="HAR-2026-S01-1.{ending}"'
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("end", FORMS)
def test_a_readers_edition_is_there_in_no_form_for_others(published, end):
    Publication.objects.update(audience="readers")

    assert Client().get(ADDRESS + end).status_code == 404
    assert signed_in(published.doreen).get(ADDRESS + end).status_code == 200


def test_the_page_links_to_every_form_with_its_size(published):
    lay_out_large_prints()
    page = Client().get(f"{ADDRESS}/").content.decode()
    addresses = re.findall(r'href="(/publications/HAR-2026-S01/1\.[^"]+)"', page)

    assert [address.partition("/1.")[2] for address in addresses] == [
        "pdf", "large-print.pdf", "txt", "csv", "json",
    ]  # fmt: skip
    assert re.search(r"Plain text , \d\.\d\sKB", words_of(page))


# --- large print ----------------------------------------------------------------------------------


def test_large_print_is_laid_out_once_and_served_as_it_was_stored(published):
    before = Client().get(f"{ADDRESS}.large-print.pdf").status_code
    lay_out_large_prints()
    lay_out_large_prints()
    large_print = LargePrint.objects.get()
    answer = Client().get(f"{ADDRESS}.large-print.pdf")

    assert (before, answer.status_code) == (404, 200)
    assert hashlib.sha256(answer.content).hexdigest() == large_print.pdf_sha256
    name = 'attachment; filename="HAR-2026-S01-1-large-print.pdf"'
    assert answer["Content-Disposition"] == name
    verify = Client().get(f"/verify/{published.edition.code}/").content.decode()
    assert large_print.pdf_sha256 in verify
    with pytest.raises(TypeError, match="cannot be changed"):
        large_print.save()


def test_nothing_is_laid_out_of_what_was_withdrawn(published):
    actions.withdraw_edition(
        actor=published.marjorie, edition=published.edition, reason="mistake", words="It is wrong."
    )
    lay_out_large_prints()

    assert LargePrint.objects.count() == 0


# --- plain text -----------------------------------------------------------------------------------


def test_the_text_has_72_columns_and_cuts_no_word(published):
    rows = Client().get(f"{ADDRESS}.txt").content.decode().splitlines()

    assert max(map(len, rows)) <= COLUMNS
    assert rows[:2] == [world.draft().title, "=" * len(world.draft().title)]
    assert rows[rows.index("Advice given") + 1] == "-" * len("Advice given")


def test_a_word_that_is_too_long_stands_whole_on_a_line_of_its_own(published):
    long_word = "Llanfair" * 12
    snapshot = {**published.edition.snapshot, "lede": f"It is about {long_word} and no other."}
    rows = plain_text(snapshot, seal_of(published.edition)).splitlines()

    assert long_word in rows


# --- data -----------------------------------------------------------------------------------------


def test_the_text_in_the_data_has_the_hash_that_is_printed(published):
    data = data_of(Client().get(f"{ADDRESS}.json"))

    assert hashlib.sha256(data["text"].encode()).hexdigest() == data["text_sha256"]
    assert data["text_sha256"] == published.edition.text_sha256
    assert data["text"] == canonical.text(published.edition.snapshot)


def test_the_data_says_of_a_message_what_came_of_it_and_what_was_answered(published):
    answered(published)
    with clock.at(MAY):
        data = data_of(Client().get(f"{ADDRESS}.json"))
    first, last = data["messages"][0], data["messages"][-1]

    assert first["counts"] == {
        "support": 10, "reservations": 0, "live_with": 0, "stand_aside": 0, "object": 0,
    }  # fmt: skip
    assert first["response"] == {
        "status": "given",
        "due": None,
        "done_due": None,
        "answers": [
            {
                "decision": "accepted_in_part",
                "reason": "The telephone line stays; the door waits.",
                "answered_on": "2026-05-06",
                "proof": [],
                "next_response_on": None,
                "unaddressed_on": None,
                "answer_again_by": None,
            }
        ],
    }
    assert [m["response"]["status"] for m in data["messages"][1:4]] == ["overdue"] * 3
    assert (last["reference"], last["agreed"], last["response"]) == ("HAR-2026-004", False, None)
    assert last["views"] == [
        {"name": "For", "text": [world.FOR]},
        {"name": "Against", "text": [world.AGAINST]},
    ]


def test_every_name_of_the_data_and_every_column_stands_in_the_document(published):
    answered(published)
    data = data_of(Client().get(f"{ADDRESS}.json"))
    columns = table(Client().get(f"{ADDRESS}.csv"))[0]
    response = data["messages"][0]["response"]
    names = {*data, *data["messages"][0], *response, *response["answers"][0], *columns}
    documented = set(re.findall(r"`(\w+)`", DOC.read_text()))

    assert names - documented == set()


def test_an_earlier_edition_says_which_one_stands(published):
    edition = Edition.objects.get()
    edition.pk, edition.number, edition.code = None, 2, "BBBB-CCCC-DDDD"
    edition.save()

    assert data_of(Client().get(f"{ADDRESS}/1.json"))["superseded_by"] == 2
    assert data_of(Client().get(f"{ADDRESS}.json"))["superseded_by"] is None


# --- table ----------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_message(published):
    with clock.at(world.PUBLISHED):
        rows = table(Client().get(f"{ADDRESS}.csv"))
    third = rows[2]

    assert [row["reference"][-1] for row in rows] == ["1", "2", "3", "5", "4"]
    assert {name: third[name] for name in ("support", "reservations", "object", "status")} == {
        "support": "6", "reservations": "1", "object": "2", "status": "awaited",
    }  # fmt: skip
    assert (third["response_due"], third["published"]) == ("2026-04-30", "2026-04-02")
    assert third["views"] == f"Minority view: {world.MINORITY}"
    assert rows[4]["status"] == "no_agreed_view"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(begins):
    words = f"{begins}HYPERLINK(1)"

    assert cell(words) == f"'{words}"


def test_a_message_that_looks_like_a_formula_is_words_in_the_table(published):
    edition = Edition.objects.get()
    edition.snapshot["messages"][0]["text"] = '=HYPERLINK("https://example.org")'
    edition.pk, edition.number, edition.code = None, 2, "BBBB-CCCC-DDDD"
    edition.save()

    for path in (f"{ADDRESS}.csv", "/publications/messages.csv"):
        assert table(Client().get(path))[0]["message"] == '\'=HYPERLINK("https://example.org")'


# --- the index ------------------------------------------------------------------------------------


def test_the_index_holds_what_this_reader_may_read_and_nothing_else(published):
    other = world.harbour("FOR")
    Publication.objects.create(group=other.group, reference="FOR-2026-S01")  # nothing is out
    public = table(Client().get("/publications/messages.csv"))
    Publication.objects.filter(reference="HAR-2026-S01").update(audience="readers")
    closed = table(Client().get("/publications/messages.csv"))
    own = table(signed_in(published.doreen).get("/publications/messages.csv"))

    assert [len(rows) for rows in (public, closed, own)] == [5, 0, 5]


def test_the_index_costs_as_much_with_three_editions_as_with_one(
    published, django_assert_num_queries
):
    with django_assert_num_queries(2):
        for_one = table(Client().get("/publications/messages.csv"))
    for number in (2, 3):
        copied = Edition.objects.first()
        copied.pk, copied.number, copied.code = None, 1, f"BBBB-CCCC-DDD{number}"
        copied.publication = Publication.objects.create(
            group=published.group, reference=f"HAR-2026-S0{number}", title="T", audience="public"
        )
        copied.save()
    with django_assert_num_queries(2):
        three = table(Client().get("/publications/messages.csv"))

    assert (len(for_one), len(three)) == (5, 15)


# --- nothing that must stay inside ----------------------------------------------------------------


def every_form(client):
    """What each form says, by how its address ends."""
    ends = ("/", ".txt", ".json", ".csv")
    forms = {end: client.get(ADDRESS + end).content.decode() for end in ends}
    return forms | {"index": client.get("/publications/messages.csv").content.decode()}


def parts_of_names():
    return {part for name, _role, _way in world.PEOPLE for part in re.findall(r"\w{3,}", name)}


def test_no_form_holds_a_part_of_a_name_an_address_or_eight_words_of_a_post(published):
    post = folded(world.INSIDE).split()
    runs = {" ".join(post[start : start + 8]) for start in range(len(post) - 7)}
    emails = {
        getattr(published, name.split()[0].partition("-")[0].lower()).email
        for name, _, _ in world.PEOPLE
    }
    for form, content in every_form(Client()).items():
        words = set(re.findall(r"\w+", content.casefold()))
        assert {part for part in parts_of_names() if part.casefold() in words} == set(), form
        assert [email for email in emails if email in content] == [], form
        assert [run for run in runs if run in folded(content)] == [], form
        assert [w for w in (world.REASON, world.SENSITIVE) if w in content] == [], form
