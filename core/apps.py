from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """Import ``declarations.py`` of each app, in the order of ``INSTALLED_APPS``.

        There an app adds what is its own to the registries of core: rules, notices, live pages,
        personal data, sources of search. Each comes after the apps that it builds on.
        """
        autodiscover_modules("declarations")
