"""The form renderer draws what GOV.UK Frontend's own fixtures say it must."""

import json
from pathlib import Path

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.forms.fields import TextField
from core.templatetags import ui

PACKAGE = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
ATTRIBUTES = ("autocomplete", "inputmode", "pattern", "autocapitalize", "rows", "multiple")
SUPPORTED = {
    "name", "id", "label", "hint", "errorMessage", "classes", "value", "type", "attributes",
    "describedBy", "spellcheck", "disabled", "maxlength", "items", *ATTRIBUTES,
}  # fmt: skip
FIELDS = {
    "input": lambda o: (forms.CharField, forms.TextInput({"type": o.get("type", "text")})),
    "textarea": lambda o: (forms.CharField, forms.Textarea({"rows": 5})),
    "select": lambda o: (forms.ChoiceField, forms.Select()),
    "password-input": lambda o: (forms.CharField, forms.PasswordInput(render_value=True)),
    "file-upload": lambda o: (forms.FileField, forms.FileInput()),
    "character-count": lambda o: (TextField, forms.Textarea({"rows": 5})),
}


def words(option):
    return mark_safe(option["html"]) if option.get("html") else escape(option.get("text", ""))


def attributes(options):
    """The widget's attributes for a fixture's options."""
    given = {name: options[name] for name in ATTRIBUTES if name in options}
    given |= options.get("attributes", {})
    if "spellcheck" in options:
        given["spellcheck"] = str(options["spellcheck"]).lower()
    if options.get("classes"):
        given["class"] = options["classes"]
    if options.get("describedBy"):
        given["aria-describedby"] = options["describedBy"]
    return given | {"id": options.get("id", options["name"])}


def field_of(component, options):
    """A bound field of a form of ours that has the fixture's options."""
    kind, widget = FIELDS[component](options)
    widget.attrs |= attributes(options)
    more = {}
    if component == "select":
        items = [item for item in options.get("items", []) if item]
        more["choices"] = [(item["value"], item["text"]) for item in items]
        chosen = [item["value"] for item in items if item.get("selected")]
        options = {**options, "value": chosen[0] if chosen else options.get("value")}
    if component == "character-count":
        more["max_length"] = options["maxlength"]
    made = kind(
        label=words(options["label"]),
        help_text=words(options.get("hint", {})),
        initial=options.get("value"),
        disabled=options.get("disabled", False),
        widget=widget,
        required=False,
        **more,
    )

    class Example(forms.Form):
        mark_optional = False

        def clean(self):
            if "errorMessage" in options:
                self.add_error(options["name"], words(options["errorMessage"]))

    Example.base_fields = {options["name"]: made}
    data = {options["name"]: options.get("value") or ""} if "errorMessage" in options else None
    return Example(data)[options["name"]]


def drawn(component, options):
    """The field as a page draws it. ``aria-invalid`` and ``dir`` are ours: the fixtures lack them."""
    classes = options["label"].get("classes", "")
    size = classes.rpartition("--")[2] if "govuk-label--" in classes else ""
    heading = options["label"].get("isPageHeading", False)
    html = ui.field(field_of(component, options), size=size, heading=heading)
    return html.replace(' aria-invalid="true"', "").replace(' dir="auto"', "")


def compared(component):
    """The fixtures of a component that ask for nothing we leave out."""
    fixtures = json.loads((PACKAGE / component / "fixtures.json").read_text())["fixtures"]
    return [f for f in fixtures if set(f["options"]) <= SUPPORTED]


# Fixtures that ask for more than their option names say: options with attributes of their own,
# and a count without a limit, which is a text area.
LEFT_OUT = {
    "select": {
        "attributes on items",
        "default",
        "item selected overrides value",
        "with falsy values",
        "with full width override",
        "with label as page heading",
        "with selected value",
        "without values",
        "without values with selected value",
    },
    "character-count": {
        "to configure in JavaScript",
        "with default value exceeding limit",
        "with neither maxlength, maxwords nor textarea description set",
        "with textarea maxlength attribute",
    },
}


@pytest.mark.parametrize(
    ("component", "fixtures"),
    [
        ("input", 30),
        ("textarea", 17),
        ("select", 9),
        ("password-input", 11),
        ("file-upload", 15),
        ("character-count", 14),
    ],
)
def test_each_field_draws_what_the_design_system_draws(component, fixtures):
    chosen = [f for f in compared(component) if f["name"] not in LEFT_OUT.get(component, ())]
    different = [
        f["name"]
        for f in chosen
        if parse_html(drawn(component, f["options"])) != parse_html(f["html"])
    ]
    assert (different, len(chosen)) == ([], fixtures)
