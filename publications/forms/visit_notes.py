"""A public note about a visit: writing it, offering it, preparing it, sending it back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import HiddenVersionField, LineField, TextField
from core.forms.widgets import Radios
from publications.actions import NoteText
from publications.forms.releases import NotNamesField
from publications.models import Release, VisitNote
from publications.models.visit_notes import MOST_WORDS, TITLE_LENGTH, WHY_LENGTH, WORDS_LENGTH
from publications.names import findings
from publications.note import NoteDraft, draw_note
from publications.subjects import SubjectsField, in_use
from visits.actions import CHECKLIST
from visits.models import VisitPhotograph, VisitReport


class NoteForm(forms.Form):
    """What a member writes of a visit, for anybody.

    :param is_published: whether something of it is: then readers see at once whose name stands
        beside it, and a draft does not change that.
    """

    title = LineField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("Such as: A Friday night with the response team"),
        error_messages={"required": _("Enter a title")},
    )
    words = TextField(
        label=_("What do you want people to know?"),
        max_length=WORDS_LENGTH,
        rows=10,
        help_text=_(
            "200 words at the most, one paragraph a line. Nobody’s name, no number plate, no"
            " address, and nothing by which an incident is known."
        ),
        error_messages={"required": _("Enter what you want people to know")},
    )
    photograph = forms.ModelChoiceField(
        label=_("Photograph"),
        queryset=VisitPhotograph.objects.none(),
        required=False,
        blank=True,
        empty_label=_("No photograph"),
        widget=Radios,
    )
    is_named = forms.BooleanField(
        label=_("My name may stand beside it"),
        help_text=_(
            "On its page alone, and in no file. You can take this back at any time, and your name"
            " is gone at once. Without it, people read that a member wrote it."
        ),
        required=False,
    )
    after = HiddenVersionField()
    mark_optional = False

    def __init__(self, *args: Any, report: VisitReport, is_published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_published:
            del self.fields["is_named"]
        ready = report.photographs.filter(state=VisitPhotograph.State.READY)
        choices = cast("forms.ModelChoiceField[VisitPhotograph]", self.fields["photograph"])
        choices.queryset = ready
        cast("Any", choices).label_from_instance = lambda photograph: photograph.shows

    @staticmethod
    def initial_of(note: VisitNote | None) -> dict[str, Any]:
        """How it stands, as the form begins."""
        if note is None:
            return {"after": 0}
        values = {name: getattr(note, name) for name in NoteText._fields}
        return {**values, "after": note.version}

    def clean_words(self) -> str:
        """No more words than a note has."""
        words: str = self.cleaned_data["words"]
        if (number := len(words.split())) > MOST_WORDS:
            raise forms.ValidationError(
                _("A note has %(most)d words at the most. This has %(number)d."),
                code="many",
                params={"most": MOST_WORDS, "number": number},
            )
        return words

    def text(self) -> NoteText:
        """What was typed, as the action takes it."""
        return NoteText(**{name: self.cleaned_data.get(name, False) for name in NoteText._fields})


class OfferForm(forms.Form):
    """The checklist, for the version that was on the screen: each line is confirmed."""

    version = HiddenVersionField()

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


class PrepareNoteForm(forms.Form):
    """What the secretary adds to a note. Its words are its writer’s.

    :param person: who prepares it.
    :param release: what was prepared before, where it is prepared again.
    """

    subjects = SubjectsField(
        label=_("Topics in the library"),
        max_length=250,
        required=False,
        help_text=_("Up to five, with commas between them, such as: Stop and search, Custody."),
    )
    not_names = NotNamesField()
    version = HiddenVersionField()

    def __init__(
        self,
        *args: Any,
        note: VisitNote,
        person: User,
        release: Release | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", _initial(note, release))
        super().__init__(*args, **kwargs)
        self.note = note
        if known := in_use(person):
            self.fields["subjects"].help_text += _(" In use: %s.") % ", ".join(known)

    def draft(self) -> NoteDraft:
        """What was typed. Only once the form is valid."""
        cleaned = self.cleaned_data
        return NoteDraft(subjects=cleaned["subjects"], not_names=cleaned["not_names"])

    def clean(self) -> dict[str, Any]:
        """Say where a name stands; in the words of its writer, who alone changes them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            draft = self.draft()
            snapshot = draw_note(self.note, draft, reference="", edition=0)
            for finding in findings(snapshot, self.note, draft.not_names):
                field = finding.field if finding.field in self.fields else None
                self.add_error(field, finding.sentence)
        return cleaned


def _initial(note: VisitNote, release: Release | None) -> dict[str, Any]:
    if release is None:
        return {"version": note.version}
    return {
        "subjects": ", ".join(release.snapshot.get("subjects", [])),
        "not_names": "\n".join(release.not_names),
        "version": release.version,
    }


class ReturnForm(forms.Form):
    """What the secretary asks the writer of a note to change."""

    words = TextField(
        label=_("What should its writer change?"),
        max_length=WHY_LENGTH,
        rows=4,
        help_text=_("The writer, the chair and you read it."),
        error_messages={"required": _("Enter what should be changed")},
    )
    version = HiddenVersionField()
