"""Whether a document is ours, whole and current."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.form_pages import status_of
from accounts.http import FORM_PAGE, posted
from core.text import typed_code
from publications import queries
from publications.models import Edition


def tidy(code: str) -> str:
    """A code as it is stored, however it was typed."""
    letters = "".join(letter for letter in typed_code(code).upper() if letter.isascii())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


class CodeForm(forms.Form):
    """The code that a document prints."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as KM4Q-7TRW-B2XN"),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the code that is printed on the document")},
    )

    def clean_code(self) -> str:
        """The code as it is stored; only one that exists passes."""
        code = tidy(self.cleaned_data["code"])
        if not Edition.objects.filter(code=code).exists():
            raise forms.ValidationError(
                _("No document has this code. Compare it with the document, letter by letter.")
            )
        return code


@login_not_required
@FORM_PAGE
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a document."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("publications:verify", code=form.cleaned_data["code"])
    return render(request, "publications/verify_ask.html", {"form": form}, status=status_of(form))


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the document with this code. Whoever has the code may know this much."""
    joined = Edition.objects.select_related("publication__group", "large_print")
    edition = joined.filter(code=tidy(code)).first()
    if edition is None:
        form = CodeForm({"code": code[:40]})
        return render(request, "publications/verify_ask.html", {"form": form}, status=404)
    superseded_by = queries.superseding(edition)
    withdrawal = queries.withdrawal_of(edition, superseded_by)
    context = {"edition": edition, "superseded_by": superseded_by, "withdrawal": withdrawal}
    return render(request, "publications/verify.html", context)
