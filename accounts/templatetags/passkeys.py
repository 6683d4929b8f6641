"""What the browser is asked for a passkey, as an attribute: no script stands in a page."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options: Any) -> str:
    """``options`` as JSON; the template escapes it."""
    return json.dumps(options, cls=DjangoJSONEncoder)
