"""One field of one form, with the classes, ids and wording of the design system."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from iag_portal.forms.widgets import DateInput

TEXT_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
]
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# Texts of the browser and of other people's forms that the design system advises against:
# `required` makes the browser speak in its own words, a placeholder vanishes while one types.
UNWANTED = ("required", "placeholder")


class GovukBoundField(BoundField):
    """A bound field that the templates in ``components/`` know how to draw."""

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
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def first_id(self) -> str:
        """The id of the control that an error summary leads to."""
        if self.kind == "date":
            return f"{self.auto_id}_{self.wrong_parts[0]}"
        return f"{self.auto_id}_0" if self.kind == "choices" else self.auto_id

    @property
    def wrong_parts(self) -> list[int]:
        """Which boxes of a date are to be marked: 0 day, 1 month, 2 year; all when unsaid."""
        said = [
            part
            for error in super().errors.as_data()
            for part in (error.params or {}).get("parts", ())
        ]
        return sorted(set(said)) or [0, 1, 2]

    @property
    def errors(self) -> ErrorList:
        """The field's errors, where Django's "This field is required." becomes an instruction."""
        errors = super().errors
        for error in errors.as_data():
            if error.code == "required" and error.message == _default_required():
                error.message = self._ask_for_it()
        return errors

    def _ask_for_it(self) -> str:
        label = str(self.label).strip().rstrip("?:.")
        lowered = label if label[1:2].isupper() else label[:1].lower() + label[1:]
        if self.kind == "checkbox":
            return _("Tick the box to continue: %(label)s") % {"label": label}
        if self.kind == "choices" or isinstance(self.field.widget, forms.Select):
            return _("Select an answer: %(label)s") % {"label": lowered}
        if isinstance(self.field.widget, forms.FileInput):
            return _("Choose a file: %(label)s") % {"label": lowered}
        return _("Enter %(label)s") % {"label": lowered}

    @property
    def aria_describedby(self) -> str | None:
        """Ids of count, hint and error, in the order of the design system."""
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        ids = [f"{self.auto_id}-info"] if self.character_limit else []
        ids += [self.hint_id] if self.help_text else []
        ids += [self.error_id] if self.errors else []
        return " ".join(ids)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Django's attributes with ours: classes in, ``required`` and placeholders out."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        for name in UNWANTED:
            built.pop(name, None)
            widget.attrs.pop(name, None)
        if self.use_fieldset:
            built.pop("aria-invalid", None)  # not a property of a single radio or tick box
        if self.kind == "date":
            widget.wrong_parts = self.wrong_parts if self.errors else []  # type: ignore[attr-defined]
        if self.character_limit:
            widget.attrs.pop("maxlength", None)  # let people write on, then tell them
        if classes := self._classes(widget):
            built["class"] = f"{classes} {widget.attrs.get('class', '')}".strip()
        return built

    def _classes(self, widget: forms.Widget) -> str:
        if isinstance(widget, (*CHOICES, forms.CheckboxInput, forms.MultiWidget)):
            return "govuk-checkboxes__input" if isinstance(widget, forms.CheckboxInput) else ""
        base = next((name for kind, name in TEXT_CLASSES if isinstance(widget, kind)), "")
        classes = [base] if base else []
        classes += [f"{base}--error"] if base and self.errors else []
        classes += ["govuk-js-character-count"] if self.character_limit else []
        return " ".join(classes)

    def label_tag(
        self,
        contents: str | None = None,
        attrs: dict[str, Any] | None = None,
        label_suffix: str | None = None,  # noqa: ARG002 Django's signature; labels have no colon here
        tag: str | None = None,
    ) -> SafeString:
        """A GOV.UK label or legend, without a colon, saying so when the answer is optional."""
        kind = "govuk-fieldset__legend" if tag == "legend" else "govuk-label"
        size = getattr(self.form, "label_sizes", {}).get(self.name)
        classes = f"{kind} {kind}--{size}" if size else kind
        return super().label_tag(
            contents or self.worded_label,
            {"class": classes, **(attrs or {})},
            label_suffix="",
            tag=tag,
        )

    @property
    def worded_label(self) -> str | Promise:
        """The label, with "(optional)" when an answer is not required.

        A single tick box never says so, nor does a form with ``mark_optional = False``.
        """
        wanted = getattr(self.form, "mark_optional", True) and not self.field.required
        if not wanted or self.kind == "checkbox" or _("optional") in str(self.label).lower():
            return self.label
        return format_html("{} ({})", self.label, _("optional"))


def _default_required() -> str | Promise:
    return forms.Field.default_error_messages["required"]
