"""What a web process carries: a thousand open pages are to fit beside it."""

import json
import os
import subprocess
import sys

HEAVY = ("PIL", "fontTools", "icalendar", "lxml", "psycopg", "pypdfium2", "requests", "weasyprint")
SERVER = ("autobahn", "twisted")  # what daphne serves with, which commands and jobs do without
OF_APPS_WE_LACK = ("django.contrib.admin",)
LOADED = """
import gc, json, sys
import asgi
from django.urls import get_resolver

def load(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            load(each)

load(get_resolver())
kept = gc.get_freeze_count() if gc.isenabled() else 0
print(json.dumps([sorted(sys.modules), kept]))
"""


def test_what_only_the_worker_or_one_address_needs_is_not_loaded_before_it_is_asked_for(tmp_path):
    own = {"IAG_PROFILE": "demo", "IAG_DATA": str(tmp_path), "IAG_DATABASE_URL": ""}
    env = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "iag_portal.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", LOADED], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    loaded, kept = json.loads(asked.stdout.splitlines()[-1])

    assert "daphne" in loaded
    assert [name for name in (*HEAVY, *SERVER, *OF_APPS_WE_LACK) if name in loaded] == []
    assert kept > 100_000  # objects: what is loaded at the start is not looked through for garbage
