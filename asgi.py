"""The portal's front door: pages to Django, sockets to the live pages."""

import gc
import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iag_portal.settings")
gc.disable()  # what is loaded here stays: it is looked through for garbage neither now nor later
http = get_asgi_application()

from core.access_log import hide_tokens  # noqa: E402 -- apps must be ready
from core.checks import refuse_unsafe  # noqa: E402
from core.database import refuse_unmigrated  # noqa: E402
from core.env import ENV  # noqa: E402
from iag_portal.routing import websockets  # noqa: E402

refuse_unsafe()
if ENV.production:  # a demo prepares its own database
    refuse_unmigrated()
hide_tokens()
gc.freeze()
gc.enable()

application = ProtocolTypeRouter({"http": http, "websocket": websockets})
