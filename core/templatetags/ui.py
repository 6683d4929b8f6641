"""The components of the design system as template tags, loaded everywhere.

Options have the names of GOV.UK Frontend's, in snake case. Further keyword arguments become HTML
attributes with hyphens: ``{% button hx_post=url %}Save{% endbutton %}`` writes ``hx-post``.
Their markup is in ``templates/components/``; tests compare it with the package's own fixtures.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import dates
from core.clock import now
from core.components import draw
from core.forms.bound_field import GovukBoundField
from core.forms.errors import form_errors
from core.marking import Marking
from core.state_colours import state_colour

register = template.Library()
register.filter("day", dates.day)
register.filter("weekday", dates.weekday)
register.filter("clock_time", dates.clock_time)
register.filter("day_and_time", dates.day_and_time)
register.filter("ago", dates.ago)


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
    """Draw a button, or a link that looks like one when ``href`` is given.

    :param variant: ``secondary``, ``warning`` or ``inverse``.
    """
    options = {"href": href, "variant": variant, "type": type, "start": start, "classes": classes}
    once = {"disabled": disabled, "prevent_double_click": prevent_double_click}
    return draw("button", attributes, content=content, **options, **once)


@register.simple_tag
def tag(text: str, colour: str = "", *, classes: str = "", **attributes: Any) -> SafeString:
    """Draw a short label of state. ``colour``: one of GOV.UK's tag colours."""
    return draw("tag", attributes, text=text, colour=colour, classes=classes)


@register.simple_tag
def marking_tag(thing: Any) -> SafeString:
    """Draw the tag of a row of a list whose thing is marked OFFICIAL-SENSITIVE; else nothing."""
    if thing.marking != Marking.OFFICIAL_SENSITIVE:
        return SafeString("")
    return tag(thing.get_marking_display(), "red")


@register.simple_tag
def state_tag(state: str, text: str = "") -> SafeString:
    """Draw a tag in the colour of a state value, such as ``agreed`` or ``not_accepted``."""
    key = str(state).lower()
    return tag(text or key.replace("_", " ").capitalize(), state_colour(key))


@register.simple_block_tag
def summary_list(content: str, *, classes: str = "", **attributes: Any) -> SafeString:
    """Draw a list of keys and values; it holds ``{% summary_row %}`` blocks."""
    return draw("summary_list", attributes, content=content, classes=classes)


@register.simple_block_tag
def summary_row(
    content: str,
    key: str,
    *,
    href: str = "",
    action: str = "",
    hidden_text: str = "",
    has_actions: bool = True,
    classes: str = "",
) -> SafeString:
    """Draw one row: the key, the block as value, and an action when ``href`` is given.

    :param has_actions: False for a row without action in a list where others have one.
    """
    options = {"href": href, "action": action or _("Change"), "hidden_text": hidden_text}
    row = {"key": key, "content": content, "has_actions": has_actions, "classes": classes}
    return draw("summary_row", **row, **options)


