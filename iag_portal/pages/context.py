"""What every page shows besides its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal, help line, navigation."""
    return {"portal_name": settings.PORTAL_NAME, "help_phone": settings.HELP_PHONE}
