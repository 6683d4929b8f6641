"""What groups released, for those who read it: no table of what groups say among themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from deliberation.advice import outcome, reasons, view_name
from network.models import NationalTopic, NetworkForce, ReleasedMessage, Theme

Standing = NetworkForce.Standing


class MessageFigures(NamedTuple):
    """How many released messages stand, by theme: a column for each way of being counted.

    :ivar rows: words and numbers; the last is how many stand, to which the others add up.
    :ivar unsorted: how many of them are in no theme.
    :ivar withdrawn: how many were released and do not stand any more.
    """

    heads: list[str]
    rows: list[tuple[str, list[int]]]
    unsorted: int
    withdrawn: int

    @property
    def stand(self) -> int:
        """How many stand."""
        return sum(self.rows[-1][1])

    @property
    def any_released(self) -> bool:
        """Whether there is something to count."""
        return bool(self.stand or self.withdrawn)


def message_figures(national_topic: NationalTopic, *, apart: bool) -> MessageFigures:
    """The messages of a national topic by theme, those without one last: one question.

    :param apart: whether the associates have a column of their own, where they released any.
    """
    counted = ReleasedMessage.objects.filter(national_topic=national_topic).by_theme()
    stand: dict[str, Counter[Any]] = {standing: Counter() for standing in Standing.values}
    names: dict[Any, str] = {}
    for row in counted:
        column = row["standing"] if apart else Standing.FORCE
        stand[column][row["theme"]] += row["stand"]
        names[row["theme"]] = row["theme__name"]
    themes = [key for key in names if key is not None]
    unsorted = sum(numbers[None] for numbers in stand.values())
    columns = [each for each in Standing.values if each == Standing.FORCE or stand[each].total()]
    heads = {Standing.FORCE: _("Messages"), Standing.ASSOCIATE: _("Of associates")}
    rows = [
        (names[key] or _("Not sorted yet"), [stand[column][key] for column in columns])
        for key in (*themes, *([None] if unsorted else []))
    ]
    totals = (_("All that stand"), [stand[column].total() for column in columns])
    withdrawn = sum(row["withdrawn"] for row in counted)
    words = [heads[Standing(each)] for each in columns]
    return MessageFigures(words, [*rows, totals], unsorted, withdrawn)


def released_of(national_topic: NationalTopic) -> QuerySet[ReleasedMessage]:
    """What stands, by theme; what is in none comes last. In no order of groups or of time."""
    standing = ReleasedMessage.objects.standing().filter(national_topic=national_topic)
    by_theme = F("theme__order").asc(nulls_last=True)
    return standing.select_related("theme").order_by(by_theme, "reference")


def withdrawn_of(national_topic: NationalTopic) -> list[ReleasedMessage]:
    """What was withdrawn: of these a reader gets the reference and the day."""
    rows = ReleasedMessage.objects.filter(national_topic=national_topic, withdrawn_on__isnull=False)
    return list(rows.defer("words", "in_welsh"))


def sections(
    rows: Iterable[ReleasedMessage],
) -> list[tuple[Theme | None, list[dict[str, Any]]]]:
    """Messages as pages draw them, theme by theme."""
    return [
        (theme, [as_read(released) for released in part])
        for theme, part in groupby(rows, lambda released: released.theme)
    ]


def is_own(released: ReleasedMessage, person: User) -> bool:
    """Whether a group of ``person`` released it."""
    return released.asked.group_id in person.groups_as(OWN_PEOPLE)


def as_read(released: ReleasedMessage) -> dict[str, Any]:
    """The message as ``network/_message.html`` draws it."""
    return drawn_as_read(released.words) | {
        "in_welsh": released.in_welsh,
        "href": released.get_absolute_url(),
        "released_on": released.released_on,
    }


def drawn_as_read(words: Any) -> dict[str, Any]:
    """The same of words that are not released yet."""
    return {
        **words,
        "reasons": reasons(words),
        "outcome_sentence": outcome(words),
        "views": [(view_name(each), each["text"]) for each in words["statements"]],
    }
