"""Invite the first administrator. There are no default accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from accounts import actions
from accounts.models import Invitation, User
from accounts.queries import agreement_in_force
from core.dates import day
from core.policy import Refused

FIRST_AGREEMENT = Path(__file__).resolve().parents[2] / "first_agreement.md"


class Command(BaseCommand):
    help = "Invite an administrator and print the link. Puts the first agreement in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--first", action="store_true", help="do nothing where there is one, or one is invited"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first"] and _is_one_there():
            self.stderr.write("There is an administrator, or one is invited. Nothing was sent.")
            return
        try:
            with transaction.atomic():
                if agreement_in_force() is None:
                    text = FIRST_AGREEMENT.read_text(encoding="utf-8")
                    actions.adopt_agreement(actor=None, text=text)
                invitation = actions.invite_administrator(
                    actor=None, email=options["email"], name=options["name"]
                )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        path = reverse("accounts:invitation", args=[invitation.token()])
        self.stdout.write(f"{settings.PORTAL_ORIGIN}{path}")
        self.stderr.write(f"Works once, until {day(invitation.expires_at)}, for one person.")


def _is_one_there() -> bool:
    waiting = Invitation.objects.waiting().filter(as_administrator=True)
    return User.objects.filter(is_staff=True).exists() or waiting.exists()
