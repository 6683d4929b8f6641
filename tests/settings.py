"""The portal's settings with the environment that tests run in."""

import os
import tempfile
from pathlib import Path

os.environ.update(
    {
        "IAG_PROFILE": "test",
        "IAG_DATA": os.environ.get("IAG_TEST_DATA") or tempfile.mkdtemp(prefix="iag-test-"),
        "IAG_ORIGIN": "http://localhost",
        "IAG_SECRET_KEY": "a secret key for tests only, of fifty characters or so",
        "IAG_FIELD_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
        "IAG_AUDIT_KEY": "an audit key for tests only, of fifty characters or so",
        "IAG_HELP_PHONE": "01632 960123",
        "IAG_DATABASE_POOL": "0",  # a test's connections end with it
    }
)

from iag_portal.settings import *  # noqa: F403 -- the environment comes first

ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # speed; Argon2 has its own test
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):  # noqa: F405
    # In a file: two connections to SQLite in memory share their locks, and races prove nothing.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405 -- WhiteNoise warns without it
