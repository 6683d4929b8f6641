"""What people write: Markdown in, safe HTML out."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "a",
    "h3",
    "h4",
    "hr",
}
SCHEMES = {"http", "https", "mailto", "tel"}
BODY_MAX_LENGTH = 20_000  # characters


def _only_whole_links(tag: str, attribute: str, value: str) -> str | None:
    """Drop links without a scheme: ``//host`` would pass the list of schemes."""
    if tag == "a" and attribute == "href" and ":" not in value.partition("/")[0]:
        return None
    return value


def render(source: str) -> SafeString:
    """HTML of the Markdown ``source``: no pictures, no raw HTML, no previews.

    Headings are moved below the page's own: a first heading becomes ``h3``.
    """
    html = _markdown.render(source)
    for level in range(6, 0, -1):
        lower = min(level + 2, 4)
        html = html.replace(f"<h{level}>", f"<h{lower}>").replace(f"</h{level}>", f"</h{lower}>")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},  # else lang and title pass on every tag
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_only_whole_links,
    )
    return mark_safe(clean)  # noqa: S308 -- cleaned on the line above
