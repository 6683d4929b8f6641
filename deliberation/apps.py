from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "deliberation"

    def ready(self) -> None:
        """Make this app's events and live pages known, and add its rules to the policy."""
        import deliberation.events  # noqa: F401, PLC0415 -- app ready
        from core import revocation  # noqa: PLC0415 -- app ready
        from core.live import pages  # noqa: PLC0415 -- app ready
        from core.notices import kinds  # noqa: PLC0415 -- app ready
        from core.policy import register  # noqa: PLC0415 -- app ready
        from core.rights import registry  # noqa: PLC0415 -- app ready
        from core.search.registry import register as offer  # noqa: PLC0415 -- app ready
        from deliberation.actions import take_back_readings  # noqa: PLC0415 -- app ready
        from deliberation.live import GlassPage, TopicPage  # noqa: PLC0415 -- app ready
        from deliberation.notices import NOTICES  # noqa: PLC0415 -- app ready
        from deliberation.permissions import POLICY  # noqa: PLC0415 -- app ready
        from deliberation.personal_data import PERSONAL_DATA  # noqa: PLC0415 -- app ready
        from deliberation.search import SOURCES  # noqa: PLC0415 -- app ready

        register(POLICY)
        kinds.register(NOTICES)
        registry.register("deliberation", PERSONAL_DATA)
        offer(*SOURCES)
        pages.register(TopicPage())
        pages.register(GlassPage())
        revocation.register(take_back_readings)
