"""Each test starts a portal of its own, on a copy of one that is prepared once."""

import json
import os
import shutil
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.e2e.portal import only_one
from tests.faults.person import Person
from tests.faults.portal import Portal, prepare
from tests.faults.postbox import Postbox


@pytest.fixture(scope="session")
def server():
    """Address of the PostgreSQL that this run was pointed to; empty on SQLite."""
    return os.environ.get("IAG_DATABASE_URL", "")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, server, request):
    """A folder, the name of its database, and who and what is in it."""
    name = f"faults_{os.getpid()}"
    if not server:
        yield prepared_once(tmp_path_factory.getbasetemp(), request.config, name)
        return
    folder = tmp_path_factory.mktemp("prepared")
    yield folder, name, prepare(folder, new_database(server, name))
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def prepared_once(base, config, name):
    """The same for all test processes: a file can be copied by each of them."""
    shared = (base.parent if hasattr(config, "workerinput") else base) / "faults"
    shared.mkdir(exist_ok=True)
    folder, story = shared / "data", shared / "story.json"
    with only_one(shared) as first:
        if first:
            shutil.rmtree(folder, ignore_errors=True)  # of one that failed
            folder.mkdir()
            story.write_text(json.dumps(prepare(folder)))
    return folder, name, json.loads(story.read_text())


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
