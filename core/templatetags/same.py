"""``translate`` and ``url`` of Django, for pages that write them a hundred times.

They are loaded as built-ins, so that templates write what they write everywhere. Words without a
variable are text from the start, as there is one language (decision 0064); an address is looked up
in the patterns of all apps once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.base import Node, TextNode, Variable
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from core.addresses import address_of

if TYPE_CHECKING:
    from django.template import Context
    from django.template.base import FilterExpression, Parser, Token

register = template.Library()


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Draw words: Django's tag, with all that it can do."""
    node = do_translate(parser, token)
    if not isinstance(node, TranslateNode) or node.asvar or node.message_context:
        return node
    if not _is_constant(node.filter_expression):
        return node
    return TextNode(node.render(template.Context()))


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
