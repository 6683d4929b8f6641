"""Row A10: what is grave asks for a factor that was shown within five minutes, and says so."""

import time

import pytest

from tests.access import matrix, table
from tests.access.asking import ask
from tests.access.people import Browser, client_of
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
FRESH = [
    pytest.param(case, method, id=f"{method} {case.title}")
    for case in CASES
    for method in case.methods
    if GOLDEN[case.title, method]["factor"] == "fresh"
]
GRAVE = {  # the words of the requirement -> the forms that do it
    "factor change": {
        "mfa_activate_totp [signed in by passkey]",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn [one's own]",
        "mfa_remove_webauthn [one's own]",
        "accounts:code-card",
        "accounts:hand-over-card",
        "accounts:reset",
        "accounts:reader-reset",
        "account_email",
    },
    "export": {"group-record-file", "installation-record-file"},
    "role change": {
        "accounts:chair-change",
        "accounts:invite",
        "accounts:invite-organiser",
        "accounts:invite-reader",
        "accounts:invitation-renew",
        "accounts:invitations-new",
        "accounts:invitations-renew",
        "accounts:membership-role",
        "accounts:person-add",
        "accounts:person-email",
        "accounts:acceptance-record",  # whose place opens, although they never sign in
        "accounts:person-reach",  # where somebody is called decides whose voice is believed
        "accounts:membership-end",
        "accounts:reader-end",
        "accounts:suspend",
        "accounts:anonymise",
        "accounts:departure-ask",
    },
    "what closes a door for many": {"accounts:agreement-new", "accounts:group-close"},
    "publication": {
        "publications:approve",
        "publications:publish",
        "publications:withdraw",
        "publications:answer",
        "publications:proof-publish",
        "publications:proof-withdraw",
        "deliberation:key-message-send",
    },
    "a name that was kept back": {"deliberation:post-unmask"},
    "subject access": {"accounts:my-data", "accounts:my-data-file [one's own]"},
    "what opens without a factor": {"meetings:calendar-create"},
    "a look from outside": {
        "deliberation:break-glass-new",
        "deliberation:break-glass-confirm [asked by another]",
    },
    "the sessions of one's own devices": {
        "accounts:devices",
        "accounts:device-end [one's own]",
    },
}


@pytest.mark.parametrize(("case", "method"), FRESH)
@pytest.mark.parametrize(("seconds", "asks"), [(290, False), (310, True)])
def test_a_factor_is_fresh_for_five_minutes(world, monkeypatch, case, method, seconds, asks):
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)  # however slow the machine is
    who = matrix.lets_in(GOLDEN[case.title, method])
    browser = Browser(client_of(world, who, seconds=seconds))
    answer = ask(world, case, method, who, browser=browser)

    assert (answer.word == "fresh") is asks
    assert not asks or answer.writes == set()


@pytest.mark.parametrize("kind", GRAVE)
def test_every_grave_action_asks_for_it(kind):
    assert {GOLDEN[title, "POST"]["factor"] for title in GRAVE[kind]} == {"fresh"}


def test_no_other_form_asks_for_it():
    asks = {title for (title, method), row in GOLDEN.items() if row["factor"] and method == "POST"}
    grave = {title.split(" ")[0] for titles in GRAVE.values() for title in titles}

    assert {title.split(" ")[0] for title in asks} == grave
