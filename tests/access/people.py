"""The fourteen kinds of person of the access matrix, and the browser of each."""

import time
from http.cookies import SimpleCookie

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from tests.signing_in import give_app, signed_in

PEOPLE = (  # the columns of the tables, and the name of each person in the world
    "anonymous",
    "password",
    "agreement",
    "suspended",
    "stranger",
    "other group",
    "ex-member",
    "member",
    "secretary",
    "chair",
    "police lead",
    "observer",
    "reader",
    "administrator",
)
UNVERIFIED = PEOPLE[:4]  # the gate lets none of them through, whatever their role
VERIFIED = PEOPLE[4:]
OUTSIDE = (*PEOPLE[:7], "reader", "administrator")  # no word of the group is for them
SLOW = 3600  # seconds in which a factor shown "now" stays fresh, however slow the machine
MINUTES = 60  # seconds


class Browser:
    """One person's browser: each request begins from the same cookies, whatever was answered."""

    def __init__(self, client):
        self._client = client
        self._cookies = client.cookies.output(header="", sep=";")

    def ask(self, method, path, data=None, **headers):
        self._client.cookies = SimpleCookie(self._cookies)
        return getattr(self._client, method)(path, data or {}, headers=headers)


def shown(client, *, seconds):
    """As if the factor had been shown so many seconds ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - seconds
    session.save()
    return client


def client_of(world, who, *, seconds=-SLOW):
    """A new client of this kind of person; their factor was shown so many seconds ago."""
    if who == "anonymous":
        return Client(raise_request_exception=False)
    user = world.person[who]
    if who == "password":
        give_app(user)
        client = Client()
        client.force_login(user)
    else:
        client = shown(signed_in(user, fresh=True), seconds=seconds)
    client.raise_request_exception = False
    return client
