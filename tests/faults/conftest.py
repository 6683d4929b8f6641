"""Each test starts a portal of its own, on a copy of one that is prepared once."""

import os
import shutil
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults.person import Person
from tests.faults.portal import Portal, prepare
from tests.faults.postbox import Postbox


@pytest.fixture(scope="session")
def server():
    """Address of the PostgreSQL that this run was pointed to; empty on SQLite."""
    return os.environ.get("IAG_DATABASE_URL", "")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, server):
    """A folder, the name of its database, and who and what is in it."""
    folder = tmp_path_factory.mktemp("prepared")
    name = f"faults_{os.getpid()}"
    url = new_database(server, name) if server else ""
    yield folder, name, prepare(folder, url)
    if server:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def portal_of(prepared, server, tmp_path):
    """``portal_of(IAG_REDIS_URL=…)``: a portal that is not started yet, with its own data."""
    folder, name, story = prepared
    made = []

    def make(**more):
        data = tmp_path / f"portal{len(made)}"
        shutil.copytree(folder, data)
        url = new_database(server, f"{name}_{len(made)}", name) if server else ""
        made.append(Portal(data, story, database_url=url, **more))
        return made[-1]

    yield make
    for number, portal in enumerate(made):
        portal.end()
        if server:
            administer(server, f"DROP DATABASE {name}_{number} WITH (FORCE)")


@pytest.fixture
async def visit():
    """``await visit(portal, "member0", page)``: somebody who has opened a page there."""
    came = []

    async def come(portal, name, page, port=None):
        came.append(Person(portal, name, port))
        return await came[-1].open(page)

    yield come
    for person in came:
        await person.leave()


@pytest.fixture
def postbox():
    """A mail server that is down until the test opens it."""
    made = Postbox()
    yield made
    made.close()


def administer(server, sql):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql)


def new_database(server, name, template="template0"):
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()
