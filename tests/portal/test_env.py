"""Settings from the environment: read once, typed, and every wrong one named at once."""

import secrets

import pytest
from cryptography.fernet import Fernet

from core import env

SECRET, OTHER, EARLIER = (secrets.token_urlsafe(48) for _ in range(3))
WHOLE = {
    "IAG_PROFILE": "production",
    "IAG_ORIGIN": "https://portal.example",
    "IAG_SECRET_KEY": SECRET,
    "IAG_FIELD_KEYS": Fernet.generate_key().decode(),
    "IAG_AUDIT_KEY": OTHER,
    "IAG_EMAIL_URL": "smtps://mail.example:465",
    "IAG_CLAMD": "unix:///run/clamav/clamd.ctl",
    "IAG_TRUSTED_PROXIES": "1",
}
REPORTS = "portal:" + "a-secret-of-forty-characters-or-rather-more"
PROVIDER = {"IAG_EMAIL_URL": "postmark://", "IAG_EMAIL_KEY": "the-key"}


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
        ({"IAG_CLAMD": "tcp://scanner:99999"}, ["iag.E007"]),
        ({"IAG_DATABASE_POOL": "1"}, ["iag.E012"]),
        ({"IAG_PROFILE": "test"}, ["iag.E005"]),
        ({"IAG_PROFILE": "prod", "IAG_ORIGIN": "http://portal.example"}, ["iag.E001", "iag.E004"]),
        ({"IAG_CLAMD": "http://scanner:3310"}, ["iag.E007"]),
        ({"IAG_SECRET_KEY": "change-me-" * 5}, ["iag.E002"]),
        ({"IAG_SECRET_KEY": "x" * 50}, ["iag.E002"]),
        ({"IAG_SECRET_KEY": "k7Qp2" * 10}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY": "abcdefghijklmnopqrstuvwxyz0123456789"}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY": "<openssl rand -base64 48>" * 2}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY": SECRET}, ["iag.E017"]),
        ({"IAG_SECRET_KEY_FALLBACKS": f"{EARLIER} short"}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY_FALLBACKS": "changeme" * 8}, ["iag.E002"]),
        ({"IAG_SECRET_KEY_FALLBACKS": f"{EARLIER} {'x' * 50}"}, ["iag.E002"]),
        ({"IAG_AUDIT_KEY_FALLBACKS": OTHER}, ["iag.E017"]),
        ({"IAG_SECRET_KEY_FALLBACKS": f"{EARLIER},{SECRET}"}, ["iag.E017"]),
        ({"IAG_FIELD_KEYS": SECRET[::-1]}, ["iag.E008"]),
        ({"IAG_FIELD_KEYS": f"{WHOLE['IAG_FIELD_KEYS']} {SECRET[:44]}"}, ["iag.E008"]),
        ({"IAG_FIELD_KEYS": "A" * 43 + "="}, ["iag.E008"]),
        ({"IAG_ORIGIN": "https://portal.example/iag"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "https://portal.example?x=1"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "https://iag@portal.example"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "https://*.example"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "https://portal.example:port"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "https://portal.example:70000"}, ["iag.E003"]),
        ({"IAG_ORIGIN": "ftp://portal.example"}, ["iag.E003"]),
        ({"IAG_TRUSTED_PROXIES": "0"}, ["iag.E011"]),
        ({"IAG_TRUSTED_PROXIES": ""}, ["iag.E011"]),
        ({"IAG_TRUSTED_PROXIES": "one"}, ["iag.E011"]),
        ({"IAG_TRUSTED_PROXIES": "-1"}, ["iag.E011"]),
        ({"IAG_TRUSTED_PROXIES": "²"}, ["iag.E011"]),
        ({"IAG_TRUSTED_PROXIES": "127.0.0.1"}, ["iag.E011"]),
        ({"IAG_DATABASE_URL": "mysql://iag@localhost/iag"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "iag"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "postgresql://iag@localhost"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "postgresql://iag@localhost:five/iag"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "postgresql://iag:p#s@localhost/iag"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "postgresql://iag:p/s@localhost/iag"}, ["iag.E009"]),
        ({"IAG_DATABASE_URL": "postgresql://localhost/iag?sslmode=require"}, ["iag.E009"]),
        ({"IAG_REDIS_URL": "localhost:6379"}, ["iag.E010"]),
        ({"IAG_REDIS_URL": "redis//localhost"}, ["iag.E010"]),
        ({"IAG_REDIS_URL": "http://localhost:6379"}, ["iag.E010"]),
        ({"IAG_REDIS_URL": "redis://localhost:6379/live"}, ["iag.E010"]),
        ({"IAG_REDIS_URL": "redis://localhost:99999/0"}, ["iag.E010"]),
        ({"IAG_REDIS_URL": "redis:///0"}, ["iag.E010"]),
        ({"IAG_EMAIL_URL": "mail.example:465"}, ["iag.E006"]),
        ({"IAG_EMAIL_URL": "mail.example"}, ["iag.E006"]),
        ({"IAG_EMAIL_URL": "smtp+ssl://mail.example"}, ["iag.E006"]),
        ({"IAG_EMAIL_URL": "smtps://"}, ["iag.E006"]),
        ({"IAG_EMAIL_URL": "smtps://mail.example:0x1"}, ["iag.E006"]),
        ({"IAG_EMAIL_URL": "postmark://"}, ["iag.E027"]),
        (
            {"IAG_EMAIL_URL": "postmark://key@api.example", "IAG_EMAIL_KEY": "k"},
            ["iag.E006", "iag.E027"],
        ),
        ({"IAG_EMAIL_URL": "mailgun://", "IAG_EMAIL_KEY": "k"}, ["iag.E006", "iag.E027"]),
        ({"IAG_EMAIL_KEY": "k"}, ["iag.E027"]),
        ({"IAG_EMAIL_REPORTS": REPORTS}, ["iag.E027"]),
        ({**PROVIDER, "IAG_EMAIL_REPORTS": "portal:short"}, ["iag.E027"]),
        ({**PROVIDER, "IAG_EMAIL_REPORTS": REPORTS.replace(":", "")}, ["iag.E027"]),
        ({"IAG_EMAIL_FROM": "IAG portal"}, ["iag.E014"]),
        ({"IAG_RETENTION": "yes"}, ["iag.E012"]),
        ({"IAG_LOG": "yes"}, ["iag.E012"]),
        ({"IAG_WEBCAST_HOSTS": "www.video.example +player.example"}, []),
        ({"IAG_WEBCAST_HOSTS": "www.video.example https://player.example"}, ["iag.E012"]),
        ({"IAG_WEBCAST_HOSTS": "player"}, ["iag.E012"]),
        ({"IAG_WEBCAST_HOSTS": "player.example:8443"}, ["iag.E012"]),
        ({"IAG_METRICS_TOKEN": "short"}, ["iag.E002"]),
        ({"IAG_DATABASE_POOL": "maybe"}, ["iag.E012"]),
        ({"JITSI_CAPTIONS": "please"}, ["iag.E012"]),
        ({"IAG_TRUSTED_PROXY": "1"}, ["iag.E013"]),
        ({"JITSI_HOST": "meet.example"}, ["iag.E013"]),
        ({"IAG_DATA": "var"}, ["iag.E015"]),
        ({"IAG_HELP_PHONE": "'01632 960123'"}, ["iag.E016"]),
        ({"IAG_HELP_PHONE": " 01632 960123"}, ["iag.E016"]),
        ({"IAG_HELP_PHONE": '01632 "Ann" 960123'}, ["iag.E016"]),
        ({"IAG_EMAIL_URL": r"smtps://u:p\w@mail.example:465"}, ["iag.E016"]),
        ({"JITSI_LOGIN_KEYS": '{"Ann\'s": "PEM"}'}, ["iag.E016"]),
    ],
)
def test_each_wrong_value_has_its_id(changes, expected):
    assert ids(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"IAG_ORIGIN": "https://Portal.Example:8443/"},
        {"IAG_TRUSTED_PROXIES": "2"},
        {"IAG_DATABASE_URL": "postgresql://iag:p%23s@[::1]:5433/iag", "IAG_DATABASE_POOL": "yes"},
        {"IAG_DATABASE_URL": "postgresql:///iag"},
        {"IAG_REDIS_URL": "rediss://:p%40ss@redis.example:6380"},
        {"IAG_REDIS_URL": "unix:///run/redis/redis.sock"},
        {"IAG_EMAIL_URL": "smtp+tls://u%40example.org:p@mail.example"},
        {"IAG_EMAIL_FROM": "Advice <advice@portal.example>"},
        PROVIDER,
        {**PROVIDER, "IAG_EMAIL_URL": "brevo://", "IAG_EMAIL_REPORTS": REPORTS},
        {"IAG_RETENTION": "nightly", "IAG_DATA": "/var/lib/iag-portal"},
        {"JITSI_LOGIN_KEYS": r'{"2026": "-----BEGIN\nPRIVATE"}'},
        {"IAG_AUDIT_KEY_FALLBACKS": EARLIER, "IAG_SECRET_KEY_FALLBACKS": EARLIER[::-1]},
    ],
)
def test_what_is_right_is_not_refused(changes):
    assert ids(**changes) == []


