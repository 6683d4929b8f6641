"""What this app holds about people beside their part in key messages: what they wrote and read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import User
from core.rights.registry import Row
from deliberation.models import (
    Announcement,
    AnnouncementReading,
    BreakGlass,
    Consent,
    HandbookVersion,
    HandlingAcceptance,
    HotSeat,
    Mention,
    Note,
    NoteAnswer,
    Post,
    PostReport,
    PostVersion,
    Question,
    Reaction,
    Space,
    Summary,
    Topic,
    TopicVersion,
    Unmasking,
)


def posts(person: User) -> Iterator[Row]:
    """Posts, as written. Of the topic only its number: its title is somebody else's words."""
    rows = Post.objects.filter(author=person).select_related("topic__group", "dictation")
    for post in rows.order_by("pk"):
        where = {"group": str(post.topic.group), "topic": post.topic_id}
        space = str(Space(post.space).label)
        content = {"label": str(post.get_label_display()), "words": post.body}
        unnamed = {"without name": True} if post.unattributed else {}
        written = {"written": post.written_at, **unnamed}
        yield {**where, "space": space, **written, **content, **_entered(post)}


def _entered(post: Post) -> Row:
    """How this person told an entered post, whether it was corrected, and when they confirmed."""
    if (dictation := getattr(post, "dictation", None)) is None:
        return {}
    telling = {"told": str(dictation.get_via_display()), "told on": dictation.told_on}
    is_corrected = dictation.corrected_by_id is not None
    return {**telling, "corrected": is_corrected, "confirmed on": dictation.confirmed_on}


def earlier_words(person: User) -> Iterator[Row]:
    """What their posts said before they were changed, by themselves or for them."""
    rows = PostVersion.objects.filter(post__author=person).select_related("post")
    for version in rows.order_by("pk"):
        yield {"topic": version.post.topic_id, "written": version.written_at, "words": version.body}


def reactions(person: User) -> Iterator[Row]:
    """With which posts this person agreed, and which they found helpful; not whose they are."""
    rows = Reaction.objects.filter(user=person).select_related("post")
    for reaction in rows.order_by("pk"):
        kind = str(reaction.get_kind_display())
        yield {
            "topic": reaction.post.topic_id,
            "post": reaction.post_id,
            "said": kind,
            "at": reaction.made_at,
        }


def reports(person: User) -> Iterator[Row]:
    """Posts that this person reported, and what they wrote to others who had; not whose posts."""
    rows = PostReport.objects.select_related("post").order_by("pk")
    for report in rows.filter(reported_by=person):
        where = {"topic": report.topic_id, "post": report.post_id}
        content = {"reason": str(report.get_reason_display()), "words": report.words}
        yield {
            **where,
            **content,
            "at": report.reported_at,
            "came of it": str(report.get_state_display()),
        }
    for report in rows.filter(ended_by=person):
        yield {
            "topic": report.topic_id,
            "post": report.post_id,
            "note": report.note,
            "at": report.ended_at,
        }


def notes(person: User) -> Iterator[Row]:
    """What this person wrote to organisers, and to those who wrote to them as one."""
    for note in Note.objects.filter(written_by=person).select_related("group").order_by("pk"):
        yield {"group": str(note.group), "words": note.body, "written": note.written_at}
    answers = NoteAnswer.objects.filter(written_by=person).select_related("note__group")
    for answer in answers.order_by("pk"):
        yield {"group": str(answer.note.group), "words": answer.body, "written": answer.written_at}


def unmaskings(person: User) -> Iterator[Row]:
    """Of which posts this person learned who wrote them, not who; who learned it of theirs, why."""
    rows = Unmasking.objects.select_related("post", "unmasked_by").order_by("pk")
    for unmasking in rows.filter(unmasked_by=person):
        where = {"topic": unmasking.post.topic_id, "post": unmasking.post_id}
        yield {**where, "reason": unmasking.reason, "at": unmasking.unmasked_at}
    for unmasking in rows.filter(post__author=person):
        where = {"topic": unmasking.post.topic_id, "post": unmasking.post_id}
        yield {**where, "reason": unmasking.reason, "by": str(unmasking.unmasked_by)}


def mentions(person: User) -> Iterator[Row]:
    """Which posts name this person behind an ``@``; not whose they are, nor their words."""
    rows = Mention.objects.filter(user=person).select_related("post")
    for mention in rows.order_by("pk"):
        yield {
            "topic": mention.post.topic_id,
            "post": mention.post_id,
            "written": mention.post.written_when,
        }


