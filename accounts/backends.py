"""Who a session belongs to: one look at the database for all that the gate asks of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.middleware import OTPMiddleware

from accounts.models import AuthenticatorDevice
from accounts.queries import newest_agreement_accepted

if TYPE_CHECKING:
    from accounts.models import User


class Backend(AuthenticationBackend):
    """allauth's, but that a person comes with their devices and with what they have accepted."""

    def get_user(self, user_id: int) -> User | None:
        """The person, unless they are suspended. One query for most; two with a code card alone."""
        accepted = newest_agreement_accepted("user")
        found = AuthenticatorDevice.objects.filter(user=user_id).select_related("user")
        devices = list(found.annotate(accepted=accepted))
        if not devices:
            return super().get_user(user_id)  # type: ignore[no-any-return]
        user: User = devices[0].user
        user.devices = {device.persistent_id: device for device in devices}
        user.has_accepted_agreement = devices[0].accepted is not False  # or there is none
        return user if self.user_can_authenticate(user) else None


class FactorMiddleware(OTPMiddleware):
    """django-otp's, but that it takes the device that came with the person."""

    def _verify_user_sync(self, request: Any, user: Any) -> Any:
        told = request.session.get(DEVICE_ID_SESSION_KEY)
        device = user.devices.get(told) if told and user.is_authenticated else None
        if device is None:
            return super()._verify_user_sync(request, user)
        self._init_user_fields(user)
        user.otp_device = self._finalize_device(request, user, device)
        return user
