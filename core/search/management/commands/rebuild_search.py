"""``manage.py rebuild_search``: make the copy of words that search reads, from the rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from core.search.index import rebuild


class Command(BaseCommand):
    """Needed after rows were changed by hand; ``prepare_database`` does it for an empty search."""

    help = "Read everything that can be found anew, for search."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in rebuild().items():
            if options["verbosity"]:
                self.stdout.write(f"{kind}: {number}")
