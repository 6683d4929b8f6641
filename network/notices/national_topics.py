"""What people are told of national topics: who is asked and has answered, what waits or is gone."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, OrganisationMembership, User
from accounts.models.memberships import CHAIRS, ORGANISERS, OWN_PEOPLE
from core.notices.kinds import Kind
from network.events import (
    AskAccepted,
    AskDeclined,
    ForceAdded,
    ForceAsked,
    ForceChanged,
    LeadAgreed,
    LeadDeclined,
    MessageOffered,
    NationalTopicOpened,
    ReleasedWithdrawn,
    RepresentativeAdmitted,
    RepresentativeNamed,
    WindowChanged,
)
from network.models import (
    AskedForce,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReleasedMessage,
    Representation,
)
from network.queries import newest_mandate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts

PLACE = "national_topic__topic__group"


def _who_answer(asked: AskedForce, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the group that is asked."""
    return User.objects.in_roles(asked.group_id, ORGANISERS)


def _who_answer_first(national_topic: NationalTopic, _facts: Facts) -> QuerySet[User]:
    """Those of every group that was asked before it was opened, and is not closed since."""
    return _organisers_of(national_topic.asked.all())


def _who_rely_on_it(national_topic: NationalTopic, _facts: Facts) -> QuerySet[User]:
    """Those of each such group that has not declined."""
    return _organisers_of(national_topic.asked.exclude(state=AskedForce.State.DECLINED))


def _organisers_of(asked: QuerySet[AskedForce]) -> QuerySet[User]:
    groups = AdvisoryGroup.objects.working().filter(pk__in=asked.values("group"))
    places = Membership.objects.current().filter(group__in=groups, role__in=ORGANISERS)
    return User.objects.filter(pk__in=places.values("user"))


