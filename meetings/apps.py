from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Make this app's events and live pages known, and add its rules to the policy."""
        import meetings.checks  # noqa: PLC0415 -- app ready
        import meetings.events  # noqa: F401, PLC0415 -- app ready
        from core import joining, revocation  # noqa: PLC0415 -- app ready
        from core.live import pages  # noqa: PLC0415 -- app ready
        from core.notices import kinds  # noqa: PLC0415 -- app ready
        from core.policy import register  # noqa: PLC0415 -- app ready
        from core.rights import registry  # noqa: PLC0415 -- app ready
        from core.search.registry import register as offer  # noqa: PLC0415 -- app ready
        from deliberation import attachments, interests  # noqa: PLC0415 -- app ready
        from meetings.actions import (  # noqa: PLC0415 -- app ready
            invite_newcomer,
            revoke_video,
            take_back_calendar,
        )
        from meetings.attachments import KEEPER, REDRAWN  # noqa: PLC0415 -- app ready
        from meetings.live import MeetingPage  # noqa: PLC0415 -- app ready
        from meetings.notices import NOTICES  # noqa: PLC0415 -- app ready
        from meetings.permissions import POLICY  # noqa: PLC0415 -- app ready
        from meetings.personal_data import PERSONAL_DATA  # noqa: PLC0415 -- app ready
        from meetings.queries import declared_interests  # noqa: PLC0415 -- app ready
        from meetings.search import SOURCES  # noqa: PLC0415 -- app ready

        register(POLICY)
        kinds.register(NOTICES)
        registry.register("meetings", PERSONAL_DATA)
        offer(*SOURCES)
        pages.register(MeetingPage())
        pages.also_changed_by("topic", REDRAWN)
        attachments.register(KEEPER)
        revocation.register(revoke_video)
        revocation.register(take_back_calendar)
        joining.register(invite_newcomer)
        interests.register(declared_interests)
