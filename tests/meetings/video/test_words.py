import json
import re

from meetings.video.words import words_json
from tests.meetings.video.host import SCRIPTS, WORDS_SHOWN


def test_the_page_is_given_every_word_as_text():
    assert json.loads(words_json()) == WORDS_SHOWN
    assert all(text.endswith(".") for text in WORDS_SHOWN.values())


def test_the_script_says_no_word_that_the_page_does_not_give_it():
    text = "".join(
        (SCRIPTS / name).read_text()
        for name in ("video.js", "video-asking.js", "video-controls.js")
    )
    used = set(re.findall(r"#words\.(\w+)|word: '(\w+)'|say\('(\w+)'\)", text))
    spelled = {name for names in used for name in names if name}
    for_both = {f"{thing}_{now}" for thing in ("microphone", "camera") for now in ("on", "off")}

    assert spelled | for_both == set(WORDS_SHOWN)
