"""Which of a few dates suit the people of a group, asked before a meeting is arranged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now, today
from core.conditions import among
from meetings.models.attendance import Attendance
from meetings.models.meetings import Meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

FEWEST, MOST = 2, 5  # dates of a poll


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def visible_to(self, user: User | AnonymousUser) -> DatePollQuerySet:
        """Those of the groups in which ``user`` is one of its own people: guests are not asked."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("group", user.groups_as(OWN_PEOPLE)))

    def undecided(self) -> DatePollQuerySet:
        """Those from which no meeting is arranged yet."""
        return self.filter(state=DatePoll.State.OPEN)


class DatePoll(models.Model):
    """Asks the people of a group on which of a few dates they can meet.

    ::

        open -> arranged
         +----> withdrawn

    Nobody writes words in it: dates, answers, and ways of taking part.

    :ivar answers_until: last day on which people answer.
    :ivar meeting: the one that was arranged from it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ARRANGED = "arranged", _("Meeting arranged")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OPEN: {State.ARRANGED, State.WITHDRAWN},
        State.ARRANGED: set(),
        State.WITHDRAWN: set(),
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="date_polls")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answers_until = models.DateField()
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)

    objects = DatePollQuerySet.as_manager()

    class Meta:
        ordering = ("answers_until", "pk")

    def __str__(self) -> str:
        return str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("meetings:poll", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        """Whether no meeting is arranged from it, and it was not withdrawn."""
        return self.state == self.State.OPEN

    @property
    def takes_answers(self) -> bool:
        """Whether it is undecided, and its last day is not over."""
        return self.is_undecided and today() <= self.answers_until

    def asked(self) -> models.QuerySet[Any]:
        """The places of those who are asked now, by name: the group's own people."""
        places = Membership.objects.current().filter(group=self.group_id, role__in=OWN_PEOPLE)
        rows: models.QuerySet[Any] = places.filter(user__is_active=True).select_related("user")
        return rows.order_by("user__name")

    def is_answered_by(self, person: int) -> bool:
        """Whether this person has answered, or somebody for them."""
        return self.replies.filter(user=person).exists()


class PollDate(models.Model):
    """One of the dates that a poll asks about."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=("poll", "starts_at"), name="one_date_a_poll"),
        )

    def __str__(self) -> str:
        return f"date {self.pk} of poll {self.poll_id}"

    @property
    def has_gone_by(self) -> bool:
        """Whether no meeting can be arranged on it any more."""
        return self.starts_at <= now()

    @property
    def group_id(self) -> int:
        return self.poll.group_id


class PollReply(models.Model):
    """What one person answered, in which way they would take part, and who wrote it down for them.

    :ivar mode: ``UNKNOWN`` of somebody who can make none of the dates.
    """

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="replies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="poll_replies"
    )
    mode = models.CharField(max_length=10, choices=Attendance.Mode, default=Attendance.Mode.UNKNOWN)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("poll", "user"), name="one_reply_a_person_and_poll"),
        )

    def __str__(self) -> str:
        return f"reply {self.pk}"


class PollAnswer(models.Model):
    """Whether one person can make one date."""

    class Can(models.TextChoices):
        YES = "yes", _("Yes")
        IF_NEED_BE = "if_need_be", _("If need be")
        NO = "no", _("No")

    reply = models.ForeignKey(PollReply, on_delete=models.CASCADE, related_name="answers")
    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="answers")
    can = models.CharField(max_length=10, choices=Can)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reply", "date"), name="one_answer_a_reply_and_date"),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"
