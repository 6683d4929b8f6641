"""The components draw what GOV.UK Frontend's own fixtures say they must.

Every fixture of the package is drawn by our tag and compared, white space and order of attributes
apart, except those that LEFT_OUT names.
"""

import json
from pathlib import Path

import pytest
from django.test.html import parse_html
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.templatetags import ui

PACKAGE = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"


def content(options, text="text", html="html"):
    """What stands inside: markup as it is, text escaped."""
    if options.get(html):
        return mark_safe(options[html])
    return SafeString(escape(options.get(text) or ""))


def named(options, *names):
    """Our keyword arguments from the package's camel-case options."""
    snake = {
        "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name): name
        for name in names
    }
    renamed = {ours: options[theirs] for ours, theirs in snake.items() if theirs in options}
    return {**renamed, **{k.replace("-", "_"): v for k, v in options.get("attributes", {}).items()}}


def button(o):
    variant = ""
    extra = o.get("classes", "")
    for kind in ("secondary", "warning", "inverse"):
        if f"govuk-button--{kind}" in extra:
            variant = kind
            extra = extra.replace(f"govuk-button--{kind}", "").strip()
    once = {"prevent_double_click": o["preventDoubleClick"]} if "preventDoubleClick" in o else {}
    keep = named(o, "href", "type", "name", "value", "id", "disabled")
    start = o.get("isStartButton", False)
    return ui.button(content(o), variant=variant, classes=extra, start=start, **once, **keep)


def tag(o):
    return ui.tag(content(o), **named(o, "classes"))


def breadcrumbs(o):
    flat = [part for item in o["items"] for part in (content(item), item.get("href", ""))]
    label = {"label": o["labelText"]} if "labelText" in o else {}
    return ui.breadcrumbs(*flat, **label, **named(o, "classes"))


def details(o):
    summary = content(o, "summaryText", "summaryHtml")
    return ui.details(content(o), summary, **named(o, "id", "open", "classes"))


def error_summary(o):
    listed = [{"text": content(e), "href": e.get("href", "")} for e in o.get("errorList", [])]
    title = content(o, "titleText", "titleHtml")
    description = content(o, "descriptionText", "descriptionHtml")
    return ui.error_summary(
        title=title, description=description, errors=listed, **named(o, "classes")
    )


def inset_text(o):
    return ui.inset_text(content(o), **named(o, "id", "classes"))


def notification_banner(o):
    inner = content(o)
    if not o.get("html"):
        inner = mark_safe(f'<p class="govuk-notification-banner__heading">{inner}</p>')
    level = {"title_level": o["titleHeadingLevel"]} if "titleHeadingLevel" in o else {}
    return ui.notification_banner(
        inner,
        title=content(o, "titleText", "titleHtml"),
        **level,
        **named(o, "type", "titleId", "role", "classes"),
    )


def skip_link(o):
    return ui.skip_link(content(o), o.get("href", "#content"), **named(o, "classes"))


def summary_list(o):
    rows = [row for row in o["rows"] if row]
    any_action = any(row.get("actions", {}).get("items") for row in rows)
    drawn = ""
    for row in rows:
        action = (row.get("actions", {}).get("items") or [{}])[0]
        drawn += ui.summary_row(
            content(row["value"]),
            content(row["key"]),
            href=action.get("href", ""),
            action=content(action),
            hidden_text=action.get("visuallyHiddenText", ""),
            has_actions=bool(action) or not any_action,
            classes=row.get("classes", ""),
        )
    return ui.summary_list(mark_safe(drawn), **named(o, "classes"))


def warning_text(o):
    return ui.warning_text(content(o), **named(o, "iconFallbackText", "classes"))


def pagination(o):
    items = [
        {**item, "ellipsis": item.get("ellipsis", False), "current": item.get("current", False)}
        for item in o.get("items") or []
        if item
    ]
    ends = {
        end: {"href": o[end]["href"], "text": o[end].get("text"), "label": o[end].get("labelText")}
        for end in ("previous", "next")
        if o.get(end)
    }
    return ui.draw("pagination", items=items, label="Pagination", **ends)


DRAWN_BY = {
    "breadcrumbs": breadcrumbs,
    "button": button,
    "details": details,
    "error-summary": error_summary,
    "inset-text": inset_text,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "skip-link": skip_link,
    "summary-list": summary_list,
    "tag": tag,
    "warning-text": warning_text,
}
# What we leave out of the design system, fixture by fixture. All others are compared.
LEFT_OUT = {
    "breadcrumbs": {"item attributes", "with collapse on mobile"},
    "button": {"start link with html"},
    "error-summary": {
        "autofocus disabled",
        "autofocus explicitly enabled",
        "error list with attributes",
    },
    "notification-banner": {
        "auto-focus disabled, with type as success",
        "auto-focus explicitly enabled, with type as success",
    },
    "pagination": {
        "with custom accessible labels on item links",
        "with custom attributes",
        "with custom classes",
        "with custom navigation landmark",
    },
    "summary-list": {
        "actions with attributes",
        "actions with classes",
        "as a summary card extreme",
        "as a summary card with a custom header level",
        "as a summary card with a html header",
        "as a summary card with a text header",
        "as a summary card with actions",
        "as a summary card with actions plus summary list actions",
        "classes on items",
        "extreme",
        "key with classes",
        "overridden-widths",
        "summary card with custom attributes",
        "summary card with custom classes",
        "summary card with only 1 action",
        "translated",
        "with actions",
        "with some actions",
    },
}


def fixtures(component):
    """The design system's examples of a component, from the installed package."""
    return json.loads((PACKAGE / component / "fixtures.json").read_text())["fixtures"]


@pytest.mark.parametrize("component", DRAWN_BY)
def test_each_component_draws_what_the_design_system_draws(component):
    left_out = LEFT_OUT.get(component, set())
    compared = [f for f in fixtures(component) if f["name"] not in left_out]
    different = [
        f["name"]
        for f in compared
        if parse_html(DRAWN_BY[component](f["options"])) != parse_html(f["html"])
    ]
    assert different == []


@pytest.mark.parametrize("component", LEFT_OUT)
def test_what_is_left_out_is_in_the_package(component):
    assert LEFT_OUT[component] - {f["name"] for f in fixtures(component)} == set()


def test_a_hundred_and_fifty_fixtures_are_compared():
    compared = [
        f for name in DRAWN_BY for f in fixtures(name) if f["name"] not in LEFT_OUT.get(name, ())
    ]
    assert len(compared) == 150
