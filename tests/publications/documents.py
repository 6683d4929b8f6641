"""Documents, each laid out once in a run: it takes half a second."""

from core.pdf.tools import write
from publications import canonical
from publications.pdf import render

LAID_OUT: dict[str, bytes] = {}  # the text of an edition -> its document


def laid_out(snapshot, seal, *, photograph=b""):
    """The document of ``snapshot``; of a later one with the same text only code and head differ.

    Tests that publish by themselves, and those of tests/pdf, lay out their own.
    """
    text = canonical.text(snapshot)
    if text not in LAID_OUT:
        LAID_OUT[text] = render(snapshot, seal, photograph=photograph)
    return LAID_OUT[text]


OF_A_KIND: dict[str, bytes] = {}  # a style sheet -> the document that was laid out with it


def written(page, style, **more):
    """A document with this style sheet, whichever words stand in it: it is there, and is a PDF."""
    if style not in OF_A_KIND:
        OF_A_KIND[style] = write(page, style, **more)
    return OF_A_KIND[style]
