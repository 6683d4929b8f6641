"""The text of an agreement, laid out."""

from django import template
from django.utils.safestring import SafeString

from core import text

register = template.Library()


@register.filter
def markdown(source: str) -> SafeString:
    """HTML of Markdown, cleaned."""
    return text.render(source)
