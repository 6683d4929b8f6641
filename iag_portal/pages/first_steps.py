"""What leads a new group to its first meeting, for the people who look after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Invitation, Membership, Role
from accounts.models.memberships import CHAIRS, ORGANISERS
from accounts.queries import without_acceptance
from accounts.steps import Step
from core.conditions import among
from deliberation.models import Topic
from deliberation.models.asker import PreparedFor
from meetings.models import Meeting, Paper

if TYPE_CHECKING:
    from accounts.models import User

NEEDED = {"chair": CHAIRS, "member": {Role.MEMBER}, "police_lead": {Role.POLICE_LEAD}}


class Beginning(NamedTuple):
    """A group that has not met yet, and the steps that lead it there."""

    group: AdvisoryGroup
    steps: list[Step]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do but to meet."""
        return all(step.is_done for step in self.steps)


def groups_that_begin(person: User) -> QuerySet[AdvisoryGroup]:
    """Groups that ``person`` looks after and that have ended no meeting yet."""
    ended = Meeting.objects.filter(group=OuterRef("pk"), state=Meeting.State.ENDED)
    kept = AdvisoryGroup.objects.working().filter(among("pk", person.groups_as(ORGANISERS)))
    return kept.filter(~Exists(ended))


def beginnings_of(person: User) -> list[Beginning]:
    """The first steps of each group that ``person`` looks after. One query for all of them."""
    return [Beginning(group, _steps(group)) for group in _BEGINNINGS(person)]


def _beginnings(person: User) -> QuerySet[Any]:
    """The groups by name, with what of each step is there."""
    meetings = Meeting.objects.visible_to(person).filter(
        group=OuterRef("pk"), state__in=(Meeting.State.CALLED, Meeting.State.OPEN)
    )
    people: dict[str, QuerySet[Any]] = {
        "joined": Membership.objects.current().filter(group=OuterRef("pk")),
        "invited": Invitation.objects.waiting().filter(group=OuterRef("pk")),
    }
    groups: QuerySet[Any] = groups_that_begin(person).annotate(
        **{
            f"{name}_{how}": Exists(rows.filter(role__in=roles))
            for name, roles in NEEDED.items()
            for how, rows in people.items()
        },
        unaccepted=Exists(without_acceptance().filter(group=OuterRef("pk"))),
        has_topic=Exists(Topic.objects.visible_to(person).filter(group=OuterRef("pk"))),
        meeting_id=Subquery(meetings.order_by("starts_at").values("pk")[:1]),
        has_paper=Exists(Paper.objects.visible_to(person).filter(meeting__group=OuterRef("pk"))),
    )
    return groups.order_by("name")


_BEGINNINGS = PreparedFor(_beginnings)


def _steps(group: Any) -> list[Step]:
    accepted = reverse("accounts:acceptances", args=[group.pk])
    topic = f"{reverse('deliberation:topic-new')}?group={group.pk}"
    meeting = reverse("meetings:meeting-new", args=[group.pk])
    paper = reverse("meetings:paper-new", args=[group.meeting_id]) if group.meeting_id else ""
    return [
        _invitation(group, "chair", _("Invite the chair")),
        _invitation(group, "member", _("Invite the members")),
        _invitation(group, "police_lead", _("Invite the police lead")),
        Step(_("Everybody accepts the confidentiality agreement"), accepted, not group.unaccepted),
        Step(_("Open the first topic"), topic, group.has_topic),
        Step(_("Arrange the first meeting"), meeting, bool(group.meeting_id)),
        Step(_("Add a paper for the meeting"), paper, group.has_paper),
    ]


def _invitation(group: Any, name: str, words: str) -> Step:
    """To invite somebody leads to the form; to look after who is invited, to the list.

    :param name: the role that the form begins with.
    """
    joined, invited = (getattr(group, f"{name}_{state}") for state in ("joined", "invited"))
    page = "accounts:group-people" if invited else "accounts:invite"
    role = "" if invited else f"?role={name}"
    return Step(words, f"{reverse(page, args=[group.pk])}{role}", joined, invited)
