#!/usr/bin/env python3
"""Run a Django management command: ``python manage.py help``."""

import os
import sys

from django.core.management import execute_from_command_line

# What needs no settings, or names by itself all that is wrong with them.
OPEN = {
    "check",
    "help",
    "make_keys",
    "makemigrations",
    "portal_doctor",
    "portal_version",
    "start",
    "version",
    "work",
}


def refuse_without_settings(command: list[str]) -> None:
    """End a command that would work on another database than the portal's: a new, empty file.

    :raises SystemExit: naming every setting that is missing or wrong.
    """
    if set(command) <= OPEN or command[0].startswith("-"):
        return
    if os.environ["DJANGO_SETTINGS_MODULE"] != "iag_portal.settings":
        return  # those of tests set the environment first
    from core.env import ENV  # noqa: PLC0415 -- reads the environment

    if not (ENV.production and ENV.problems):
        return
    lines = "\n".join(f"  {one.sentence} ({one.id})" for one in ENV.problems)
    sys.exit(
        f"{command[0]} was not run: settings are missing or wrong.\n{lines}\n"
        "script/manage loads the environment file, and runs the same commands."
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iag_portal.settings")
    refuse_without_settings(sys.argv[1:2])
    execute_from_command_line(sys.argv)