def test_the_origin_is_written_as_browsers_write_it():
    origins = ["https://Portal.Example:443/", "http://localhost:80", "https://portal.example:80"]

    assert [env.read({"IAG_ORIGIN": origin}).origin for origin in origins] == [
        "https://portal.example",
        "http://localhost",
        "https://portal.example:80",
    ]


def test_mails_come_from_the_portals_own_name_unless_the_settings_say_another():
    assert env.read(WHOLE).email_from == "IAG portal <portal@portal.example>"


def test_a_wrong_address_of_a_database_is_not_answered_by_another_database(tmp_path):
    database = env.database("mysql://iag@localhost/iag", tmp_path, pool=False)

    assert database == {"ENGINE": "django.db.backends.dummy"}


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
    database = env.database("", tmp_path, pool=False)

    assert (database["ENGINE"], database["NAME"]) == (
        "core.sqlite3",
        tmp_path / "portal.sqlite3",
    )
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart(tmp_path):
    database = env.database("postgresql://iag:p%40ss@db.example:5433/portal", tmp_path, pool=True)
    names = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")

    assert [database[name] for name in names] == [
        "django.db.backends.postgresql",
        "iag",
        "p@ss",
        "db.example",
        "5433",
        "portal",
    ]
    pool = {"min_size": 1, "max_size": 12, "timeout": 10, "reconnect_timeout": 10}
    assert (database["OPTIONS"]["pool"], database["CONN_HEALTH_CHECKS"]) == (pool, True)


