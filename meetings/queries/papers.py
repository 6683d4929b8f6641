"""What pages need to know about papers, slides and copies: reads only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet, prefetch_related_objects
from django.db.models.functions import Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.audit.models import Record
from core.dates import day_and_time
from core.prepared import Given, Prepared
from core.rights.registry import Row
from deliberation.models import HandbookPage
from deliberation.models.asker import PreparedFor
from meetings.copies.faces import name_on_copies
from meetings.copies.paper import Copy, Page
from meetings.events import PaperCopyAsked, PaperCopyTaken, PaperOpened
from meetings.models import AgendaItem, Meeting, Paper, PaperCopy, PaperVersion, Slide

READING = {  # event -> what a person did, as they read it about themselves
    PaperOpened.name: _("Opened"),
    PaperCopyAsked.name: _("Asked for a copy"),
    PaperCopyTaken.name: _("Downloaded a copy"),
}


def papers(meeting: Meeting, user: User) -> list[Paper]:
    """The papers of a meeting that ``user`` reads, with their versions."""
    rows: list[Paper] = _PAPERS(user, meeting=meeting.pk)
    for paper in rows:
        paper.meeting = meeting
    prefetch_related_objects(rows, "versions")
    return rows


_PAPERS = PreparedFor(
    lambda asker: (
        Paper.objects.visible_to(asker)
        .filter(meeting=Given("meeting", BigIntegerField()))
        .select_related("item")
    )
)


def papers_of(item: AgendaItem, user: User) -> list[Paper]:
    """The papers for ``item`` that ``user`` reads and that are there still."""
    return list(Paper.objects.visible_to(user).standing().filter(item=item))


def documents(group: AdvisoryGroup, user: User) -> list[Paper]:
    """What ``user`` reads with the pages of the handbook of ``group``, in the order of these."""
    pages = HandbookPage.objects.visible_to(user).filter(group=group, archived_at=None)
    papers = Paper.objects.standing().filter(page__in=pages)
    return list(papers.select_related("page").order_by("page__number", "pk"))


def namesakes(paper: Paper, user: User) -> tuple[Paper | None, Paper | None]:
    """The papers of the same name before and after ``paper`` in the same place.

    A corrected file stands beside the one that it replaces; what is gone counts no more, nor does
    what is for another item.
    """
    place, key = next((name, key) for name in _PLACES if (key := getattr(paper, name)) is not None)
    same = _SAME_NAME[place](user, place=key, title=paper.title)
    before = [other for other in same if other.pk < paper.pk and _replaces(paper, other)]
    after = [other for other in same if other.pk > paper.pk and _replaces(other, paper)]
    pair = before[-1] if before else None, after[0] if after else None
    prefetch_related_objects([other for other in pair if other], "versions")
    return pair


def _replaces(later: Paper, earlier: Paper) -> bool:
    """Whether all who read ``earlier`` read ``later`` too."""
    return later.item_id in (None, earlier.item_id)


def _same_name(place: str) -> PreparedFor:
    """The papers of one name in one place, in order.

    :param place: the column that names it.
    """
    here = {place: Given("place", BigIntegerField())}
    title = Upper(Given("title", CharField()))  # as iexact asks, which takes no place
    return PreparedFor(
        lambda asker: (
            Paper.objects.visible_to(asker)
            .standing()
            .alias(name=Upper("title"))
            .filter(name=title, **here)
            .order_by("pk")
        )
    )


_PLACES = ("meeting_id", "post_id", "page_id", "response_id")
_SAME_NAME = {place: _same_name(place) for place in _PLACES}


def changed_slides(before: PaperVersion, after: PaperVersion) -> list[int]:
    """The numbers of the slides of ``after`` whose words are not those of ``before``; new ones too.

    Pictures are not compared: the same slide is drawn otherwise on another day.
    """
    fields = ("number", "title", "text", "descriptions")
    words = {number: words_now for number, *words_now in slides(before).values_list(*fields)}
    now = slides(after).values_list(*fields)
    return [number for number, *words_now in now if words.get(number) != words_now]


def slides(version: PaperVersion) -> QuerySet[Slide]:
    """The slides of a version that are shown, in order."""
    return version.slides.filter(hidden=False)


def last_number(version: PaperVersion) -> int:
    """The number of the last slide, counted as the pack does: hidden ones too."""
    return next(iter(_NUMBERS(version=version.pk)), 0)


def neighbours(slide: Slide) -> tuple[Slide | None, Slide | None]:
    """The slides before and after ``slide``."""
    given = {"version": slide.version_id, "number": slide.number}
    before, after = (next(iter(ask(**given)), None) for ask in (_BEFORE, _AFTER))
    return before, after


def _of_version(**which: Any) -> QuerySet[Slide]:
    return Slide.objects.filter(version=Given("version", BigIntegerField()), **which)


_NUMBER = Given("number", BigIntegerField())
_NUMBERS = Prepared(lambda: _of_version().order_by("-number").values_list("number", flat=True)[:1])
_BEFORE = Prepared(lambda: _of_version(hidden=False, number__lt=_NUMBER).order_by("-number")[:1])
_AFTER = Prepared(lambda: _of_version(hidden=False, number__gt=_NUMBER).order_by("number")[:1])


def copy_to_print(copy: PaperCopy) -> tuple[Copy, list[Page]]:
    """What the copy of one reader says of itself, and its slides with their pictures."""
    paper = copy.version.paper
    printed = Copy(
        title=paper.title,
        place=_title_and_date(paper.meeting) if paper.meeting else str(paper.place),
        marking=str(paper.marking.label),
        reader=name_on_copies(copy.user),
        number=copy.pk,
        made_at=day_and_time(copy.asked_at),
        head=copy.head,
    )
    return printed, [_page(slide) for slide in slides(copy.version)]


def _title_and_date(meeting: Meeting) -> str:
    when = day_and_time(meeting.starts_at) if meeting.has_date else gettext("postponed")
    return f"{meeting.title}, {when}"


def _page(slide: Slide) -> Page:
    picture = None
    if slide.large:
        with slide.large.open("rb") as file:
            picture = file.read()
    return Page(
        number=slide.number,
        title=str(slide),
        text=slide.text,
        notes=slide.notes,
        descriptions=slide.descriptions,
        alt=slide.alt or str(slide),
        picture=picture,
    )


def reading(person: User) -> QuerySet[Record]:
    """What is written down of this person's reading: sensitive papers, and copies. Newest first."""
    return Record.objects.filter(actor=person, event__in=list(READING)).order_by("-pk")


def papers_read_by(person: User) -> Iterator[Row]:
    """OFFICIAL-SENSITIVE papers that this person opened, and copies that they took."""
    for record in reading(person).order_by("pk"):
        facts = record.facts
        read: Row = {"paper": facts["paper_id"], "what": str(READING[record.event])}
        yield {**read, "at": record.at, "copy": facts.get("copy_id")}
