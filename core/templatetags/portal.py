"""Template tags of the portal itself; loaded as built-ins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import template
from django.forms.utils import flatatt
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from core import dates, drafts, policy, text
from core.addresses import address_of
from core.clock import now
from core.components import draw
from core.drawn import drawn_once
from core.marking import Marking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.forms import BaseForm
    from django.template import Context

    from accounts.models import User
    from core.policy import Verdict

RELATIVE = (
    ' <span class="app-moment__bracket">(</span><span class="app-moment__relative">{}</span>'
    '<span class="app-moment__bracket">)</span>'
)
TELEPHONE_NUMBER = re.compile(r"\+?\(?\d[\d ()-]{5,}\d")
register = template.Library()
register.simple_tag(flatatt, name="attributes")  # of an element: templates/django/forms/attrs.html


@register.simple_tag
def may(person: User, permission: str, thing: Any) -> Verdict:
    """``{% may user "meetings.open_meeting" meeting as verdict %}``."""
    return policy.may(person, permission, thing)


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> SafeString:
    """Draw the words of the block ``title`` once more, as a heading has them."""
    title = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return SafeString(title.render(context).strip())


@register.simple_tag
def menu(items: Iterable[dict[str, Any]], *, label: str = "", list_id: str = "") -> SafeString:
    """Draw the menu of each page; nothing without items.

    :param items: each with ``text``, ``href``, whether it is ``active``, and perhaps a ``number``
        of what is new there.
    """
    links = tuple((i["text"], i["href"], i["active"], i.get("number")) for i in items)
    return _menu(links, str(label), list_id) if links else SafeString("")


@drawn_once(200)  # one for each kind of person, on each part of the portal
def _menu(links: tuple[tuple[Any, ...], ...], label: str, list_id: str) -> SafeString:
    items = [dict(zip(("text", "href", "active", "number"), link, strict=True)) for link in links]
    return draw("navigation", navigation=items, label=label, list_id=list_id)


@register.simple_tag
def live_post(name: str, *args: Any, live: bool = True, swap: str = "none") -> SafeString:
    """Write where a form of a live page is sent, with script and without.

    :param name: of the address, with its ``args``.
    :param live: False where the form stands on a page that is not live.
    :param swap: what htmx does with the answer; ``none``, where the stream brings it.
    """
    return _sent_to(address_of(name, *args), swap if live else "")


@drawn_once(500)
def _sent_to(address: str, swap: str) -> SafeString:
    scripted = {"hx-post": address, "hx-swap": swap} if swap else {}
    return SafeString(flatatt({"action": address, **scripted}).strip())


@register.simple_tag
def keeps_draft(person: User, form: BaseForm, marking: str = Marking.OFFICIAL) -> SafeString:
    """Write what makes a form keep what is typed on the device; ``layouts/_draft.html`` goes in."""
    return flatatt(drafts.attributes(person.pk, form, marking))


@register.simple_tag
def moment(value: datetime | None, *, relative: bool = True, date_only: bool = False) -> SafeString:
    """Draw a time element that says the moment, and how long ago or how soon it is."""
    if value is None:
        return SafeString("")
    return _moment(value, dates.ago(value) if relative else "", date_only=date_only)


@drawn_once(1000)
def _moment(value: datetime, ago: str, *, date_only: bool) -> SafeString:
    local = localtime(value)
    passed = RELATIVE.format(escape(ago)) if ago else ""
    words = dates.day(local) if date_only else dates.day_and_time(local)
    attributes = " data-relative" if ago else ""
    return SafeString(
        f'<time datetime="{local.isoformat()}" class="app-moment"{attributes}>'
        f"{escape(words)}{passed}</time>"
    )


@register.simple_tag
def moment_now() -> str:
    """``17 November 2026, 6:30pm``: when the page was drawn."""
    return dates.day_and_time(now())


@register.filter
def bdi(name: Any) -> SafeString:
    """Set a name apart, so that it does not turn round the words beside it; nothing for nobody."""
    return SafeString(f"<bdi>{conditional_escape(name)}</bdi>") if name else SafeString("")


@register.filter
def markdown(source: str) -> SafeString:
    """HTML of what somebody wrote, as posts are drawn."""
    return text.render(source)


@register.filter
def telephone_link(words: str) -> SafeString:
    """Draw ``words`` with the first telephone number in them as a link that rings it."""
    match = TELEPHONE_NUMBER.search(words)
    if match is None:
        return format_html("{}", words)
    before, after = words[: match.start()], words[match.end() :]
    return format_html("{}{}{}", before, _rings(match[0], "govuk-link"), after)


@register.simple_tag
def number_to_ring(words: str) -> SafeString:
    """Draw the first telephone number in ``words`` alone; nothing where there is none."""
    match = TELEPHONE_NUMBER.search(words)
    return _rings(match[0], "govuk-link govuk-link--inverse") if match else SafeString("")


def _rings(number: str, css: str) -> SafeString:
    dialled = number.replace("(0)", "") if number.startswith("+") else number
    dialled = re.sub(r"[^\d+]", "", dialled)
    return format_html('<a class="{}" href="tel:{}">{}</a>', css, dialled, number)
