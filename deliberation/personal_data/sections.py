"""What this app holds about people: what they wrote, and the positions they took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from core.rights.registry import Row
from deliberation.models import (
    BreakGlass,
    Consent,
    Entitlement,
    HandbookVersion,
    HandlingAcceptance,
    KeyMessage,
    Mention,
    MinorityStatement,
    Note,
    NoteAnswer,
    Position,
    Post,
    PostReport,
    PostVersion,
    Question,
    Reaction,
    Response,
    Sending,
    Space,
    Summary,
    Topic,
    TopicVersion,
    Wording,
)


def posts(person: User) -> Iterator[Row]:
    """Posts, as written. Of the topic only its number: its title is somebody else's words."""
    found = Post.objects.filter(author=person).select_related("topic__group", "dictation")
    for post in found.order_by("pk"):
        where = {"group": str(post.topic.group), "topic": post.topic_id}
        space = str(Space(post.space).label)
        said = {"label": str(post.get_label_display()), "words": post.body}
        yield {**where, "space": space, "written": post.written_at, **said, **_entered(post)}


def _entered(post: Post) -> Row:
    """How this person told a post that was entered for them, and whether they confirmed it."""
    if (dictation := getattr(post, "dictation", None)) is None:
        return {}
    told = {"told": str(dictation.get_via_display()), "told on": dictation.told_on}
    return {**told, "confirmed on": dictation.confirmed_on}


def earlier_words(person: User) -> Iterator[Row]:
    """What their posts said before they changed them."""
    found = PostVersion.objects.filter(post__author=person).select_related("post")
    for one in found.order_by("pk"):
        yield {"topic": one.post.topic_id, "written": one.written_at, "words": one.body}


def reactions(person: User) -> Iterator[Row]:
    """With which posts this person agreed, and which they found helpful; not whose they are."""
    found = Reaction.objects.filter(user=person).select_related("post")
    for one in found.order_by("pk"):
        said = str(one.get_kind_display())
        yield {"topic": one.post.topic_id, "post": one.post_id, "said": said, "at": one.made_at}


def reports(person: User) -> Iterator[Row]:
    """Posts that this person reported, and what they wrote to others who had; not whose posts."""
    for one in PostReport.objects.filter(reported_by=person).select_related("post").order_by("pk"):
        where = {"topic": one.topic_id, "post": one.post_id}
        said = {"reason": str(one.get_reason_display()), "words": one.words}
        yield {**where, **said, "at": one.reported_at, "came of it": str(one.get_state_display())}
    for one in PostReport.objects.filter(ended_by=person).select_related("post").order_by("pk"):
        yield {"topic": one.topic_id, "post": one.post_id, "note": one.note, "at": one.ended_at}


def notes(person: User) -> Iterator[Row]:
    """What this person wrote to organisers, and to those who wrote to them as one."""
    for row in Note.objects.filter(written_by=person).select_related("group").order_by("pk"):
        yield {"group": str(row.group), "words": row.body, "written": row.written_at}
    answers = NoteAnswer.objects.filter(written_by=person).select_related("note__group")
    for one in answers.order_by("pk"):
        yield {"group": str(one.note.group), "words": one.body, "written": one.written_at}


def mentions(person: User) -> Iterator[Row]:
    """Which posts name this person behind an ``@``; not whose they are, nor their words."""
    found = Mention.objects.filter(user=person).select_related("post")
    for one in found.order_by("pk"):
        yield {"topic": one.post.topic_id, "post": one.post_id, "written": one.post.written_at}


def questions(person: User) -> Iterator[Row]:
    """Of which questions this person said what became of them; not whose they are."""
    found = Question.objects.filter(settled_by=person).select_related("post")
    for one in found.order_by("pk"):
        said = {"said": str(one.get_state_display()), "at": one.settled_at}
        yield {"topic": one.post.topic_id, "post": one.post_id, **said}


