from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "iag_portal.live"
    label = "live"
