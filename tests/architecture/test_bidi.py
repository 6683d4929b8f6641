"""A name keeps to its own direction: an Arabic one does not turn round the words beside it.

On pages a name stands in ``<bdi>``, by the filter ``bdi`` or by hand. Attributes and titles hold
plain text, and so do options.
"""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] != "pdf"
)
NAMES = r"(?:[\w.]+\.)?(?:name|author|user|person|by|\w+_by)"
TRANSLATED = re.compile(r"\{%-?\s*blocktrans(?:late)?\b.*?%\}", re.DOTALL)
ASSIGNED = re.compile(rf"\w+=({NAMES})(?=\s|%)")
DRAWN = re.compile(rf"(<bdi[^>]*>)?\{{\{{ ({NAMES}) \}}\}}")
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
PLAIN = re.compile(r"\{% block title %\}.*?\{% endblock|<option.*?</option>", re.DOTALL)
INSIDE = re.compile(r"\{% (blocktrans(?:late)?)\b.*?\{% end\1 %\}", re.DOTALL)


def bare_names(text):
    """Names in the text of a template that nothing sets apart."""
    marked = CODE.sub(lambda code: " " * len(code[0]), text)
    plain = [match.span() for match in PLAIN.finditer(text)]
    translated = [match.span() for match in INSIDE.finditer(text)]

    def is_text(place):
        inside_tag = marked.rfind("<", 0, place) > marked.rfind(">", 0, place)
        attribute = inside_tag or text[:place].endswith('="')
        return not attribute and not any(start <= place < end for start, end in plain)

    for tag in TRANSLATED.finditer(text):
        if is_text(tag.start()):
            yield from ASSIGNED.findall(tag[0])
    for match in DRAWN.finditer(text):
        inside = any(start <= match.start() < end for start, end in translated)
        if is_text(match.start(2)) and not inside and not match[1]:
            yield match[2]


def test_every_name_on_a_page_stands_apart():
    bare = {path: list(bare_names(path.read_text())) for path in PAGES}

    assert {path: names for path, names in bare.items() if names} == {}


def test_this_would_notice_a_bare_name():
    page = (
        '<p title="{{ one.user.name }}">{{ one.user.name }} <bdi>{{ author }}</bdi>'
        "{% blocktranslate with who=post.author at=post.at %}{{ who }}, {{ at }}{% endblocktranslate %}"
        "{% blocktranslate with who=post.author|bdi %}{{ who }}{% endblocktranslate %}</p>"
    )
    assert list(bare_names(page)) == ["post.author", "one.user.name"]