def positions(person: User) -> Iterator[Row]:
    """Positions with their reasons."""
    found = Position.objects.filter(user=person).select_related("round__key_message")
    for position in found.order_by("pk"):
        yield {
            "key message": position.round.key_message.reference,
            "position": str(position.get_choice_display()),
            "reason": position.reason,
            "taken": position.taken_at,
        }


def rounds(person: User) -> Iterator[Row]:
    """Rounds in which this person was asked, or declared an interest."""
    found = Entitlement.objects.filter(user=person).select_related("round__key_message")
    for one in found.order_by("pk"):
        reference = one.round.key_message.reference
        yield {"key message": reference, "recused": one.recused, "reason": one.reason}


def wordings(person: User) -> Iterator[Row]:
    """Wordings, statements and answers that this person wrote."""
    for row in Wording.objects.filter(written_by=person).select_related("key_message"):
        yield _words("wording", row.key_message, row.text, row.written_at)
    for one in MinorityStatement.objects.filter(written_by=person).select_related("key_message"):
        yield _words("statement", one.key_message, one.text, one.written_at)
    for answer in Response.objects.filter(answered_by=person).select_related("key_message"):
        yield _words("answer", answer.key_message, answer.reason, answer.answered_at)


def sendings(person: User) -> Iterator[Row]:
    """Key messages that this person sent to the police lead, or took back, and why."""
    found = Sending.objects.select_related("key_message").order_by("pk")
    for one in found.filter(sent_by=person):
        yield {"key message": one.key_message.reference, "action": "sent", "at": one.sent_at}
    for one in found.filter(withdrawn_by=person):
        told = {"action": "withdrawn", "reason": one.reason, "at": one.withdrawn_at}
        yield {"key message": one.key_message.reference, **told}


def _words(kind: str, key_message: KeyMessage, words: str, at: datetime) -> Row:
    return {"kind": kind, "key message": key_message.reference, "words": words, "written": at}


def topics(person: User) -> Iterator[Row]:
    """Topics that this person opened."""
    for topic in Topic.objects.filter(opened_by=person).order_by("pk"):
        yield {"topic": topic.pk, "title": topic.title, "asked": topic.ask, "at": topic.opened_at}


def topic_versions(person: User) -> Iterator[Row]:
    """Titles and questions of topics that this person wrote, by version."""
    for one in TopicVersion.objects.filter(written_by=person).order_by("pk"):
        yield {"topic": one.topic_id, "title": one.title, "asked": one.ask, "at": one.written_at}


def summaries(person: User) -> Iterator[Row]:
    """What this person wrote about where a topic stands, by version."""
    for one in Summary.objects.filter(written_by=person).order_by("pk"):
        space = str(Space(one.space).label)
        yield {"topic": one.topic_id, "space": space, "words": one.body, "at": one.written_at}


def handbook(person: User) -> Iterator[Row]:
    """Pages of the handbook that this person wrote, by version."""
    found = HandbookVersion.objects.filter(written_by=person).select_related("page__group")
    for one in found.order_by("pk"):
        told = {"group": str(one.page.group), "page": one.page_id, "title": one.title}
        yield {**told, "words": one.body, "written": one.written_at}


def readings(person: User) -> Iterator[Row]:
    """Handling accepted, wider audiences agreed to, break-glass asked for."""
    for one in HandlingAcceptance.objects.filter(user=person).order_by("pk"):
        kind = f"handling, version {one.version}, accepted"
        yield {"kind": kind, "topic": one.topic_id, "at": one.accepted_at}
    for consent in Consent.objects.filter(user=person).select_related("change").order_by("pk"):
        kind = "wider audience agreed"
        yield {"kind": kind, "topic": consent.change.topic_id, "at": consent.given_at}
    for glass in BreakGlass.objects.filter(asked_by=person).order_by("pk"):
        kind = "break-glass asked"
        yield {"kind": kind, "topic": glass.topic_number, "at": glass.asked_at}
