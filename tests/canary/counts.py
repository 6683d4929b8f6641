"""Numbers tell, too: badges and audience sentences follow the same rights as the words."""

import re
from collections import Counter

from django.test import Client
from django.urls import reverse

from deliberation.sentences import who_reads
from tests.canary.history import ADVISERS, GUESTS, Topic
from tests.canary.oracle import WHO_READS, Reader
from tests.canary.world import World

NEW = re.compile(r'href="/topics/(\d+)/(members/)?"\s*>\s*(\d+) new in')


def badges(world: World, name: str, client: Client) -> None:
    """How many posts are new on the list of topics: those of others that one may read."""
    page = client.get(reverse("deliberation:topics")).content.decode()
    shown = {(int(pk), bool(inside)): int(number) for pk, inside, number in NEW.findall(page)}
    me, due = Reader(world.history, name), Counter()
    for topic in world.history.topics:
        for post in world.history.posts(topic):
            if post.by != name and me.opens(topic) and WHO_READS["post"](me, post):
                due[topic.pk, post.space == "members"] += 1
    if shown != due:
        world.fail(f"{name} is told of new posts {shown}, and may know of {dict(due)}")


def audience(world: World, answer) -> None:
    """Who can read this, as the page of a space says: everybody who is let in, and nobody else."""
    context = answer.context
    if answer.status_code != 200 or "readers" not in context:
        return
    page, pk, space = answer.content.decode(), context["topic"].pk, str(context["space"])
    topic = next(topic for topic in world.history.topics if topic.pk == pk)
    if readers_of(world, topic, space) not in page:
        world.fail(
            f"topic {pk} does not say of its {space} space: {readers_of(world, topic, space)}"
        )


def readers_of(world: World, topic: Topic, space: str) -> str:
    """The sentence, counted from history."""
    roles = Counter()
    for name in topic.group.places:
        me = Reader(world.history, name)
        rules, role = topic.group.secretary_reads and not topic.kept_out, me.role(topic.group)
        inside = space == "shared" or role in ADVISERS or (role == "secretary" and rules)
        if inside and me.knows(topic):
            roles[role] += 1
    police = roles["police_lead"] + roles["officer"]
    return who_reads(
        members=sum(roles[role] for role in ADVISERS),
        police=police,
        secretaries=roles["secretary"],
        others=sum(roles[role] for role in GUESTS) - police,
    )
