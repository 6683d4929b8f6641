"""Letters of all alphabets: names, titles, passwords and addresses."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.alike import one_address, one_password
from core.forms.fields import AddressField, LineField, NameField, PasswordField
from core.letters import one_line

MARKS = "\u200b\u2060\u200e\u200f\u061c\u202a\u202e\u2066\u2069\ufeff\u00ad\u0007\u034f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann \u202e evil", "Ann evil"),
        ("\u2067Ann\u2069\u200f", "Ann"),
        (" Ann\u00a0\n\t Lee ", "Ann Lee"),
        ("Ann\u3164\u2800Lee", "Ann Lee"),
        ("Sine\u0301ad", "Sin\u00e9ad"),
        ("e\u200b\u0301", "\u00e9"),
        ("A\u200dn\u200cn\u200d", "Ann"),
        ("محمد\u200cرضا", "محمد\u200cرضا"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("ക്\u200d", "ക്\u200d"),
        ("👩🏽\u200d⚕\ufe0f Jo", "👩🏽\u200d⚕\ufe0f Jo"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"),
        ("Ann\U000e0067\U000e007f", "Ann"),
        ("ਹਰਪ੍ਰੀਤ 警察局 Đặng", "ਹਰਪ੍ਰੀਤ 警察局 Đặng"),
    ],
)  # fmt: skip
def test_a_line_keeps_its_letters_and_loses_marks_that_nobody_sees(typed, kept):
    assert one_line(typed) == kept


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(MARKS + "\u200d\u200ca")))
def test_a_line_is_cleaned_once_and_for_all(typed):
    line = one_line(typed)

    assert one_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert line.splitlines() == ([line] if line else [])
    assert set(line).isdisjoint(MARKS)


@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u2800\u3164\uffa0")))  # fmt: skip
def test_a_line_loses_no_letter_and_no_sign(typed):
    assert one_line(typed) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("typed", ["\u200b\u2060", "\u3164", "42", "…", "\u202e"])
def test_a_name_without_a_visible_letter_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as refused:
        NameField().clean(typed)

    assert refused.value.messages == ["Enter a name with at least one letter"]


def test_a_title_that_nobody_sees_is_a_missing_title():
    field = LineField(error_messages={"required": "Enter a title"})

    with pytest.raises(ValidationError) as refused:
        field.clean("\u200b \u2060")
    assert refused.value.messages == ["Enter a title"]
    assert field.clean("2027: \u202eone") == "2027: one"


# --- addresses and passwords -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Ann@Example.ORG", "ann@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ANN@BU\u0308CHER.EXAMPLE", "ann@xn--bcher-kva.example"),
        ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
        (" \u200bann@bücher\u3002example\ufeff", "ann@xn--bcher-kva.example"),
        ("ann@faß.de", "ann@xn--fa-hia.de"),  # another domain than fass.de since 2010
        ("ann@ΒΌΛΟΣ.example", "ann@xn--nxasmq6b.example"),
        ("ann@مثال.إختبار", "ann@xn--mgbh0fb.xn--kgbechtv"),
        ("ann@my_host.example", "ann@my_host.example"),
        ("ann@[127.0.0.1]", "ann@[127.0.0.1]"),
        ("ann@i❤.example", "ann@i❤.example"),  # no domain: no form of its own
        ("Ann", "ann"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(typed, normal):
    assert one_address(typed) == normal


@given(st.text(), st.text())
def test_an_address_is_brought_into_its_form_once_and_for_all(name, domain):
    normal = one_address(f"{name}@{domain}")

    assert one_address(normal) == normal


DOMAIN = st.text("abzäöüéñçøðłšжяあ警مث7", min_size=1, max_size=12).map(
    lambda label: f"a{label}b.example" if label.isascii() else f"{label}.example"
)


@given(st.text("abz.+7", min_size=1), DOMAIN, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_neither_the_form_of_its_letters_nor_capitals_make_it_another_address(name, domain, form):
    typed = unicodedata.normalize(form, f"{name}@{domain}")

    assert {one_address(typed), one_address(typed.upper())} == {one_address(f"{name}@{domain}")}


@pytest.mark.parametrize("typed", ["\u017fam@example.org", "anñ@example.org", "ann@i❤.org"])
def test_a_field_for_an_address_takes_plain_letters_before_the_sign(typed):
    with pytest.raises(ValidationError) as refused:
        AddressField().clean(typed)

    assert refused.value.messages == ["Enter a valid email address."]


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_a_password_has_one_form(typed, form):
    normal = one_password(typed)

    assert one_password(unicodedata.normalize(form, typed)) == normal
    assert one_password(normal) == normal


@given(st.text(st.characters(max_codepoint=126)))
def test_a_password_of_plain_letters_is_as_it_was_typed(typed):
    assert one_password(typed) == typed


@pytest.mark.parametrize("field", [LineField, NameField, AddressField, PasswordField])
def test_what_is_far_too_long_is_refused_by_its_count_before_anything_is_done_to_it(field):
    far_too_long = "\u200b" * 1_001 + "ann@example.org"
    with pytest.raises(ValidationError) as refused:
        field(max_length=100).clean(far_too_long)

    assert "max_length" in {error.code for error in refused.value.error_list}
