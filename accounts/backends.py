"""Who a session belongs to: one look at the database for all that the gate asks of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField, QuerySet
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.middleware import OTPMiddleware

from accounts.models import AuthenticatorDevice, User
from accounts.queries import newest_agreement_accepted
from core.notices.models import unseen_count
from core.prepared import Given, Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def _with_person(devices: QuerySet[AuthenticatorDevice]) -> QuerySet[Any]:
    accepted, unseen = newest_agreement_accepted("user"), unseen_count("user")
    rows: QuerySet[Any] = devices.select_related("user")
    annotated: QuerySet[Any] = rows.annotate(accepted=accepted, unseen=unseen)
    return annotated


_DEVICES_OF = Prepared(
    lambda: _with_person(AuthenticatorDevice.objects.filter(user=Given("user", BigIntegerField())))
)


class Backend(AuthenticationBackend):
    """allauth's, but that a person comes with their devices and with what they have accepted."""

    def get_user(self, user_id: int) -> User | None:
        """The person, unless they are suspended. One query for most; two with a code card alone."""
        return self._people([user_id], _DEVICES_OF(user=user_id)).get(user_id)

    def get_users(self, ids: Collection[int]) -> dict[int, User]:
        """Those of the people ``ids`` who are not suspended, by id. As many queries as for one."""
        return self._people(ids, _with_person(AuthenticatorDevice.objects.filter(user__in=ids)))

    def _people(self, ids: Collection[int], devices: Iterable[Any]) -> dict[int, User]:
        people: dict[int, User] = {}
        for device in devices:
            person = people.setdefault(device.user_id, device.user)
            person.devices = {**person.devices, device.persistent_id: device}
            person.has_accepted_agreement = device.accepted is not False  # or there is none
            person.unseen_notices = device.unseen or 0
        if without := set(ids) - people.keys():
            counted = User.objects.filter(pk__in=without).annotate(unseen=unseen_count("pk"))
            for person in counted:
                person.unseen_notices = person.unseen or 0
                people[person.pk] = person
        return {pk: person for pk, person in people.items() if self.user_can_authenticate(person)}


class FactorMiddleware(OTPMiddleware):
    """django-otp's, but that it takes the device that came with the person."""

    def _verify_user_sync(self, request: Any, user: Any) -> Any:
        device_id = request.session.get(DEVICE_ID_SESSION_KEY)
        device = user.devices.get(device_id) if device_id and user.is_authenticated else None
        if device is None:
            return super()._verify_user_sync(request, user)
        self._init_user_fields(user)
        user.otp_device = self._finalize_device(request, user, device)
        return user
