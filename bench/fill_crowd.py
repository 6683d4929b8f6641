"""Fill an empty portal with open meetings of fifty people each; print where they are, as JSON.

Nobody is in two of them: each meeting is of a group of its own.
"""

# ruff: noqa: E402 -- the apps must be ready before they are imported
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from bench.fill_portal import session
from core.clock import at, now, today
from deliberation import actions as talk
from meetings import actions as meet


def group_of(force, number, people):
    group = AdvisoryGroup.objects.create(
        organisation=force, name=f"Group {number}", code=f"G{number:02}"
    )
    members = []
    for place in range(people):
        email = f"person{place}@group{number}.example.org"
        person = User.objects.create_user(name=f"Person Number{place}", email=email)
        role = Role.CHAIR if place == 0 else Role.MEMBER
        Membership.objects.create(
            user=person, group=group, role=role, starts_at=now() - timedelta(days=30)
        )
        members.append(person)
    return group, members


def meeting_of(group, members):
    """Open, with a topic on its agenda and a key message that is worked on."""
    chair = members[0]
    topic = talk.open_topic(
        actor=chair, group=group, title="Front counter", ask="What should it become?",
        asker="Chief Inspector Rob Ansty", decision_due=today() + timedelta(days=9),
    )  # fmt: skip
    message = talk.propose_key_message(actor=chair, topic=topic, text="Keep the door open")
    with at(now() - timedelta(hours=1)):
        called = meet.call_meeting(
            actor=chair, group=group, title="Quarterly meeting",
            starts_at=now() + timedelta(minutes=30),
            agenda=[meet.PlannedItem("Front counter", topic=topic)],
        )  # fmt: skip
    return meet.open_meeting(actor=chair, meeting=called), message


@transaction.atomic
def fill(meetings, people):
    force = Organisation.objects.create(name="Solentshire Constabulary")
    filled = []
    for number in range(meetings):
        group, members = group_of(force, number, people)
        meeting, message = meeting_of(group, members)
        sessions = [session(person) for person in members]
        filled.append({"meeting": meeting.pk, "message": message.pk, "sessions": sessions})
    return {"meetings": filled}


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]), int(sys.argv[2]))))
