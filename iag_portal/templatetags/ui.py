"""The components of the design system as template tags, loaded everywhere.

Options have the names of GOV.UK Frontend's, in snake case. Further keyword arguments become HTML
attributes with hyphens: ``{% button hx_post=url %}Save{% endbutton %}`` writes ``hx-post``.
Their markup is in ``templates/components/``; tests compare it with the package's own fixtures.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from iag_portal import dates
from iag_portal.clock import now

register = template.Library()
register.filter("day", dates.day)
register.filter("weekday", dates.weekday)
register.filter("clock_time", dates.clock_time)
register.filter("day_and_time", dates.day_and_time)
register.filter("ago", dates.ago)

# What the words of the portal's states look like: done, going on, careful, stopped, at rest.
STATE_COLOURS = {
    "green": "accepted agreed answered consensus done joined present published ready support"
    " unanimous verified",
    "turquoise": "live open speaking in_progress round_open converting accepted_in_part",
    "yellow": "due draft invited needs_check pending proposed waiting majority_with_dissent"
    " support_with_reservations",
    "orange": "not_quorate overdue under_consideration expires_soon",
    "red": "failed not_accepted not_agreed object objected refused revoked expired",
    "grey": "archived cancelled closed ended finished superseded withdrawn stand_aside left",
}
_COLOUR_OF = {state: colour for colour, states in STATE_COLOURS.items() for state in states.split()}


def draw(component: str, **context: Any) -> SafeString:
    """The markup of ``templates/components/<component>.html``."""
    return render_to_string(f"components/{component}.html", context)


def _attributes(attributes: dict[str, Any]) -> SafeString:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return flatatt({name: value for name, value in named.items() if value is not None})


@register.simple_block_tag
def button(
    content: str,
    *,
    href: str = "",
    variant: str = "",
    type: str = "submit",  # noqa: A002 the name of the attribute
    start: bool = False,
    disabled: bool = False,
    prevent_double_click: bool | None = None,
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """A button, or a link that looks like one when ``href`` is given.

    :param variant: ``secondary``, ``warning`` or ``inverse``.
    """
    return draw(
        "button", content=content, href=href, variant=variant, type=type, start=start,
        disabled=disabled, prevent_double_click=prevent_double_click, classes=classes,
        attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_tag
def tag(text: str, colour: str = "", *, classes: str = "", **attributes: Any) -> SafeString:
    """A short label of state. ``colour``: one of GOV.UK's tag colours."""
    return draw(
        "tag", text=text, colour=colour, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_tag
def state_tag(state: str, text: str = "") -> SafeString:
    """A tag in the colour of a state value, such as ``agreed`` or ``not_accepted``."""
    key = str(state).lower()
    return tag(text or key.replace("_", " ").capitalize(), _COLOUR_OF.get(key, ""))


@register.simple_block_tag
def summary_list(content: str, *, classes: str = "", **attributes: Any) -> SafeString:
    """A list of keys and values; holds ``{% summary_row %}`` blocks."""
    return draw(
        "summary_list", content=content, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def summary_row(
    content: str, key: str, *, href: str = "", action: str = "", hidden_text: str = "",
    has_actions: bool = True, classes: str = "",
) -> SafeString:  # fmt: skip
    """One row: the key, the block as value, and an action when ``href`` is given.

    :param has_actions: True when no row of the list, or this row, has an action.
    """
    return draw(
        "summary_row", content=content, key=key, href=href, action=action or _("Change"),
        hidden_text=hidden_text, has_actions=has_actions, classes=classes,
    )  # fmt: skip


@register.simple_tag
def error_summary(
    *forms: BaseForm | None,
    title: str = "",
    description: str = "",
    errors: Iterable[dict[str, str]] = (),
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """A box "There is a problem", with a link to each field in error; empty when there is none.

    :param forms: forms, bound or not; None is passed over.
    :param errors: more errors, each ``{"text": …, "href": …}`` (href optional).
    """
    found = [item for form in forms if form for item in form_errors(form)] + list(errors)
    if not found and not description:
        return SafeString("")
    return draw(
        "error_summary", title=title or _("There is a problem"), description=description,
        errors=found, classes=classes, attributes=_attributes(attributes),
    )  # fmt: skip


def form_errors(form: BaseForm) -> list[dict[str, str]]:
    """Each error of a form as ``{"text", "href"}``; href is empty when no field is to blame."""
    if not form.is_bound or not form.errors:
        return []
    found = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for field in form:
        href = f"#{getattr(field, 'first_id', field.auto_id)}" if not field.is_hidden else ""
        found += [{"text": text, "href": href} for text in field.errors]
    return found


@register.simple_block_tag
def notification_banner(
    content: str,
    *,
    type: str = "",  # noqa: A002 GOV.UK's name
    title: str = "",
    title_id: str = "govuk-notification-banner-title",
    title_level: int = 2,
    role: str = "",
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """A banner above a page's content. ``type="success"`` after a deed; it then takes the focus."""
    success = type == "success"
    return draw(
        "notification_banner", content=content, success=success,
        title=title or (_("Success") if success else _("Important")), title_id=title_id,
        title_level=title_level, role=role or ("alert" if success else "region"),
        classes=classes, attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_block_tag
def warning_text(
    content: str, *, icon_fallback_text: str = "", classes: str = "", **attributes: Any
) -> SafeString:
    """A sentence that must not be missed."""
    return draw(
        "warning_text", content=content, icon_fallback_text=icon_fallback_text or _("Warning"),
        classes=classes, attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_block_tag
def inset_text(content: str, *, classes: str = "", **attributes: Any) -> SafeString:
    """Words set apart from what surrounds them."""
    return draw("inset_text", content=content, classes=classes, attributes=_attributes(attributes))


@register.simple_block_tag
def details(
    content: str, summary: str, *, open: bool = False, classes: str = "", **attributes: Any  # noqa: A002
) -> SafeString:  # fmt: skip
    """More, for those who want it, behind ``summary``."""
    return draw(
        "details", content=content, summary=summary, open=open, classes=classes,
        attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_tag
def breadcrumbs(
    *pairs: str, label: str = "", classes: str = "", collapse_on_mobile: bool = False,
    **attributes: Any,
) -> SafeString:  # fmt: skip
    """``{% breadcrumbs "Home" home_url "Meetings" meetings_url "17 November" %}``.

    :param pairs: text, href, text, href, …; a last text without href is the page itself.
    """
    items = [
        {"text": pairs[n], "href": pairs[n + 1] if n + 1 < len(pairs) else ""}
        for n in range(0, len(pairs), 2)
    ]
    return draw(
        "breadcrumbs", items=items, label=label or _("Breadcrumb"), classes=classes,
        collapse_on_mobile=collapse_on_mobile, attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_tag
def pagination(page: Page[Any], *, href: str = "?page=", label: str = "") -> SafeString:
    """Links to the pages of a list; empty when there is one page only.

    :param page: a page of Django's Paginator.
    :param href: what comes before a page's number in its address.
    """
    if not page.has_other_pages():
        return SafeString("")
    items = [
        {"ellipsis": True} if number == page.paginator.ELLIPSIS
        else {"number": number, "href": f"{href}{number}", "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]  # fmt: skip
    earlier = {"href": f"{href}{page.previous_page_number()}"} if page.has_previous() else None
    later = {"href": f"{href}{page.next_page_number()}"} if page.has_next() else None
    return draw(
        "pagination", items=items, previous=earlier, next=later, label=label or _("Pagination")
    )


@register.simple_tag
def previous_next(
    *, previous_href: str = "", previous_label: str = "", next_href: str = "",
    next_label: str = "", previous_text: str = "", next_text: str = "", label: str = "",
) -> SafeString:  # fmt: skip
    """Two large links through a series: slides, agenda items. Either may be absent."""
    return draw(
        "pagination", items=[], label=label or _("Pagination"),
        previous=previous_href
        and {"href": previous_href, "text": previous_text, "label": previous_label},
        next=next_href and {"href": next_href, "text": next_text, "label": next_label},
    )  # fmt: skip


@register.simple_block_tag
def panel(
    content: str, title: str, *, heading_level: int = 1, classes: str = "", **attributes: Any
) -> SafeString:
    """The confirmation panel at the end of something."""
    return draw(
        "panel", content=content, title=title, heading_level=heading_level, classes=classes,
        attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_tag
def skip_link(
    text: str, href: str = "#content", *, classes: str = "", **attributes: Any
) -> SafeString:
    """A link for the keyboard that shows when it has the focus."""
    return draw(
        "skip_link", text=text, href=href, classes=classes, attributes=_attributes(attributes)
    )


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    *,
    level: int = 2,
    href: str = "",
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """A bordered part of a page with a heading; ``href`` makes the heading a link."""
    return draw(
        "card", content=content, title=title, level=level, href=href, classes=classes,
        attributes=_attributes(attributes),
    )  # fmt: skip


@register.simple_block_tag
def empty_state(content: str, title: str, *, level: int = 2) -> SafeString:
    """What stands where a list would, when the list is empty: what it is for and how to begin."""
    return draw("empty_state", content=content, title=title, level=level)


@register.simple_tag
def moment(value: datetime | None, *, relative: bool = True, date_only: bool = False) -> SafeString:
    """A time element that says the day and time, and how long ago or how soon that is."""
    if value is None:
        return SafeString("")
    return draw("moment", value=value, relative=relative, date_only=date_only)


@register.simple_tag
def support_bar(part: int, whole: int, label: str) -> SafeString:
    """A bar of ``part`` in ``whole`` with its words beside it: never colour or length alone."""
    return draw("support_bar", part=part, whole=whole, label=label)


@register.simple_tag
def field(bound: BoundField, *, size: str = "", heading: bool = False) -> SafeString:
    """One field of a form. ``size``: s, m, l, xl; ``heading``: its label is the page's h1."""
    return draw("field", field=bound, size=size, heading=heading)


@register.simple_tag
def help_phone() -> str:
    """The telephone number on each page, or an empty text."""
    return str(settings.HELP_PHONE)


@register.simple_tag
def server_now() -> str:
    """The server's moment in ISO 8601, for pages that count minutes on a wrong clock."""
    return now().isoformat(timespec="seconds")
