"""What the tests of audiences share: topics with posts in both spaces, and people who join later."""

from datetime import UTC, datetime, timedelta

from accounts.models import Role
from core.audit.models import Record
from deliberation import actions
from deliberation.models import AudienceChange, History, NamedReader, Post, Space, Topic
from tests.factories import MembershipFactory, PostFactory, TopicFactory, UserFactory

OPENED = datetime(2024, 1, 1, tzinfo=UTC)
EARLY = "Oleander: said in the first week"
LATE = "Verbena: said after they came"


def joined(group, *, role=Role.MEMBER, name="Nora Newcomer", days=100):
    """Somebody who has had a place since so many days after the opening."""
    user = UserFactory(name=name)
    MembershipFactory(user=user, group=group, role=role, starts_at=OPENED + timedelta(days=days))
    return user


def long_topic(people, **more):
    """A topic with an early and a late post of the member in each space."""
    topic = TopicFactory(
        **{
            "group": people.group,
            "title": "Harbour front counter",
            "opened_at": OPENED,
            "history": History.FROM_JOINING,
            **more,
        }
    )
    for space in Space:
        for words, days in ((EARLY, 7), (LATE, 200)):
            PostFactory(
                topic=topic,
                space=space,
                author=people.member,
                body=words,
                written_at=OPENED + timedelta(days=days),
            )
    return topic


def named_topic(people, *named, **more):
    """A topic for named readers, with a post of the first of them in each space."""
    topic = TopicFactory(
        group=people.group, title="Petunia inquiry", ask="Petunia ask", readers_named=True, **more
    )
    for user in named:
        NamedReader.objects.create(topic=topic, user=user)
    for space in Space:
        PostFactory(topic=topic, space=space, author=named[0], body="Petunia words")
    return topic


def readers_by_posts(topic, space, users):
    """Ids of ``users`` to whom some post of the space is visible: ``visible_to``, asked one by one."""
    reader_pks = set()
    for user in users:
        fresh = type(user).objects.get(pk=user.pk)  # its roles as they are now
        if Post.objects.visible_to(fresh).filter(topic=topic, space=space).exists():
            reader_pks.add(user.pk)
    return reader_pks


def knowing(topic, users):
    """Ids of ``users`` who may know of the topic."""
    return {
        user.pk
        for user in users
        if Topic.objects.visible_to(type(user).objects.get(pk=user.pk)).filter(pk=topic.pk).exists()
    }


def events():
    """What happened, in order, apart from signing in."""
    records = Record.objects.exclude(event__startswith="session.").order_by("pk")
    return list(records.values_list("event", flat=True))


def propose(people, topic, kind=AudienceChange.Kind.GUEST, user=None, actor=None):
    return actions.propose_audience_change(
        actor=actor or people.chair, topic=topic, kind=kind, user=user
    )
