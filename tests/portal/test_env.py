"""Settings from the environment: read once, typed, and every wrong one named at once."""

import json

import pytest
from cryptography.fernet import Fernet

from iag_portal import env

SECRET = "s" * env.SECRET_MIN_LENGTH
WHOLE = {
    "IAG_PROFILE": "production",
    "IAG_ORIGIN": "https://portal.example",
    "IAG_SECRET_KEY": SECRET,
    "IAG_FIELD_KEYS": SECRET,
    "IAG_AUDIT_KEY": SECRET,
    "IAG_EMAIL_URL": "smtps://mail.example:465",
    "IAG_CLAMD": "unix:///run/clamav/clamd.ctl",
}


def ids(**changes):
    return [problem.id for problem in env.read({**WHOLE, **changes}).problems]


def test_a_whole_environment_has_no_problem():
    assert env.read(WHOLE).problems == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"IAG_PROFILE": "staging"}, ["iag.E001"]),
        ({"IAG_SECRET_KEY": ""}, ["iag.E002"]),
        ({"IAG_FIELD_KEYS": "s" * 31}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY": ""}, ["iag.E002"]),
        ({"IAG_ORIGIN": ""}, ["iag.E003"]),
        ({"IAG_ORIGIN": "portal.example"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "http://portal.example"}, ["iag.E004"]),
        ({"IAG_EMAIL_URL": ""}, ["iag.E006"]),
        ({"IAG_CLAMD": "/run/clamav/clamd.ctl"}, ["iag.E007"]),
        ({"IAG_CLAMD": "tcp://scanner"}, ["iag.E007"]),
        ({"IAG_CLAMD": "http://scanner:3310"}, ["iag.E007"]),
    ],
)
def test_each_wrong_value_has_its_id(changes, expected):
    assert ids(**changes) == expected


def test_the_demo_runs_on_localhost_only(tmp_path):
    demo = {"IAG_PROFILE": "demo", "IAG_DATA": str(tmp_path)}

    def found(origin):
        return [p.id for p in env.read({**demo, "IAG_ORIGIN": origin}).problems]

    assert found("http://localhost:8000") == []
    assert found("http://127.0.0.1:8000") == ["iag.E005"]
    assert found("https://portal.example") == ["iag.E005"]


def test_nothing_set_is_production_and_names_everything_at_once():
    read = env.read({})

    assert read.production
    assert [problem.id for problem in read.problems] == [
        "iag.E002",
        "iag.E002",
        "iag.E002",
        "iag.E003",
        "iag.E006",
    ]
    assert [p.sentence.split()[0] for p in read.problems[:3]] == list(env.SECRETS)


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


def test_several_keys_are_read_in_order():
    read = env.read({**WHOLE, "IAG_FIELD_KEYS": "new, older oldest"})

    assert read.field_keys == ["new", "older", "oldest"]


def test_host_and_scheme_come_from_the_origin():
    read = env.read({**WHOLE, "IAG_ORIGIN": "https://portal.example:8443/"})

    assert (read.origin, read.host, read.https) == (
        "https://portal.example:8443",
        "portal.example",
        True,
    )


def test_without_an_address_the_database_is_a_file_that_takes_its_lock_at_once(tmp_path):
    found = env.database("", tmp_path, pool=False)

    assert (found["ENGINE"], found["NAME"]) == (
        "django.db.backends.sqlite3",
        tmp_path / "portal.sqlite3",
    )
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart(tmp_path):
    found = env.database("postgresql://iag:p%40ss@db.example:5433/portal", tmp_path, pool=True)
    names = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")

    assert [found[name] for name in names] == [
        "django.db.backends.postgresql",
        "iag",
        "p@ss",
        "db.example",
        "5433",
        "portal",
    ]
    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 12}


@pytest.mark.parametrize(
    ("url", "tls", "ssl"),
    [
        ("smtps://u:p@mail.example:465", False, True),
        ("smtp+tls://u:p@mail.example:587", True, False),
        ("smtp://mail.example", False, False),
    ],
)
def test_an_address_of_a_mail_server_is_taken_apart(url, tls, ssl, tmp_path):
    found = env.email(url, tmp_path)

    assert (found["EMAIL_HOST"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        "mail.example",
        tls,
        ssl,
    )


def test_without_a_mail_server_mails_are_files(tmp_path):
    assert env.email("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
