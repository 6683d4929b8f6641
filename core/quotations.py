"""Quotations: what the button "Quote" puts into the composer, and what it marked there."""

QUOTE = ">>> "  # what the button "Quote" puts before each line; nobody types it by accident


def quoted(body: str) -> str:
    """``body`` as the button "Quote" puts it into the composer."""
    return "".join(f"{QUOTE}{line}".rstrip() + "\n" for line in body.splitlines()) + "\n"


def quoted_lines(body: str) -> set[str]:
    """The lines of ``body`` that the button "Quote" marked, without the mark."""
    marked = (line.strip() for line in body.splitlines())
    return {bare_line(line) for line in marked if line.startswith(QUOTE)} - {""}


def bare_line(line: str) -> str:
    """``line`` without the marks of the button "Quote": a quotation may be quoted again."""
    while line.strip().startswith(QUOTE):
        line = line.strip().removeprefix(QUOTE)
    return line.strip()
