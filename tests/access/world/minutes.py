"""Meetings that are over: without minutes, with a draft, and with minutes that people check."""

from datetime import timedelta

from core.clock import now, today
from meetings.models import Correction, Minutes, MinutesItem
from tests.access.world.meetings import INVITED, meeting


def add_to(world):
    world.over = ended(world, "over", 1)
    world.drafted = minutes(world, "drafted", 2)
    world.drafted_item = item(world, world.drafted, 1, "group")
    out = {"published_at": now(), "check_until": today() + timedelta(days=14)}
    world.checked_minutes = minutes(world, "checked", 3, state="published", **out)
    world.minuted = minutes(world, "minuted", 4, state="published", **out)
    kinds = {
        "minuted": ("group", {}),
        "minuted_members": ("members", {"members_only": True}),
        "minuted_topic": ("group", {"topic": world.topic}),
        "minuted_named": ("named", {"topic": world.named}),
        "minuted_briefing": ("briefing", {"topic": world.briefing}),
    }
    for number, (name, (word, more)) in enumerate(kinds.items(), start=1):
        row = item(world, world.minuted, number, word, **more)
        setattr(world, f"{name}_item", row)
        setattr(world, f"{name}_correction", correction(world, row, word))


def ended(world, name, days):
    began = now() - timedelta(days=days)
    times = {"opened_at": began, "ended_at": began + timedelta(hours=2)}
    return meeting(world, name, INVITED, state="ended", starts_at=began, **times)


def minutes(world, name, days, **more):
    over = ended(world, name, days)
    return Minutes.objects.create(meeting=over, drafted_by=world.sally, **more)


def item(world, of, number, word, **more):
    title = more["topic"].title if "topic" in more else f"{world.words[word]} item"
    added = of.meeting.agenda.create(number=number, title=title, **more)
    body = f"{world.words[word]} was said"
    row = MinutesItem.objects.create(minutes=of, item=added, body=body, version=1)
    row.versions.create(number=1, body=body, written_by=world.sally)
    return row


def correction(world, row, word):
    return Correction.objects.create(
        minutes_item=row, says="was said", why=f"{world.words[word]} why", proposed_by=world.doreen
    )
