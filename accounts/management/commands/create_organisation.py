"""Make an organisation: the first has to be there before anybody can be invited to a group."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import Organisation


class Command(BaseCommand):
    help = "Make an organisation: a force, a commissioner's office, or a body that reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", choices=Organisation.Kind.values, default="force")

    def handle(self, *args: Any, name: str, kind: str, **options: Any) -> None:
        try:
            organisation = actions.create_organisation(
                actor=None, name=name, kind=Organisation.Kind(kind)
            )
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        self.stdout.write(f"{organisation.name} is there, with the number {organisation.pk}.")
