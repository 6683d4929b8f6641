"""Who may name the themes of a national topic."""

from accounts.permissions import is_organiser
from deliberation.permissions.topics import topic_is_not_held
from network.permissions.national_topics import its_group_works

_keeps = is_organiser & its_group_works

OF_THEMES = {
    "network.keep_themes": _keeps,
    "network.change_theme": _keeps & topic_is_not_held,
}
