"""Every row of the tables in ``docs/access/``: each page and form, for each kind of person.

A page is asked once for all its rows and all fourteen people, a few pages together. The tests then
look at the answers, each for one thing: what was said, to whom which words went, the headers, what
was written down, and whether what somebody may not know of looks exactly as if it were not there.
"""

from typing import NamedTuple

import pytest
from django.db import connection

from core.middleware.headers import policies
from tests.access import matrix, table
from tests.access.asking import GATE, Answer, ask
from tests.access.cases import Case
from tests.access.people import OUTSIDE, PEOPLE
from tests.access.rows import CASES
from tests.access.scans import of_page as scans_of
from tests.access.test_complete import somebody
from tests.access.world import VIDEO, WORDS
from tests.portal.test_headers import POLICY, policy_of
from tests.portal.test_headers_everywhere import EXTRA, check_inline

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
NAMES = sorted({case.name for case in CASES})
KEPT_FROM = {  # which words are for somebody else
    **{who: set(WORDS) for who in OUTSIDE},
    "member": {"briefing"},
    "secretary": {"members", "briefing"},
    "chair": {"named"},
    "police lead": {"members", "named"},
    "observer": {"members", "named", "briefing"},
}
# Whoever holds the code of a document, or looks through the glass as two agreed, has the words.
GIVEN = {
    ("publications:verify [for readers]", "group"): set(PEOPLE),
    ("publications:edition [for readers]", "group"): {"reader"},
    ("publications:past-edition [for readers]", "group"): {"reader"},
    ("publications:form [for readers]", "group"): {"reader"},
    ("publications:past-form [for readers]", "group"): {"reader"},
    ("publications:index", "group"): {"reader"},
    ("publications:group-answers", "group"): {"reader"},
    ("publications:organisation-answers", "group"): {"reader"},
    ("publications:list", "group"): {"reader"},
    ("deliberation:break-glass-read [of the administrator]", "group"): {"administrator"},
    ("deliberation:break-glass-read [of the administrator]", "members"): {"administrator"},
}
SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox"}  # of a file, not a page
FILES = (
    "accounts:my-data-file",
    "meetings:calendar-file",
    "group-record-file",
    "installation-record-file",
    "meetings:copy-file",
    "letter-file",
    "letters-file",
    "meetings:minutes-copy",
    "meetings:slide-large",
    "meetings:slide-small",
    "network:messages-pack",
    "network:messages-table",
    "publications:edition-photograph",
    "publications:past-pdf",
    "publications:pdf",
    "publications:form",
    "publications:past-form",
    "publications:index",
    "publications:proof-picture",
    "publications:release-photograph",
    "visits:photograph",
    "visits:visit-calendar",
)
FOR_ANYBODY = ("public-groups", "public-group", "public-feed", "robots")
KEPT_A_WHILE = {"Cache-Control": "public, max-age=300"}  # the same for everybody
OWN_POLICY = {
    **dict.fromkeys(FILES, SANDBOX),
    **dict.fromkeys((f"publications:{name}" for name in FOR_ANYBODY), KEPT_A_WHILE),
}
REFUSAL = {"audit_record", "audit_chain"}
OPENED = {*REFUSAL, "live_stream", "live_change", "meetings_papermark"}  # a paper was opened
OF_PAPERS = ("paper", "paper-text", "slide", "slide-large", "slide-small")
OF_EDITIONS = ("edition", "past-edition", "pdf", "past-pdf", "form", "past-form")
NOTED = {  # what looking writes down, by design
    "deliberation:topic": {"deliberation_readmark"},
    "deliberation:topic-members": {"deliberation_readmark"},
    "deliberation:note": {"deliberation_note"},
    **{f"meetings:{name}": OPENED for name in OF_PAPERS},
    **{f"publications:{name}": {"publications_editionreading"} for name in OF_EDITIONS},
}
SHOWN_AGAIN = {"deliberation:post-new": {"deliberation_readmark"}}


class Cell(NamedTuple):
    """One answer and what was asked.

    :ivar stale: what the first who gets in is answered when their factor was shown too long ago.
    """

    case: Case
    method: str
    who: str
    answer: Answer
    stale: Answer | None

    @property
    def place(self):
        return self.case.title, self.method, self.who


@pytest.fixture(scope="module", params=matrix.together(NAMES))
def cells(request, world):
    """Every answer of a few pages: of each of their rows, to each kind of person."""
    return [
        Cell(case, method, who, *asked(world, case, method, who))
        for case in CASES
        if case.name in request.param
        for method in case.methods
        for who in PEOPLE
    ]


def asked(world, case, method, who):
    """The answer, and that to a factor which was shown too long ago: of the first who gets in.

    Who is answered all the same needs no other.
    """
    if who != matrix.lets_in(GOLDEN[case.title, method]):
        return ask(world, case, method, who), None
    stale = ask(world, case, method, who, browser=matrix.stale(world, who))
    return ask(world, case, method, who) if stale.word == "fresh" else stale, stale


def test_the_table_is_true(world, cells):
    rows = {}
    stale = {cell.place: cell.stale.word for cell in cells if cell.stale}
    for cell in cells:
        rows.setdefault((cell.case, cell.method), {})[cell.who] = cell.answer.word
    asked = {
        (case.title, method): {"factor": factor(world, case, method, row, stale), **row}
        for (case, method), row in rows.items()
    }
    names = {cell.case.name for cell in cells}
    golden = {key: row for key, row in GOLDEN.items() if key[0].split(" ")[0] in names}

    assert one_by_one(asked) == one_by_one(golden)


