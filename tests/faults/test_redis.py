"""Two web processes with Redis between them, which is killed in the middle of a meeting."""

import asyncio
import time

import pytest

from tests.faults.portal import until
from tests.faults.redis_server import Redis

pytestmark = [pytest.mark.faults, pytest.mark.redis]
PAGES = 5  # at each process


@pytest.fixture
def redis(tmp_path):
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


async def everybody_sees(people, step):
    """Wait for it, and answer how many seconds it took."""
    begun = time.monotonic()
    while behind := [person.state() for person in people if person.seq < step]:
        assert time.monotonic() < begun + 30, behind
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


@pytest.mark.long("kills Redis and waits until the portal has noticed")
async def test_a_meeting_goes_on_without_redis_and_listens_to_it_again(portal_of, visit, redis):
    portal = portal_of(IAG_REDIS_URL=redis.url)
    ports = [portal.start_web(portal.port), portal.start_web()]
    page = f"/meetings/{portal.meeting}/live/"
    names = [name for name in portal.people if name.startswith("member")][: 2 * PAGES]
    people = [await visit(portal, name, page, ports[n % 2]) for n, name in enumerate(names)]
    for person in people:
        person.follow()
    key, step = people[0].key, people[0].seq

    async def actions(paths):
        """Each person presses once, at their own process; everybody sees all of it."""
        nonlocal step
        answers = await asyncio.gather(*(person.post(page + paths) for person in people))
        assert answers == [204] * len(people)
        step += len(people)
        await everybody_sees(people, step)

    await asyncio.to_thread(until, lambda: redis.listeners(key) == len(ports))
    await actions("hand/")
    redis.kill()
    await actions("hand/lower/")
    newcomer = await visit(portal, "member20", page, ports[0])
    newcomer.follow()
    people.append(newcomer)
    await actions("hand/")
    redis.start()
    await asyncio.to_thread(until, lambda: redis.listeners(key) == len(ports))
    await actions("hand/lower/")

    for person in people:
        shown = person.shown()
        await person.open(page)
        assert (person.seq, person.shown()) == (step, shown)
    assert min(person.frames for person in people) > 0
