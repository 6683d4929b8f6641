from django.apps import AppConfig


class SentFormsConfig(AppConfig):
    name = "core.sent_forms"
    label = "sent_forms"
