"""What pages need to know about meetings: reads only."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.audit.models import Record
from core.dates import day_and_time
from deliberation.models import AgreementRound, KeyMessage, Outcome
from deliberation.queries import with_everything
from meetings.copies.faces import name_on_copies
from meetings.copies.paper import Copy, Page
from meetings.events import PaperCopyAsked, PaperCopyTaken, PaperOpened
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Paper,
    PaperCopy,
    PaperVersion,
    Recusal,
    Slide,
    SpeakerRequest,
)
from meetings.models.meetings import stays
from meetings.turnout import UNRECORDED, turnout

READING = {  # event -> what a person did, as they read it about themselves
    PaperOpened.name: _("Opened"),
    PaperCopyAsked.name: _("Asked for a copy"),
    PaperCopyTaken.name: _("Downloaded a copy"),
}


class Presence(NamedTuple):
    """How many take part in each way."""

    room: int
    video: int
    telephone: int
    writing: int
    apologies: int
    unknown: int

    @property
    def present(self) -> int:
        """How many take part at all."""
        return self.room + self.video + self.telephone + self.writing


def presence(meeting: Meeting) -> Presence:
    """How the invited people take part. One query."""
    modes = Counter(meeting.attendances.values_list("mode", flat=True))
    return Presence(*(modes[mode] for mode in Presence._fields))


class Queued(NamedTuple):
    """One entry of the queue, as the page draws it.

    :ivar place: 1 for the next to speak; 0 for whoever has the floor.
    """

    pk: int
    user_id: int
    user: User
    state: str
    place: int
    asked_at: datetime
    recorded_by: User | None
    mode_words: str


def queue(meeting: Meeting) -> list[Queued]:
    """Whoever has the floor, then those who wait, in the order of asking."""
    active = meeting.requests.filter(state__in=SpeakerRequest.ACTIVE)
    found = list(active.select_related("user", "recorded_by"))
    speaking = [one for one in found if one.state == SpeakerRequest.State.SPEAKING]
    waiting = [one for one in found if one.state == SpeakerRequest.State.WAITING]
    places = [(0, one) for one in speaking] + list(enumerate(waiting, start=1))
    return [
        Queued(
            pk=one.pk,
            user_id=one.user_id,
            user=one.user,
            state=one.state,
            place=place,
            asked_at=one.asked_at,
            recorded_by=one.recorded_by,
            mode_words=str(Attendance.Mode(one.mode).label),
        )
        for place, one in places
    ]


def invited(meeting: Meeting) -> list[dict[str, Any]]:
    """Everybody invited, with their role in the group and how they take part, by name.

    Of a meeting that is over it is how they took part; ``said`` is what they had said before,
    where nothing else is recorded.
    """
    places = Membership.objects.current().filter(group=meeting.group_id, user=OuterRef("user"))
    people = meeting.attendances.annotate(role=Subquery(places.values("role")[:1]))
    rows: QuerySet[Any] = people.select_related("user", "recorded_by").order_by("user__name")
    over = meeting.state == Meeting.State.ENDED
    ways = turnout(meeting).people if over else {}
    return [
        {
            "attendance": row,
            "role": row.role,
            "way": ways.get(row.user_id, row.get_mode_display()),
            "said": row.get_mode_display() if ways.get(row.user_id) == str(UNRECORDED) else "",
        }
        for row in rows
        if row.role is not None
    ]


def uninvited(meeting: Meeting) -> QuerySet[Membership]:
    """Current places of the people of the group who are not invited, by name."""
    places = Membership.objects.current().filter(group=meeting.group_id, user__is_active=True)
    asked = meeting.attendances.standing().values("user")
    rows: QuerySet[Membership] = places.exclude(user__in=asked).select_related("user")
    return rows.order_by("user__name")


def organisers(meeting: Meeting) -> list[str]:
    """Names of the chair, the vice-chair and the secretary, who invite people."""
    places = Membership.objects.current().filter(group=meeting.group_id, role__in=ORGANISERS)
    return list(places.order_by("user__name").values_list("user__name", flat=True))


def declared_interests(topic_id: int) -> dict[int, str]:
    """The reason of each person who declared an interest in an item on the topic, ever."""
    declared = Recusal.objects.filter(item__topic=topic_id).order_by("pk")
    return dict(declared.values_list("user_id", "reason"))


def interests(meeting: Meeting, user: User) -> QuerySet[Recusal]:
    """Who declared an interest in which item, and why: for the chair and the secretary."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
    found = Recusal.objects.filter(item__in=items).select_related("item", "user")
    return found.order_by("item__number", "user__name")


def papers(meeting: Meeting) -> QuerySet[Paper]:
    """The papers of a meeting, with their versions."""
    return meeting.papers.select_related("item").prefetch_related("versions")


def papers_of(item: AgendaItem, user: User) -> list[Paper]:
    """The papers for ``item`` that ``user`` reads and that are there still."""
    there = PaperVersion.objects.exclude(state__in=PaperVersion.GONE)
    seen = Paper.objects.visible_to(user).filter(item=item, versions__in=there)
    return list(seen.distinct())


