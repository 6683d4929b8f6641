"""Open pages of meetings and press their buttons, as a browser does."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.html import words_of
from tests.signing_in import signed_in

HTMX = {"hx-request": "true"}
JSON = {"accept": "application/json"}


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def get(user, name, *args, **more):
    """The page as ``user`` gets it, in a new session."""
    return signed_in(user).get(url(name, *args), **more)


def press(user, name, *args, fields=None, **more):
    """The answer to a form that ``user`` sends, in a new session."""
    return signed_in(user).post(url(name, *args), fields or {}, **more)


def words(response):
    """The words of a page's main part, without tags, spaces as one."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    return words_of(main[0])


def region(response, name):
    """The words of one live region of a page."""
    text = response.content.decode()
    start = re.search(rf'<(\w+)[^>]*data-region="{name}"', text)
    end = text.find('data-region="', start.end())
    return words_of(text[start.start() : end])


def questions(client, address):
    """How many queries the page asks, once the session has been seen."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
