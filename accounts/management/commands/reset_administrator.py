"""A sign-in reset for an administrator who has lost the second step, or everything."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import SignInReset
from accounts.queries import account_for
from core.policy import Refused


class Command(BaseCommand):
    """On the record of the installation; every other administrator is told by email."""

    help = "Take an administrator's factors, mail them a link, and print six words to say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument(
            "--checked",
            required=True,
            choices=SignInReset.Checked.values,
            help="how you made sure who it is: face to face, or on a number known before",
        )

    def handle(self, *args: Any, email: str, checked: str, **options: Any) -> None:
        person = account_for(email)
        if person is None:
            raise CommandError("Nobody has this address.")
        try:
            words = actions.begin_reset_of_administrator(
                actor=None, person=person, checked=SignInReset.Checked(checked)
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(words)
        self.stderr.write(
            "Say these words to them; a link is on its way by email. They need both,"
            " within 24 hours and five tries."
        )
