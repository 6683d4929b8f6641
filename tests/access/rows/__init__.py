"""The one list of addresses, by the table of ``docs/access/`` that holds them.

Each row asks one address about one kind of thing. The matrix asks all rows; the browser looks where
a row says who looks; the canaries open what is for reading at every turn, and the rest at the end.
"""

from tests.access.rows import (
    action_log,
    audiences,
    displays,
    floor,
    hot_seats,
    key_messages,
    listeners,
    live,
    meetings,
    minutes,
    network,
    papers,
    people,
    polls,
    portal,
    posts,
    publications,
    rehearsals,
    signing_in,
    topics,
    visit_notes,
    visits,
    webcasts,
)

TABLES = {  # name of the file in docs/access -> title, lines
    "portal": ("Home, record, live streams", [*portal.CASES, *live.CASES]),
    "signing-in": ("Signing in, factors, one's own account", signing_in.CASES),
    "accounts": ("People and their places", people.CASES),
    "deliberation": (
        "Topics, key messages and rounds",
        [*topics.CASES, *hot_seats.CASES, *posts.CASES, *key_messages.CASES],
    ),
    "audiences": ("Who reads a topic, and reading from outside", audiences.CASES),
    "meetings": (
        "Meetings",
        [
            *meetings.CASES,
            *displays.CASES,
            *papers.CASES,
            *floor.CASES,
            *action_log.CASES,
            *polls.CASES,
            *rehearsals.CASES,
            *listeners.CASES,
        ],
    ),
    "minutes": ("Minutes of meetings, and corrections", minutes.CASES),
    "publications": ("Publications", publications.CASES),
    "webcasts": ("Webcasts", webcasts.CASES),
    "visits": ("Observation visits", [*visits.CASES, *visit_notes.CASES]),
    "network": ("National topics", network.CASES),
}
CASES = [case for _title, cases in TABLES.values() for case in cases]
