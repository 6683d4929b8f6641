"""Slides that a key message can rest on: reads only."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from core.marking import Marking
from deliberation.slides import Page, Slides
from meetings.models import PaperVersion, Slide

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def _visible(person: User) -> QuerySet[Slide]:
    """What ``person`` reads of packs that can be read, as their authors show them.

    None of a meeting that is marked more carefully than the topic: its pages do not say so.
    """
    rows: QuerySet[Slide] = Slide.objects.visible_to(person)
    rows = rows.filter(hidden=False, version__state__in=PaperVersion.READABLE)
    return rows.exclude(
        version__paper__meeting__marking=Marking.OFFICIAL_SENSITIVE,
        version__paper__item__topic__marking=Marking.OFFICIAL,
    )


def _offered(person: User, topic_id: int) -> list[Page]:
    """Slides of papers for items on a topic, of the newest version that can be read."""
    rows = _visible(person).filter(version__paper__item__topic=topic_id)
    newest: dict[int, int] = {}
    slides = list(rows.select_related("version__paper").order_by("-version__paper", "number"))
    for slide in slides:
        paper = slide.version.paper_id
        newest[paper] = max(newest.get(paper, 0), slide.version.number)
    return [_page(s) for s in slides if s.version.number == newest[s.version.paper_id]]


def _drawn(numbers: Collection[int]) -> dict[int, Page]:
    readable = PaperVersion.objects.filter(state__in=PaperVersion.READABLE)
    same = readable.filter(paper=OuterRef("version__paper")).order_by("-number")
    rows: QuerySet[Any] = Slide.objects.filter(pk__in=numbers).select_related("version__paper")
    return {
        slide.pk: _page(slide) if slide.version.number == slide.newest else _replaced(slide)
        for slide in rows.annotate(newest=Subquery(same.values("number")[:1]))
    }


def _replaced(slide: Slide) -> Page:
    """A slide that nobody can open any more: a newer version of its paper is read instead."""
    paper = slide.version.paper
    sentence = _(
        "%(paper)s, version %(version)d, slide %(number)d. A newer version has replaced it."
    )
    facts = {"paper": paper.title, "version": slide.version.number, "number": slide.number}
    return Page(slide.pk, sentence % facts, paper.get_absolute_url())


def _page(slide: Slide) -> Page:
    paper = slide.version.paper
    sentence = _("%(paper)s, version %(version)d, slide %(number)d: %(title)s")
    facts = {"paper": paper.title, "version": slide.version.number, "number": slide.number}
    href = reverse("meetings:slide", args=[paper.pk, slide.number])
    return Page(slide.pk, (sentence % {**facts, "title": slide.title}).rstrip(": "), href)


SLIDES = Slides(visible=_visible, offered=_offered, drawn=_drawn)
