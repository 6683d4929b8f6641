"""``translate`` and ``url`` of Django, for pages that write them a hundred times.

They are loaded as built-ins, so that templates write what they write everywhere. Words without a
variable are looked up in eight catalogues once, an address in the patterns of all apps once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.base import Node, Variable
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from core.addresses import address_of

if TYPE_CHECKING:
    from django.template import Context
    from django.template.base import FilterExpression, Parser, Token

register = template.Library()


class SameNode(Node):
    """A node that hangs on nothing but the language."""

    child_nodelists = ()

    def __init__(self, node: Node) -> None:
        self._node = node
        self._drawn: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Draw it, or what it drew before."""
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self._node.render(context)
        return self._drawn[language]


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Draw words in the language of who looks: Django's tag, with all that it can do."""
    node = do_translate(parser, token)
    if not isinstance(node, TranslateNode) or node.asvar or node.message_context:
        return node
    return SameNode(node) if _is_constant(node.filter_expression) else node


def _is_constant(words: FilterExpression) -> bool:
    return isinstance(words.var, Variable) and words.var.literal is not None and not words.filters


@register.tag("url")
def address(parser: Parser, token: Token) -> Node:
    """Draw the address of a page: Django's tag, with all that it can do."""
    node = url(parser, token)
    return node if node.kwargs else AddressNode(node.view_name, node.args, {}, node.asvar)


class AddressNode(URLNode):
    """The address of a page or of a row, where that is named by numbers and words alone."""

    def render(self, context: Context) -> str:
        """Draw it, or put it into the context."""
        args = [arg.resolve(context) for arg in self.args]
        if not {type(arg) for arg in args} <= {int, str}:
            return super().render(context)
        try:
            written = address_of(self.view_name.resolve(context), *args)
        except NoReverseMatch:
            return super().render(context)  # which says so, or leaves it out
        if self.asvar:
            context[self.asvar] = written
            return ""
        return conditional_escape(written) if context.autoescape else written
