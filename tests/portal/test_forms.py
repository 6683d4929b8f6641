"""Forms read dates, times and words as people write them, and say plainly what is wrong."""

import re
from datetime import date, time, timedelta

import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import today
from core.forms.errors import form_errors
from core.forms.fields import DateField, MarkdownField, PastDateField, TextField, TimeField
from core.forms.widgets import Checkboxes, Radios
from core.templatetags import ui

POSITIONS = [("support", "I support it"), ("object", "I do not support it")]


class Everything(forms.Form):
    """One field of each kind that the portal uses."""

    name = forms.CharField(label="Your name", help_text="As others will see it.", max_length=10)
    email = forms.EmailField(label="Email address", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    people = forms.IntegerField(label="Number of people")
    reason = TextField(label="Reason", max_length=20, help_text="In your own words.")
    group = forms.ChoiceField(label="Group", choices=[("", "Choose"), ("a", "Harbour IAG")])
    position = forms.ChoiceField(
        label="What is your position?",
        choices=POSITIONS,
        widget=Radios(hints={"object": "Your words go on the record."}),
    )
    needs = forms.MultipleChoiceField(
        label="Access needs", choices=[("captions", "Captions")], widget=Checkboxes
    )
    held_on = DateField(label="Date of the meeting", help_text="For example, 17 11 2026")
    starts_at = TimeField(label="Start time")
    pack = forms.FileField(label="Slides")
    agreed = forms.BooleanField(label="I have read the agreement", help_text="Four pages.")
    wording = forms.IntegerField(widget=forms.HiddenInput)
    label_sizes = {"position": "m"}

    def clean(self):
        if self.data.get("early"):
            raise forms.ValidationError("The round is not open yet.")


FILLED = {
    "name": "Doreen",
    "password": "a long password",
    "people": "12",
    "reason": "one\r\ntwo",
    "group": "a",
    "position": "object",
    "needs": ["captions"],
    "held_on_day": "17",
    "held_on_month": "11",
    "held_on_year": "2026",
    "starts_at": "6.30 pm",
    "agreed": "on",
    "wording": "3",
}
PACK = {"pack": SimpleUploadedFile("pack.pdf", b"%PDF")}


def ids(html):
    return re.findall(r' id="([^"]+)"', html)


@pytest.mark.parametrize("form", [Everything(), Everything({}), Everything(FILLED, PACK)])
def test_every_id_is_unique_and_every_reference_leads_somewhere(form):
    html = str(form)
    all_ids = ids(html)
    referred = set(re.findall(r' for="([^"]+)"', html))
    for names in re.findall(r' aria-(?:describedby|controls)="([^"]+)"', html):
        referred |= set(names.split())
    assert len(all_ids) == len(set(all_ids))
    assert referred - set(all_ids) == set()


def test_each_line_of_the_error_summary_leads_to_a_control():
    form = Everything({})
    errors = form_errors(form)
    assert [error["href"] for error in errors] == [
        "#id_name", "#id_password", "#id_people", "#id_reason", "#id_group", "#id_position_0",
        "#id_needs_0", "#id_held_on_0", "#id_starts_at", "#id_pack", "#id_agreed", "",
    ]  # fmt: skip
    assert {error["href"][1:] for error in errors} - set(ids(str(form))) == {""}


def test_a_form_says_its_own_words_where_it_has_them():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Tell us who you are"})

    assert Own({})["name"].errors == ["Tell us who you are"]


def test_words_that_are_too_long_are_counted():
    form = Everything({**FILLED, "name": "Doreen Ashby"}, PACK)
    assert form["name"].errors == ["Use 10 characters or fewer. There are 12 now."]


def test_an_error_of_the_whole_form_stands_in_the_summary_without_a_link():
    form = Everything({**FILLED, "early": "1"}, PACK)
    assert form_errors(form) == [{"text": "The round is not open yet.", "href": ""}]


def test_a_form_that_nobody_sent_has_no_error_summary():
    assert ui.error_summary(Everything(), None) == ""


def test_the_form_reads_what_people_write():
    form = Everything(FILLED, PACK)
    assert form.errors == {}
    cleaned = {name: form.cleaned_data[name] for name in ("held_on", "starts_at", "reason")}
    assert cleaned == {
        "held_on": date(2026, 11, 17),
        "starts_at": time(18, 30),
        "reason": "one\ntwo",
    }


@pytest.mark.parametrize(
    ("boxes", "error", "marked"),
    [
        (("17", "", "2026"), "The date must include a month", [1]),
        (("", "", "2026"), "The date must include a day and month", [0, 1]),
        (("31", "2", "2026"), "There is no 31 February 2026. That month has 28 days", [0]),
        (("x", "2", "2026"), "Enter the day as a number, like 17", [0]),
    ],
)
def test_a_date_says_which_box_is_wrong_and_marks_only_that(boxes, error, marked):
    sent = dict(zip(("held_on_day", "held_on_month", "held_on_year"), boxes, strict=True))
    bound = Everything({**FILLED, **sent}, PACK)["held_on"]
    html = str(bound)
    red = [n for n, tag in enumerate(re.findall(r"<input[^>]+>", html)) if "input--error" in tag]
    assert (bound.errors, red, bound.first_id) == ([error], marked, f"id_held_on_{marked[0]}")


@pytest.mark.parametrize("month", ["11", "November", "nov"])
def test_a_month_may_be_a_number_or_a_name(month):
    assert DateField().clean(["17", month, "2026"]) == date(2026, 11, 17)


def test_a_date_that_is_not_required_may_be_empty():
    assert DateField(required=False).clean(["", " ", ""]) is None


def test_something_that_happened_did_so_today_or_before():
    assert PastDateField().clean(today()) == today()
    assert PastDateField(required=False).clean(["", "", ""]) is None
    with pytest.raises(forms.ValidationError, match="The date must be today or in the past"):
        PastDateField().clean(today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("sent", "changed"),
    [(["17", "11", "2026"], False), (["18", "11", "2026"], True), (["", "11", "2026"], True)],
)
def test_a_date_has_changed_when_its_boxes_say_another_day(sent, changed):
    assert DateField().has_changed(date(2026, 11, 17), sent) is changed


@pytest.mark.parametrize("typed", ["", "- ", "**\ufeff**", "1. \r\n2. "])
def test_marks_with_nothing_between_them_are_no_words(typed):
    with pytest.raises(forms.ValidationError, match="Write something"):
        MarkdownField(error_messages={"required": "Write something"}).clean(typed)


def test_words_with_marks_are_kept_as_they_were_typed():
    assert MarkdownField().clean("**Two**\r\n- one") == "**Two**\n- one"
    assert MarkdownField(required=False).clean("") == ""


def test_what_is_too_long_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr("core.forms.fields.draws_something", pytest.fail)
    with pytest.raises(forms.ValidationError, match="at most 5 characters"):
        MarkdownField(max_length=5).clean("- \n" * 5 + "-")


def test_nothing_makes_the_browser_speak_for_us():
    html = str(Everything()) + str(LoginForm())
    assert re.findall(r"<(?:input|select|textarea)[^>]+\b(?:required|placeholder)\b", html) == []


def test_a_field_that_may_stay_empty_says_so():
    html = str(Everything())
    assert re.findall(r">([^<]+) \(optional\)<", html) == ["Email address"]


def test_a_search_form_may_keep_quiet_about_it():
    class Search(forms.Form):
        mark_optional = False
        words = forms.CharField(required=False)

    assert "(optional)" not in str(Search())


def test_a_password_is_never_sent_back():
    assert "a long password" not in str(Everything(FILLED, PACK))


def test_a_limit_is_counted_not_enforced_by_the_browser():
    html = Everything()["reason"].as_field_group()
    assert ('data-maxlength="20"' in html, " maxlength=" in html) == (True, False)


def test_a_hint_belongs_to_its_choice():
    html = str(Everything()["position"])
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_position_1-item-hint"]
    assert re.findall(r'id="id_position_1-item-hint"[^>]*>([^<]+)<', html) == [
        "Your words go on the record."
    ]


def test_choices_are_ticked_as_they_were_sent():
    html = " ".join(str(Everything(FILLED, PACK)["position"]).split())
    assert [tag for tag in re.findall(r"<input[^>]+>", html) if " checked" in tag] == [
        (
            '<input type="radio" name="position" value="object" class="govuk-radios__input"'
            ' id="id_position_1" checked aria-describedby="id_position_1-item-hint" >'
        )
    ]


def test_the_words_of_people_are_escaped_in_a_form():
    html = str(Everything({**FILLED, "name": "<b>", "reason": "</textarea><script>"}, PACK))
    assert ("<b>" in html, "<script>" in html) == (False, False)


def test_the_forms_of_allauth_are_drawn_in_the_same_way():
    html = str(LoginForm())
    assert 'class="govuk-label" for="id_login"' in html
    assert 'class="govuk-input"' in html
    assert "govuk-js-password-input-toggle" in html
