"""Who is told of what: people, from the thing that a notice is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Role, User
from accounts.models.memberships import (
    CHASERS_INSIDE,
    ORGANISERS,
    OWN_PEOPLE,
    RESPONSE_CHASERS,
    REVIEWERS,
)
from deliberation.models import (
    AgreementRound,
    Announcement,
    AudienceChange,
    HandbookPage,
    KeyMessage,
    Note,
    Position,
    Post,
    PostReport,
    Question,
    Space,
    Suggestion,
    Summary,
    Topic,
    Unmasking,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Membership
    from core.notices.kinds import Facts


def _users(places: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(pk__in=places.values("user"))


def who_settle(suggestion: Suggestion, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(suggestion.group_id, ORGANISERS)


def who_suggested(suggestion: Suggestion, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=suggestion.suggested_by_id)


def on_its_side(key_message: KeyMessage, facts: Facts) -> QuerySet[User]:
    """Everybody who can sign a statement of this side: by the position that they took."""
    positions = Position.objects.that_decided(key_message)
    on_side = {position.user_id for position in positions if position.side == facts["side"]}
    return User.objects.filter(pk__in=on_side)


def named(_row: object, facts: Facts) -> QuerySet[User]:
    """The one person whom the event names."""
    return User.objects.filter(pk=facts["user_id"])


def readers_of_topic(topic: Topic, _facts: Facts) -> QuerySet[User]:
    return _users(topic.readers(Space.SHARED))


def readers_of_post(post: Post, facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space; nobody where its author is not named."""
    return User.objects.none() if post.unattributed else _readers(post, facts)


def readers_of_unattributed_post(post: Post, facts: Facts) -> QuerySet[User]:
    return _readers(post, facts) if post.unattributed else User.objects.none()


def _readers(post: Post, facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space but its author and those whom it replies to or mentions.

    People are called about a named post: if the unnamed author whom it answers were left out,
    that would tell who they are.
    """
    readers = _users(post.topic.readers_now(post.space)).exclude(pk=post.author_id)
    told_more = [author_replied_to, mentioned]
    if post.unattributed:
        told_more.append(unnamed_author_replied_to)
    return readers.exclude(
        pk__in=[person.pk for people in told_more for person in people(post, facts)]
    )


def author_replied_to(post: Post, _facts: Facts) -> QuerySet[User]:
    """Unless they wrote without their name."""
    return User.objects.filter(posts__in=_replied_to(post, unattributed=False))


def unnamed_author_replied_to(post: Post, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(posts__in=_replied_to(post, unattributed=True)).exclude(
        pk=post.author_id
    )


def _replied_to(post: Post, *, unattributed: bool) -> QuerySet[Post]:
    return Post.objects.filter(replies=post, unattributed=unattributed)


def handlers(report: PostReport, _facts: Facts) -> QuerySet[User]:
    """The organisers; those who do not handle it may not see it either."""
    return User.objects.in_roles(report.group_id, ORGANISERS)


def who_reported(report: PostReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=report.reported_by_id)


def addressee(note: Note, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=note.addressee_id)


def the_two(note: Note, _facts: Facts) -> QuerySet[User]:
    """Of whom the one who answered is left out."""
    return User.objects.filter(pk__in=(note.written_by_id, note.addressee_id))


def mentioned(post: Post, facts: Facts) -> QuerySet[User]:
    """Those whom the post names since this event, but for the named author whom it replies to."""
    added = post.mentions.filter(version=facts.get("version", 1))
    people = User.objects.filter(pk__in=added.values("user"))
    return people.exclude(pk__in=author_replied_to(post, facts).values("pk"))


def readers_of_summary(summary: Summary, facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space; nobody where it was a small correction."""
    readers = _users(summary.topic.readers_now(summary.space))
    return readers.none() if facts["minor"] else readers


def author(post: Post, _facts: Facts) -> QuerySet[User]:
    """Unless they wrote without their name."""
    return User.objects.filter(posts=post, posts__unattributed=False)


def unnamed_author(post: Post, _facts: Facts) -> QuerySet[User]:
    """Unless they answered it themselves: the record keeps no actor then."""
    people = User.objects.filter(posts=post, posts__unattributed=True)
    by_them = Question.objects.filter(post=post, settled_by__isnull=False)
    return people.exclude(pk__in=by_them.values("settled_by"))


def unmasked_author(unmasking: Unmasking, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(posts=unmasking.post_id)


def asked_in_round(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    """Those who are asked and still advise."""
    asked = agreement_round.entitlements.filter(recused=False)
    advisers = agreement_round.key_message.topic.advisers()
    return User.objects.filter(pk__in=asked.values("user")).filter(pk__in=advisers.values("user"))


def silent_in_round(agreement_round: AgreementRound, facts: Facts) -> QuerySet[User]:
    """Those who are asked and have not answered."""
    answered = agreement_round.entitlements.answered().values("user")
    return asked_in_round(agreement_round, facts).exclude(pk__in=answered)


def readers_of_round(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    return _users(agreement_round.key_message.topic.readers_now(Space.SHARED))


def own_people(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(key_message.group_id, OWN_PEOPLE)


def police_leads(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(key_message.group_id, {Role.POLICE_LEAD})


def reviewers(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    """Who promised something, and who waits for it."""
    return User.objects.in_roles(key_message.group_id, REVIEWERS)


def chasers(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary; of what is not published, the observers who read its topic.

    Who watches for the commissioner is told of published advice by what was published.
    """
    inside = key_message.state == KeyMessage.State.SENT_INSIDE
    roles = CHASERS_INSIDE if inside else RESPONSE_CHASERS
    return User.objects.in_roles(key_message.group_id, roles)


def readers_of_page(page: HandbookPage, facts: Facts) -> QuerySet[User]:
    """Who reads it, where its writer wants them to know."""
    return page.people() if facts["tell"] else User.objects.none()


def asked_to_read(announcement: Announcement, facts: Facts) -> QuerySet[User]:
    """Everybody it is for but its writer; nobody after its day, or for a small correction."""
    is_asked = announcement.is_standing and not facts.get("minor")
    return announcement.people() if is_asked else User.objects.none()


def writer(announcement: Announcement, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=announcement.written_by_id)


def authors_asked(change: AudienceChange, _facts: Facts) -> QuerySet[User]:
    return change.unasked()
