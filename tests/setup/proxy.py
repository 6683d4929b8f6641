"""Debian's nginx with the files that deploy/install has put under a folder, on a free port."""

import grp
import re
import signal
import ssl
import subprocess
import time
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from pwd import struct_passwd
from typing import Self

import httpx
from _setup import system

from tests.setup import walk

NGINX = system.nginx()
NAME = "portal.example"
MAIN = """
daemon off;
user {user} {group};
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {site};
}}
"""


class Proxy:
    """nginx, once it listens; its certificate is the one that the installation made."""

    def __init__(self, root: Path, folder: Path, user: struct_passwd) -> None:
        self.root, self.folder = root, folder
        self.plain = walk.free_ports(2)
        self.port = self.plain + 1
        self.tls = ssl.create_default_context(cafile=root / "etc/iag-portal/certificate.pem")
        folder.mkdir()
        names = {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name}
        main = MAIN.format(folder=folder, site=self._site(folder), **names)
        (folder / "nginx.conf").write_text(main)
        self.command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def _site(self, folder: Path) -> Path:
        """As it was put in place, but for the ports."""
        text = (self.root / "etc/nginx/sites-enabled/iag-portal").read_text()
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;")
        (folder / "site.conf").write_text(text)
        return folder / "site.conf"

    def __enter__(self) -> Self:
        tested = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        assert (tested.returncode, "warn" in tested.stderr) == (0, False), tested.stderr
        self.process = subprocess.Popen(self.command)
        until = time.monotonic() + 20
        while walk.is_free(self.port):
            assert self.process.poll() is None, (self.folder / "main.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.02)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)

    def cut(self) -> None:
        """End each line that stands, as a restart of the proxy does."""
        self.__exit__()
        self.__enter__()

    def way(self) -> httpx.BaseTransport:
        """How httpx comes here, whatever name it asks for."""
        return Way(self)

    def status(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """A request by hand: what was answered, in which words, and with which headers."""
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self._any_name())
        try:
            connection.request("GET", path, headers={"Host": NAME, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
        finally:
            connection.close()

    def _any_name(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.root / "etc/iag-portal/certificate.pem")
        context.check_hostname = False
        return context

    def logs(self) -> str:
        """All that nginx has written down, the last answer too.

        Its one worker writes the line of a request after the answer, and before it takes another,
        such as one that it answers by itself.
        """
        with closing(HTTPConnection("127.0.0.1", self.plain, timeout=20)) as connection:
            connection.request("GET", "/", headers={"Host": NAME})
            assert connection.getresponse().status == HTTPStatus.MOVED_PERMANENTLY
        files = [self.folder / "main.log", *(self.root / "var/log/nginx").iterdir()]
        return "\n".join(file.read_text() for file in files)


class Way(httpx.BaseTransport):
    """To the proxy of a test, under the name of the portal."""

    def __init__(self, proxy: Proxy) -> None:
        self._port = proxy.port
        self._inner = httpx.HTTPTransport(verify=proxy.tls)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        request.extensions = {**request.extensions, "sni_hostname": name}
        asked = request.url
        request.url = asked.copy_with(host="127.0.0.1", port=self._port)
        answer = self._inner.handle_request(request)
        request.url = asked
        return answer

    def close(self) -> None:
        self._inner.close()
