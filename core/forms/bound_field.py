"""One field of one form, with the classes, ids and wording of the design system."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.forms.widgets import DateInput

TEXT_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
]
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# What the design system advises against: `required` makes the browser speak in its own words,
# a placeholder vanishes while one types, a text area is as wide as its column, and `maxlength` cuts
# what is pasted without a word: people write on, and are told.
DASHES = "---------"  # Django's words for nothing chosen
UNWANTED = ("required", "placeholder", "cols", "maxlength")


class GovukBoundField(BoundField):
    """A bound field that the templates in ``components/`` know how to draw.

    A form may say ``label_sizes = {"name": "m"}`` and ``mark_optional = False``.
    """

    label_size = ""
    label_heading = False

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
            field.empty_label = _("Choose one")

    @property
    def kind(self) -> str:
        """The field's layout: ``choices``, ``checkbox``, ``date``, ``password`` or ``text``."""
        widget = self.field.widget
        if isinstance(widget, DateInput):
            return "date"
        if isinstance(widget, CHOICES):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        return "password" if isinstance(widget, forms.PasswordInput) else "text"

    @property
    def character_limit(self) -> int | None:
        """The most characters a text area takes, shown by the character count; else None."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def control_id(self) -> str:
        """The id of the control, or of the group of controls; empty when the form has no ids."""
        return self.field.widget.attrs.get("id") or self.auto_id

    @property
    def hint_id(self) -> str:
        return f"{self.control_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.control_id}-error"

    @property
    def count_id(self) -> str:
        return f"{self.control_id}-info"

    @property
    def first_id(self) -> str:
        """The id of the control that an error summary leads to."""
        if self.kind == "date":
            return f"{self.control_id}_{self.wrong_parts[0]}"
        return f"{self.control_id}_0" if self.kind == "choices" else self.control_id

    @property
    def wrong_parts(self) -> list[int]:
        """Which boxes of a date are to be marked: 0 day, 1 month, 2 year; all when unsaid."""
        parts = [
            part
            for error in super().errors.as_data()
            for part in (error.params or {}).get("parts", ())
        ]
        return sorted(set(parts)) or [0, 1, 2]

    @property
    def errors(self) -> ErrorList:
        """The field's errors; a text that is too long is counted."""
        errors = super().errors
        for error in errors.as_data():
            if error.code == "max_length" and "max_length" not in self.field.error_messages:
                params = error.params or {}
                limit, count = params["limit_value"], params["show_value"]
                error.message = _("Use %(limit)s characters or fewer. There are %(count)s now.") % {
                    "limit": f"{limit:,}",
                    "count": f"{count:,}",
                }
        return errors

    @property
    def aria_describedby(self) -> str | None:
        """Ids of count, hint and error, in the order of the design system."""
        own_ids = self.field.widget.attrs.get("aria-describedby")
        if not self.control_id or self.is_hidden:
            return None
        ids = [self.count_id] if self.character_limit else []
        ids += [own_ids] if own_ids else []
        ids += [self.hint_id] if self.help_text else []
        ids += [self.error_id] if self.errors else []
        return " ".join(ids)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the design system's classes to Django's attributes; drop what it advises against."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        for name in UNWANTED:
            built.pop(name, None)
            widget.attrs.pop(name, None)
        if not self.use_fieldset and self.aria_describedby:
            built["aria-describedby"] = self.aria_describedby
        if self.use_fieldset:
            built.pop("aria-invalid", None)  # not a property of a single radio or tick box
        if isinstance(widget, DateInput):
            widget.wrong_parts = self.wrong_parts if self.errors else []
        if isinstance(widget, forms.Textarea) or type(widget) is forms.TextInput:
            built.setdefault("dir", "auto")  # words run as their first letter does
        if classes := self._classes(widget):
            built["class"] = f"{classes} {widget.attrs.get('class', '')}".strip()
        return built

    def _classes(self, widget: forms.Widget) -> str:
        if isinstance(widget, forms.CheckboxInput):
            return "govuk-checkboxes__input"
        if isinstance(widget, (*CHOICES, forms.MultiWidget)):
            return ""
        base = next((name for kind, name in TEXT_CLASSES if isinstance(widget, kind)), "")
        if not base or widget.is_hidden:
            return ""
        error = f" {base}--error" if self.errors else ""
        return base + error + (" govuk-js-character-count" if self.character_limit else "")

    def label_tag(
        self,
        contents: str | None = None,
        attrs: dict[str, Any] | None = None,
        label_suffix: str | None = None,
        tag: str | None = None,
    ) -> SafeString:
        """Draw a label or legend, without a colon, saying so when the answer is optional."""
        block = "govuk-fieldset__legend" if tag == "legend" else "govuk-label"
        size = self.label_size or getattr(self.form, "label_sizes", {}).get(self.name)
        attrs = {"class": f"{block} {block}--{size}" if size else block, **(attrs or {})}
        words = contents or self.worded_label
        if self.label_heading and tag == "legend":
            words = format_html('<h1 class="govuk-fieldset__heading">{}</h1>', words)
        drawn = super().label_tag(words, attrs, label_suffix="", tag=tag)
        if self.label_heading and tag != "legend":
            return format_html('<h1 class="govuk-label-wrapper">{}</h1>', drawn)
        return drawn

    @property
    def worded_label(self) -> str:
        """The label, with "(optional)" when an answer is not required.

        A single tick box never says so, nor does a form with ``mark_optional = False``.
        """
        label = str(self.label)
        says_optional = getattr(self.form, "mark_optional", True) and not self.field.required
        if not says_optional or self.kind == "checkbox" or _("optional") in label.lower():
            return label
        return f"{label} ({_('optional')})"
