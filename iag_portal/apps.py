from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "iag_portal"

    def ready(self) -> None:
        """Register the portal's own system checks."""
        import iag_portal.checks  # noqa: F401, PLC0415 -- app ready
