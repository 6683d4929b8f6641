"""What people are told of webcasts."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.notices.kinds import Kind
from deliberation.models import Space
from webcasts.events import WebcastAdded, WebcastCancelled
from webcasts.models import Webcast

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _readers(webcast: Webcast, _facts: Facts) -> QuerySet[User]:
    """Everybody who reads its topic."""
    places = webcast.topic.readers(Space.SHARED)
    return User.objects.filter(pk__in=places.values("user"))


def _is_to_come(webcast: Webcast) -> bool:
    return webcast.is_to_come and not webcast.is_cancelled


def _stands(webcast: Webcast) -> bool:
    return not webcast.is_cancelled


of_webcast = partial(
    Kind,
    about=Webcast,
    fact="webcast_id",
    people=_readers,
    place=attrgetter("topic.place"),
    shows=attrgetter("topic"),
    marked=attrgetter("topic"),
    joins=("topic",),
)
NOTICES = (
    of_webcast(event=WebcastAdded, says=_("A topic has a webcast to watch"), still=_stands),
    of_webcast(event=WebcastCancelled, says=_("A webcast has been cancelled")),
    of_webcast(
        own_name="webcast.begins_soon",
        says=_("A webcast of a topic begins within an hour"),
        still=_is_to_come,
    ),
)
