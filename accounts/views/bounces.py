"""What a provider of mail reports: which emails arrived, and which came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import path
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.urls import URLPattern


def patterns() -> list[URLPattern]:
    """The address to report to; none where the settings name nobody who reports.

    The page is django-anymail's. It asks for name and secret, and for no sign-in and no token
    of a form; it tells ``accounts.receivers``.
    """
    provider = settings.EMAIL_REPORTS
    if not provider:
        return []
    reporter: Any = import_string(
        f"anymail.webhooks.{provider}.{provider.title()}TrackingWebhookView"
    )
    return [path("mail/reports/", reporter.as_view(), name="mail-reports")]
