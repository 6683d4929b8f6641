"""Keys of a new portal: alone on standard output, or in a whole environment file."""

import json
import secrets

import pytest
from _setup import manage
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from core import env
from tests.setup.conftest import ROOT

GIVEN = {
    "IAG_ORIGIN": "https://portal.example",
    "IAG_DATA": "/var/lib/iag-portal",
    "IAG_EMAIL_URL": "smtps://u:p@mail.example:465",
    "IAG_TRUSTED_PROXIES": "1",
    "IAG_HELP_PHONE": "01632 960123",
    "PGSSLMODE": "verify-full",
}


@pytest.fixture
def given(monkeypatch):
    """What the operator sets before the command, and nothing of this test run."""
    for name in [*env.SECRETS, "IAG_PROFILE", "IAG_TEST_DATA", "IAG_DATABASE_URL"]:
        monkeypatch.delenv(name, raising=False)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_key_is_printed_alone(capsys):
    call_command("make_keys", "IAG_FIELD_KEYS")

    Fernet(capsys.readouterr().out.removesuffix("\n"))


def test_a_key_that_looks_made_up_by_chance_is_drawn_again(capsys, monkeypatch):
    draw, drawn = secrets.token_urlsafe, []

    def once_unlucky(size):
        drawn.append(draw(size))
        return f"{drawn[0]}-your-" if len(drawn) == 1 else drawn[-1]

    monkeypatch.setattr(secrets, "token_urlsafe", once_unlucky)
    call_command("make_keys", "IAG_SECRET_KEY")

    assert (capsys.readouterr().out, len(drawn)) == (f"{drawn[1]}\n", len(env.SECRETS) + 1)


def test_all_keys_are_printed_as_lines_of_an_environment_file(capsys):
    call_command("make_keys")
    names = [line.partition("=")[0] for line in capsys.readouterr().out.splitlines()]

    assert names == list(env.SECRETS)


@pytest.mark.usefixtures("given")
def test_the_file_is_whole_and_for_its_owner_alone(tmp_path):
    file = tmp_path / "etc" / "environment"
    call_command("make_keys", write=file)
    written = manage.read(file)

    assert {name: written[name] for name in GIVEN} == GIVEN
    assert env.read(written).problems == ()
    assert file.stat().st_mode & 0o777 == 0o600


def test_keys_of_the_video_host_come_out_of_the_file_as_they_went_in(given, tmp_path):
    keys = json.dumps({"2026": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"})
    given.setenv("JITSI_LOGIN_KEYS", keys)
    call_command("make_keys", write=tmp_path / "environment")

    assert manage.read(tmp_path / "environment")["JITSI_LOGIN_KEYS"] == keys


@pytest.mark.parametrize("name", ["IAG_HELP_PHONE", "PGPASSWORD"])
@pytest.mark.parametrize("sign", ["\\", '"', "'"])
def test_what_systemd_would_read_in_another_way_is_not_written(given, tmp_path, name, sign):
    given.setenv(name, f"01632{sign}960123")

    with pytest.raises(CommandError, match=f"{name} holds a backslash or a quotation mark"):
        call_command("make_keys", write=tmp_path / "environment")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("given")
def test_a_file_that_is_there_is_never_written_over(tmp_path):
    file = tmp_path / "environment"
    file.write_text("IAG_FIELD_KEYS=in-use\n")

    with pytest.raises(CommandError, match="is there already"):
        call_command("make_keys", write=file)
    assert file.read_text() == "IAG_FIELD_KEYS=in-use\n"


def test_nothing_is_written_while_a_setting_is_missing_or_wrong(given, tmp_path):
    given.delenv("IAG_EMAIL_URL")
    given.setenv("IAG_TRUSTED_PROXIES", "one")

    with pytest.raises(CommandError) as refused:
        call_command("make_keys", write=tmp_path / "environment")
    named = [name for name in GIVEN if name in str(refused.value)]
    assert (named, list(tmp_path.iterdir())) == (["IAG_EMAIL_URL", "IAG_TRUSTED_PROXIES"], [])


def test_the_documents_make_keys_by_this_command():
    assert "Fernet.generate_key" not in (ROOT / "docs" / "operations.md").read_text()