def _who_ask(national_topic: NationalTopic, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the network."""
    return User.objects.in_roles(national_topic.group_id, ORGANISERS)


def _who_lead(force: NetworkForce, facts: Facts) -> QuerySet[User]:
    """The chairs of a group that is newly asked to lead a force, and works."""
    if not facts.get("leads"):
        return User.objects.none()
    groups = AdvisoryGroup.objects.working().filter(leads=force)
    places = Membership.objects.current().filter(group__in=groups, role__in=CHAIRS)
    return User.objects.filter(pk__in=places.values("user"))


def _who_keep(force: NetworkForce, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of its network."""
    return User.objects.in_roles(force.host_id, ORGANISERS)


def _who_let_in(representation: Representation, _facts: Facts) -> QuerySet[User]:
    """The chairs of the network, who let them in; and the one who was named."""
    chairs = User.objects.in_roles(representation.force.host_id, CHAIRS)
    return chairs | User.objects.filter(pk=representation.user_id)


def _who_represents(representation: Representation, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=representation.user_id)


def _who_record(asked: AskedForce, _facts: Facts) -> QuerySet[User]:
    """The chairs of the group."""
    return User.objects.in_roles(asked.group_id, CHAIRS)


def _has_no_mandate(asked: AskedForce) -> bool:
    """Whether its group has yet to record one: of what was cancelled nobody holds anything."""
    is_cancelled = asked.national_topic.state == NationalTopic.State.CANCELLED
    return not is_cancelled and newest_mandate(asked) is None


def _stands(representation: Representation) -> bool:
    return not representation.is_over


def _who_release(offer: MessageOffer, _facts: Facts) -> QuerySet[User]:
    """The chairs of the group, of whom whoever offered it is none that releases it."""
    return User.objects.in_roles(offer.group_id, CHAIRS).exclude(pk=offer.offered_by_id)


def _who_have_it(released: ReleasedMessage, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the network, and everybody who reads for an organisation."""
    readers = OrganisationMembership.objects.current().values("user")
    organisers = User.objects.in_roles(released.group_id, ORGANISERS).values("pk")
    return User.objects.filter(Q(pk__in=readers) | Q(pk__in=organisers))


def _who_read_them(national_topic: NationalTopic, _facts: Facts) -> QuerySet[User]:
    """The own people of the network, and everybody who reads for an organisation."""
    readers = OrganisationMembership.objects.current().values("user")
    own = User.objects.in_roles(national_topic.group_id, OWN_PEOPLE).values("pk")
    return User.objects.filter(Q(pk__in=readers) | Q(pk__in=own))


def _is_offered(offer: MessageOffer) -> bool:
    """Whether it still waits for a chair, who can release it while the national topic is open."""
    is_open = offer.asked.national_topic.state == NationalTopic.State.OPEN
    return is_open and offer.state == MessageOffer.State.OFFERED


def _can_answer(asked: AskedForce) -> bool:
    """Whether its group, which works, can still say whether it takes part."""
    return asked.takes_answer and asked.group.closed_at is None


of_asked = partial(
    Kind,
    about=AskedForce,
    people=_who_answer,
    shows=attrgetter("national_topic"),
    still=_can_answer,
    joins=(PLACE, "group"),
)
of_national_topic = partial(
    Kind, about=NationalTopic, fact="national_topic_id", joins=("topic__group",)
)
of_representation = partial(
    Kind,
    about=Representation,
    fact="representation_id",
    still=_stands,
    joins=("force__organisation", "group"),
)

of_force = partial(Kind, about=NetworkForce, fact="force_id", joins=("organisation",))

OF_NATIONAL_TOPICS = (
    of_force(
        event=ForceAdded,
        says=_("A national network asks your group to speak for its force"),
        people=_who_lead,
        still=attrgetter("asks_to_lead"),
    ),
    of_force(
        event=ForceChanged,
        says=_("A national network asks your group to speak for a force from now on"),
        people=_who_lead,
        still=attrgetter("asks_to_lead"),
    ),
    of_force(
        event=LeadAgreed,
        says=_("A group has agreed to speak for its force"),
        people=_who_keep,
    ),
    of_force(
        event=LeadDeclined,
        says=_("A group has declined to speak for its force"),
        people=_who_keep,
    ),
    of_national_topic(
        event=NationalTopicOpened,
        says=_("A national topic has been opened, and your group is asked to take part"),
        people=_who_answer_first,
        still=attrgetter("takes_answers"),
    ),
    of_national_topic(
        event=WindowChanged,
        says=_("The last day of a national topic is later now"),
        people=_who_rely_on_it,
        still=attrgetter("takes_answers"),
    ),
    of_asked(
        event=ForceAsked,
        fact="asked_id",
        says=_("Your group is asked to take part in a national topic"),
    ),
    of_asked(
        own_name="asked_force.closes_soon",
        says=_("Your group has 7 days or less to answer a national topic"),
    ),
    of_asked(
        own_name="asked_force.last_day",
        says=_("Today is the last day to answer a national topic"),
    ),
    of_national_topic(
        event=AskAccepted,
        says=_("A group takes part in a national topic"),
        people=_who_ask,
    ),
    of_national_topic(
        event=AskDeclined,
        says=_("A group has declined to take part in a national topic"),
        people=_who_ask,
    ),
    of_representation(
        event=RepresentativeNamed,
        says=_("Somebody has been named to represent a group in a national network"),
        people=_who_let_in,
    ),
    of_representation(
        event=RepresentativeAdmitted,
        says=_("You now represent your group in a national network"),
        people=_who_represents,
    ),
    of_asked(
        own_name="mandate.missing",
        says=_("Record what your representative may hold: the meeting is in 7 days or less"),
        people=_who_record,
        still=_has_no_mandate,
    ),
    Kind(
        event=MessageOffered,
        fact="offer_id",
        about=MessageOffer,
        says=_("A message for a national topic waits for you to release it"),
        people=_who_release,
        shows=attrgetter("asked.national_topic"),
        still=_is_offered,
        joins=("asked__national_topic__topic__group",),
    ),
    of_national_topic(
        own_name="released_message.new",
        says=_("There are new released messages for a national topic"),
        people=_who_read_them,
        place=attrgetter("topic.place"),
        still=attrgetter("has_new_messages"),
    ),
    Kind(
        event=ReleasedWithdrawn,
        fact="released_id",
        about=ReleasedMessage,
        says=_("One released message has been withdrawn"),
        people=_who_have_it,
        shows=attrgetter("national_topic"),
        joins=("national_topic__topic__group",),
    ),
)
