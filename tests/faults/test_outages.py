"""The database is locked or gone for a while; the mail server is down; eight people write at once."""

import asyncio
import sqlite3
from contextlib import contextmanager

import psycopg
import pytest

from tests.faults.portal import until

pytestmark = pytest.mark.faults
ROUNDS = 5


@contextmanager
def locked(portal):
    """Hold what every action needs for as long as the block runs."""
    if portal.database_url:
        with psycopg.connect(portal.database_url) as other:
            other.execute("LOCK TABLE live_stream IN ACCESS EXCLUSIVE MODE")
            yield
        return
    other = sqlite3.connect(portal.folder / "portal.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


async def test_while_the_database_is_locked_an_action_is_answered_503_and_can_be_sent_again(
    portal_of, visit
):
    portal = portal_of(IAG_TEST_LOCK_PATIENCE="0.2")
    portal.start_web(portal.port)
    hand = f"/meetings/{portal.meeting}/live/hand/"
    person = await visit(portal, "member0", f"/meetings/{portal.meeting}/live/")
    with locked(portal):
        button = await person.send(hand)
        form = await person.send(hand, htmx=False)
        assert button.headers["Content-Type"] == "text/plain; charset=utf-8"
        for answer in (button, form):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert button.text.startswith("The portal is very busy.")
        assert "it is still in the form" in form.text
        assert "script-src 'self'" in form.headers["Content-Security-Policy"]
        assert (await person.get("/health/live")).status_code == 200
    assert await person.post(hand) == 204
    raised = [event for _seq, event, _actor in portal.steps(person.key) if event == "hand.raised"]
    assert raised == ["hand.raised"]


@pytest.mark.long("two processes, and eight people who write")
async def test_eight_people_who_write_at_once_through_two_processes_meet_no_lock(portal_of, visit):
    portal = portal_of()
    portal.start_web(portal.port)
    other = portal.start_web()
    page = f"/meetings/{portal.meeting}/live/"
    people = [await visit(portal, f"member{n}", page) for n in range(8)]

    async def write(person):
        answers = []
        for number in range(ROUNDS):
            port = (portal.port, other)[number % 2]
            answers.append(await person.post(page + "hand/", port))
            answers.append(await person.post(page + "hand/lower/", port))
        return answers

    answers = await asyncio.gather(*map(write, people))
    assert answers == [[204] * 2 * ROUNDS] * 8
    steps = portal.steps(people[0].key)
    assert [seq for seq, _, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][0] - people[0].seq == 8 * 2 * ROUNDS
    assert "locked" not in portal.said()


@pytest.mark.long("the job waits until it is tried again")
async def test_a_mail_waits_while_the_mail_server_is_down_and_goes_out_once_it_is_back(
    portal_of, visit, postbox
):
    portal = portal_of(IAG_EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}")
    portal.start_web(portal.port)
    portal.run("manage.py", "work")
    stranger = await visit(portal, None, "/accounts/password/reset/")
    answer = await stranger.send("/accounts/password/reset/", htmx=False, email="zed@example.org")
    assert answer.status_code == 302
    [mail] = until(lambda: mails(portal, "error <> ''"))
    assert mail == ("due", 1, mail[2])
    assert mail[2].startswith("ConnectionRefusedError at core.notices.mail:")
    postbox.open()
    portal.execute(f"UPDATE jobs_job SET due_at = created_at WHERE {MAIL}")  # the pause is over
    until(lambda: mails(portal, "state = 'done'"))
    assert [mail["To"] for mail in postbox.mails] == ["zed@example.org"]


MAIL = "function = 'core.notices.jobs.deliver'"


def mails(portal, condition):
    return portal.rows(f"SELECT state, attempts, error FROM jobs_job WHERE {MAIL} AND {condition}")
