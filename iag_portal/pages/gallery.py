"""Every component of ``templates/components/`` on one page, for those who work on the portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.messages.constants import INFO
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.template import Engine
from django.template.context import make_context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.http import administrators_only
from core.forms.fields import DateField
from core.marking import Marking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from accounts.http import SignedInRequest

GROUPS = (
    ("page", _("Around each page"), (
        "skip_link", "logo", "navigation", "breadcrumbs", "marking", "watermark", "footer",
    )),
    ("words", _("Words"), ("inset_text", "warning_text", "details", "empty_state")),
    ("news", _("What has happened"), ("messages", "notification_banner", "error_summary")),
    ("facts", _("Facts"), (
        "card", "summary_list", "summary_row", "table_head", "tag", "support_bar",
    )),
    ("ways", _("Ways on"), (
        "button", "start_icon", "pagination", "previous_icon", "next_icon",
    )),
    ("forms", _("Forms"), ("form", "post_form", "formset", "field", "date_input")),
)  # fmt: skip
NOTES = {
    "skip_link": _("It shows when it has the focus: press the Tab key."),
    "watermark": _("It lies over the whole of a page that is marked OFFICIAL-SENSITIVE."),
}


@dataclass(frozen=True)
class Example:
    """A component as it is written in a template, and as it is drawn."""

    component: str
    code: str
    drawn: SafeString
    note: str


class ExampleForm(forms.Form):
    """What the examples of forms ask for."""

    topic = forms.CharField(
        label=_("Title of the topic"),
        help_text=_("As members will see it."),
        error_messages={"required": _("Enter the title of the topic")},
    )
    held_on = DateField(
        label=_("Date of the meeting"),
        help_text=_("For example, 17 11 2026"),
        error_messages={"required": _("Enter the date of the meeting")},
    )


class NameForm(forms.Form):
    """One of several."""

    name = forms.CharField(label=_("Name"), error_messages={"required": _("Enter the name")})


@administrators_only
@require_safe
def components(request: SignedInRequest) -> HttpResponse:
    """Each component with its example. Only where no real group is."""
    if not settings.SHOWS_COMPONENTS:
        raise Http404
    groups = [
        {"key": key, "title": title, "examples": [example(request, name) for name in names]}
        for key, title, names in GROUPS
    ]
    return render(request, "pages/components.html", {"groups": groups})


def example(request: HttpRequest, name: str) -> Example:
    """The example of the component ``name``: its code is the file that is drawn."""
    template = Engine.get_default().get_template(f"pages/components/{name}.html")
    drawn = template.render(make_context(_things(name), request))
    return Example(name, template.source.strip(), drawn, str(NOTES.get(name, "")))


def _things(name: str) -> dict[str, Any]:
    """What an example may draw; its forms have ids of their own."""
    here = reverse("components")
    wrong = {
        f"{name}-held_on_{part}": n for part, n in (("day", 17), ("month", 11), ("year", 2026))
    }
    return {
        "form": ExampleForm(wrong if name == "error_summary" else None, prefix=name),
        "formset": forms.formset_factory(NameForm, extra=2)(prefix=name),
        "marking": Marking.OFFICIAL_SENSITIVE.label,
        "messages": [Message(INFO, str(_("The meeting begins at 6:30pm.")))],
        "navigation": [
            {"text": _("Home"), "href": here, "active": False},
            {"text": _("Topics"), "href": here, "active": True},
        ],
        "page": Paginator(range(200), 10).page(7),
    }
