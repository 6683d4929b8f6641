"""Each form says in words of its own what is missing: "Enter the start time, for example 6:30pm"."""

import importlib

from django import forms

from tests.architecture.tree import PACKAGES, dotted, sources

GENERAL = str(forms.Field.default_error_messages["required"])
REPLACED = {  # allauth's fields that our form replaces when it is made
    "ChangePasswordForm.password1",
    "ChangePasswordForm.password2",
    "NewPasswordForm.password1",
    "NewPasswordForm.password2",
    "SignInForm.password",
}


def subclasses(base):
    for form in base.__subclasses__():
        yield form
        yield from subclasses(form)


def our_forms():
    """Every form class of the portal; importing is what makes them known."""
    for path in sources():
        if "forms" in path.name + path.parent.name or "views" in path.parts:
            importlib.import_module(dotted(path))
    return {
        form for form in subclasses(forms.BaseForm) if form.__module__.partition(".")[0] in PACKAGES
    }


def general_errors(form):
    """Fields of ``form`` that a person fills in and that would say "This field is required."."""
    return [
        f"{form.__name__}.{name}"
        for name, field in getattr(form, "base_fields", {}).items()
        if field.required
        and not field.widget.is_hidden
        and str(field.error_messages["required"]) == GENERAL
    ]


def test_each_field_that_must_be_filled_in_says_so_in_its_own_words():
    assert {name for form in our_forms() for name in general_errors(form)} - REPLACED == set()


def test_a_field_without_words_of_its_own_is_found():
    class Careless(forms.Form):
        name = forms.CharField()
        email = forms.EmailField(error_messages={"required": "Enter your email address"})
        note = forms.CharField(required=False)

    assert general_errors(Careless) == ["Careless.name"]
