"""Post forms in a process of its own: the portal as a second worker sees it.

Each line that comes in is ``[address, form, times, first]``; the line that goes out is the list of
the statuses.
"""

import json
import os
import sys

import django
from django.conf import settings
from django.test import Client

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main(database):
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answers(*json.loads(line))) + "\n")
        sys.stdout.flush()


def answers(address, fields, times, first):
    """The statuses of a new client's posts of the same form, after those in ``first``."""
    client = Client()
    for path, form in first:
        client.post(path, form)
    return [client.post(address, fields).status_code for _ in range(times)]


if __name__ == "__main__":
    main(*sys.argv[1:])
