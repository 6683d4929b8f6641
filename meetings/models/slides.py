"""The slides of each version of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.models import User
from meetings.models.paper_versions import PaperVersion
from meetings.models.papers import Paper
from meetings.slides.languages import direction, language

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SlideQuerySet(models.QuerySet["Slide"]):
    def visible_to(self, user: User | AnonymousUser) -> SlideQuerySet:
        """Slides of the papers that ``user`` sees."""
        return self.filter(version__paper__in=Paper.objects.visible_to(user))


class Slide(models.Model):
    """One slide: a picture for those who see, and its title, text and descriptions for all.

    :ivar blocks: the words of ``text`` as paragraphs, lists and tables, with their languages,
        as ``meetings.slides.blocks`` makes them.
    :ivar large, small: WebP pictures, 1280 and 480 px wide; empty for text only.
    :ivar notes: the presenter's, where they are shared; empty for every other pack.
    :ivar descriptions: what its pictures and charts show, as the author described them.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="slides")
    number = models.PositiveSmallIntegerField()
    hidden = models.BooleanField(default=False)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    blocks = models.JSONField(default=list, blank=True)
    notes = models.TextField(blank=True)
    descriptions = models.JSONField(default=list)
    has_video = models.BooleanField(default=False)
    large = models.FileField(max_length=200, blank=True)
    small = models.FileField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    objects = SlideQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="one_slide_a_number"),
        )

    def __str__(self) -> str:
        return self.title or f"slide {self.number}"

    @property
    def tongue(self) -> dict[str, str]:
        """Language and direction of its title, where they are not those of English."""
        return {"lang": language(self.title), "dir": direction(self.title)}

    @property
    def alt(self) -> str:
        """What stands for the picture: its title and what its pictures show."""
        return ". ".join(part for part in (self.title, *self.descriptions) if part)
