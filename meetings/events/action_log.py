"""What can happen to an action of a group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ActionEvent(Event):
    """Something that happened to an action.

    :ivar space: ``members`` where it was agreed in an item for members, else empty.
    """

    action_id: int
    space: str


class ActionAdded(ActionEvent):
    """Somebody was given something to do by a day."""

    name: ClassVar[str] = "action.added"
    label = _("Added an action")
    user_id: int


class ActionChanged(ActionEvent):
    """The words, the owner or the day of an action were changed; how it stood before is kept.

    :ivar changed: which of them.
    """

    name: ClassVar[str] = "action.changed"
    label = _("Changed an action")
    user_id: int
    changed: tuple[str, ...]


class ActionReported(ActionEvent):
    """An owner said that their action is done, or partly; the group closes it."""

    name: ClassVar[str] = "action.reported"
    label = _("Said that an action is done")


class ActionClosed(ActionEvent):
    """The chair or the secretary closed an action as its owner had reported it."""

    name: ClassVar[str] = "action.closed"
    label = _("Closed an action")


class ActionReopened(ActionEvent):
    """An action that was reported, closed or withdrawn is to be done again."""

    name: ClassVar[str] = "action.reopened"
    label = _("Opened an action again")


class ActionWithdrawn(ActionEvent):
    """An action is not to be done any more."""

    name: ClassVar[str] = "action.withdrawn"
    label = _("Withdrew an action")


class ActionExpired(ActionEvent):
    """The retention schedule removed an action with its history."""

    name: ClassVar[str] = "action.expired"
    label = _("An action that had been kept long enough was removed")
