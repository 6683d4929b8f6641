"""What a reader gets out of a document."""

import pypdfium2


def pdf_text(pdf: bytes) -> str:
    """The words of a PDF on one line, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())
