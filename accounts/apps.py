from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Make this app's events known, add its rules, bridge its second factors."""
        import accounts.events  # noqa: PLC0415 -- app ready
        import accounts.receivers  # noqa: F401, PLC0415 -- app ready
        from accounts.actions import record_arrival, record_bounce  # noqa: PLC0415 -- app ready
        from accounts.notices import NOTICES  # noqa: PLC0415 -- app ready
        from accounts.permissions import POLICY  # noqa: PLC0415 -- app ready
        from accounts.personal_data import PERSONAL_DATA  # noqa: PLC0415 -- app ready
        from accounts.search import SOURCES  # noqa: PLC0415 -- app ready
        from core.notices import kinds, outcomes  # noqa: PLC0415 -- app ready
        from core.policy import register  # noqa: PLC0415 -- app ready
        from core.rights import registry  # noqa: PLC0415 -- app ready
        from core.search.registry import register as offer  # noqa: PLC0415 -- app ready

        register(POLICY)
        kinds.register(NOTICES)
        outcomes.register(came_back=record_bounce, arrived=record_arrival)
        registry.register("accounts", PERSONAL_DATA)
        offer(*SOURCES)
