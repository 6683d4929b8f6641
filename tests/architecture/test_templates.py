"""Templates keep the page's policy: no inline script or style, no raw words, every form guarded."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.addresses import patterns
from tests.architecture.tree import named, text

TEMPLATES = named(".html", "templates")
LAYOUTS = [path for path in TEMPLATES if path.parent.name == "layouts"]
UNESCAPED = {  # what is drawn as it is, and why it may be
    ("templates/components/field.html", "field.help_text|safe"): "written by us, in a form",
    ("templates/deliberation/question_settle.html", "post.html|safe"): "cleaned by core.text",
    ("templates/deliberation/_question.html", "answer.html|safe"): "cleaned by core.text",
    ("templates/deliberation/_question.html", "post.html|safe"): "cleaned by core.text",
    ("templates/deliberation/question_answer.html", "post.html|safe"): "cleaned by core.text",
}


def inline_code(template: str) -> list[str]:
    """What the content security policy would refuse, as it is spelled."""
    matches = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<style[^>]*>|javascript:", template)
    matches += re.findall(
        r"(?<=[\s\"'}])(?:style|on[a-z]+)=[\"'{]", re.sub(r"{%.*?%}", "{%%}", template)
    )
    return matches


def faults(find: Callable[[str], list[str]], paths: list[Path]) -> dict[str, list[str]]:
    """What ``find`` finds, by template."""
    return {str(path): fault for path in paths if (fault := find(text(path)))}


def test_a_template_has_no_inline_script_or_style():
    assert faults(inline_code, TEMPLATES) == {}


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<button type="submit" onclick="go()">',
        "<style>p {}</style>",
        '<a href="javascript:go()">',
    ],
)
def test_the_rule_knows_inline_code(line):
    assert len(inline_code(line)) == 1


def test_the_rule_lets_a_file_pass():
    assert inline_code('<script type="module" src="/app.js"></script><p class="on">') == []


def unescaped(template: str) -> list[str]:
    """Words that are drawn without being escaped."""
    return re.findall(r"[\w.]+\|safe\b", template) + re.findall(r"{%\s*autoescape off", template)


def test_words_are_escaped_unless_it_is_said_here_why_not():
    unescaped_words = {(str(path), words) for path in TEMPLATES for words in unescaped(text(path))}

    assert sorted(unescaped_words ^ UNESCAPED.keys()) == []


def test_the_rule_knows_raw_words():
    assert unescaped("{{ post.title|safe }}{% autoescape off %}") == [
        "post.title|safe",
        "{% autoescape off",
    ]


def unguarded(template: str) -> list[str]:
    """Forms that post without the token against forgery."""
    forms = re.findall(r"<form\b.*?</form>", template, re.DOTALL)
    return [form for form in forms if 'method="post"' in form and "{% csrf_token %}" not in form]


def test_every_form_that_posts_carries_the_token():
    assert faults(unguarded, TEMPLATES) == {}


def test_the_rule_knows_a_form_without_it():
    assert len(unguarded('<form method="post"><button></button></form>')) == 1
    assert unguarded('<form method="post">{% csrf_token %}</form><form></form>') == []


NAMES = frozenset(pattern.name for pattern in patterns())


def unknown_addresses(template: str) -> list[str]:
    named_ = re.findall(r"{%\s*(?:url|live_post) [\"']([^\"']+)[\"']", template)
    return sorted(set(named_) - NAMES)


def test_every_address_in_a_template_exists():
    assert faults(unknown_addresses, TEMPLATES + named(".txt", "templates")) == {}


def test_the_rule_knows_an_address():
    page = '{% url "home" %}{% url "meetings:nowhere" 7 %}{% live_post "meetings:never" 7 %}'

    assert unknown_addresses(page) == ["meetings:never", "meetings:nowhere"]


def missing_templates(template: str) -> list[str]:
    """Templates that are extended or included by name and are not there."""
    named_ = re.findall(r"{%\s*(?:extends|include) [\"']([^\"'#]+)", template)
    return [name for name in named_ if not is_there(name)]


def is_there(name: str) -> bool:
    """Whether Django finds a template of this name, ours or a library's."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def test_every_template_it_builds_on_exists():
    assert faults(missing_templates, TEMPLATES) == {}


def test_the_rule_knows_a_missing_template():
    assert missing_templates('{% extends "layouts/nowhere.html" %}') == ["layouts/nowhere.html"]


def waits_for_video(template: str) -> list[str]:
    """What of the video stands on a page that does not load its script."""
    page = "{% extends" in template and 'static "video.js"' not in template
    parts = r"meetings/_video\.html|(?<=\s)data-video(?:-beside|-microphones)?(?=[\s=>])"
    return re.findall(parts, template) if page else []


def test_every_page_with_the_video_loads_its_script():
    assert faults(waits_for_video, TEMPLATES) == {}


def test_the_rule_knows_a_page_with_the_video():
    parts = '{% include "meetings/_video.html" %}<p data-video>'
    script = '<script type="module" src="{% static "video.js" %}"></script>'
    page = '{% extends "layouts/form.html" %}' + parts

    assert waits_for_video(page) == ["meetings/_video.html", "data-video"]
    assert (waits_for_video(page + script), waits_for_video(parts)) == ([], [])


OF_THE_LAYOUT = set(re.findall(r'\bid="([\w-]+)"', "".join(map(text, LAYOUTS))))


def named_again(template: str) -> list[str]:
    """Names of what stands on every page: what is sent there would end up elsewhere."""
    return [name for name in re.findall(r'\bid="([\w-]+)"', template) if name in OF_THE_LAYOUT]


def test_no_page_gives_the_name_of_a_part_of_the_layout_again():
    within = [path for path in TEMPLATES if path not in LAYOUTS and "<main" not in text(path)]
    assert faults(named_again, within) == {}


def test_the_rule_knows_a_name_that_is_given_again():
    assert named_again('<h2 id="messages">') == ["messages"]
    assert named_again('<h2 id="messages-title">') == []
