# ruff: noqa: E402 -- the apps must be ready before they are imported
"""Fill an empty portal with the corpus and an open meeting; print what a client needs, as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from accounts.sessions import SessionStore
from bench import corpus
from core.clock import at, now, today
from core.search.index import rebuild
from deliberation.models import Post, Space, Topic
from meetings import actions as meet
from meetings.models import Attendance


def people(group, moment):
    made = []
    for number in range(corpus.MEMBERS):
        email = f"person{number}@example.org"
        person = User.objects.create_user(name=f"Person Number{number}", email=email)
        role = Role.CHAIR if number == 0 else Role.MEMBER
        Membership.objects.create(user=person, group=group, role=role, starts_at=moment)
        made.append(person)
    return made


def talk(group, members, moment, scale):
    topics = {}
    rows = []
    for number, post in enumerate(corpus.posts(scale)):
        if post.topic not in topics:
            topics[post.topic] = Topic.objects.create(
                group=group, title=f"Topic {post.topic}", ask="What should it become?",
                asker="Chief Inspector Rob Ansty", decision_due=today() + timedelta(days=9),
                opened_by=members[0],
            )  # fmt: skip
        rows.append(
            Post(
                topic=topics[post.topic], space=Space.MEMBERS, author=members[post.author],
                body=post.body, html=f"<p>{post.body}</p>\n",
                written_at=moment + timedelta(seconds=30 * number),
            )
        )  # fmt: skip
    Post.objects.bulk_create(rows, batch_size=1000)
    return topics


def spoken_in(group, members, moment):
    """A topic like the short one, to which the bench adds posts."""
    topic = Topic.objects.create(
        group=group, title="Talked about now", ask="What should it become?",
        asker="Chief Inspector Rob Ansty", decision_due=today() + timedelta(days=9),
        opened_by=members[0],
    )  # fmt: skip
    bodies = [post.body for post in corpus.posts() if post.topic == corpus.SHORT]
    Post.objects.bulk_create(
        Post(
            topic=topic, space=Space.MEMBERS, author=members[number], body=body,
            html=f"<p>{body}</p>\n", written_at=moment,
        )
        for number, body in enumerate(bodies)
    )  # fmt: skip
    return topic


def other_groups(force, author, moment, scale):
    """Groups beside the one that is measured, each with topics and posts of its own."""
    for number in range(int(corpus.GROUPS * scale)):
        other = AdvisoryGroup.objects.create(
            organisation=force, name=f"Group {number}", code=f"G{number:02}"
        )
        topic = Topic.objects.create(
            group=other, title=f"Topic of group {number}", ask="What should it become?",
            asker="Chief Inspector Rob Ansty",
            decision_due=today() + timedelta(days=9), opened_by=author,
        )  # fmt: skip
        body = f"{corpus.COMMON} {corpus.RARE}"
        Post.objects.bulk_create(
            Post(
                topic=topic, space=Space.MEMBERS, author=author, body=body,
                html=f"<p>{body}</p>\n", written_at=moment,
            )
            for _ in range(20)
        )  # fmt: skip


def held_meeting(group, members):
    """A meeting of last month, so that the group is one that has met."""
    with at(now() - timedelta(days=29)):
        called = meet.call_meeting(
            actor=members[0], group=group, title="First meeting",
            starts_at=now() + timedelta(minutes=10), agenda=[meet.PlannedItem("Who we are")],
        )  # fmt: skip
        meet.open_meeting(actor=members[0], meeting=called)
        meet.end_meeting(actor=members[0], meeting=called)


def meeting(group, members):
    with at(now() - timedelta(hours=1)):
        called = meet.call_meeting(
            actor=members[0], group=group, title="Quarterly meeting",
            starts_at=now() + timedelta(minutes=30), agenda=[meet.PlannedItem("Front counter")],
        )  # fmt: skip
    for person in members:
        meet.say_attendance(actor=person, meeting=called, mode=Attendance.Mode.VIDEO)
    return meet.open_meeting(actor=members[0], meeting=called)


def session(person):
    """As signing in with a second factor leaves it."""
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    device = (kept or TOTP.activate(person, generate_totp_secret()).instance).otp_device
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store[DEVICE_ID_SESSION_KEY] = device.persistent_id
    store.begin()
    store.create()
    return store.session_key


@transaction.atomic
def fill(scale):
    moment = now() - timedelta(days=30)
    force = Organisation.objects.create(name="Solentshire Constabulary")
    group = AdvisoryGroup.objects.create(
        organisation=force, name="Harbour District IAG", code="HAR"
    )
    members = people(group, moment)
    topics = talk(group, members, moment, scale)
    other_groups(force, members[0], moment, scale)
    held_meeting(group, members)
    opened = meeting(group, members)
    rebuild()
    return {
        "long": topics[corpus.LONG].pk,
        "short": topics[corpus.SHORT].pk,
        "spoken": spoken_in(group, members, moment).pk,
        "meeting": opened.pk,
        "rare": corpus.RARE,
        "common": corpus.COMMON,
        "sessions": [session(person) for person in members],
    }


if __name__ == "__main__":
    print(json.dumps(fill(float(sys.argv[1]))))
