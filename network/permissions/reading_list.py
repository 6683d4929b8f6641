"""Who may change what a national topic gives people to read."""

from __future__ import annotations

from accounts.permissions import is_organiser
from deliberation.permissions.topics import topic_is_not_held
from network.permissions.national_topics import is_not_over, its_group_works

_keeps = is_organiser & its_group_works & is_not_over

OF_READING_LIST = {
    "network.keep_reading_list": _keeps,
    "network.remove_reading": _keeps & topic_is_not_held,
}
