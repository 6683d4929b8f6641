"""A meeting with people in every role, and windows of theirs that are closed after each test."""

import asyncio

import pytest
from channels.db import database_sync_to_async

from core.live import pages
from core.live.hub import hub
from meetings.live import MeetingPage
from tests.live.open_page import OpenPage
from tests.meetings.conftest import ama, leroy, meeting, open_meeting, people, topic, whole_evening

__all__ = ["ama", "leroy", "meeting", "open_meeting", "people", "topic", "whole_evening"]


def do(action, *args, **options):
    """An action in a thread of its own, as a view does it."""
    return database_sync_to_async(action)(*args, **options)


@pytest.fixture
async def window(transactional_db):
    """``await window(user, key)``: an open page. Each is closed and the hub must then be still."""
    opened = []

    async def enter(user, key, **how):
        page = OpenPage(user, key)
        opened.append(page)
        return await page.open(**how)

    yield enter
    for page in opened:
        await page.close()
    for task in list(hub._redraws):
        await task
    assert (hub.rooms, hub._tasks, hub._joined) == ({}, [], set())
    left = [task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}]
    assert [name for name in left if "hub" in name] == []


class CountingPage(MeetingPage):
    """The live page of a meeting, noting each drawing of a region."""

    def __init__(self):
        self.drawn = []

    def _drawn(self, name, context):
        self.drawn.append(name)
        return super()._drawn(name, context)


@pytest.fixture
def counted(monkeypatch):
    page = CountingPage()
    monkeypatch.setitem(pages._PAGES, "meeting", page)
    return page


@pytest.fixture
def quick(settings):
    """The hub looks and checks twenty times a second."""
    settings.LIVE_WATCH = settings.LIVE_BEAT = 0.05


@pytest.fixture
def slow(settings):
    """The hub neither looks nor checks by itself while a test lasts: only the layer tells it."""
    settings.LIVE_WATCH = settings.LIVE_BEAT = 3600
