"""What people are told of hours of questions to a guest."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from core.notices.kinds import Kind
from deliberation.events import HotSeatCancelled, HotSeatChanged, HotSeatEnded, HotSeatPlanned
from deliberation.models import HotSeat, Space

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _readers(seat: HotSeat, _facts: Facts) -> QuerySet[User]:
    """Everybody who reads the shared space."""
    places = seat.topic.readers(Space.SHARED)
    return User.objects.filter(pk__in=places.values("user"))


def _who_see_to_it(seat: HotSeat, facts: Facts) -> QuerySet[User]:
    """The guest, the chair and the secretary, as far as they read it."""
    organisers = User.objects.in_roles(seat.group_id, ORGANISERS)
    concerned = Q(pk__in=organisers.values("pk")) | Q(pk=seat.guest_id)
    return _readers(seat, facts).filter(concerned)


def _left_questions(seat: HotSeat) -> bool:
    return seat.is_over and seat.has_open_questions


of_hot_seat = partial(
    Kind,
    about=HotSeat,
    fact="hot_seat_id",
    people=_readers,
    place=attrgetter("topic.place"),
    shows=attrgetter("topic"),
    marked=attrgetter("topic"),
    joins=("topic",),
)
OF_HOT_SEATS = (
    of_hot_seat(
        event=HotSeatPlanned,
        says=_("A hot seat is planned in a topic: you can put questions to a guest"),
        still=attrgetter("is_ahead"),
    ),
    of_hot_seat(
        event=HotSeatChanged,
        says=_("The guest or the time of a hot seat has changed"),
        still=attrgetter("is_ahead"),
    ),
    of_hot_seat(event=HotSeatCancelled, says=_("A hot seat has been cancelled")),
    of_hot_seat(
        own_name="hot_seat.begins_soon",
        says=_("A hot seat begins within an hour"),
        still=attrgetter("is_to_come"),
    ),
    of_hot_seat(
        event=HotSeatEnded,
        says=_("A hot seat has ended, and questions are open"),
        people=_who_see_to_it,
        place=None,
        still=_left_questions,
    ),
    of_hot_seat(
        own_name="hot_seat.answers_overdue",
        says=_("Questions of a hot seat wait for an answer that was promised by a day now past"),
        people=_who_see_to_it,
        place=None,
        still=_left_questions,
    ),
)
