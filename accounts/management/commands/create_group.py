"""Make an advisory group of an organisation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import AdvisoryGroup, Organisation
from core.letters import one_line


class Command(BaseCommand):
    help = "Make an advisory group. An administrator then invites its first chair or secretary."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument("--name", required=True)
        parser.add_argument("--code", required=True, help="2 to 6 capitals, such as HAR")
        parser.add_argument("--kind", choices=AdvisoryGroup.Kind.values, default="local")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(name=one_line(options["organisation"])).first()
        if organisation is None:
            names = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(f"There is no such organisation. There are: {names or 'none yet'}.")
        try:
            group = actions.create_group(
                actor=None,
                organisation=organisation,
                name=options["name"],
                code=options["code"],
                kind=AdvisoryGroup.Kind(options["kind"]),
            )
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        self.stdout.write(f"{group.name} is there, with the code {group.code}.")
