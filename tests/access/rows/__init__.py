"""Every line of the matrix, by the table that holds it."""

from tests.access.rows import (
    action_log,
    audiences,
    deliberation,
    key_messages,
    live,
    meetings,
    people,
    portal,
    publications,
    signing_in,
)

TABLES = {  # name of the file in docs/access -> title, lines
    "portal": ("Home, record, live streams", [*portal.CASES, *live.CASES]),
    "signing-in": ("Signing in, factors, one's own account", signing_in.CASES),
    "accounts": ("People and their places", people.CASES),
    "deliberation": ("Topics, key messages and rounds", [*deliberation.CASES, *key_messages.CASES]),
    "audiences": ("Who reads a topic, and reading from outside", audiences.CASES),
    "meetings": ("Meetings", [*meetings.CASES, *action_log.CASES]),
    "publications": ("Publications", publications.CASES),
}
CASES = [case for _title, cases in TABLES.values() for case in cases]
