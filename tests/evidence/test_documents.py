"""What the documents say in figures and lists is what the code does."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import resolve

from accounts import passwords, sessions
from accounts.models import factors, invitations, resets
from core import env, text
from deliberation.models import break_glass, key_messages
from meetings.slides import package, powerpoint
from tests.addresses import every_address
from tests.evidence.node_ids import exists, named_in, read, rows
from tests.factories import UserFactory
from tests.signing_in import give_password, signed_in

SIGNING_IN, LIMITS, DATA = (
    read(f"docs/{name}.md") for name in ("signing-in", "limits", "data-and-keys")
)
MINUTE = timedelta(minutes=1)


def test_every_way_in_is_described_and_no_other_is_there():
    entering = ("/accounts/", "/invitations/", "/come-back/")
    names = {
        name
        for name, address in every_address()
        if address.startswith(entering)
        and not getattr(resolve(address).func, "login_required", True)
    }

    assert {name for name, *_ in rows(SIGNING_IN, under="Ways in")} == names


def test_the_limits_on_guessing_are_those_of_the_settings():
    seconds = {"m": 60, "5m": 300}
    failed = [limit.split("/") for limit in settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")]
    limits = {kind: (number, str(seconds[per])) for number, per, kind in failed}
    number, per, _kind = settings.ACCOUNT_RATE_LIMITS["login"].split("/")

    assert [tuple(row[1:]) for row in rows(SIGNING_IN, under="What stops guessing")] == [
        limits["key"],
        limits["ip"],
        (number, str(seconds[per])),
    ]


def test_the_words_that_no_password_may_hold_are_those_of_the_code():
    (line,) = [line for line in SIGNING_IN.splitlines() if line.startswith("- these words:")]

    assert re.findall(r"`(\w+)`", line) == sorted(passwords.OURS)


def test_how_long_a_session_lasts_is_as_written():
    lifetimes = [row[1] for row in rows(SIGNING_IN, under="Sessions")]

    assert lifetimes == [
        f"{sessions.IDLE // MINUTE} minutes",
        f"{sessions.LONGEST // timedelta(hours=1)} hours",
        f"{settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60} minutes",
        f"{sessions.WARNING // MINUTE} minutes",
        f"{settings.LIVE_BEAT:.0f} seconds",
    ]


@pytest.mark.django_db
def test_one_person_may_be_signed_in_on_many_devices_as_is_written():
    person = give_password(UserFactory())
    clients = [signed_in(person) for _ in range(8)]

    assert [client.get("/").status_code for client in clients] == [200] * 8
    assert "as many as a person has devices" in SIGNING_IN


FIGURES = {  # what a document says -> what the code holds
    "1 to 20,000 characters": (LIMITS, text.BODY_MAX_LENGTH),
    "1 to 1,000 characters": (LIMITS, key_messages.WORDING_MAX_LENGTH),
    "up to 150 characters": (LIMITS, 150),
    "| size | 50 MB": (LIMITS, package.MAX_BYTES // 1024**2),
    "| slides | 200": (LIMITS, package.MAX_SLIDES),
    "| parts of a package | 4,000": (LIMITS, powerpoint.MAX_PARTS),
    "| unpacked | 300 MB": (LIMITS, powerpoint.MAX_UNPACKED // 1024**2),
    "at most 50 times": (LIMITS, powerpoint.MAX_RATIO),
    "a whole form 10 MB": (LIMITS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2),
    "for 24 hours at most": (LIMITS, break_glass.LONGEST // timedelta(hours=1)),
    "once, for 14 days": (SIGNING_IN, invitations.VALID_FOR.days),
    "once, for 24 hours, 5": (SIGNING_IN, resets.VALID_FOR // timedelta(hours=1)),
    "hours, 5 tries": (SIGNING_IN, resets.TRIES),
    "of that mail, once, for 24 hours": (SIGNING_IN, settings.PASSWORD_RESET_TIMEOUT // 3600),
    "has 20 codes": (SIGNING_IN, factors.CODES_ON_A_CARD),
    "of 8 letters": (SIGNING_IN, factors.CODE_LENGTH),
    "12 to": (SIGNING_IN, settings.AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"]["min_length"]),
    "to 128 characters": (SIGNING_IN, passwords.LONGEST),
}


@pytest.mark.parametrize("words", FIGURES)
def test_the_figures_are_those_of_the_code(words):
    document, held = FIGURES[words]

    assert " ".join(words.split()) in " ".join(document.split())
    assert f"{held:,}" in re.findall(r"[\d,]+", words)


@pytest.mark.parametrize("name", ["pptx", "ppsx", "pptm", "pdf"])
def test_the_endings_that_may_come_in_are_those_of_the_code(name):
    (endings,) = [row for row in rows(LIMITS, under="Files") if row[0] == "endings"]

    assert f".{name}" in endings[1]
    assert {f".{ending}" for ending in re.findall(r"\.(\w+)", endings[1])} == set(
        package.KIND_OF_ENDING
    )


@pytest.mark.parametrize("document", [LIMITS, DATA], ids=["limits", "data-and-keys"])
def test_every_rule_names_a_test_that_exists(document):
    named = named_in(document)

    assert len(named) >= 8
    assert [name for name in named if not exists(name)] == []


@pytest.mark.parametrize(
    "heading", ["What people type", "What must fit together", "How often, by whom, in which order"]
)
def test_every_rule_about_what_is_put_in_has_a_test(heading):
    loose = [row[0] for row in rows(LIMITS, under=heading) if not named_in(row[-1])]

    assert loose in ([], ["guessing"])  # which has a page of its own


def test_every_kind_of_row_has_one_level():
    listed = [
        kind for _level, held in rows(DATA, under="What is held") for kind in held.split(", ")
    ]
    there = [model._meta.label for model in apps.get_models(include_auto_created=True)]

    assert sorted(listed) == sorted(there)


def test_every_level_says_what_follows_from_it():
    levels = [level for level, *_ in rows(DATA, under="Levels")]

    assert [level for level, _ in rows(DATA, under="What is held")] == levels


def test_every_key_is_in_the_inventory():
    keys = [key for key, *_ in rows(DATA, under="Keys")]

    of_video = ["JITSI_LOGIN_KEYS", "JITSI_SYSTEM_KEY", "JITSI_TELEPHONE_KEY", "JITSI_SECRET"]
    assert keys == [*env.SECRETS, "IAG_METRICS_TOKEN", *of_video]
    assert [row for row in rows(DATA, under="Keys") if not all(row)] == []


def test_every_connection_is_one_of_the_settings():
    names = [setting for _to, setting, _by in rows(DATA, under="Connections")]
    page = read("docs/operations.md")

    assert [name for name in names if name not in page] == []
    assert {name for name in vars(env)["Env"].__annotations__ if name.endswith("_url")} == {
        name.removeprefix("IAG_").lower() for name in names if name.endswith("_URL")
    }


def test_what_is_logged_goes_where_the_inventory_says():
    places = " ".join(row[0] for row in rows(DATA, under="Logs"))
    handlers = set(settings.LOGGING["handlers"])
    used = set(settings.LOGGING["root"]["handlers"])
    for logger in settings.LOGGING["loggers"].values():
        used |= set(logger.get("handlers", ()))

    assert (handlers, used) == ({"console"}, {"console"})
    assert "`console`" in places


def test_faults_in_parts_of_others_have_their_time():
    times = [int(row[1].split()[0]) for row in rows(DATA, under="Parts from others")]

    assert (times, len(times)) == ([2, 14, 90, 6], 4)
