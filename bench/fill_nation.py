"""Fill an empty portal with a nation; print what a client needs, as JSON.

Forces, groups and the national topic are as many at each scale. So is what the group has that is
measured, whose members see as much at each; people, topics and posts of others are so many times
fewer. What would take hours by actions, a form and an event for each post, goes in as rows, and the
documents of these posts by a statement a batch: what has to hold of them is asked at the end
(``bench/nation_holds.py``).
"""

# ruff: noqa: E402 -- the apps must be ready before they are imported
import json
import random
import sys
from datetime import timedelta
from itertools import accumulate, islice

import django

django.setup()

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import (
    AdvisoryGroup,
    Membership,
    Organisation,
    OrganisationMembership,
    Role,
    User,
)
from bench import corpus, nation_holds, national_topic
from bench.fill_portal import meeting, session
from core.clock import now, today
from core.search.index import rebuild
from deliberation.models import Post, Space, Topic

FORCES, GROUPS = 43, 60
MEMBERS, TOPICS, POSTS = 5_000, 12_000, 300_000  # at scale 1
OWN_MEMBERS, OWN_TOPICS = 83, 200  # of the group that is measured
RARE_TOPICS = 40  # of these, the newest, begin with the rare word
OPEN = 20  # topics that a group talks about at the same time
ATTEND = 50
RARELY = 0.008  # of the posts of other groups have the rare word
YEARS = timedelta(days=3650)
BATCH = 2_000


class Words:
    """The words of the corpus, drawn by Zipf's law."""

    def __init__(self):
        self.chance = random.Random(corpus.SEED)
        self._words = corpus.vocabulary(random.Random(corpus.SEED))
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def post(self, *, with_rare):
        drawn = self.chance.choices(
            self._words, cum_weights=self._weights, k=self.chance.randint(15, 45)
        )
        if with_rare:
            drawn[0] = corpus.RARE
        return " ".join(drawn).capitalize() + "."


def groups_of_nation():
    """The lead group of each force, then a second group of some."""
    forces = [Organisation(name=f"Constabulary of County {number:02}") for number in range(FORCES)]
    Organisation.objects.bulk_create(forces)
    groups = [
        AdvisoryGroup(
            organisation=forces[number % FORCES], name=f"County {number:02} IAG",
            code=f"G{number:02}", listing="listed",
        )
        for number in range(GROUPS)
    ]  # fmt: skip
    return AdvisoryGroup.objects.bulk_create(groups)


def people_of(groups, began, scale):
    """Members of each group, its chair and its secretary the first of them."""
    each = max(3, round(MEMBERS * scale / GROUPS))
    password = User()
    password.set_password(None)
    members = {}
    for group in groups:
        number = OWN_MEMBERS if group == groups[0] else each
        members[group] = User.objects.bulk_create(
            User(
                name=f"Person{place} Of{group.code}", email=f"p{place}@{group.code.lower()}.test",
                password=password.password, date_joined=began,
            )
            for place in range(number)
        )  # fmt: skip
        roles = [Role.CHAIR, Role.SECRETARY, *[Role.MEMBER] * (number - 2)]
        Membership.objects.bulk_create(
            Membership(user=person, group=group, role=role, starts_at=began)
            for person, role in zip(members[group], roles, strict=True)
        )
    return members


def topics_of(groups, members, began, scale):
    """Topics of each group, year by year: the newest are open."""
    each = max(1, round(TOPICS * scale / GROUPS))
    made = {}
    for group in groups:
        number = OWN_TOPICS if group == groups[0] else each
        made[group] = Topic.objects.bulk_create(
            Topic(
                group=group, title=f"Topic {place} of {group.code}", ask="What should it become?",
                asker="Chief Inspector Rob Ansty", opened_by=members[group][0],
                opened_at=began + YEARS * place / number,
                decision_due=today() + timedelta(days=9),
                state=Topic.State.OPEN if number - place <= OPEN else Topic.State.CLOSED,
            )
            for place in range(number)
        )  # fmt: skip
    return made


def posts_of(topics, members):
    """Posts of each topic; those of all groups lie between each other, as in time."""
    words, own = Words(), next(iter(topics))
    for place in range(max(map(len, topics.values()))):
        for group, of_group in topics.items():
            if place >= len(of_group):
                continue
            topic, newest = of_group[place], len(of_group) - place
            short = group == own and newest == 1
            for number in range(corpus.EXACTLY[corpus.SHORT] if short else POSTS // TOPICS):
                begins = newest <= RARE_TOPICS and number == 0
                rare = begins if group == own else words.chance.random() < RARELY
                body = words.post(with_rare=rare)
                yield Post(
                    topic=topic, space=Space.MEMBERS, author=words.chance.choice(members[group]),
                    body=body, html=f"<p>{body}</p>\n",
                    written_at=topic.opened_at + timedelta(minutes=number),
                )  # fmt: skip


DOCUMENTS = """
    INSERT INTO search_document
        (kind, row, group_id, within, place, person_id, at, title, text)
    SELECT 'post', post.id, topic.group_id, topic.group_id, 'topic.' || topic.id,
        post.author_id, post.written_at, '', post.body || %s
    FROM deliberation_post post JOIN deliberation_topic topic ON topic.id = post.topic_id
    WHERE post.id > %s
"""


def write(posts):
    """The posts with their documents: no statement takes as long as a page may."""
    batches = iter(posts)
    last = Post.objects.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        while batch := list(islice(batches, BATCH)):
            Post.objects.bulk_create(batch)
            cursor.execute(DOCUMENTS, ["\n", last])
            last = Post.objects.latest("pk").pk


def readers(began):
    """Two people who read for a national body."""
    body = Organisation.objects.create(name="Home Office", kind=Organisation.Kind.NATIONAL)
    made = [
        User.objects.create_user(name=f"Reader Number{place}", email=f"r{place}@reader.test")
        for place in range(2)
    ]
    for person in made:
        OrganisationMembership.objects.create(user=person, organisation=body, starts_at=began)
    return made


@transaction.atomic
def fill(scale):
    began = now() - YEARS
    groups = groups_of_nation()
    members = people_of(groups, began, scale)
    topics = topics_of(groups, members, began, scale)
    own = groups[0]
    opened = meeting(own, members[own][:ATTEND])
    organisers, put = national_topic.fill(groups[:FORCES], members, began)
    rebuild()
    write(posts_of(topics, members))
    nation_holds.check(put)
    people = [*members[own][2:4], *organisers, *readers(began)]
    return {
        "short": topics[own][-1].pk, "meeting": opened.pk, "national": put.pk,
        "posts": Post.objects.count(), "rare": corpus.RARE, "common": corpus.COMMON,
        "people": [person.pk for person in people],
    }  # fmt: skip


def signed_in(people):
    """New sessions of these, which end as any others while a nation is kept."""
    return [session(User.objects.get(pk=pk)) for pk in people]


def analysed():
    """What PostgreSQL does by itself once so much is new, and a bench does not wait for."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    step, *words = sys.argv[1:]
    if step == "fill":
        print(json.dumps(fill(float(words[0]))))
        analysed()
    else:
        print(json.dumps(signed_in(words)))
