"""Open pages and read them as a person does."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.html import words_of
from tests.signing_in import signed_in

NOWHERE = 999_999  # id of nothing


def url(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def page(user, name, *args, **query):
    """The page as ``user`` gets it, in a new session."""
    return signed_in(user).get(url(name, *args), query)


def post(person, name, *args, **data):
    """The answer to a form that ``person`` sends."""
    return signed_in(person).post(url(name, *args), data)


def words(response):
    """The words of a page's main part, without tags, spaces as one."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    return words_of(main[0])


def same(response):
    """The answer without its token and its moment, to compare with another."""
    text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'data-now="[^"]*"|X-CSRFToken[^}]*', "", text)


def questions(client, address):
    """How many queries the page asks, once the session has been seen."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
