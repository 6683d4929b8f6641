"""The photograph of an edition that is a note: its second file."""

from __future__ import annotations

from typing import Any

from django.db import models

from publications.models.editions import Edition


def picture_path(picture: EditionPicture, filename: str) -> str:
    """Where the file is kept: beside that of the edition."""
    edition = picture.edition
    return f"editions/{edition.publication.reference}/{edition.number}-photograph-{filename}"


class EditionPicture(models.Model):
    """A copy of the photograph that was looked at, kept with the edition as it was.

    What it shows and its SHA-256 are part of the text of the edition.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="picture")
    file = models.FileField(upload_to=picture_path, max_length=200)

    def __str__(self) -> str:
        return f"photograph of edition {self.edition_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("The photograph of an edition cannot be changed, as its edition.")
        super().save(*args, **kwargs)
