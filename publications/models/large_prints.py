"""The large print of an edition: its second file."""

from __future__ import annotations

from typing import Any

from django.db import models

from publications.models.editions import Edition


def large_print_path(large_print: LargePrint, filename: str) -> str:
    """Where the file is kept: beside that of the edition."""
    edition = large_print.edition
    return f"editions/{edition.publication.reference}/{edition.number}-large-print-{filename}"


class LargePrint(models.Model):
    """An edition at 18 points, laid out once by a job and served as it is.

    :ivar pdf_sha256: hexadecimal, 64 digits.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="large_print")
    pdf = models.FileField(upload_to=large_print_path, max_length=200)
    pdf_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"large print of edition {self.edition_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("A large print cannot be changed, as its edition cannot.")
        super().save(*args, **kwargs)
