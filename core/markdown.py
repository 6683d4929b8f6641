"""The little Markdown that the hint beside a text area promises; ``core.text`` draws with it.

The rules are ours, behind those of the library: they decide when it may act (decision 0020).
"""

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from core.letters import is_visible
from core.mentionable import Mentionable
from core.quotations import QUOTE

DEEPEST = 12  # levels of lists in lists: deeper ones are drawn as they were typed

_LIST_ITEM = re.compile(r"(?:-|[1-9][0-9]{0,2}\.)(?:[ \t]|$)")
_OTHER_ITEM = re.compile(r"(?:[*+]|[0-9]+[.)])(?:[ \t]|$)")  # of Markdown, but not promised
_LINK = re.compile(
    r"\[([^\[\]\n]+)\]"
    r"\(((?:https?://|mailto:|tel:)(?:[^\s()<>\"\\]|\([^\s()<>\"\\]*\))+)\)",
    re.IGNORECASE,
)


def _line(state: StateBlock, number: int) -> str:
    """Line ``number`` without its indentation."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list whose items begin with a hyphen, or with a number and a full stop."""
    line = _line(state, start)
    if _LIST_ITEM.match(line) and state.level < DEEPEST:
        return list_block(state, start, end, silent)
    return False


def _end_of_list(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """End a list before a line that only Markdown would take for one of its items."""
    line = _line(state, start)
    return silent and bool(_OTHER_ITEM.match(line)) and not _LIST_ITEM.match(line)


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that the button "Quote" marked."""
    mark = QUOTE.strip()
    if not _line(state, start).startswith(mark) or state.level >= DEEPEST:
        return False
    if silent:
        return True
    after = start
    while after < end and _line(state, after).startswith(mark):
        after += 1
    lines = [_line(state, number).removeprefix(mark) for number in range(start, after)]
    state.push("blockquote_open", "blockquote", 1)
    level = state.level
    inner = StateBlock("\n".join(lines), state.md, state.env, state.tokens)
    inner.level = level
    state.md.block.tokenize(inner, 0, inner.lineMax)
    state.push("blockquote_close", "blockquote", -1)
    state.line = after
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars at the edges of words: ``2*3*4`` is a sum. The library pairs them afterwards."""
    if silent or state.src[state.pos] != "*":
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """``[words](https://…)``, written out in full; what is not whole is drawn as typed."""
    link = _LINK.match(state.src, state.pos, state.posMax)
    if link is None or state.linkLevel or not is_visible(link[1]):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": link[2]}
        state.push("text", "", 0).content = link[1]
        state.push("link_close", "a", -1)
    state.pos = link.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True, "html": False}).enable(["newline", "emphasis"])
    markdown.block.ruler.before("paragraph", "quote", _quote, {"alt": ["paragraph", "list"]})
    markdown.block.ruler.before("paragraph", "hyphens", _list, {"alt": ["paragraph"]})
    markdown.block.ruler.before("paragraph", "end_of_list", _end_of_list, {"alt": ["list"]})
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.before("emphasis", "whole_link", _link)
    markdown.add_render_rule("list_item_open", _draw_item)
    return markdown


def _draw_item(_renderer: object, tokens: Sequence[Token], number: int, *_more: object) -> str:
    """An item with its own number: a list that begins at 3, or leaps, keeps its numbers."""
    written, following = tokens[number].info, tokens[number + 1]
    opened = f'<li value="{written}" dir="auto">' if written else '<li dir="auto">'
    joined = following.hidden or following.type in ("inline", "list_item_close")
    return opened if joined else f"{opened}\n"


_MARKDOWN = _markdown()


def draw(source: str, people: Mapping[int, str] | None) -> str:
    """HTML of ``source``, which is not cleaned yet.

    :param people: names by id, which are marked as mentions behind an ``@``.
    """
    tokens = _MARKDOWN.parse(source)
    if people and "@" in source:
        Mentionable(people).mark(tokens)
    for token in tokens:
        if token.nesting == 1:  # each block begins where its own words begin: left or right
            token.attrSet("dir", "auto")
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return html
