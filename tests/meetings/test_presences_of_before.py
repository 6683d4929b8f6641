"""The migration makes presences of what was known of who came."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from meetings.models import Attendance, Meeting, VideoGrant
from tests.meetings.there import presences

pytestmark = pytest.mark.django_db
MIGRATION = import_module("meetings.migrations.0016_presences")


def test_what_was_said_since_it_was_open_and_the_video_become_presences(
    people, meeting, leroy, ama
):
    opened = meeting.starts_at
    Meeting.objects.filter(pk=meeting.pk).update(
        state="ended", opened_at=opened, ended_at=opened + timedelta(hours=2)
    )
    answers = {  # mode, minutes after the start, who wrote it down
        people.chair: ("room", -60, None),
        people.member: ("video", 5, None),
        leroy: ("telephone", 200, people.secretary),
        people.observer: ("unknown", 200, people.secretary),
        ama: ("unknown", -60, None),
        people.vice_chair: ("apologies", 5, None),
    }
    for user, (mode, minutes, by) in answers.items():
        at = opened + timedelta(minutes=minutes)
        Attendance.objects.filter(user=user).update(mode=mode, said_at=at, recorded_by=by)
    for user in (people.observer, ama):
        VideoGrant.objects.create(
            meeting=meeting,
            user=user,
            moderator=False,
            issued_at=opened + timedelta(minutes=10),
            expires_at=opened,
        )

    MIGRATION.begin_with_what_was_recorded(apps, None)

    assert {user.name: presences(user) for user in answers} == {
        "Marjorie Penhale": [],
        "Doreen Whitcombe": [("video", 5, 120)],
        "Leroy Samuels": [("telephone", 0, 120)],
        "Hannah Voss": [],
        "Ama Boateng": [("video", 10, 120)],
        "Tariq Osmani": [],
    }
