"""What people fill in about webcasts."""

from webcasts.forms.bookmarks import BookmarkForm
from webcasts.forms.webcasts import ChangeWebcastForm, WebcastForm

__all__ = ["BookmarkForm", "ChangeWebcastForm", "WebcastForm"]
