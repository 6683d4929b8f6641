# ruff: noqa: E402 -- the apps must be ready before they are imported
"""Fill Spirit with the corpus; print sessions and the topic of 20 posts as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone
from spirit.category.models import Category
from spirit.comment.models import Comment
from spirit.topic.models import Topic
from spirit.topic.unread.models import TopicUnread

from bench import corpus


@transaction.atomic
def fill(scale):
    people = [User.objects.create_user(f"person{n}") for n in range(corpus.MEMBERS)]
    category = Category.objects.create(title="Harbour District IAG")
    moment = timezone.now() - timedelta(days=30)
    topics, rows = {}, []
    for number, post in enumerate(corpus.posts(scale)):
        if post.topic not in topics:
            topics[post.topic] = Topic.objects.create(
                user=people[0], category=category, title=f"Topic {post.topic}", date=moment
            )
        topic = topics[post.topic]
        topic.comment_count += 1
        topic.last_active = moment + timedelta(seconds=30 * number)
        rows.append(
            Comment(
                user=people[post.author], topic=topic, date=topic.last_active,
                comment=post.body, comment_html=f"<p>{post.body}</p>",
            )
        )  # fmt: skip
    Comment.objects.bulk_create(rows, batch_size=1000)
    Topic.objects.bulk_update(topics.values(), ["comment_count", "last_active"], batch_size=500)
    unread = (
        TopicUnread(user=person, topic=topic, is_read=False, date=topic.last_active)
        for person in people[:2]
        for topic in topics.values()
    )
    TopicUnread.objects.bulk_create(unread, batch_size=1000)
    return {
        "short": topics[corpus.SHORT].get_absolute_url(),
        "sessions": [session(person) for person in people[:2]],
    }


def session(person):
    client = Client()
    client.force_login(person, backend="spirit.user.auth.backends.UsernameAuthBackend")
    return client.session.session_key


if __name__ == "__main__":
    print(json.dumps(fill(float(sys.argv[1]))))
