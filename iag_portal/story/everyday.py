"""How the group lives between its meetings: what it wrote down, sorts, asks and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import User
from core import clock
from core.notices.models import Level, Notice
from deliberation import actions
from deliberation.actions import AnnouncementText, PageText
from deliberation.models import Dictation, Post, Reaction, ReadMark, Space, Topic
from deliberation.models.handbook import Readers
from iag_portal.story import said
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from iag_portal.story.said import Said

Latest = dict[tuple[str, str], Post]  # by who wrote it and in which space


def keep_handbook(cast: Cast, today: datetime) -> None:
    """Two pages, one of which was changed since; and the words that sort topics."""
    marjorie, sally = cast.people["marjorie"], cast.people["sally"]
    title = "How we work"
    with then(today - timedelta(days=180)):
        how_we_work = actions.write_handbook_page(
            actor=marjorie, group=cast.group, text=PageText(title, said.HOW_WE_WORK, Readers.GROUP)
        )
        interests = PageText("When you have an interest", said.INTERESTS, Readers.INSIDE)
        actions.write_handbook_page(actor=sally, group=cast.group, text=interests)
        actions.change_tags(actor=sally, group=cast.group, renamed={}, added=said.TAGS)
    with then(today - timedelta(days=60)):
        actions.change_handbook_page(
            actor=marjorie,
            page=how_we_work,
            text=PageText(title, said.HOW_WE_WORK_NOW, Readers.GROUP),
            after=how_we_work.version,
        )


def sort(actor: User, topic: Topic, *names: str) -> None:
    """Give ``topic`` these tags of its group."""
    actions.change_topic(
        actor=actor,
        topic=topic,
        title=topic.title,
        ask=topic.ask,
        after=topic.version,
        tags=topic.group.tags.filter(name__in=names),
    )


def talk(cast: Cast, topic: Topic, today: datetime, posts: Sequence[Said]) -> Latest:
    """Everybody writes, replies and reacts; answers the latest post of each in each space."""
    latest: Latest = {}
    for post in posts:
        with then(today - timedelta(days=post.days)):
            written = actions.write_post(
                actor=cast.people[post.who],
                topic=topic,
                space=post.space,
                body=post.body,
                label=post.label,
                reply_to=latest[post.answers, post.space] if post.answers else None,
            )
            for kind, names in (
                (Reaction.Kind.AGREE, post.agree),
                (Reaction.Kind.HELPFUL, post.helpful),
            ):
                for name in names.split():
                    actions.react_to_post(actor=cast.people[name], post=written, kind=kind)
        latest[post.who, post.space] = written
    return latest


def settle_questions(cast: Cast, latest: Latest, today: datetime) -> None:
    """One is answered by a post; the other goes to the meeting, and is answered there."""
    figure, assessment = latest["gwen", Space.SHARED], latest["zainab", Space.SHARED]
    with then(today - timedelta(days=25)):
        actions.answer_question(
            actor=cast.people["gwen"], post=figure, answer=latest["adeyemi", Space.SHARED]
        )
        actions.carry_question(actor=cast.people["sally"], post=assessment)
    with then(today - timedelta(days=20)):
        actions.answer_question(actor=cast.people["sally"], post=assessment)


def sum_up(cast: Cast, topic: Topic, today: datetime) -> None:
    """The secretary says where the shared space stands, and again after the meeting."""
    newest = 0
    for days, body in said.SUMMARIES:
        with then(today - timedelta(days=days)):
            newest = actions.write_summary(
                actor=cast.people["sally"],
                topic=topic,
                space=Space.SHARED,
                body=body,
                after=newest,
            ).pk


def catch_up(cast: Cast, topic: Topic) -> None:
    """Everybody has read this topic and what they were told until now, as pages note it."""
    for account in cast.accounts:
        reader = User.objects.get(email=account.email)
        posts = Post.objects.visible_to(reader).filter(topic=topic).order_by("-pk")
        for space in Space:
            if newest := posts.filter(space=space).first():
                ReadMark.objects.note_seen(reader, topic, space, newest.pk)
        Notice.objects.filter(recipient=reader).mark_seen()


def write_notes(cast: Cast, counter: Topic, today: datetime) -> None:
    """Two notes to the secretary: one about a topic, which she answered, and one of today."""
    sally = cast.people["sally"]
    with then(today - timedelta(days=24)):
        note = actions.write_note(
            actor=cast.people["gwen"],
            group=cast.group,
            addressee=sally,
            body=said.NOTE,
            topic=counter,
        )
        actions.answer_note(actor=sally, note=note, body=said.NOTE_ANSWER)
    with then(today - timedelta(hours=3)):
        actions.write_note(
            actor=cast.people["kerry"], group=cast.group, addressee=sally, body=said.NOTE_UNREAD
        )


def announce(cast: Cast, today: datetime) -> None:
    """The secretary tells everybody of something that is no topic; one has read it so far."""
    with then(today - timedelta(hours=20)):
        text = AnnouncementText(
            "The lift at the hub", said.LIFT, Readers.GROUP, localdate(today + timedelta(days=10))
        )
        announcement = actions.write_announcement(
            actor=cast.people["sally"], group=cast.group, text=text
        )
    with then(today - timedelta(hours=2)):
        actions.read_announcement(
            actor=cast.people["tariq"], announcement=announcement, version=announcement.version
        )


def talk_of_the_door(cast: Cast, topic: Topic, today: datetime) -> None:
    """An open question, one for the meeting, and what Leroy told the secretary on the telephone."""
    people = cast.people
    with then(today - timedelta(days=4)):
        actions.follow_topic(actor=people["doreen"], topic=topic, level=Level.ALL)
    with then(today - timedelta(days=3)):
        sort(people["sally"], topic, "Access")
        actions.write_post(
            actor=people["tariq"],
            topic=topic,
            space=Space.SHARED,
            body=said.DOOR_QUESTION,
            label=Post.Label.QUESTION,
        )
        carried = actions.write_post(
            actor=people["kerry"],
            topic=topic,
            space=Space.SHARED,
            body=said.DOOR_CARRIED,
            label=Post.Label.QUESTION,
        )
        actions.carry_question(actor=people["marjorie"], post=carried)
    with then(today - timedelta(days=1)):
        dictated = actions.write_post_for(
            actor=people["sally"],
            author=people["leroy"],
            topic=topic,
            space=Space.SHARED,
            body=said.DOOR_TOLD,
            via=Dictation.Via.TELEPHONE,
            told_on=clock.today(),
            label=Post.Label.SUGGESTION,
        )
        actions.react_to_post(actor=people["doreen"], post=dictated, kind=Reaction.Kind.HELPFUL)
