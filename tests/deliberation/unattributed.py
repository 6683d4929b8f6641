"""What the tests of posts without a name share: a group whose terms let members write them."""

import pytest

from deliberation import actions
from deliberation.models import Post, Space, TopicTerms
from tests.factories import MembershipFactory, UserFactory

WORDS = "Samphire: nobody dares to say this"
WHY = "Teasel: it names a witness"


def let(group, chair, *, members=True):
    """The terms say so, or no longer do."""
    fields = {"unattributed_posts": members, "changed_by": chair}
    return TopicTerms.objects.update_or_create(group=group, defaults=fields)[0]


def joined(group, name):
    """One more member."""
    return MembershipFactory(group=group, user=UserFactory(name=name)).user


def write(author, topic, space=Space.SHARED, body=WORDS, **more):
    """As the action writes it."""
    fields = {"topic": topic, "space": space, "body": body, **more}
    return actions.write_post(actor=author, unattributed=True, **fields)


def unmask(chair, post, reason=WHY):
    return actions.unmask_post(actor=chair, post=Post.objects.get(pk=post.pk), reason=reason)


@pytest.fixture
def zenobia(people):
    """A member of a group of three, whose terms let her."""
    let(people.group, people.chair)
    joined(people.group, "Leroy Bright")
    return joined(people.group, "Zenobia Quillfeather")


@pytest.fixture
def unnamed(topic, zenobia):
    """What she wrote in the shared space."""
    return write(zenobia, topic)
