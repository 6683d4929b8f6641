"""Tables for spreadsheets: a cell is words, and never something that the program runs."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones are folded


def cell(value: object) -> str:
    """``value`` as words; what a spreadsheet would run begins with an apostrophe."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
