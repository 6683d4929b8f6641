"""Who may name the themes of a national topic."""

from accounts.permissions import is_organiser
from network.permissions.national_topics import its_group_works

OF_THEMES = {"network.keep_themes": is_organiser & its_group_works}
