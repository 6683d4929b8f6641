"""``manage.py invitations list|withdraw``: those that wait, to whomever they went."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import Invitation
from core.dates import day
from core.policy import Refused


class Command(BaseCommand):
    """For an address that was mistyped while nobody can sign in yet to take it back."""

    help = "List the invitations that have not been used; withdraw one by its number."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="those that are neither used nor withdrawn")
        withdraw = actions.add_parser("withdraw", help="its link then works no more")
        withdraw.add_argument("id", type=int, metavar="ID")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        waiting = Invitation.objects.filter(state=Invitation.State.SENT)
        if action == "list":
            for row in waiting.select_related("group", "organisation").order_by("pk"):
                until = f"ended {day(row.expires_at)}" if row.expired else day(row.expires_at)
                self.stdout.write(f"{row.pk}  {row.email}  {row.place}  {until}")
            return
        invitation = Invitation.objects.filter(pk=options["id"]).first()
        if invitation is None:
            raise CommandError("There is no invitation with this number.")
        try:
            actions.withdraw_invitation(actor=None, invitation=invitation)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Withdrawn. Its link no longer works.")
