"""Read a PDF as a person, a screen reader and a validator do."""

import io
import re
from html.parser import HTMLParser

import page as validator
import pikepdf
import pypdfium2

MARGIN = 24 * 72 / 25.4  # points: what is above and below is printed on each page
VOID = {"img", "meta", "link", "br", "input"}


def failures(pdf: bytes) -> list[str]:
    """Rules of PDF/UA-1 that the file breaks."""
    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)
    return sorted({failure.rule_id for failure in report.failures})


def pages(pdf: bytes) -> list[tuple[str, str, str]]:
    """For each page: the words above, on and below it, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    pages_read = []
    for number in range(len(document)):
        sheet = document[number]
        width, height = sheet.get_size()
        text = sheet.get_textpage()
        bands = ((height - MARGIN, height), (MARGIN, height - MARGIN), (0, MARGIN))
        pages_read.append(
            tuple(
                " ".join(text.get_text_bounded(0, low, width, high).split()) for low, high in bands
            )
        )
        text.close()
        sheet.close()
    document.close()
    return pages_read


def body(pdf: bytes) -> str:
    """The words of all pages without the margins, and without the page numbers of the overview."""
    words = " ".join(middle for _above, middle, _below in pages(pdf))
    return " ".join(re.sub(r"\s*\.{4,}\s*\d+", " ", words).split())


class Words(HTMLParser):
    """The words of one element of a page, without what stands beside the edition."""

    def __init__(self, begins: str) -> None:
        super().__init__()
        self.begins, self.depth, self.skip, self.words = begins, 0, 0, []

    def handle_starttag(self, tag, attrs):
        if self.depth or self.begins in self.get_starttag_text():
            self.depth += tag not in VOID
        if self.skip or "data-beside" in dict(attrs):
            self.skip += tag not in VOID

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)
        self.skip -= bool(self.skip)

    def handle_data(self, data):
        if self.depth and not self.skip:
            self.words += data.split()


def words_of(html: str, begins: str) -> str:
    """The words of the element whose start tag holds ``begins``."""
    parser = Words(begins)
    parser.feed(html)
    return " ".join(parser.words)


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Each element of the tag tree in order: its kind and its alternative text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_below(document.Root.StructTreeRoot))


def _below(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)[1:], str(kid.get("/Alt", ""))
            yield from _below(kid)
