"""The fourteen kinds of person of the access matrix, and the browser of each."""

import time
from datetime import timedelta
from http.cookies import SimpleCookie

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.models import Session
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client

from core.clock import now
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
FRESH = 290  # seconds: shown so long ago a factor still counts, and at STALE no longer
STALE = 310
SECRET = _get_new_csrf_string()
OF_A_FORM = {"x-csrftoken": SECRET, "origin": settings.PORTAL_ORIGIN}


class Browser:
    """One person's browser: each request begins from the same cookies, whatever was answered.

    :param of_a_form: the headers that say from which page a form comes.
    """

    def __init__(self, client, of_a_form=OF_A_FORM):
        client.handler.enforce_csrf_checks = True
        client.cookies[settings.CSRF_COOKIE_NAME] = SECRET
        self._client, self._of_a_form = client, of_a_form
        self._cookies = client.cookies.output(header="", sep=";")

    def ask(self, method, path, data=None, **headers):
        self._client.cookies = SimpleCookie(self._cookies)
        sent = headers if method in {"get", "head"} else {**self._of_a_form, **headers}
        return getattr(self._client, method)(path, data or {}, headers=sent)


def token():
    """What stands in one drawing of a form: the secret of the cookie, in another way each time."""
    return _mask_cipher_secret(SECRET)


def shown(client, *, seconds):
    """As if the factor had been shown so many seconds ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - seconds
    session.save()
    # Later than a visit moves its end: or each question would, once the world is a minute old.
    Session.objects.filter(pk=session.session_key).update(expire_date=now() + timedelta(days=1))
    return client


def client_of(world, who, *, seconds=FRESH):
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
