"""Documents of editions, each laid out once in a run: it takes half a second."""

from publications import canonical
from publications.pdf import render

LAID_OUT: dict[str, bytes] = {}  # the text of an edition -> its document


def laid_out(snapshot, seal):
    """The document of ``snapshot``; of a later one with the same text only code and head differ.

    Tests that publish by themselves, and those of tests/pdf, lay out each document anew.
    """
    text = canonical.text(snapshot)
    if text not in LAID_OUT:
        LAID_OUT[text] = render(snapshot, seal)
    return LAID_OUT[text]
