"""Where a national topic stands, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from network.models import AskedForce, NationalTopic, NetworkForce
from publications.models import Edition

Standing = NetworkForce.Standing
Column = dict[str, int | None]
FEWEST = 3  # forces without a name whose answers others read as figures: of fewer it is known whose


class Named(NamedTuple):
    """Forces that take part and let others read so.

    :ivar words: what they are: forces or associates.
    :ivar others: how many take part besides; ``None`` where that is not shown.
    """

    words: str
    names: list[str]
    others: int | None


class Figures(NamedTuple):
    """How many were asked and what became of it: a column for each standing, a row for each answer.

    :ivar rows: words and numbers; the last is how many were asked, to which the others add up.
        ``None`` for what is not shown.
    :ivar named: for whoever does not read which force did what.
    """

    standings: list[str]
    rows: list[tuple[str, list[int | None]]]
    named: list[Named]

    @property
    def are_few(self) -> bool:
        """Whether, as far as they are shown, so few take part that one can know who says what."""
        _words, takes_part = self.rows[0]
        return sum(number or 0 for number in takes_part) < FEWEST

    @property
    def hide_whose(self) -> bool:
        """Whether messages counted by these columns are of too many for anybody to know whose."""
        _words, takes_part = self.rows[0]
        return all(number is not None and (not number or number >= FEWEST) for number in takes_part)

    @property
    def are_whole(self) -> bool:
        """Whether each figure is shown."""
        return len(self.whole) == len(self.standings)

    @property
    def whole(self) -> set[str]:
        """The standings of which each figure is shown."""
        columns = zip(*(numbers for _words, numbers in self.rows), strict=True)
        parts = zip(self.standings, columns, strict=True)
        return {words for words, column in parts if None not in column}


def figures(national_topic: NationalTopic, *, small_too: bool) -> Figures:
    """Where it stands: the forces, and the associates apart from them where any were asked.

    :param small_too: for whoever reads which force did what: what became of fewer than
        :data:`FEWEST` is shown as well, and nobody is named here.
    """
    numbers_of, names = columns(national_topic, small_too=small_too)
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
    heads = _heads()
    return Figures(
        [heads[standing] for standing in numbers_of],
        [(words[key], [numbers[key] for numbers in numbers_of.values()]) for key in words],
        [_named(heads[each], names[each], numbers_of[each]) for each in names if names[each]],
    )


def columns(
    national_topic: NationalTopic, *, small_too: bool
) -> tuple[dict[str, Column], dict[str, list[str]]]:
    """By standing, what became of those who were asked, and the names that others read."""
    asked = AskedForce.objects.filter(national_topic=national_topic)
    counts = asked.counts()
    names: dict[str, list[str]] = {standing: [] for standing in counts}
    for row in asked.none() if small_too else asked.named():
        names[row.standing].append(str(row.force))
    numbers_of: dict[str, Column] = {
        standing: {**numbers} if small_too else _without_small(numbers, len(names[standing]))
        for standing, numbers in counts.items()
        if numbers["asked"] or standing == Standing.FORCE
    }
    return numbers_of, names


class Turnout(NamedTuple):
    """How many people talked about it, in the groups of all forces or of all associates."""

    standing: NetworkForce.Standing
    words: str
    members: int
    posted: int
    posts: int

    @property
    def sentence(self) -> str:
        """Such as "Forces: 604 members, of whom 287 wrote 1,046 posts"."""
        numbers = {
            name: number_format(getattr(self, name), force_grouping=True)
            for name in ("members", "posted", "posts")
        }
        return _("%(words)s: %(members)s members, of whom %(posted)s wrote %(posts)s posts.") % {
            "words": self.words,
            **numbers,
        }


def turnouts(national_topic: NationalTopic, shown: Figures) -> list[Turnout]:
    """How many people talked, once all of it is counted; of too few groups nobody reads it.

    :param shown: the figures beside it. Where not all of a standing are shown, this is not either:
        it would say that three groups or more take part.
    """
    takes_part = AskedForce.objects.filter(
        national_topic=national_topic, state=AskedForce.State.ACCEPTED
    )
    sums = {
        "groups": Count("counted_at"),
        "left": Count("pk", filter=Q(counted_at=None, topic__isnull=False)),
        "all_members": Sum("members"),
        "all_posted": Sum("posted"),
        "all_posts": Sum("posts"),
    }
    rows = takes_part.order_by("-standing").values("standing").annotate(**sums)
    heads = _heads()
    return [
        Turnout(Standing(standing), heads[standing], *numbers)
        for standing, groups, left, *numbers in rows.values_list("standing", *sums)
        if groups >= FEWEST and not left and heads[standing] in shown.whole
    ]


class Published(NamedTuple):
    """The newest summary of a national topic that somebody reads.

    :ivar number: how many released messages stood when it was published.
    """

    number: int
    address: str


def newest_summary(national_topic: NationalTopic, reader: User) -> Published | None:
    """The newest one that ``reader`` reads; ``None`` where there is none."""
    editions = Edition.objects.visible_to(reader).standing()
    about = editions.filter(
        publication__group=national_topic.group_id,
        publication__releases__meeting__agenda__topic=national_topic.topic_id,
    )
    for edition in about.select_related("publication").order_by("-published_at", "-pk"):
        for national in edition.snapshot.get("national", []):
            if national["address"] == national_topic.get_absolute_url():
                return Published(int(national["released"]), edition.get_absolute_url())
    return None


def _heads() -> dict[str, str]:
    return {Standing.FORCE: _("Forces"), Standing.ASSOCIATE: _("Associates")}


def _named(words: str, names: list[str], numbers: Mapping[str, int | None]) -> Named:
    accepted = numbers["accepted"]
    return Named(words, names, None if accepted is None else accepted - len(names))


def _without_small(numbers: dict[str, int], named: int) -> Column:
    """How many were asked alone, where the rest would say what one of them answered.

    The answers of those that are named are known: so it is how many are not that counts.
    """
    few = 0 < numbers["asked"] - named < FEWEST
    return {key: None if few and key != "asked" else number for key, number in numbers.items()}
