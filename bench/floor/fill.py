# ruff: noqa: E402 -- the apps must be ready before they are imported
"""Make the floor's tables and fill them with the corpus; print sessions and topics as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import corpus
from bench.floor.models import Post, Topic


@transaction.atomic
def fill(scale):
    people = [
        User.objects.create_user(f"person{n}", first_name=f"Person Number{n}")
        for n in range(corpus.MEMBERS)
    ]
    moment = timezone.now() - timedelta(days=30)
    topics, rows = {}, []
    for number, post in enumerate(corpus.posts(scale)):
        if post.topic not in topics:
            topics[post.topic] = Topic.objects.create(title=f"Topic {post.topic}")
        rows.append(
            Post(
                topic=topics[post.topic], author=people[post.author],
                html=f"<p>{post.body}</p>\n", written_at=moment + timedelta(seconds=30 * number),
            )
        )  # fmt: skip
    Post.objects.bulk_create(rows, batch_size=1000)
    return {
        "long": topics[corpus.LONG].pk,
        "short": topics[corpus.SHORT].pk,
        "sessions": [session(person) for person in people],
    }


def session(person):
    client = Client()
    client.force_login(person)
    return client.session.session_key


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # what points at people, after them
    print(json.dumps(fill(float(sys.argv[1]))))
