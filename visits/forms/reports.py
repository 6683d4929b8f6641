"""The report of a visit: writing it, sending it, looking at it, taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, TextField
from core.forms.seen import SeenField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH
from deliberation.forms import MARKDOWN
from deliberation.models import Space, Topic
from visits.actions import CHECKLIST, ReportText
from visits.models import VisitReport
from visits.models.reports import ANSWER_LENGTH, REPORT_LENGTH, STEP_LENGTH

LINK_LENGTH = 500  # characters that are left for the line which leads to the report


class ReportForm(forms.Form):
    """The set questions. All can wait until the report is sent, for it is saved in parts."""

    treated = forms.ChoiceField(
        label=_("How were people treated?"),
        choices=VisitReport.Treated.choices,
        widget=Radios,
        required=False,
    )
    explained = forms.ChoiceField(
        label=_("When a power was used, such as a stop, was it explained?"),
        choices=VisitReport.Explained.choices,
        widget=Radios,
        required=False,
    )
    words = TextField(
        label=_("What did you see?"),
        help_text=_(
            "Nobody’s name, no number plate, no address, and nothing by which an incident is known."
        ),
        max_length=REPORT_LENGTH,
        rows=10,
        required=False,
    )
    went_well = TextField(label=_("What went well?"), max_length=ANSWER_LENGTH, required=False)
    would_ask = TextField(
        label=_("What would you ask the force?"), max_length=ANSWER_LENGTH, required=False
    )
    safety = TextField(
        label=_("Are you worried about anybody’s safety?"),
        help_text=_(
            "The chair and the secretary are told as soon as you send the report, and nobody else"
            " reads it. In danger ring 999."
        ),
        max_length=ANSWER_LENGTH,
        rows=3,
        required=False,
    )
    is_named = forms.BooleanField(
        label=_("Say that I wrote it"),
        help_text=_("Without it, members read that a member wrote it."),
        required=False,
    )
    after = HiddenVersionField()
    mark_optional = False

    @staticmethod
    def initial_of(report: VisitReport | None) -> dict[str, Any]:
        """How it stands, as the form begins."""
        if report is None:
            return {"after": 0}
        values = {name: getattr(report, name) for name in VisitReport.FIELDS}
        return {**values, "after": report.version}

    def text(self) -> ReportText:
        """What was typed, as the action takes it."""
        return ReportText(**{name: self.cleaned_data[name] for name in ReportText._fields})


class SendForm(forms.Form):
    """The checklist: each line is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in CHECKLIST.items():
            self.fields[name] = forms.BooleanField(
                label=label,
                error_messages={"required": _("Tick it once you have looked: %s") % label},
            )

    def confirmed(self) -> list[str]:
        """What was confirmed."""
        return [name for name in CHECKLIST if self.cleaned_data[name]]


class ApproveForm(forms.Form):
    """Approve the words that are on the page."""

    seen = SeenField(max_length=64)


class ShareForm(forms.Form):
    """In which topic, in which of its spaces, and what the report is about.

    :param places: the topics by space.
    """

    where = forms.ChoiceField(
        label=_("In which topic?"),
        help_text=_(
            "The members’ space is for members, and for the secretary where the terms of the group"
            " say so. The shared space is also for the secretary and for guests of the topic, such"
            " as the police."
        ),
        error_messages={
            "required": _("Select a topic"),
            "invalid_choice": _("This topic can no longer be chosen. Select another"),
        },
    )
    summary = TextField(
        label=_("What is the report about?"),
        help_text=MARKDOWN,
        max_length=BODY_MAX_LENGTH - LINK_LENGTH,
        rows=5,
        error_messages={"required": _("Say what the report is about")},
    )

    def __init__(self, *args: Any, places: dict[Space, list[Topic]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {
            f"{space}.{topic.pk}": (topic, space)
            for space, topics in places.items()
            for topic in topics
        }
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            ("", _now("Choose a topic")),
            *((space.label, self._titles(space)) for space, topics in places.items() if topics),
        ]

    def _titles(self, space: Space) -> list[tuple[str, str]]:
        here = self._places.items()
        return [(key, topic.title) for key, (topic, in_space) in here if in_space == space]

    def place(self) -> dict[str, Any]:
        """The topic and its space, as the action takes them."""
        topic, space = self._places[self.cleaned_data["where"]]
        return {"topic": topic, "space": space}


class WordsForm(forms.Form):
    """Why a report goes back, or is taken back.

    :param readers: who reads it.
    """

    words = TextField(
        label=_("Why?"),
        max_length=STEP_LENGTH,
        rows=4,
        error_messages={"required": _("Enter why")},
    )

    def __init__(self, *args: Any, readers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = readers
