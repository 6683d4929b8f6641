"""The topics under which the library finds a summary, as the secretary writes them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import LineField
from deliberation.models import Tag
from meetings.models import Meeting
from publications.models import Publication, Subject
from publications.snapshot import offered

IN_USE = 12  # named below the field


class SubjectsField(LineField):
    """Up to five topics with commas between them. Cleans to a list of them."""

    def clean(self, value: Any) -> Any:
        """Each topic once, with single spaces.

        :raises ValidationError: for too many, or one that is too long.
        """
        words = (" ".join(part.split()) for part in super().clean(value).split(","))
        subjects = list({word.casefold(): word for word in words if word}.values())
        if len(subjects) > Subject.MOST:
            raise ValidationError(
                _("Enter %(most)d topics at the most"), code="many", params={"most": Subject.MOST}
            )
        for subject in subjects:
            if len(subject) > Subject.LENGTH:
                raise ValidationError(
                    _("“%(subject)s” is too long. A topic has %(most)d characters at the most"),
                    code="long",
                    params={"subject": subject, "most": Subject.LENGTH},
                )
        return subjects


def labels_of(meeting: Meeting) -> str:
    """The labels of those topics of the meeting whose advice can be published, to begin with."""
    topics = offered(meeting).order_by().values("topic")
    tags = Tag.objects.filter(topics__in=topics).distinct().order_by("name")
    return ", ".join(tags.values_list("name", flat=True)[: Subject.MOST])


def in_use(person: User) -> list[str]:
    """Topics of what this person reads, so that the same thing is called the same."""
    visible = Publication.objects.visible_to(person).filter(withdrawn_at=None)
    subjects = Subject.objects.filter(publications__in=visible).distinct()
    return list(subjects.values_list("name", flat=True)[:IN_USE])
