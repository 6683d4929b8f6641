"""Secrets of the environment: real ones pass, guessed ones do not, and no text is a traceback."""

import json
import math
import re
import secrets

import hypothesis
import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from core import env
from core.env import secret_values
from core.env.problems import NAMES
from tests.portal.test_env import SECRET, WHOLE, ids


def test_a_hundred_keys_made_by_a_machine_are_none_a_placeholder():
    made = [secrets.token_urlsafe(48) for _ in range(100)]

    assert [key for key in made if ids(IAG_SECRET_KEY=key)] == []


def test_how_often_a_key_made_by_a_machine_looks_made_up_is_what_the_module_says():
    """Each place of a key holds one of 64 letters; a small letter and its capital are the same."""
    pieces = secret_values.PLACEHOLDER.pattern.replace("[<>{}]", "").split("|")
    expected = 0.0
    for piece in filter(None, pieces):
        signs = re.findall(r"\[[^]]+\]|.", piece)
        ways = [2 if len(sign) > 1 or sign.isalpha() else 1 for sign in signs]  # [-_ ]: two of 64
        expected += (64 - len(signs) + 1) * math.prod(way / 64 for way in ways)

    assert round(1 / expected, -4) == secret_values.ONE_KEY_IN


HOSTILE = st.one_of(
    st.text(st.characters(exclude_characters="\0")),
    st.integers(4000, 6000).map("7".__mul__),  # more digits than Python takes for a number
    st.text("[]{}()<>@:/?#%\\\"',;=. \r\n\udcff\u202e²٣a1"),
    st.sampled_from(["1" * 5000, "http://[", "smtps://[::1", "a" * 5000, "/dev/null/x", "[" * 900]),
)


@given(
    values=st.dictionaries(st.sampled_from(sorted(NAMES - {"IAG_PROFILE", "IAG_DATA"})), HOSTILE),
    profile=st.one_of(st.sampled_from(["production", "demo"]), HOSTILE),
    folder=HOSTILE,
    demo=st.sampled_from(["here", "here\udcff", "h" * 300, "/dev/null/here", "/proc/here"]),
)
@hypothesis.settings(max_examples=300, deadline=None)
def test_no_text_in_any_setting_is_a_traceback(values, profile, folder, demo, tmp_path_factory):
    """A demo makes its folder: no text of chance says where."""
    base = tmp_path_factory.getbasetemp()
    data = str(base / demo) if profile == "demo" else folder
    read = env.read({**WHOLE, **values, "IAG_DATA": data, "IAG_PROFILE": profile})
    env.database(read.database_url, base, pool=True)
    env.email(read.email_url, base)

    known = values | {"IAG_DATA": data}
    assert [problem.id for problem in read.problems if problem.sentence in known.values()] == []


@pytest.mark.parametrize("kept", ["", "[1]", "{", None])
def test_a_demo_whose_folder_keeps_no_secrets_is_told_so(tmp_path, kept):
    file = tmp_path / "secrets.json"
    if kept is None:
        file.mkdir()
    else:
        file.write_text(kept)
    demo = {"IAG_PROFILE": "demo", "IAG_DATA": str(tmp_path), "IAG_ORIGIN": "http://localhost"}

    assert [problem.id for problem in env.read(demo).problems if problem.id != "iag.E002"] == [
        "iag.E015"
    ]


def test_no_problem_shows_a_secret():
    short = "hush-hush-hush"

    read = env.read({**WHOLE, "IAG_SECRET_KEY": short})

    assert [short in problem.sentence for problem in read.problems] == [False]
    assert SECRET not in repr(read.values.__class__) + str(read.problems)


def test_the_demo_keeps_secrets_of_its_own(tmp_path):
    demo = {"IAG_PROFILE": "demo", "IAG_DATA": str(tmp_path), "IAG_ORIGIN": "http://localhost"}

    first, second = env.read(demo), env.read(demo)

    assert (first.secret_key, first.audit_key) == (second.secret_key, second.audit_key)
    assert Fernet(first.field_keys[0]).decrypt(Fernet(second.field_keys[0]).encrypt(b"x")) == b"x"
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
    assert set(json.loads((tmp_path / "secrets.json").read_text())) == set(env.SECRETS)


def test_production_makes_no_secrets(tmp_path):
    env.read({"IAG_PROFILE": "production", "IAG_DATA": str(tmp_path)})

    assert list(tmp_path.iterdir()) == []
