"""Row A10: what is grave asks for a factor that was shown within five minutes, and says so.

The matrix asks everybody with a factor of FRESH seconds, and whoever gets in with one of STALE too.
"""

import pytest

from tests.access import table
from tests.access.people import FRESH, STALE

GOLDEN = table.read_all()
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
    "what leaves a group for a network": {
        "network:release",
        "network:offer-withdraw",
        "network:forwarding-send",
        "network:forwarding-withdraw",
        "network:enquiry-ask",
        "network:answer-give",
        "network:answer-withdraw",
    },
    "a look from outside": {
        "deliberation:break-glass-new",
        "deliberation:break-glass-confirm [asked by another]",
    },
    "the sessions of one's own devices": {
        "accounts:devices",
        "accounts:device-end [one's own]",
    },
}


def test_the_matrix_asks_on_both_sides_of_five_minutes():
    assert (FRESH, STALE) == (290, 310)


@pytest.mark.parametrize("kind", GRAVE)
def test_every_grave_action_asks_for_it(kind):
    assert {GOLDEN[title, "POST"]["factor"] for title in GRAVE[kind]} == {"fresh"}


def test_no_other_form_asks_for_it():
    asks = {title for (title, method), row in GOLDEN.items() if row["factor"] and method == "POST"}
    grave = {title.split(" ")[0] for titles in GRAVE.values() for title in titles}

    assert {title.split(" ")[0] for title in asks} == grave
