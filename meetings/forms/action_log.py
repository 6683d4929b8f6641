"""What people fill in about the actions of a group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import today
from core.dates import day
from core.forms.fields import DateField, HiddenVersionField, LineField, TextField
from core.forms.widgets import Checkboxes, Radios
from core.marking import Marking
from meetings import queries
from meetings.actions import PlannedAction
from meetings.forms.choices import set_choices
from meetings.models import Action, AgendaItem, Meeting
from meetings.models.action_log import TASK_MAX_LENGTH, WORDS_MAX_LENGTH


class ActionForm(forms.Form):
    """What is to be done, by whom and by when."""

    task = LineField(
        label=_("What is to be done?"),
        help_text=_("One thing, in words that show when it is done."),
        max_length=TASK_MAX_LENGTH,
        error_messages={"required": _("Enter what is to be done")},
    )
    owner = forms.TypedChoiceField(
        label=_("Who owns it?"),
        help_text=_("One person, who does it or sees to it. They get a notice."),
        coerce=int,
        error_messages={
            "required": _("Select the one person who owns it"),
            "invalid_choice": _("Select somebody on the list. The person you chose has left it"),
        },
    )
    due_on = DateField(
        label=_("By when?"),
        error_messages={"required": _("Enter the day by which it is to be done")},
    )

    def __init__(self, *args: Any, group: AdvisoryGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = list(queries.possible_owners(group))
        self._people = {place.user_id: place.user for place in places}
        names = [(place.user_id, f"{place.user} ({place.get_role_display()})") for place in places]
        set_choices(self, "owner", [("", _("Select a person")), *names])

    def clean_due_on(self) -> date:
        """Refuse a day that has passed."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < today():
            raise forms.ValidationError(_("The day must be today or later"))
        return due_on

    def planned(self) -> PlannedAction:
        """What was filled in."""
        cleaned = self.cleaned_data
        return PlannedAction(cleaned["task"], self._people[cleaned["owner"]], cleaned["due_on"])


class AddActionForm(ActionForm):
    """The same, with the meeting and the item of its agenda in which it was agreed.

    :param meeting: id of the one from whose page somebody came.
    """

    agreed = forms.ChoiceField(
        label=_("Where was it agreed?"),
        help_text=_("People who cannot read an item cannot read the actions that it led to."),
        required=False,
        error_messages={"invalid_choice": _("Select a meeting or an item on the list")},
    )

    def __init__(
        self, *args: Any, group: AdvisoryGroup, person: User, meeting: int | None, **kwargs: Any
    ) -> None:
        if meeting:
            kwargs["initial"] = {"agreed": f"meeting-{meeting}"}
        super().__init__(*args, group=group, **kwargs)
        self._places: dict[str, tuple[Meeting, AgendaItem | None]] = {}
        groups: list[tuple[Any, Any]] = [("", _("At no meeting"))]
        for row, items in queries.where_agreed(group, person, meeting):
            self._places[f"meeting-{row.pk}"] = (row, None)
            self._places |= {f"item-{item.pk}": (row, item) for item in items}
            name = f"{row.title}, {day(row.starts_at)}"
            choices = [(f"meeting-{row.pk}", name)]
            choices += [(f"item-{item.pk}", str(item)) for item in items]
            groups.append((name, choices))
        set_choices(self, "agreed", groups)

    @property
    def marking(self) -> Marking:
        """The highest of what can be chosen, since its titles stand on the page."""
        meetings = {meeting.marking for meeting, _item in self._places.values()}
        topics = [item.topic for _meeting, item in self._places.values() if item and item.topic]
        return Marking.highest([*meetings, *(topic.marking for topic in topics)])

    def agreed_at(self) -> dict[str, Any]:
        """The meeting and the item, as the action takes them."""
        meeting, item = self._places.get(self.cleaned_data["agreed"], (None, None))
        return {"meeting": meeting, "item": item}


class ChangeActionForm(ActionForm):
    """The same, with why it is changed, and the version that was on the screen."""

    words = TextField(
        label=_("Why is it changed?"),
        help_text=_("Stands in its history. You can leave this empty."),
        max_length=WORDS_MAX_LENGTH,
        rows=3,
        required=False,
    )
    after = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        stands = {"task": action.task, "owner": action.owner_id, "due_on": action.due_on}
        kwargs["initial"] = stands | {"after": action.version}
        self._stood = action.due_on
        super().__init__(*args, group=action.group, **kwargs)

    def clean_due_on(self) -> date:
        """A day that has passed may stay; none is put in its place."""
        return self._stood if self.cleaned_data["due_on"] == self._stood else super().clean_due_on()


class ReportActionForm(forms.Form):
    """That an action is done."""

    part = forms.ChoiceField(
        label=_("How much of it is done?"),
        choices=[("all", _("All of it")), ("some", _("A part of it, and no more will be"))],
        widget=Radios,
        error_messages={"required": _("Select how much of it is done")},
    )
    words = TextField(
        label=_("What was done?"),
        max_length=WORDS_MAX_LENGTH,
        rows=4,
        error_messages={"required": _("Enter what was done")},
    )

    @property
    def is_partly(self) -> bool:
        """Whether only a part of it is done."""
        return bool(self.cleaned_data["part"] == "some")


class ReasonForm(forms.Form):
    """Why an action is withdrawn, sent back or opened again."""

    words = TextField(
        label=_("Why?"),
        help_text=_("Stands in the history of the action."),
        max_length=WORDS_MAX_LENGTH,
        rows=4,
        error_messages={"required": _("Enter why")},
    )


class CloseActionForm(forms.Form):
    """The version of an action that somebody closes as it stands there."""

    after = HiddenVersionField(min_value=1)


class CloseActionsForm(forms.Form):
    """Which of the reported actions are closed, as they stand on the screen.

    :param reported: of ``queries.reported_actions``.
    """

    closed = forms.MultipleChoiceField(
        label=_("Which actions do you close?"),
        widget=Checkboxes,
        error_messages={
            "required": _("Select the actions that you close"),
            "invalid_choice": _("Somebody changed one of these actions meanwhile. Look again."),
        },
    )

    def __init__(self, *args: Any, reported: Iterable[Any], **kwargs: Any) -> None:
        self._actions = {f"{action.pk}-{action.version}": action for action in reported}
        kwargs["initial"] = {"closed": list(self._actions)}
        super().__init__(*args, **kwargs)
        set_choices(self, "closed", [(key, str(row)) for key, row in self._actions.items()])
        widget: Any = self.fields["closed"].widget
        widget.hints = {
            key: f"{row.owner}, {row.get_state_display()}: {row.last_words}"
            for key, row in self._actions.items()
        }

    def chosen(self) -> list[Action]:
        """The actions that were ticked."""
        return [self._actions[key] for key in self.cleaned_data["closed"]]
