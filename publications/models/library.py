"""By what the library finds a publication: its subjects, and where its messages stand."""

from __future__ import annotations

from django.db import models

from publications.models.editions import Publication


class Subject(models.Model):
    """A word or two under which summaries of every group are found: ``Stop and search``."""

    LENGTH = 40
    MOST = 5  # of one publication

    name = models.CharField(max_length=LENGTH, unique=True)
    publications = models.ManyToManyField(Publication, related_name="subjects")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PublishedMessage(models.Model):
    """That the newest edition of a publication holds a message of this reference.

    An index: its words stand in the edition, and nowhere else.

    :ivar answer_due: day of the first response; None where the group had no agreed view.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="messages")
    reference = models.CharField(max_length=20, db_index=True)
    answer_due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "reference"), name="a_message_stands_once_in_an_edition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} in publication {self.publication_id}"
