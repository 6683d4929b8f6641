import json
import re

from meetings.video.words import words_json
from tests.meetings.video.host import SCRIPTS, WORDS_SHOWN


def test_the_page_is_given_every_word_as_text():
    assert json.loads(words_json()) == WORDS_SHOWN
    assert all(text.endswith(".") for text in WORDS_SHOWN.values())


def test_what_is_tried_before_a_meeting_is_told_of_no_meeting_that_goes_on():
    words = json.loads(words_json(rehearsal=True))
    of_a_meeting = {name for name, text in words.items() if re.search("meeting|chair|floor", text)}

    assert of_a_meeting == {"your_floor", "apart_ended"}  # which its page never says
    assert words.keys() == WORDS_SHOWN.keys()


def test_the_script_says_no_word_that_the_page_does_not_give_it():
    text = "".join(script.read_text() for script in SCRIPTS.glob("video*.js"))
    used = set(re.findall(r"#words\.(\w+)|word: '(\w+)'|(?:say|fail)\('(\w+)'\)", text))
    spelled = {name for names in used for name in names if name}
    for_both = {f"{thing}_{now}" for thing in ("microphone", "camera") for now in ("on", "off")}

    apart = {f"apart_{why}" for why in ("members", "interest", "heard", "ended")}

    lighter = {"remote_low", "remote_sound"}

    assert spelled | for_both | apart | lighter == set(WORDS_SHOWN)
