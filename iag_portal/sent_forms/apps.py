from django.apps import AppConfig


class SentFormsConfig(AppConfig):
    name = "iag_portal.sent_forms"
    label = "sent_forms"
