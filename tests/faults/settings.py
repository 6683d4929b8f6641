"""The portal's own settings for the processes that these tests start and kill."""

import os

from iag_portal.settings import *  # noqa: F403

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    patience = float(os.environ.get("IAG_TEST_LOCK_PATIENCE", "20"))  # seconds
    DATABASES["default"]["OPTIONS"]["timeout"] = patience  # noqa: F405
