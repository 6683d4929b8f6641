"""Print the SHA-256 of the PDF of a snapshot and a seal, both read from standard input."""

import hashlib
import json
import sys

import django

django.setup()

from publications.canonical import Seal  # noqa: E402 -- apps must be ready
from publications.pdf import render  # noqa: E402 -- apps must be ready

snapshot, seal = json.load(sys.stdin)
print(hashlib.sha256(render(snapshot, Seal(*seal))).hexdigest())  # noqa: T201 -- its answer
