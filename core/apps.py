from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """Register the portal's own system checks."""
        import core.checks  # noqa: F401, PLC0415 -- app ready