def factor(world, case, method, row, stale):
    """As the matrix has it; ``stale``: what an old factor was answered, where it was asked."""
    place = case.title, method, matrix.lets_in(row)
    if place in stale:
        return "fresh" if stale[place] == "fresh" else ""
    return matrix.factor(world, case, method, row)


def one_by_one(rows):
    """Each cell by its page, method and person, so that a difference names them."""
    return {(*key, head): word for key, row in rows.items() for head, word in row.items()}


def test_no_word_goes_to_whom_it_is_not_for(cells):
    heard = {
        (*cell.place, name)
        for cell in cells
        for name in KEPT_FROM.get(cell.who, ())
        if WORDS[name].encode() in cell.answer.body + repr(cell.answer.headers).encode()
        and cell.who not in GIVEN.get((cell.case.title, name), ())
    }

    assert heard == set()


def test_the_headers_are_exact(cells):
    faults = {cell.place: wrong for cell in cells if (wrong := wrong_headers(cell))}

    assert faults == {}


# Where the video host has a frame.
FRAMED = {
    "meetings:live",
    "meetings:rehearsal [tomorrow]",
    "meetings:rehearsal-with [tomorrow]",
}


def wrong_headers(cell):
    """The headers that are not as they should be."""
    expected, policy = dict(POLICY), policy_of(cell.answer.response)
    if cell.answer.word == "yes":
        expected |= OWN_POLICY.get(cell.case.name, {})
    if cell.case.title in FRAMED and cell.answer.word in {"yes", "form"}:
        expected |= policies(VIDEO.origin)
    names = {*expected, *policy} - EXTRA.keys()
    return {name: policy.get(name) for name in names if policy.get(name) != expected.get(name)}


def test_no_page_has_code_or_style_in_it(cells):
    for cell in {(cell.place[:2], cell.answer.word): cell for cell in cells}.values():
        html = cell.answer.headers["Content-Type"].startswith("text/html")
        if html and cell.answer.word not in {"404", *GATE.values()}:
            check_inline(cell.answer.response)
            assert b" maxlength=" not in cell.answer.body  # it cuts what is pasted, unsaid


def test_a_refusal_says_why(cells):
    refused = [cell for cell in cells if cell.answer.word == "403"]

    assert [cell.place for cell in refused if not reason(cell.answer).strip()] == []


def reason(answer):
    """The sentence of a refusal."""
    if answer.headers["Content-Type"] == "application/json":
        return answer.response.json()["reason"]
    return str(answer.response.context["reason"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small")
def test_no_page_reads_a_growing_table_from_end_to_end(cells):
    pages = [cell for cell in cells if cell.method == "GET" and cell.answer.status == 200]
    scans = {cell.place: scans_of(cell.case.name, cell.answer.selects) for cell in pages}

    assert {place: tables for place, tables in scans.items() if tables} == {}


def test_only_an_action_that_is_allowed_changes_anything(cells):
    written = {cell.place: set(cell.answer.writes - may_write(cell)) for cell in cells}
    too_early = [cell for cell in cells if cell.stale and cell.stale.word == "fresh"]

    assert {place: tables for place, tables in written.items() if tables} == {}
    assert {cell.place: cell.stale.writes for cell in too_early if cell.stale.writes} == {}


def may_write(cell):
    """The tables that this answer may write to: looking writes down that somebody looked."""
    word = cell.answer.word
    if cell.method == "POST" and word == "yes":
        return cell.answer.writes
    if word == "form":  # the page is shown again, and that it was is noted as for a look
        return REFUSAL | SHOWN_AGAIN.get(cell.case.name, set())
    if word in ("403", "accept"):
        return REFUSAL
    return NOTED.get(cell.case.name, set()) if word == "yes" else set()


def test_a_head_is_a_get_without_a_body(world, cells):
    seen = {cell.place: cell.answer for cell in cells}
    gets, heads = {}, {}
    for case in {cell.case.name: cell.case for cell in reversed(cells)}.values():
        who = somebody(case)
        get = seen.get((case.title, "GET", who)) or ask(world, case, "GET", who)
        head = ask(world, case, "HEAD", who)
        gets[case.title] = get.status, b"", set()
        written = head.writes - REFUSAL - NOTED.get(case.name, set())
        heads[case.title] = head.status, head.body, written

    assert heads == gets


def test_what_one_may_not_know_of_looks_as_if_it_were_not_there(world, cells):
    hidden = [cell for cell in cells if cell.answer.word == "404" and cell.case.args]
    differences = {cell.place: difference(world, cell) for cell in hidden}

    assert {place: parts for place, parts in differences.items() if parts} == {}


def difference(world, cell):
    """In what the answer differs from that to an address which names nothing."""
    case, method, who, answer, _stale = cell
    path = case.path_to_nothing(world, who)
    known = vars(world).setdefault("nothing", {})
    if (method, path, who) not in known:
        nothing = ask(world, case, method, who, path=path)
        known[method, path, who] = nothing.settled(path), nothing.queries
    settled, queries = known[method, path, who]
    parts = ("status", "headers", "body")
    mine = answer.settled(case.path(world, who))
    other = [part for part, a, b in zip(parts, mine, settled, strict=True) if a != b]
    more = answer.queries - queries
    return [*other, f"{more} queries more"] if other or abs(more) > 1 else []
