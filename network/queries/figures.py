"""Where a national topic stands, in figures."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from network.models import AskedForce, NationalTopic, NetworkForce

Standing = NetworkForce.Standing
FEWEST = 3  # asked forces whose answers others read as figures: of fewer it is known whose they are


class Figures(NamedTuple):
    """How many were asked and what became of it: a column for each standing, a row for each answer.

    :ivar rows: words and numbers; the last is how many were asked, to which the others add up.
        ``None`` for what is not shown.
    """

    standings: list[str]
    rows: list[tuple[str, list[int | None]]]

    @property
    def are_whole(self) -> bool:
        """Whether each figure is shown."""
        return all(None not in numbers for _words, numbers in self.rows)


def figures(national_topic: NationalTopic, *, small_too: bool) -> Figures:
    """Where it stands: the forces, and the associates apart from them where any were asked.

    :param small_too: whether what became of fewer than :data:`FEWEST` is shown as well.
    """
    counts = AskedForce.objects.filter(national_topic=national_topic).counts()
    words = {
        "accepted": _("Take part"),
        "declined": _("Declined"),
        **(
            {"silent": _("No answer")}
            if national_topic.no_longer_waits
            else {"waiting": _("No answer yet")}
        ),
        "asked": _("Asked"),
    }
    columns = {
        standing: numbers if small_too else _without_small(numbers)
        for standing, numbers in counts.items()
        if numbers["asked"] or standing == Standing.FORCE
    }
    heads = {Standing.FORCE: _("Forces"), Standing.ASSOCIATE: _("Associates")}
    return Figures(
        [heads[Standing(standing)] for standing in columns],
        [(words[key], [numbers[key] for numbers in columns.values()]) for key in words],
    )


def _without_small(numbers: dict[str, int]) -> dict[str, int | None]:
    """How many were asked alone, where the rest would say what one of them answered."""
    asked = numbers["asked"]
    few = 0 < asked < FEWEST
    return {key: None if few and key != "asked" else number for key, number in numbers.items()}
