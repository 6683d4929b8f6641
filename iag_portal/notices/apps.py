from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "iag_portal.notices"
    label = "notices"