def questions(person: User) -> Iterator[Row]:
    """Of which questions this person said what became of them; not whose they are."""
    rows = Question.objects.filter(settled_by=person).select_related("post")
    for question in rows.order_by("pk"):
        reason = {"reason": question.reason} if question.reason else {}
        fate = {"said": str(question.get_state_display()), **reason, "at": question.settled_at}
        yield {"topic": question.post.topic_id, "post": question.post_id, **fate}


def hot_seats(person: User) -> Iterator[Row]:
    """Hours of questions that this person planned, and in which they answer."""
    rows = HotSeat.objects.filter(Q(guest=person) | Q(planned_by=person))
    for seat in rows.order_by("pk"):
        parts = {"guest": seat.guest_id, "planned": seat.planned_by_id}
        yield {
            "topic": seat.topic_id,
            "you": [part for part, pk in parts.items() if pk == person.pk],
            "named guest": seat.guest_name if seat.planned_by_id == person.pk else "",
            "begins": seat.opens_at,
            "ends": seat.closes_at,
            "answers by": seat.answers_by,
        }


def topics(person: User) -> Iterator[Row]:
    """Topics that this person opened."""
    for topic in Topic.objects.filter(opened_by=person).order_by("pk"):
        yield {"topic": topic.pk, "title": topic.title, "asked": topic.ask, "at": topic.opened_at}


def topic_versions(person: User) -> Iterator[Row]:
    """Titles and questions of topics that this person wrote, by version."""
    for version in TopicVersion.objects.filter(written_by=person).order_by("pk"):
        yield {
            "topic": version.topic_id,
            "title": version.title,
            "asked": version.ask,
            "at": version.written_at,
        }


def summaries(person: User) -> Iterator[Row]:
    """What this person wrote about where a topic stands, by version."""
    for summary in Summary.objects.filter(written_by=person).order_by("pk"):
        space = str(Space(summary.space).label)
        yield {
            "topic": summary.topic_id,
            "space": space,
            "words": summary.body,
            "at": summary.written_at,
        }


def handbook(person: User) -> Iterator[Row]:
    """Pages of the handbook that this person wrote, by version."""
    rows = HandbookVersion.objects.filter(written_by=person).select_related("page__group")
    for version in rows.order_by("pk"):
        page = {"group": str(version.page.group), "page": version.page_id, "title": version.title}
        yield {**page, "words": version.body, "written": version.written_at}


def announcements(person: User) -> Iterator[Row]:
    """What this person announced to a group or last changed, as it stands.

    It says where the words may be somebody else's; nothing of what was withdrawn.
    """
    rows = Announcement.objects.filter(Q(written_by=person) | Q(changed_by=person))
    for row in rows.select_related("group").order_by("pk"):
        content = {"title": row.title, "words": row.body}
        written = {"written": row.written_at, "by": _who(person, row.written_by_id)}
        changed = {"changed": row.edited_at, "changed by": _who(person, row.changed_by_id)}
        yield {
            "group": str(row.group),
            **content,
            **written,
            **changed,
            "withdrawn": row.withdrawn_at,
        }


def _who(person: User, user_id: int | None) -> str | None:
    """Whether it was this person; of others, not who."""
    if user_id is None:
        return None
    return "you" if user_id == person.pk else "somebody else"


def announcements_read(person: User) -> Iterator[Row]:
    """Which announcements this person has read, or told to others; not their words."""
    rows = AnnouncementReading.objects.select_related("announcement__group").order_by("pk")
    for kind, mine in (
        ("read", rows.filter(user=person)),
        ("told to somebody", rows.filter(recorded_by=person)),
    ):
        for reading in mine:
            where = {"group": str(reading.announcement.group), "at": reading.read_at}
            yield {"kind": kind, "announcement": reading.announcement_id, **where}


def readings(person: User) -> Iterator[Row]:
    """Handling accepted, wider audiences agreed to, break-glass asked for."""
    for acceptance in HandlingAcceptance.objects.filter(user=person).order_by("pk"):
        kind = f"handling, version {acceptance.version}, accepted"
        yield {"kind": kind, "topic": acceptance.topic_id, "at": acceptance.accepted_at}
    for consent in Consent.objects.filter(user=person).select_related("change").order_by("pk"):
        kind = "wider audience agreed"
        yield {"kind": kind, "topic": consent.change.topic_id, "at": consent.given_at}
    for glass in BreakGlass.objects.filter(asked_by=person).order_by("pk"):
        kind = "break-glass asked"
        yield {"kind": kind, "topic": glass.topic_number, "at": glass.asked_at}
