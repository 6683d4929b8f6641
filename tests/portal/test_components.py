"""What our components do beyond the design system: times, states, escaping, error pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.html import parse_html

from core import clock, dates
from core.templatetags import ui

AT = datetime(2026, 11, 17, 18, 30, tzinfo=UTC)


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_a_moment_says_the_day_the_time_and_how_long_ago():
    with clock.at(AT + timedelta(minutes=3)):
        html = drawn("{% moment at %}", at=AT)
    assert parse_html(html) == parse_html(
        '<time datetime="2026-11-17T18:30:00+00:00" class="app-moment" data-relative>'
        '17 November 2026, 6:30pm <span class="app-moment__bracket">(</span>'
        '<span class="app-moment__relative">3 minutes ago</span>'
        '<span class="app-moment__bracket">)</span></time>'
    )


def test_a_moment_that_is_not_there_draws_nothing():
    assert drawn("{% moment at %}", at=None) == ""


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(hours=2, minutes=59), "2 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=-2), "in 2 days"),
        (timedelta(minutes=-14), "in 14 minutes"),
    ],
)
def test_how_long_ago_is_said_in_one_unit(after, words):
    with clock.at(AT + after):
        assert dates.ago(AT) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (18, 30, "6:30pm"),
        (18, 0, "6pm"),
        (9, 5, "9:05am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (0, 30, "12:30am"),
        (12, 15, "12:15pm"),
    ],
)
def test_times_are_written_as_the_government_writes_them(hour, minute, words):
    assert dates.clock_time(AT.replace(hour=hour, minute=minute)) == words


def test_a_summer_evening_is_told_in_summer_time():
    assert dates.day_and_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 12:30am"


def test_further_arguments_become_attributes_with_hyphens():
    html = drawn('{% button hx_post="/hand/" aria_describedby="why" %}Raise my hand{% endbutton %}')
    assert parse_html(html) == parse_html(
        '<button type="submit" class="govuk-button" data-module="govuk-button"'
        ' hx-post="/hand/" aria-describedby="why">Raise my hand</button>'
    )


def test_words_of_people_are_escaped_in_a_component():
    html = drawn("{% card title %}{{ words }}{% endcard %}", title="<b>", words="<script>")
    assert parse_html(html) == parse_html(
        '<section class="app-card"><h2 class="app-card__title">&lt;b&gt;</h2>&lt;script&gt;</section>'
    )


@pytest.mark.parametrize(
    ("state", "colour"),
    [("agreed", "green"), ("NOT_ACCEPTED", "red"), ("open", "turquoise"), ("closed", "grey")],
)
def test_a_state_has_its_colour_whatever_its_case(state, colour):
    assert parse_html(ui.state_tag(state, "Word")) == parse_html(
        f'<strong class="govuk-tag govuk-tag--{colour}">Word</strong>'
    )


def test_a_state_that_nobody_named_is_drawn_in_its_words():
    assert parse_html(ui.state_tag("on_hold")) == parse_html(
        '<strong class="govuk-tag">On hold</strong>'
    )


def test_a_list_of_one_page_has_no_pagination():
    assert ui.pagination(Paginator(range(3), 10).page(1)) == ""


def test_a_long_list_leaves_out_the_pages_between():
    html = ui.pagination(Paginator(range(200), 10).page(7), href="?group=2&page=")
    document = str(parse_html(html))
    assert [n for n in range(1, 21) if f'aria-label="Page {n}"' in document] == [
        1, 5, 6, 7, 8, 9, 20,
    ]  # fmt: skip
    assert document.count("⋯") == 2
    assert 'href="?group=2&page=8"' in document.replace("&amp;", "&")


def test_the_support_bar_hides_from_screen_readers_what_its_words_say():
    assert parse_html(ui.support_bar(21, 24, "21 of 24 support it")) == parse_html(
        '<div class="app-support"><progress class="app-support__bar" max="24" value="21"'
        ' aria-hidden="true"></progress> <span class="app-support__words">21 of 24 support it'
        "</span></div>"
    )


def test_the_marking_is_quiet_when_official_and_plain_when_sensitive():
    quiet = render_to_string("components/marking.html", {"label": "Handling"})
    loud = render_to_string(
        "components/marking.html", {"label": "Handling", "marking": "OFFICIAL-SENSITIVE"}
    )
    assert ("app-marking--sensitive" in quiet, "app-marking--sensitive" in loud) == (False, True)
    below = {"label": "Handling, repeated", "bottom": True}
    assert render_to_string("components/marking.html", below).strip() == ""


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html", "403_csrf.html"])
def test_an_error_page_stands_without_a_request(name):
    html = render_to_string(name)
    assert html.count("<h1") == 1
    assert 'id="announce-polite"' in html
    assert "X-CSRFToken" not in html


def test_a_page_says_its_title_again_as_its_heading():
    parent = Template("<title>{% block title %}{% endblock %}</title><h1>{% page_title %}</h1>")
    page = Template(
        "{% extends parent %}{% block title %}\n{{ who }} & {% translate 'guests' %}\n{% endblock %}"
    )

    html = page.render(Context({"parent": parent, "who": "A & B"}))

    assert html == "<title>\nA &amp; B & guests\n</title><h1>A &amp; B & guests</h1>"


def test_a_form_of_a_live_page_goes_to_one_address_with_script_and_without():
    live = drawn('{% live_post "meetings:meeting-end" 7 %}')
    plain = drawn('{% live_post "meetings:meeting-end" 7 live=on_live_page %}')

    assert live == 'action="/meetings/7/end/" hx-post="/meetings/7/end/" hx-swap="none"'
    assert plain == 'action="/meetings/7/end/"'
