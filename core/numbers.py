"""Numbers as they come in addresses and forms: ids, steps, versions."""

LONGEST = 18  # digits; any of them fits a column of either database


def number(written: object) -> int:
    """The number that ``written`` writes in digits; 0, which no row has, for anything else.

    ``int`` alone raises for what is no number, and for more digits than Python reads.
    """
    digits = str(written)
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST else 0
