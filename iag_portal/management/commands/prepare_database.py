"""``manage.py prepare_database``: all that a database needs, at each installation and upgrade."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection

from core.database import grant_to
from core.search.models import Document


class Command(BaseCommand):
    """Tables first and grants last: a table that is made after them would be nobody's to use."""

    help = (
        "Migrate, make the cache table, fill the search, and let the portal's role use every table."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--grant-to",
            metavar="ROLE",
            default=os.environ.get("IAG_APP_ROLE", ""),
            help="role of the portal's processes, where another owns the tables (PostgreSQL);"
            " script/manage --owner names it",
        )

    def handle(self, *args: Any, grant_to: str, **options: Any) -> None:
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, skip_checks=True, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        if not Document.objects.exists():  # an upgrade from before there was search
            call_command("rebuild_search", verbosity=0)
        if grant_to and connection.vendor == "postgresql":
            _grant(grant_to)
        self.stdout.write("The database is ready.")


def _grant(role: str) -> None:
    try:
        grant_to(role)
    except DatabaseError as error:
        raise CommandError(f"The role {role} could not be given its rights: {error}") from error
