"""Add a webcast to a topic, change it, cancel it."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from deliberation.models import Topic
from webcasts.events import WebcastAdded, WebcastCancelled, WebcastChanged, WebcastEvent
from webcasts.models import Webcast
from webcasts.models.webcasts import host_of

LATE = gettext_lazy("Somebody else did this meanwhile.")


class Plan(TypedDict):
    """What is shown, where and when, and how one follows it: as the fields of a webcast."""

    title: str
    address: str
    starts_at: datetime | None
    telephone: str
    captions: str
    transcript: str
    recording: str


@transaction.atomic
def add_webcast(*, actor: User, topic: Topic, plan: Plan) -> Webcast:
    """Give a topic something to watch; everybody who reads the topic is told.

    :raises Refused: unless ``actor`` is one of the own people of its group and reads it; in a
        closed topic; where an address is not https, or that of the page at a host we do not let in.
    """
    lock(topic, "state")
    require(actor, "webcasts.add_webcast", topic)
    _require_addresses(plan, topic)
    webcast = Webcast.objects.create(topic=topic, added_by=actor, added_at=now(), **plan)
    _say(WebcastAdded, webcast, actor)
    return webcast


@transaction.atomic
def change_webcast(*, actor: User, webcast: Webcast, plan: Plan, after: int) -> Webcast:
    """Change what is shown, where or when. Moments that were marked stay.

    :param after: the version that the writer had in front of them.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: as :func:`add_webcast`; when it was cancelled; under a legal hold, since what
        it said before is not kept; when nothing is changed.
    """
    lock(webcast.topic, "state")  # a hold waits, or came first
    lock(webcast, "state", "version", *plan)
    require(actor, "webcasts.change_webcast", webcast)
    if webcast.version != after:
        raise ChangedMeanwhile(webcast)
    _require_addresses(plan, webcast)
    if all(getattr(webcast, name) == value for name, value in plan.items()):
        raise Refused(_("Nothing is changed."), thing=webcast)
    vars(webcast).update(plan, version=after + 1)
    webcast.save(update_fields=["version", *plan])
    _say(WebcastChanged, webcast, actor)
    return webcast


@transaction.atomic
def cancel_webcast(*, actor: User, webcast: Webcast) -> None:
    """Say that it does not take place; what was said of it stays to be read."""
    require(actor, "webcasts.cancel_webcast", webcast)
    transition(webcast, Webcast.State.CANCELLED, if_changed=LATE)
    _say(WebcastCancelled, webcast, actor)


def _require_addresses(plan: Plan, thing: Topic | Webcast) -> None:
    """Refuse an address that nobody should be sent to."""
    for address in filter(None, (plan["address"], plan["transcript"], plan["recording"])):
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or parts.password:
            raise Refused(_("Every address begins with https:// and has no password."), thing=thing)
    if host_of(plan["address"]) not in settings.WEBCAST_HOSTS:
        raise Refused(_("Webcasts are watched at the sites that the portal lets in."), thing=thing)


def _say(kind: type[WebcastEvent], webcast: Webcast, actor: User) -> None:
    event = kind(group_id=webcast.group_id, topic_id=webcast.topic_id, webcast_id=webcast.pk)
    emit(event, actor=actor)
