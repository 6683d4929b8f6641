"""``check_video`` on a real Prosody: nothing of one in order, and of others each fault in a sentence."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from core.clock import now
from meetings import queries
from meetings.checks import video_host_answers
from meetings.queries.video import HEARD
from meetings.video.host import PLUGIN, Heard, Report
from meetings.video.trial import faults
from tests.meetings.video.conftest import new_key
from tests.video.conftest import host_of
from tests.video.prosody import OPEN, free_port
from tests.video.test_access import eventually, ticket

pytestmark = [pytest.mark.prosody, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def portal(settings, live_server):
    settings.PORTAL_ORIGIN = live_server.url
    return live_server.url


def test_of_a_host_in_order_nothing_is_said(host, portal):
    cache.delete(HEARD)
    queries.note_heard(now(), Report((), frozenset(), frozenset(), plugin=PLUGIN))
    out = StringIO()
    call_command("check_video", stdout=out)

    first, unseen = out.getvalue().splitlines()
    assert first == f"{host.domain} is in order as far as it can be asked."
    assert "who is moderator" in unseen
    assert video_host_answers() == []


def test_a_host_that_takes_everybody_and_is_shown_by_others_is_told_so(
    settings, prosody, login_key, live_server
):
    settings.JITSI = host_of(prosody.origin, login_key, JITSI_XMPP_DOMAIN=OPEN)
    settings.PORTAL_ORIGIN = elsewhere = f"http://localhost:{free_port()}"
    cache.delete(HEARD)
    out = StringIO()
    with pytest.raises(CommandError, match="Faults of the video host: 8"):
        call_command("check_video", stdout=out)

    origin = prosody.origin
    assert out.getvalue().splitlines() == [
        f"- {origin} does not let the portal show it. Name {elsewhere} in frame-ancestors.",
        (
            f"- The page of the public keys is not at {elsewhere}/video/host/keys.json. If the host"
            " takes them from there, it refuses everybody."
        ),
        (
            f"- {origin} names no TURN server. Who sits behind a closed network, such as the police's,"
            " may hear and see nothing."
        ),
        f"- {origin} lets people in without a token.",
        f"- {origin} lets people in with a token that ended a minute ago.",
        f"- {origin} lets people in with a token by another key.",
        f"- {origin} lets people in with a token that is signed by nobody.",
        (
            f"- The plugin on {origin} has never reported to the portal. Compare iag_access_portal"
            " and the system key, and look into Prosody's log."
        ),
    ]


def test_what_stands_between_portal_and_host_is_said(prosody, login_key, portal):
    wrong_key = host_of(prosody.origin, new_key())
    nobody = host_of(f"http://localhost:{free_port()}", login_key)
    silent = host_of(prosody.origin, login_key, JITSI_SYSTEM_KEY="")
    short = host_of(prosody.origin, login_key, JITSI_SYSTEM_KEY="short")
    heard_at = now() - timedelta(minutes=5)

    sentences = {
        name: list(faults(jitsi, portal=portal, heard=Heard(heard_at)))
        for name, jitsi in {
            "wrong": wrong_key,
            "nobody": nobody,
            "silent": silent,
            "short": short,
        }.items()
    }

    assert sentences["wrong"][1].startswith(
        f"{prosody.origin} refuses a good token. Compare the keys"
    )
    assert "The plugin on" in sentences["wrong"][2]
    assert "has not reported for 30" in sentences["wrong"][2]
    assert [line.partition(" does not answer")[1] for line in sentences["nobody"]] == [
        " does not answer"
    ]
    assert sentences["silent"][-1].startswith("JITSI_SYSTEM_KEY is not set. Who loses access stays")
    assert sentences["short"] == ["JITSI_SYSTEM_KEY must be at least 32 bytes of random text."]


def test_what_its_prosody_lacks_is_said_by_the_plugin_itself(
    people, open_meeting, enter, host, prosody, portal
):
    cache.delete(HEARD)
    enter(open_meeting, ticket(people.member, open_meeting))
    assert eventually(queries.last_heard)
    heard = queries.last_heard()

    assert (heard.plugin, heard.prosody[:4]) == (PLUGIN, "0.12")
    jitsis = {"token_verification", "token_affiliation", "presence_identity"}  # not here at all
    assert set(heard.lacks) == jitsis
    output = list(faults(host, portal=portal, heard=heard))
    assert [line.split()[6].rstrip(".") for line in output] == list(heard.lacks)
    other = heard._replace(plugin=1, prosody="0.11.9", lacks=())
    moved, old = [
        line.partition(prosody.origin)[2] for line in faults(host, portal=portal, heard=other)
    ]
    assert moved.startswith(" is of another release than the portal. Copy the files of")
    assert old == " runs Prosody 0.11.9. The plugin needs 0.12 or newer."


def test_check_does_not_find_a_host_in_order_that_is_not_there(settings, login_key):
    settings.JITSI = host_of(f"http://localhost:{free_port()}", login_key, JITSI_SYSTEM_KEY="")

    assert [message.id for message in video_host_answers()] == ["video.W001", "video.W002"]
