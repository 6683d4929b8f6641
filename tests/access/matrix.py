"""The rows of the matrix, as the portal answers them now."""

import pytest

from tests.access.asking import ask
from tests.access.people import PEOPLE, STALE, VERIFIED, Browser, client_of

TOGETHER = 4  # in one test: to set one up, and to tell of it, costs as much as a question


def together(things, name=str):
    """``things``, a few in each test, which is named by all of them: ``-k`` finds each."""
    some = [things[start : start + TOGETHER] for start in range(0, len(things), TOGETHER)]
    return [pytest.param(each, id=" ".join(map(name, each))) for each in some]


def rows(world, cases):
    """``{(title, method): {head: cell}}``, as ``table.read`` answers them."""
    return {
        (case.title, method): row(world, case, method) for case in cases for method in case.methods
    }


def row(world, case, method):
    """What each kind of person gets, and whether a factor is asked for."""
    cells = {who: ask(world, case, method, who).word for who in PEOPLE}
    return {"factor": factor(world, case, method, cells), **cells}


def lets_in(cells):
    """The first kind of person who gets what they asked for; empty when nobody does."""
    allowed = [who for who in VERIFIED if cells[who] in ("yes", "page", "form", "accept")]
    return allowed[0] if allowed else ""


def factor(world, case, method, cells):
    """``fresh`` where those who may are asked for a factor that was shown minutes ago."""
    who = lets_in(cells)
    if not who:
        return ""
    again = ask(world, case, method, who, browser=stale(world, who)).word
    return "fresh" if again == "fresh" else ""


def stale(world, who):
    """Their browser when they showed their factor too long ago."""
    kept = vars(world).setdefault("stale", {})
    if who not in kept:
        kept[who] = Browser(client_of(world, who, seconds=STALE))
    return kept[who]
