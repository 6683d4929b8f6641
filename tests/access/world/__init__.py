"""One group in the middle of its work, everybody who could come near it, and things in each state."""

import tempfile
import time
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from core.search.index import rebuild
from iag_portal.settings import STORAGES
from meetings.video.settings import JitsiSettings
from tests.access.people import PEOPLE, Browser, client_of
from tests.access.world import (
    accounts,
    action_log,
    hot_seats,
    inhabitants,
    meetings,
    minutes,
    network,
    publications,
    streams,
    topics,
    visits,
    webcasts,
)
from tests.publications.documents import laid_out, written

# Words that stand in every text which is for some people only. Nothing else contains them.
WORDS = {"group": "Lobelia", "members": "Zinnia", "named": "Petunia", "briefing": "Verbena"}
VIDEO = JitsiSettings(
    profile="test",
    domain="127.0.0.1:9",
    algorithm="HS256",
    secret="a secret of the tests, long enough for HS256",
)


def build():
    """The world; each thing is an attribute by which the rows of the matrix name it."""
    world = publications.harbour_group()
    world.words = WORDS
    parts = (inhabitants, topics, meetings, action_log, minutes, publications, accounts)
    for part in (*parts, network, webcasts, visits, hot_seats, streams):
        part.add_to(world)
    world.client = {who: client_of(world, who) for who in PEOPLE}
    world.browser = {who: Browser(client) for who, client in world.client.items()}
    inhabitants.close_doors(world)
    rebuild()
    return world


@contextmanager
def standing_world():
    """The world inside one transaction, which leaves nothing behind; files lie in a folder of its own.

    Seven questions publish the same release: its document is laid out for the first. Dozens ask
    for minutes and letters as a file: one of each kind is laid out. The clock by which a factor
    grows old stands still: how slow the machine is does not matter.
    """
    moment = time.time()
    with (
        tempfile.TemporaryDirectory(prefix="iag-access-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("time.time", lambda: moment)
        patch.setattr("publications.actions.editions.render", laid_out)
        patch.setattr("meetings.copies.minutes.write", written)
        patch.setattr("iag_portal.pages.letters.write", written)
        default = {**STORAGES["default"], "OPTIONS": {"location": folder}}
        storages = {
            "default": default,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        with override_settings(STORAGES=storages, JITSI=VIDEO), transaction.atomic():
            world = build()
            world.files = folder
            yield world
            transaction.set_rollback(True)
