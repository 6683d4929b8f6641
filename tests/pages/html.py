"""Read a page as a browser builds it, and find what is broken in its marks."""

import re
from collections import Counter
from html import unescape
from itertools import pairwise

import lxml.html

ONE_ID = ("for", "aria-activedescendant", "aria-details", "form", "list")
MANY_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")


def tree(response):
    """The page as a tree of elements; of an answer, or of text."""
    text = response if isinstance(response, str) else response.content.decode()
    return lxml.html.document_fromstring(text)


def words_of(html):
    """The words of a piece of a page, spaces as one.

    A space stands in place of each tag, but of one that only sets a name apart.
    """
    spaced = re.sub(r"</?bdi>|(<[^>]+>)", lambda tag: " " if tag[1] else "", html)
    return " ".join(unescape(spaced).split())


def problems(response):
    """What is wrong with the page, one sentence each; an empty list when nothing is.

    Ids that stand twice, references to ids that are not there, anything but one main
    heading, script or style in the page itself, controls and links without a name.
    """
    page = tree(response)
    return [
        *_doubles(page),
        *_lost_references(page),
        *_headings(page),
        *_inline(page),
        *_nameless(page),
    ]


def _doubles(page):
    counted = Counter(page.xpath("//@id"))
    return [f"id {name} stands {n} times" for name, n in counted.items() if n > 1]


def _lost_references(page):
    ids = set(page.xpath("//@id"))
    wanted = [(name, named_id) for name in ONE_ID for named_id in page.xpath(f"//@{name}")]
    wanted += [
        (name, named_id)
        for name in MANY_IDS
        for many in page.xpath(f"//@{name}")
        for named_id in many.split()
    ]
    wanted += [("href", href[1:]) for href in page.xpath("//a/@href[starts-with(., '#')]")]
    return [
        f"{name} names {named_id}, which is not there"
        for name, named_id in wanted
        if named_id not in ids
    ]


def _headings(page):
    number = len(page.xpath("//h1"))
    levels = [
        int(heading.tag[1])
        for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    steps = [f"h{b} follows h{a}" for a, b in pairwise(levels) if b > a + 1]
    return steps if number == 1 else [f"{number} main headings", *steps]


def _inline(page):
    inline_elements = page.xpath("//script[not(@src)] | //style | //*[@style]")
    handlers = page.xpath("//@*[starts-with(name(), 'on')]")
    return [f"<{element.tag}> inline" for element in inline_elements] + [
        f"handler {h}" for h in handlers
    ]


def _nameless(page):
    controls = page.xpath(
        "//input[not(@type='hidden')][not(@type='submit')] | //select | //textarea"
    )
    labelled = set(page.xpath("//label/@for"))
    lost = [
        f"{control.tag} {control.get('name')} has no label"
        for control in controls
        if control.get("id") not in labelled
        and not (control.get("aria-label") or control.get("aria-labelledby"))
    ]
    for element in page.xpath("//a[@href] | //button"):
        named = (
            element.text_content().strip()
            or element.get("aria-label")
            or element.xpath(".//img/@alt")
        )
        if not named:
            lost.append(f"{element.tag} {element.get('href', '')} has no words")
    return lost
