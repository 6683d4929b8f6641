"""Items of an agenda."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import role_in
from core.forms.fields import HiddenVersionField, LineField
from deliberation.models import Topic
from meetings.actions import PlannedItem
from meetings.forms.choices import set_choices
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import stays

LONGEST = 480  # minutes: a meeting lasts no longer


class ItemForm(forms.Form):
    """Add an item, or change one. What has a topic, or is a break, needs no words of its own."""

    title = LineField(
        label=_("What is the item called?"),
        help_text=_("You can leave this empty for a break, or when you choose a topic."),
        max_length=200,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        help_text=_("You can leave this empty."),
        min_value=1,
        max_value=LONGEST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "invalid": _("Enter the minutes as a number, like 20"),
            "min_value": _("Enter at least 1 minute"),
            "max_value": _("Enter at most %(limit_value)s minutes"),
        },
    )
    topic = forms.TypedChoiceField(
        label=_("Which topic is it about?"), coerce=int, required=False, empty_value=None
    )
    is_break = forms.BooleanField(label=_("It is a break"), required=False)
    members_only = forms.BooleanField(
        label=_("It is for members only"),
        help_text=_("Others read “An item for members”, and nothing of its title and papers."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        person: User,
        item: AgendaItem | None,
        **kwargs: Any,
    ) -> None:
        if item is not None:
            kwargs["initial"] = {
                "title": item.title,
                "minutes": item.minutes,
                "topic": item.topic_id,
                "is_break": item.is_break,
                "members_only": item.members_only,
                "version": item.version,
            }
        super().__init__(*args, **kwargs)
        if not stays(role_in(person, meeting), meeting.group):
            del self.fields["members_only"]
        offered = Q(state=Topic.State.OPEN, readers_named=False)
        if item is not None:
            offered |= Q(pk=item.topic_id)
            self.fields["version"] = HiddenVersionField(min_value=1)
        self._topics = {topic.pk: topic for topic in meeting.group.topics.filter(offered)}
        titles = [(pk, topic.title) for pk, topic in self._topics.items()]
        set_choices(self, "topic", [("", _("No topic")), *titles])

    def clean(self) -> dict[str, Any]:
        """An item is called something."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_break") and cleaned.get("topic"):
            self.add_error("is_break", _("A break has no topic. Choose one or the other"))
        if cleaned.get("members_only") and cleaned.get("topic"):
            self.add_error(
                "members_only", _("An item for members has no topic. Choose one or the other")
            )
        if "title" in cleaned and not (cleaned["title"] or self._other_name(cleaned)):
            self.add_error("title", _("Enter what the item is called"))
        return cleaned

    def _other_name(self, cleaned: dict[str, Any]) -> str:
        """What it is called where nothing is typed."""
        topic = self._topics.get(cleaned.get("topic") or 0)
        return topic.title if topic else _now("Break") if cleaned.get("is_break") else ""

    def planned(self) -> PlannedItem:
        """What was filled in."""
        cleaned = self.cleaned_data
        minutes = cleaned["minutes"]
        return PlannedItem(
            title=cleaned["title"] or self._other_name(cleaned),
            length=timedelta(minutes=minutes) if minutes else None,
            topic=self._topics.get(cleaned["topic"]),
            is_break=cleaned["is_break"],
            members_only=cleaned.get("members_only", False),
        )
