"""Make a portal with one open meeting and one topic, by the portal's own actions.

Run as a program: it prints where they are and a verified session of everybody, as JSON. With two
numbers it makes as many, each of a group of its own with so many members, and prints a list.
"""

# ruff: noqa: E402 -- the apps must be ready before they are imported
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Role
from core.clock import at, now, today
from deliberation import actions as talk
from meetings import actions as meet
from meetings.models import Attendance
from tests.factories import AdvisoryGroupFactory, MembershipFactory
from tests.signing_in import session_key, signed_in

MEMBERS = 30


def prepare(members):
    """One group of a chair, a secretary and its members, in a meeting that is open."""
    group = AdvisoryGroupFactory()
    roles = {"chair": Role.CHAIR, "secretary": Role.SECRETARY}
    roles |= {f"member{n}": Role.MEMBER for n in range(members)}
    with at(now() - timedelta(days=1)):
        people = {
            name: MembershipFactory(group=group, role=role, user__name=name.title()).user
            for name, role in roles.items()
        }
    topic = talk.open_topic(
        actor=people["secretary"],
        group=group,
        title="Front counter",
        ask="What should it become?",
        asker="Chief Inspector Rob Ansty",
        decision_due=today() + timedelta(days=9),
    )
    with at(now() - timedelta(hours=1)):
        meeting = meet.call_meeting(
            actor=people["secretary"],
            group=group,
            title="Quarterly meeting",
            starts_at=now() + timedelta(minutes=30),
            agenda=[meet.PlannedItem("Front counter", topic=topic), meet.PlannedItem("Dates")],
        )
    for person in people.values():
        meet.say_attendance(actor=person, meeting=meeting, mode=Attendance.Mode.VIDEO)
    meet.open_meeting(actor=people["chair"], meeting=meeting)
    return people, meeting, topic


def main():
    if connection.vendor != "sqlite":  # there it is a copy that was migrated before
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    number, members = map(int, sys.argv[1:] or (1, MEMBERS))
    stories = [story(members) for _number in range(number)]
    print(json.dumps(stories if sys.argv[1:] else stories[0]))  # noqa: T201


def story(members):
    with transaction.atomic():
        people, meeting, topic = prepare(members)
        secrets = {
            name: {"name": name, "id": user.pk, "session": session_key(signed_in(user))}
            for name, user in people.items()
        }
    return {"people": secrets, "meeting": meeting.pk, "topic": topic.pk}


if __name__ == "__main__":
    main()
