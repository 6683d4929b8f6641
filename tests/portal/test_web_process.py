"""What a web process carries: a thousand open pages are to fit beside it."""

import json
import os
import subprocess
import sys

HEAVY = ("PIL", "fontTools", "icalendar", "lxml", "pypdfium2", "requests", "weasyprint")
SERVER = ("autobahn", "twisted")  # what daphne serves with, which commands and jobs do without
LOADED = """
import json, sys
import asgi
from django.urls import get_resolver

def load(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            load(each)

load(get_resolver())
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""


def test_what_only_the_worker_or_one_address_needs_is_not_loaded_before_it_is_asked_for(tmp_path):
    own = {"IAG_PROFILE": "demo", "IAG_DATA": str(tmp_path)}
    env = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "iag_portal.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", LOADED], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    loaded = json.loads(asked.stdout.splitlines()[-1])

    assert "daphne" in loaded
    assert [name for name in (*HEAVY, *SERVER) if name in loaded] == []
