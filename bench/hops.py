"""The portal's pages through Django's own chain and through one thread hop: decision 0013."""

# ruff: noqa: E402 -- the apps must be ready before they are imported
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iag_portal.settings")

from asgiref.sync import sync_to_async
from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import FileResponse

plain = get_asgi_application()

from iag_portal.routing import websockets


class OneHopHandler(ASGIHandler):
    """Django's handler for reading and sending; middlewares and view in one call of its thread."""

    def __init__(self):
        BaseHandler.__init__(self)  # not ASGIHandler's, which would load the asynchronous chain
        self.load_middleware(is_async=False)

    async def run_get_response(self, request):
        response = await sync_to_async(self.get_response, thread_sensitive=True)(request)
        response._handler_class = self.__class__
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        return response


many = ProtocolTypeRouter({"http": plain, "websocket": websockets})
one = ProtocolTypeRouter({"http": OneHopHandler(), "websocket": websockets})
