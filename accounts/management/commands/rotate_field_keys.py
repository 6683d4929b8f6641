"""``manage.py rotate_field_keys``: after a new key was put first in ``IAG_FIELD_KEYS``."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from accounts import actions


class Command(BaseCommand):
    """Encrypt factor secrets and open ballots with the newest key; then the older keys can go."""

    help = "Encrypt every factor secret, and open secret ballots, with the first of IAG_FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = actions.rotate_field_keys(actor=None)
        except InvalidToken as wrong:
            raise CommandError(
                "A secret opens with none of the keys. Nothing was changed."
            ) from wrong
        self.stdout.write(f"{number} factors are encrypted with the newest key.")
