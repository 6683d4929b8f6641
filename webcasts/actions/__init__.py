"""What people do with webcasts.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from webcasts.actions.bookmarks import remove_bookmark, write_bookmark
from webcasts.actions.retention import remove_expired_webcasts
from webcasts.actions.webcasts import Plan, add_webcast, cancel_webcast, change_webcast

__all__ = [
    "Plan",
    "add_webcast",
    "cancel_webcast",
    "change_webcast",
    "remove_bookmark",
    "remove_expired_webcasts",
    "write_bookmark",
]
