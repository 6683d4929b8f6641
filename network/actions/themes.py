"""Name the themes of a national topic, and say in which order they stand."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from network.events import ThemeAdded, ThemeChanged, ThemeEvent, ThemeRemoved
from network.models import NationalTopic, Theme
from network.queries import themes_of


@transaction.atomic
def add_theme(*, actor: User, national_topic: NationalTopic, name: str) -> Theme:
    """Name a theme; it stands behind the others.

    :raises Refused: unless ``actor`` organises the network; when another has this name.
    """
    lock(national_topic)
    require(actor, "network.keep_themes", national_topic)
    _refuse_twice(national_topic, name)
    last = themes_of(national_topic).aggregate(last=Max("order"))["last"] or 0
    theme = Theme.objects.create(national_topic=national_topic, name=name, order=last + 1)
    emit(_event(ThemeAdded, theme), actor=actor)
    return theme


@transaction.atomic
def change_theme(*, actor: User, theme: Theme, name: str, order: int) -> None:
    """Name it otherwise, or move it among the themes; the others make room.

    :param order: its place from 1; beyond the last it is the last.
    :raises Refused: as :func:`add_theme`; when it is gone; under a legal hold.
    """
    national_topic = theme.national_topic
    theme = _lock(theme)
    require(actor, "network.change_theme", national_topic)
    _refuse_twice(national_topic, name, but=theme)
    others = themes_of(national_topic).exclude(pk=theme.pk)
    place = max(1, min(order, others.count() + 1))
    others.filter(order__gt=theme.order).update(order=F("order") - 1)
    others.filter(order__gte=place).update(order=F("order") + 1)
    theme.name, theme.order = name, place
    theme.save(update_fields=["name", "order"])
    emit(_event(ThemeChanged, theme), actor=actor)


@transaction.atomic
def remove_theme(*, actor: User, theme: Theme) -> None:
    """Remove a theme into which nothing is sorted.

    :raises Refused: unless ``actor`` organises the network; while a message is in it; when it is
        gone; under a legal hold.
    """
    national_topic = theme.national_topic
    theme = _lock(theme)
    require(actor, "network.change_theme", national_topic)
    if theme.messages.exists():
        raise Refused(_("Sort its messages into other themes first."), thing=theme)
    event = _event(ThemeRemoved, theme)
    themes_of(national_topic).filter(order__gt=theme.order).update(order=F("order") - 1)
    theme.delete()
    emit(event, actor=actor)


def _lock(theme: Theme) -> Theme:
    """The theme as it is now; all of a national topic are changed one after the other."""
    national_topic = theme.national_topic
    lock(national_topic)
    lock(national_topic.topic)  # a hold waits, or came first
    now_there = Theme.objects.filter(pk=theme.pk).first()
    if now_there is None:
        raise Refused(_("This theme is no longer there."), thing=national_topic)
    now_there.national_topic = national_topic
    return now_there


def _refuse_twice(national_topic: NationalTopic, name: str, but: Theme | None = None) -> None:
    others = themes_of(national_topic)
    if but:
        others = others.exclude(pk=but.pk)
    if others.filter(name__iexact=name).exists():
        raise Refused(_("Another theme has this name."), thing=national_topic)


def _event(kind: type[ThemeEvent], theme: Theme) -> ThemeEvent:
    pointers = {"national_topic_id": theme.national_topic_id, "theme_id": theme.pk}
    return kind(group_id=theme.group_id, **pointers)
