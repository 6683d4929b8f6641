"""Post a form several times in a process of its own: the portal as a second worker sees it."""

import json
import os
import sys

import django
from django.conf import settings
from django.test import Client

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main(database, address, told, times, first):
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    client = Client()
    for path, form in json.loads(first):
        client.post(path, form)
    answers = [client.post(address, json.loads(told)).status_code for _ in range(int(times))]
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
