"""Whom a post without a name mentions does not tell who wrote it."""

import pytest

from accounts.models import Membership, Role, User
from deliberation import actions
from deliberation.mentions import previewed
from deliberation.models import Mention, NamedReader, Post, Space
from tests.deliberation.unattributed import joined, let, write
from tests.factories import TopicGuestFactory


@pytest.fixture
def zenobia(people):
    let(people.group, people.chair)
    joined(people.group, "Leroy Bright")
    return joined(people.group, "Zenobia Quillfeather")


def test_among_named_readers_she_is_not_drawn_as_mentioned_because_she_alone_could(
    people, zenobia, secret
):
    """Neither when she writes it, nor when she changes it, nor in what she sees before."""
    for name in (people.member.name, "Leroy Bright", zenobia.name):
        NamedReader.objects.create(topic=secret, user=User.objects.get(name=name))
    words = f"As @{zenobia.name} would say"
    post = write(zenobia, secret, space=Space.MEMBERS, body=words)
    before = previewed(post, words, "").html
    actions.edit_post(actor=zenobia, post=post, body=f"{words} again", after=1)
    changed = Post.objects.get(pk=post.pk).html
    by_name = actions.write_post(actor=zenobia, topic=secret, space=Space.MEMBERS, body=words)

    assert ["data-mention" in html for html in (post.html, before, changed)] == [False] * 3
    assert "data-mention" in by_name.html
    assert list(Mention.objects.values_list("post", flat=True)) == [by_name.pk]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.POLICE_LEAD])
def test_whom_she_mentions_does_not_tell_what_she_has_become(people, topic, zenobia, role):
    """By name a chair mentions guests who have not written, and the police no members."""
    for guest in (zenobia, people.officer):
        TopicGuestFactory(topic=topic, user=guest)
    words = f"@Leroy Bright and @{people.officer.name}"
    post = write(zenobia, topic, body=words)
    Membership.objects.filter(user=zenobia).update(role=role)
    author = User.objects.get(pk=zenobia.pk)
    actions.edit_post(actor=author, post=post, body=f"{words} again", after=1)

    assert list(post.mentions.values_list("user__name", flat=True)) == ["Leroy Bright"]
