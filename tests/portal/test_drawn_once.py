"""What looks the same each time is drawn once, and never given to somebody for something else."""

import pytest
from django.template import Context, Template
from django.test.html import parse_html
from django.urls import NoReverseMatch, set_script_prefix
from django.utils.safestring import SafeString

from core.drawn import drawn_once
from core.templatetags import ui
from tests.factories import TopicFactory


@pytest.fixture
def asked():
    """What a function was asked that is drawn once, the last two times."""
    return []


@pytest.fixture
def draw(asked):
    @drawn_once(2)
    def draw(words, *, loud=False):
        asked.append(words)
        return f"{words}{'!' if loud else ''}"

    return draw


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_the_same_values_are_drawn_once(draw, asked):
    assert [draw("Hello"), draw("Hello"), draw("Hello", loud=True)] == ["Hello", "Hello", "Hello!"]
    assert asked == ["Hello", "Hello"]


def test_there_is_one_language_as_what_is_drawn_once_is_kept_without_one(settings):
    """Decision 0064 names what a second one takes."""
    assert (settings.USE_I18N, settings.LANGUAGES) == (False, [("en-gb", "English")])


def test_the_oldest_is_forgotten(draw, asked):
    for words in ("one", "two", "three", "one"):
        draw(words)

    assert asked == ["one", "two", "three", "one"]


def test_what_is_safe_is_not_what_has_to_be_escaped():
    tags = [ui.tag(words) for words in (SafeString("<b>new</b>"), "<b>new</b>")]

    assert [parse_html(html) for html in tags] == [
        parse_html('<strong class="govuk-tag"><b>new</b></strong>'),
        parse_html('<strong class="govuk-tag">&lt;b&gt;new&lt;/b&gt;</strong>'),
    ]


def test_one_and_yes_are_not_the_same():
    headings = [ui.empty_state("", "Nothing", level=level) for level in (True, 1)]

    assert ["<hTrue" in html for html in headings] == [True, False]


def test_what_stands_inside_a_component_is_drawn_each_time():
    words = ["Lobelia", "<content>", SafeString("<em>Zinnia</em>")]
    insets = [drawn("{% inset_text %}{{ words }}{% endinset_text %}", words=each) for each in words]

    assert [parse_html(html) for html in insets] == [
        parse_html(f'<div class="govuk-inset-text">{inside}</div>')
        for inside in ("Lobelia", "&lt;content&gt;", "<em>Zinnia</em>")
    ]


def test_a_title_cannot_take_the_place_of_what_stands_inside():
    html = drawn("{% details title %}Lobelia{% enddetails %}", title="<content>")

    assert html.index("&lt;content&gt;") < html.index("Lobelia")


@pytest.mark.django_db
def test_a_row_whose_name_has_changed_is_drawn_anew():
    topic = TopicFactory(title="Front counter")
    before = ui.tag(topic)
    topic.title = "Back door"

    assert ("Front counter" in before, "Back door" in ui.tag(topic)) == (True, True)


def test_an_address_is_that_of_its_row_and_of_where_the_portal_stands():
    addresses = [drawn('{% url "meetings:meeting" pk %}', pk=pk) for pk in (1, 2, 1)]
    set_script_prefix("/portal/")
    try:
        moved = drawn('{% url "meetings:meeting" pk %}', pk=1)
    finally:
        set_script_prefix("/")

    assert [*addresses, moved] == [
        "/meetings/1/",
        "/meetings/2/",
        "/meetings/1/",
        "/portal/meetings/1/",
    ]


def test_an_address_that_is_none_is_a_fault_or_left_out():
    source = '{% url "meetings:meeting" pk as address %}[{{ address }}]'

    assert [drawn(source, pk=pk) for pk in ("x", 3)] == ["[]", "[/meetings/3/]"]
    with pytest.raises(NoReverseMatch):
        drawn('{% url "meetings:meeting" pk %}', pk="x")


def test_words_with_a_variable_or_for_later_are_translated_each_time():
    source = (
        '{% translate words %} {% translate "Later" as later %}{{ later }} {% translate "One" %}'
    )
    pages = Template(source)

    assert [pages.render(Context({"words": words})) for words in ("Lobelia", "<b>")] == [
        "Lobelia Later One",
        "&lt;b&gt; Later One",
    ]
