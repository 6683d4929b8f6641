"""What a web process carries: a thousand open pages are to fit beside it."""

import json
import os
import subprocess
import sys

HEAVY = ("PIL", "fontTools", "icalendar", "lxml", "markdown_it", "psycopg", "pypdfium2", "requests")
HEAVY += ("weasyprint",)
SERVER = ("autobahn", "twisted")  # what daphne serves with, which commands and jobs do without
OF_APPS_WE_LACK = ("django.contrib.admin",)
UNUSED = ("OpenSSL", "click", "pycparser", "service_identity")  # by the server, in our hands
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
print(json.dumps([sorted(name for name, module in sys.modules.items() if module), kept]))
"""


def loaded_by(program, folder):
    own = {"IAG_PROFILE": "demo", "IAG_DATA": str(folder), "IAG_DATABASE_URL": ""}
    env = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "iag_portal.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", program], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(asked.stdout.splitlines()[-1])


def test_what_only_the_worker_or_one_address_needs_is_not_loaded_before_it_is_asked_for(tmp_path):
    loaded, kept = loaded_by(LOADED, tmp_path)

    assert "daphne" in loaded
    assert [name for name in (*HEAVY, *SERVER, *OF_APPS_WE_LACK) if name in loaded] == []
    assert kept > 100_000  # objects: what is loaded at the start is not looked through for garbage


def test_a_web_process_loads_its_server_without_what_that_never_uses_here(tmp_path):
    loaded, kept = loaded_by(f"import iag_portal.serve\n{LOADED}", tmp_path)

    assert [name for name in SERVER if name not in loaded] == []
    assert [name for name in (*HEAVY, *UNUSED) if name in loaded] == []
    assert kept > 100_000  # and garbage of requests is looked for again
