"""People. Every human is a ``User``, also one who never signs in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.addresses import AddressField
from accounts.models.memberships import Membership
from core.alike import one_password
from core.clock import now
from core.prepared import Given, Prepared

if TYPE_CHECKING:
    from django_otp.models import Device

_PLACES = Prepared(
    lambda: (
        Membership.objects.current()
        .filter(user=Given("user", models.BigIntegerField()))
        .select_related("group")
    )
)
Answer = TypeVar("Answer")


class UserManager(BaseUserManager["User"]):
    """Makes people."""

    def create_user(
        self, *, name: str, email: str | None = None, password: str | None = None, **more: Any
    ) -> User:
        """Make a person; without ``email`` and ``password`` they never sign in."""
        user = self.model(name=name, email=email or None, **more)
        user.set_password(password)
        user.save()
        return user

    def in_roles(self, group_id: int, roles: Collection[str]) -> models.QuerySet[User]:
        """The people who are one of ``roles`` in the group today."""
        places = Membership.objects.current().filter(group=group_id, role__in=roles)
        return self.filter(pk__in=places.values("user"))


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person: a volunteer, an officer, a reader, an administrator.

    Roles hang on ``Membership`` and ``OrganisationMembership``. ``is_staff`` is the
    technical administrator and gives no way into any group.

    :ivar access_ended_at: when something last ended what they had open; links by email
        that were asked for before are not sent any more.
    :ivar heard: how much of what changes on the page of a meeting a screen reader is told.
    :ivar large: whom they see large in the video of a meeting.
    :ivar simple_view: whether they see an open meeting as four things, one at a time.
    :ivar bounced_at: since when emails to their address come back; ``None`` while they arrive.
    """

    class Heard(models.TextChoices):
        ALL = "all", _("Everything that changes")
        MINE = "mine", _("My place in the queue, new items, wordings and results")
        TURN = "turn", _("Only when it is my turn to speak or to answer")

    class Large(models.TextChoices):
        SPEAKER = "speaker", _("Whoever has the floor")
        INTERPRETER = "interpreter", _("The sign language interpreter")
        OWN = "own", _("Whom I choose in the video myself")

    name = models.CharField(_("full name"), max_length=150)
    email = AddressField(_("email address"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=now)
    access_ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    heard = models.CharField(max_length=10, choices=Heard, default=Heard.ALL)
    simple_view = models.BooleanField(default=False)
    large = models.CharField(max_length=12, choices=Large, default=Large.SPEAKER)
    bounced_at = models.DateTimeField(null=True, blank=True, editable=False)

    otp_device: Device | None = None  # set by django-otp: the factor that verified this session
    devices: Mapping[str, Device] = MappingProxyType({})  # by persistent id; accounts.backends
    has_accepted_agreement = False  # whether the look at the session has said so
    unseen_notices = 0  # as the look at the session has counted them

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(models.functions.Lower("email"), name="one_person_per_address"),
        )

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password in the one form in which it is compared."""
        super().set_password(None if raw_password is None else one_password(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, in whichever form it was typed: one run of the hash."""
        return super().check_password(None if raw_password is None else one_password(raw_password))

    def is_verified(self) -> bool:
        """Whether this session showed a second factor; django-otp says so for each request."""
        return self.otp_device is not None

    @property
    def is_reached_by_email(self) -> bool:
        """Whether they have an address here, and emails to it arrive."""
        return bool(self.email) and self.bounced_at is None

    def get_full_name(self) -> str:
        """The name, as allauth and Django ask for it."""
        return self.name

    @cached_property
    def places(self) -> dict[int, Membership]:
        """The place in each group this person belongs to today, by group id: one query a request.

        Kept as long as this instance; whatever outlives a request must read it anew.
        """
        places = {place.group_id: place for place in _PLACES(user=self.pk)}
        for place in places.values():
            place.user = self
        return places

    @cached_property
    def roles(self) -> dict[int, str]:
        """Role in each group this person belongs to today, by group id."""
        return {group: place.role for group, place in self.places.items()}

    def once(self, question: Callable[[User], Answer]) -> Answer:
        """What ``question`` says of this person, asked once for as long as this instance is kept.

        For what apps above know about them, and ask in each query of a request.
        """
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    def forget(self) -> None:
        """Ask anew where this person stands: they have just done something that may move it."""
        for name in ("places", "roles", "organisation_ids", "_answers"):
            self.__dict__.pop(name, None)

    @cached_property
    def _answers(self) -> dict[Callable[[User], Any], Any]:
        return {}

    def groups_as(self, roles: Collection[str]) -> list[int]:
        """Ids of the groups in which this person is one of ``roles`` today."""
        return [group for group, role in self.roles.items() if role in roles]

    def groups_where(self, rule: Callable[[Membership], bool]) -> list[int]:
        """Ids of the groups in which the place of this person today is as ``rule`` says."""
        return [group for group, place in self.places.items() if rule(place)]

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations for which this person reads today."""
        current = self.organisation_memberships.current()
        return frozenset(current.values_list("organisation_id", flat=True))

    @property
    def has_a_place(self) -> bool:
        """Whether this person belongs to anything here today, or looks after it."""
        places = self.memberships.current(), self.organisation_memberships.current()
        return self.is_staff or any(rows.exists() for rows in places)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Never: Django's own permissions are not used, ``core.policy`` is."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Never: see :meth:`has_perm`."""
        return False
