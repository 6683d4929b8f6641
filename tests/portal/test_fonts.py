"""Letters that no font of the server has are named, and never printed as boxes."""

import pytest

from core import checks, fonts


def test_letters_that_no_font_has_are_named_each_once_as_they_come(only_dejavu):
    assert fonts.unprintable("Siân Ŵyn, Łukasz, Київ: 警察 警 \u200d\ufe0f한") == ["警", "察", "한"]


@pytest.mark.parametrize(
    ("text", "package"),
    [("警察", fonts.CJK), ("경찰", fonts.CJK), ("ਪੰ", fonts.CORE), ("👍🏽", fonts.EMOJI)],
)
def test_the_sentence_names_the_package_that_has_them(only_dejavu, text, package):
    letters = " ".join(fonts.unprintable(text))

    assert fonts.sentence(f"Yes {text}") == (
        f"These letters cannot be printed on this server: {letters}."
        f" Ask whoever runs it to install {package}."
    )


def test_nothing_is_said_where_every_letter_can_be_printed(only_dejavu):
    assert fonts.sentence("Ŵyn Łódź Nguyễn Київ العربية") == ""


def test_the_check_names_the_languages_and_what_to_install(only_dejavu):
    (advice,) = checks.letters()

    assert advice.id == "iag.W007"
    assert advice.msg == (
        "Letters of these cannot be printed: "
        "Urdu, Punjabi, Hindi, Bengali, Tamil, Chinese, Korean, emoji."
    )
    assert advice.hint == (
        "sudo apt-get install -y fonts-noto-cjk fonts-noto-color-emoji fonts-noto-core;"
        " then start the portal again."
    )


def test_a_server_that_cannot_tell_is_asked_again(only_dejavu, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        assert fonts.unprintable("警") == []
        assert [letter.id for letter in checks.letters()] == ["iag.W008"]

    assert fonts.unprintable("警") == ["警"]
