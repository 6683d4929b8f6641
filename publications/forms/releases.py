"""What the people of a release type and tick."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import HiddenVersionField, LineField, TextField
from core.forms.widgets import Checkboxes, Radios
from deliberation.advice import paragraphs
from deliberation.forms import Person
from deliberation.models import KeyMessage
from meetings.models import Meeting
from publications.models import Publication, Release
from publications.names import confirmations, findings
from publications.printable import not_printed
from publications.snapshot import Draft, draw, messages, offered, references
from publications.subjects import SubjectsField, in_use, labels_of


class NotNamesField(TextField):
    """Words that name nobody, one a line, each with its reason. Cleans to a list of lines."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Words that are not a person’s name here"),
            max_length=2000,
            rows=3,
            required=False,
            help_text=_(
                "Only for words that this page asked about. One on each line, with a colon and the"
                " reason, like “Moss: Moss Lane, a street”. The chair reads them before approving."
            ),
        )

    def clean(self, value: Any) -> Any:
        """Each word with the reason why it names nobody.

        :raises ValidationError: for a word without one.
        """
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if bare := [words for words, reason in confirmations(lines).items() if not reason]:
            raise forms.ValidationError(
                _("Give a reason behind a colon for: %s") % ", ".join(bare), code="reason"
            )
        return lines


class PrepareForm(forms.Form):
    """What the secretary chooses and types. ``draft()`` is what the action takes.

    :param person: who prepares; offered are messages that they see themselves.
    """

    title = LineField(
        label=_("Title"),
        max_length=200,
        help_text=_("What it is about, such as: The front counter at Harbour police station"),
        error_messages={"required": _("Enter a title")},
    )
    subjects = SubjectsField(
        label=_("Topics in the library"),
        max_length=250,
        required=False,
        help_text=_("Up to five, with commas between them, such as: Stop and search, Custody."),
    )
    audience = forms.ChoiceField(
        label=_("Who can read it"),
        choices=Publication.Audience,
        widget=Radios(),
        error_messages={"required": _("Select who can read it")},
    )
    lede = TextField(
        label=_("The opening"),
        max_length=400,
        rows=3,
        help_text=_("One or two sentences that say what the group asks for."),
        error_messages={"required": _("Enter one or two sentences that open the summary")},
    )
    asked = TextField(
        label=_("What the group was asked"),
        max_length=2000,
        help_text=_("One paragraph a line."),
        error_messages={"required": _("Enter what the group was asked")},
    )
    references = forms.MultipleChoiceField(
        label=_("Key messages"),
        help_text=_("Their words, outcome and counts are taken from the record as they are."),
        widget=Checkboxes(),
        error_messages={"required": _("Choose the key messages to publish")},
    )
    next_steps = TextField(
        label=_("What happens next"),
        max_length=2000,
        required=False,
        help_text=_("One step a line: who does what, by when. Offices, not names."),
    )
    not_names = NotNamesField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        person: User,
        release: Release | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", _initial(release) if release else {})
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        every = {message.pk: message.reference for message in offered(meeting)}
        seen = KeyMessage.objects.visible_to(person).filter(pk__in=every)
        mine = [every[pk] for pk in seen.values_list("pk", flat=True)]
        agreed, not_agreed = messages(meeting, mine)
        rows = sorted([*agreed, *not_agreed], key=lambda message: message["reference"])
        choices = cast("forms.MultipleChoiceField", self.fields["references"])
        choices.choices = [(m["reference"], f"{m['reference']}: {m['text']}") for m in rows]
        cast("Checkboxes", choices.widget).hints = {
            m["reference"]: f"{m['outcome']}: {m['counts_in_words']}" for m in rows
        }
        if len(mine) < len(every):
            choices.help_text = _("Some are missing: accept first how their topic is handled.")
        if known := in_use(person):
            self.fields["subjects"].help_text += _(" In use: %s.") % ", ".join(known)
        if release is None:
            choices.initial = [message["reference"] for message in rows]
            self.fields["subjects"].initial = labels_of(meeting)

    def draft(self) -> Draft:
        """What was chosen and typed. Only once the form is valid."""
        cleaned = self.cleaned_data
        return Draft(
            title=cleaned["title"],
            audience=cleaned["audience"],
            lede=cleaned["lede"],
            asked=cleaned["asked"],
            next_steps=paragraphs(cleaned["next_steps"]),
            references=cleaned["references"],
            not_names=cleaned["not_names"],
            subjects=cleaned["subjects"],
        )

    def clean(self) -> dict[str, Any]:
        """Say where a name stands, beside the field that can be reworded."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            draft = self.draft()
            snapshot = draw(self.meeting, draft, reference="", edition=0)
            for finding in findings(snapshot, self.meeting, draft.not_names):
                self.add_error(finding.field, finding.sentence)
            for field, sentence in not_printed(snapshot):
                self.add_error(field, sentence)
        return cleaned


def _initial(release: Release) -> dict[str, Any]:
    snapshot = release.snapshot
    return {
        "title": snapshot["title"],
        "audience": snapshot["audience"],
        "subjects": ", ".join(snapshot.get("subjects", [])),
        "lede": snapshot["lede"],
        "asked": "\n".join(snapshot["asked"]),
        "next_steps": "\n".join(snapshot["next_steps"]),
        "references": references(snapshot),
        "not_names": "\n".join(release.not_names),
        "version": release.version,
    }


class AskCheckForm(forms.Form):
    """Whom the chair asks to check the facts. ``person`` is who asks."""

    user = Person(
        label=_("Who checks the facts?"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=Radios(),
        help_text=_("A member who is not the chair and did not prepare the summary."),
        error_messages={"required": _("Select who checks the facts")},
    )
    version = HiddenVersionField()

    def __init__(self, *args: Any, release: Release, person: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": release.version})
        super().__init__(*args, **kwargs)
        checkers = release.second_checkers.exclude(pk=person.pk)
        cast("Person", self.fields["user"]).queryset = checkers


class VerdictForm(forms.Form):
    """Yes, or back to the secretary with a note.

    :param yes: what saying yes is called on this page.
    """

    YES, BACK = "yes", "back"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=Radios(),
        error_messages={"required": _("Choose one of the two")},
    )
    note = TextField(
        label=_("What has to be put right"),
        max_length=2000,
        required=False,
        rows=4,
        help_text=_("Only when you send it back. The secretary and the chair read it."),
    )
    version = HiddenVersionField()

    def __init__(self, *args: Any, yes: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["decision"]).choices = [
            (self.YES, yes),
            (self.BACK, _("Send it back to the secretary")),
        ]

    @property
    def is_yes(self) -> bool:
        """Whether the answer is yes. Only once the form is valid."""
        return bool(self.cleaned_data["decision"] == self.YES)

    def clean(self) -> dict[str, Any]:
        """Sending back needs a note."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == self.BACK and not cleaned.get("note"):
            self.add_error("note", _("Say what has to be put right"))
        return cleaned


class PublishForm(forms.Form):
    """The press of Publish, for the version that was on the screen."""

    version = HiddenVersionField()