@pytest.mark.parametrize(
    ("pool", "url", "kept"),
    [
        ("", "postgresql:///iag", True),
        ("0", "postgresql:///iag", False),
        ("1", "postgresql:///iag", True),
        ("", "", False),
    ],
)
def test_connections_to_postgresql_are_kept_unless_somebody_says_no(pool, url, kept):
    values = {**WHOLE, "IAG_DATABASE_URL": url, "IAG_DATABASE_POOL": pool}

    assert env.read(values).database_pool is kept


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtps://u:p@mail.example:1465", 1465, False, True),
        ("smtps://u:p@mail.example", 465, False, True),
        ("smtp+tls://u:p@mail.example", 587, True, False),
        ("smtp://mail.example", 25, False, False),
    ],
)
def test_an_address_of_a_mail_server_is_taken_apart(url, port, tls, ssl, tmp_path):
    email = env.email(url, tmp_path)

    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert [email[name] for name in names] == ["mail.example", port, tls, ssl]


@pytest.mark.parametrize(
    ("name", "setting"), [("postmark", "POSTMARK_SERVER_TOKEN"), ("brevo", "BREVO_API_KEY")]
)
def test_a_provider_of_mail_is_named_with_its_key(name, setting, tmp_path):
    email = env.email(f"{name}://", tmp_path, "the-key", REPORTS)
    mail_settings = {"IAG_EMAIL_URL": f"{name}://", "IAG_EMAIL_KEY": "the-key"}
    reports = [
        env.read({**mail_settings, "IAG_EMAIL_REPORTS": reports_key}).email_reporter
        for reports_key in (REPORTS, "")
    ]

    assert email["EMAIL_BACKEND"] == f"anymail.backends.{name}.EmailBackend"
    assert (email["ANYMAIL"][setting], email["ANYMAIL"]["WEBHOOK_SECRET"]) == ("the-key", REPORTS)
    assert reports == [name, ""]


def test_without_a_mail_server_mails_are_files(tmp_path):
    assert env.email("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
