"""Which of a pack's fonts are not on this machine: its slides are then drawn in another."""

from collections.abc import Iterable

from core.fonts import families

SAME_WIDTHS = frozenset(  # fonts for which free ones of the same widths are installed
    {
        "arial",
        "arial narrow",
        "calibri",
        "cambria",
        "courier",
        "courier new",
        "helvetica",
        "symbol",
        "times",
        "times new roman",
        "webdings",
        "wingdings",
        "wingdings 2",
        "wingdings 3",
    }
)
MAX_NAMES = 20  # of one pack that are looked for
LONGEST = 60  # letters of a name


def missing(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that this machine does not have."""
    in_order = sorted({name for name in names if len(name) <= LONGEST}, key=str.casefold)
    return [name for name in in_order[:MAX_NAMES] if not _is_here(name)]


def _is_here(name: str) -> bool:
    if name.casefold() in SAME_WIDTHS:
        return True
    here = families()
    return not here or name.casefold() in here