@register.simple_tag
def error_summary(
    *forms: BaseForm | None,
    title: str = "",
    description: str = "",
    errors: Iterable[dict[str, str]] = (),
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """Draw "There is a problem" with a link to each field in error; nothing when all is well.

    :param forms: forms, bound or not; None is passed over.
    :param errors: more errors, each ``{"text": …, "href": …}`` (href optional).
    """
    every_error = [item for form in forms if form for item in form_errors(form)] + list(errors)
    if not every_error and not description:
        return SafeString("")
    words = {"title": title or _("There is a problem"), "description": description}
    return draw("error_summary", attributes, errors=every_error, classes=classes, **words)


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
    """Draw a banner. ``type="success"`` follows an action; the banner then takes the focus.

    ``success`` and ``error`` are said to a screen reader at once.
    """
    success = type == "success"
    heading = {"title": title or (_("Success") if success else _("Important"))}
    heading |= {"title_id": title_id, "title_level": str(title_level)}
    role = role or ("alert" if type in ("success", "error") else "region")
    options = {"success": success, "role": role, "classes": classes, "content": content}
    return draw("notification_banner", attributes, **heading, **options)


@register.simple_block_tag
def warning_text(
    content: str, *, icon_fallback_text: str = "", classes: str = "", **attributes: Any
) -> SafeString:
    """Draw a sentence that must not be missed."""
    fallback = icon_fallback_text or _("Warning")
    return draw("warning_text", attributes, content=content, fallback=fallback, classes=classes)


@register.simple_block_tag
def inset_text(content: str, *, classes: str = "", **attributes: Any) -> SafeString:
    """Draw words set apart from what surrounds them."""
    return draw("inset_text", attributes, content=content, classes=classes)


@register.simple_block_tag
def details(
    content: str,
    summary: str,
    *,
    open: bool = False,  # noqa: A002 the name of the attribute
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """Draw more, for those who want it, behind ``summary``."""
    return draw("details", attributes, content=content, summary=summary, open=open, classes=classes)


@register.simple_tag
def breadcrumbs(
    *pairs: str,
    label: str = "",
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """Draw the way here: ``{% breadcrumbs "Home" "/" "Meetings" meetings_url "17 November" %}``.

    :param pairs: text, href, text, href, …; a last text without href is the page itself.
    """
    hrefs = [*pairs[1::2], ""]
    items = [{"text": text, "href": hrefs[n]} for n, text in enumerate(pairs[::2])]
    label = label or _("Breadcrumb")
    return draw("breadcrumbs", attributes, items=items, label=label, classes=classes)


@register.simple_tag
def pagination(page: Page[Any], *, href: str = "?page=", label: str = "") -> SafeString:
    """Draw links to the pages of a list; nothing when there is one page only.

    :param page: a page of Django's Paginator.
    :param href: what comes before a page's number in its address.
    """
    if not page.has_other_pages():
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    items = [
        {
            "number": n,
            "href": f"{href}{n}",
            "current": n == page.number,
            "ellipsis": not isinstance(n, int),
        }
        for n in numbers
    ]
    ends = {
        "previous": page.has_previous() and {"href": f"{href}{page.number - 1}"},
        "next": page.has_next() and {"href": f"{href}{page.number + 1}"},
    }
    return draw("pagination", items=items, label=label or _("Pagination"), **ends)


@register.simple_tag
def table_head(*titles: str) -> SafeString:
    """Draw the head of a table: the title of each column."""
    return draw("table_head", titles=titles)


@register.simple_tag
def previous_next(
    previous_href: str = "",
    previous_label: str = "",
    previous_text: str = "",
    next_href: str = "",
    next_label: str = "",
    next_text: str = "",
    label: str = "",
) -> SafeString:
    """Draw two large links through a series: slides, agenda items. Either may be absent."""
    previous = {"href": previous_href, "text": previous_text, "label": previous_label}
    onward = {"href": next_href, "text": next_text, "label": next_label}
    ends = {"previous": previous_href and previous, "next": next_href and onward}
    return draw("pagination", items=[], label=label or _("Previous and next"), **ends)


@register.simple_tag
def skip_link(text: str, href: str, *, classes: str = "", **attributes: Any) -> SafeString:
    """Draw a link for the keyboard that shows when it has the focus."""
    return draw("skip_link", attributes, text=text, href=href, classes=classes)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    *,
    level: int = 2,
    href: str = "",
    about: str = "",
    classes: str = "",
    **attributes: Any,
) -> SafeString:
    """Draw a bordered part of a page with a heading; ``href`` makes the heading a link.

    ``about`` is read out after a title that several cards have: what stands below it tells them
    apart for the eye alone.
    """
    options = {"title": title, "level": level, "href": href, "about": about, "classes": classes}
    return draw("card", attributes, content=content, **options)


@register.simple_block_tag
def empty_state(content: str, title: str, *, level: int = 2) -> SafeString:
    """Draw what stands where an empty list would: what it is for and how to begin."""
    return draw("empty_state", content=content, title=title, level=level)


@register.simple_tag
def support_bar(part: int, whole: int, label: str) -> SafeString:
    """Draw a bar of ``part`` in ``whole`` with its words: never colour or length alone."""
    return draw("support_bar", part=part, whole=whole, label=label)


@register.simple_tag
def field(bound: GovukBoundField, *, size: str = "", heading: bool = False) -> SafeString:
    """Draw one field of a form. ``size``: s, m, l, xl; ``heading``: its label is the page's h1."""
    bound.label_size, bound.label_heading = size, heading
    return bound.as_field_group()


@register.simple_tag
def help_phone() -> str:
    """Answer the telephone number on each page, or an empty text."""
    return str(settings.HELP_PHONE)


@register.simple_tag
def server_now() -> str:
    """Answer the server's moment in ISO 8601, for pages on a device with a wrong clock."""
    return now().isoformat(timespec="seconds")
