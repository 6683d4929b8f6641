"""How a component of the design system is drawn: ``core/templatetags/ui.py`` has its tags."""

from __future__ import annotations

from typing import Any

from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from core.drawn import drawn_once

PLAIN = {str, SafeString, int, bool, type(None)}  # equal only to what is drawn alike
CONTENT = SafeString("<content>")  # where what stands inside comes; words of people have no "<"


def draw(component: str, attributes: dict[str, Any] | None = None, /, **options: Any) -> SafeString:
    """Draw ``templates/components/<component>.html``, with ``attributes`` on its outer element.

    Its options are all that a component hangs on. So one whose options are plain values is drawn
    once; what stands inside of it comes in afterwards, and is not remembered.
    """
    named = {name.replace("_", "-"): value for name, value in (attributes or {}).items()}
    given = {name: value for name, value in named.items() if value is not None}
    options["attributes"] = flatatt(given) if given else SafeString("")
    for name, value in options.items():
        if isinstance(value, Promise):
            options[name] = str(value)
    if not {type(value) for value in options.values()} <= PLAIN:
        return _component(component, **options)
    if "content" not in options:
        return _drawn(component, **options)
    content, options["content"] = options["content"], CONTENT
    before, _place, after = _drawn(component, **options).partition(CONTENT)
    return SafeString(f"{before}{conditional_escape(content)}{after}")


def _component(component: str, **options: Any) -> SafeString:
    return SafeString(render_to_string(f"components/{component}.html", options).strip())


_drawn = drawn_once(500)(_component)
