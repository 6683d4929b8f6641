"""Who may change what a national topic gives people to read."""

from __future__ import annotations

from accounts.permissions import is_organiser
from network.permissions.national_topics import is_not_over, its_group_works

OF_READING_LIST = {"network.keep_reading_list": is_organiser & its_group_works & is_not_over}
