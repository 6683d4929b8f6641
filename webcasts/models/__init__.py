"""What a group watches beside a topic, and the moments that people marked in it."""

from webcasts.models.bookmarks import Bookmark
from webcasts.models.webcasts import Webcast

__all__ = ["Bookmark", "Webcast"]
