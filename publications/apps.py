from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"

    def ready(self) -> None:
        """Make this app's events known and add its rules to the policy."""
        import publications.events  # noqa: F401, PLC0415 -- app ready
        from core.notices import kinds  # noqa: PLC0415 -- app ready
        from core.policy import register  # noqa: PLC0415 -- app ready
        from core.rights import registry  # noqa: PLC0415 -- app ready
        from core.search.registry import register as offer  # noqa: PLC0415 -- app ready
        from meetings import summaries  # noqa: PLC0415 -- app ready
        from publications.notices import NOTICES  # noqa: PLC0415 -- app ready
        from publications.permissions import POLICY  # noqa: PLC0415 -- app ready
        from publications.personal_data import PERSONAL_DATA  # noqa: PLC0415 -- app ready
        from publications.queries import is_published  # noqa: PLC0415 -- app ready
        from publications.search import SOURCES  # noqa: PLC0415 -- app ready

        register(POLICY)
        kinds.register(NOTICES)
        registry.register("publications", PERSONAL_DATA)
        offer(*SOURCES)
        summaries.register(is_published)