def namesakes(paper: Paper, user: User) -> tuple[Paper | None, Paper | None]:
    """The papers of the same name before and after ``paper`` in its meeting, or with its post.

    A corrected file stands beside the one that it replaces; what is gone counts no more.
    """
    visible = Paper.objects.visible_to(user).filter(
        meeting=paper.meeting_id, post=paper.post_id, title__iexact=paper.title
    )
    same = visible.exclude(versions__state__in=PaperVersion.GONE).prefetch_related("versions")
    before = same.filter(pk__lt=paper.pk).order_by("-pk").first()
    return before, same.filter(pk__gt=paper.pk).order_by("pk").first()


def slides(version: PaperVersion) -> QuerySet[Slide]:
    """The slides of a version that are shown, in order."""
    return version.slides.filter(hidden=False)


def last_number(version: PaperVersion) -> int:
    """The number of the last slide, counted as the pack does: hidden ones too."""
    return version.slides.aggregate(last=Max("number"))["last"] or 0


def neighbours(slide: Slide) -> tuple[Slide | None, Slide | None]:
    """The slides before and after ``slide``."""
    around = slides(slide.version)
    before = around.filter(number__lt=slide.number).order_by("-number").first()
    return before, around.filter(number__gt=slide.number).order_by("number").first()


def open_round(meeting: Meeting, user: User) -> AgreementRound | None:
    """The newest round of this meeting that is still open and that ``user`` may see."""
    seen = AgreementRound.objects.visible_to(user)
    rounds = seen.opened_in(meeting.pk).filter(state=AgreementRound.State.OPEN)
    return rounds.select_related("wording", "key_message__topic__group").order_by("-pk").first()


def last_round(meeting: Meeting) -> AgreementRound | None:
    """The newest round of this meeting: open, closed or lapsed."""
    rounds = AgreementRound.objects.opened_in(meeting.pk).with_numbers()
    return rounds.select_related("wording", "key_message__topic__group").order_by("-pk").first()


def key_messages(meeting: Meeting, *, guest: bool) -> QuerySet[KeyMessage]:
    """The key messages on the topics of this meeting's agenda.

    :param guest: for the police, observers and interpreters, who see what this meeting has
        decided, and a draft when the chair puts it on the screen. What was decided before
        they find on its topic, if they are invited there.
    """
    topics = meeting.agenda.for_everybody().exclude(topic=None).values("topic")
    found = KeyMessage.objects.filter(topic__in=topics).exclude(state=KeyMessage.State.WITHDRAWN)
    if guest:
        here = AgreementRound.objects.opened_in(meeting.pk)
        counted = here.filter(state=AgreementRound.State.CLOSED).exclude(
            outcome=Outcome.NOT_QUORATE
        )
        found = found.filter(state__in=KeyMessage.DECIDED, pk__in=counted.values("key_message"))
    return with_everything(found)


def decided(meeting: Meeting, user: User) -> QuerySet[KeyMessage]:
    """What came of the meeting, as far as ``user`` may see it."""
    topics = meeting.agenda.exclude(topic=None).values("topic")
    visible = KeyMessage.objects.visible_to(user)
    return with_everything(visible.filter(topic__in=topics, state__in=KeyMessage.DECIDED))


def agenda(
    meeting: Meeting, user: User, *, papers: QuerySet[Paper] | None = None
) -> list[AgendaItem]:
    """The items that ``user`` may know of, with their words if they are for them, in order.

    :param papers: those to fetch with each item.
    """
    found = AgendaItem.objects.known_to(user).filter(meeting=meeting).select_related("topic")
    if papers is not None:
        found = found.prefetch_related(Prefetch("papers", queryset=papers))
    is_for_them = stays(role_in(user, meeting), meeting.group)
    return [item.as_shown(stays=is_for_them) for item in found]


def too_long(meeting: Meeting, user: User) -> int:
    """How many minutes the items take that ``user`` may know of; 0 where the meeting has time."""
    items = AgendaItem.objects.known_to(user).filter(meeting=meeting)
    planned = items.aggregate(planned=Sum("length"))["planned"]
    return planned // timedelta(minutes=1) if planned and planned > meeting.length else 0


def page(meeting: Meeting, user: User) -> dict[str, Any]:
    """What the page of a meeting shows, as far as ``user`` may see it."""
    shown = papers(meeting).filter(pk__in=Paper.objects.visible_to(user).values("pk"))
    return {
        "meeting": meeting,
        "agenda": agenda(meeting, user, papers=shown),
        "papers": shown,
        "presence": presence(meeting),
        "turnout": turnout(meeting).counts if meeting.state == Meeting.State.ENDED else [],
        "modes": [mode for mode in Attendance.Mode if mode != Attendance.Mode.UNKNOWN],
    }


def copy_to_print(copy: PaperCopy) -> tuple[Copy, list[Page]]:
    """What the copy of one reader says of itself, and its slides with their pictures."""
    paper = copy.version.paper
    told = Copy(
        title=paper.title,
        place=_title_and_date(paper.meeting) if paper.meeting else str(paper.place),
        marking=str(paper.place.get_marking_display()),
        reader=name_on_copies(copy.user),
        number=copy.pk,
        made_at=day_and_time(copy.asked_at),
        head=copy.head,
    )
    return told, [_page(slide) for slide in slides(copy.version)]


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
