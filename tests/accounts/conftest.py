import time

import pytest
from django.test import Client

from accounts import actions
from tests.accounts.invited import ADDRESS
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, code_now, give_app, give_password


@pytest.fixture
def member(db):
    """Somebody with a password and an authenticator app."""
    user = give_password(UserFactory(name="Doreen Asante", email="doreen@example.org"))
    give_app(user)
    return user


@pytest.fixture
def half_way(db):
    """Somebody with a password and no second factor."""
    return give_password(UserFactory(name="Half Way", email="half@example.org"))


@pytest.fixture
def clock(monkeypatch):
    """Move the clock of codes and limits: ``clock(31)`` is 31 seconds on."""
    start = time.time() // 30 * 30 + 1  # just after a code has changed

    def move(seconds):
        monkeypatch.setattr(time, "time", lambda: start + seconds)

    move(0)
    return move


@pytest.fixture
def at_second_step():
    """``at_second_step(user)``: a client that has given the right password and no factor."""

    def enter(user):
        client = Client()
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        return client

    return enter


@pytest.fixture
def sign_in_with_app(at_second_step):
    """``sign_in_with_app(user)``: signed in by the pages themselves, password and code."""

    def enter(user):
        client = at_second_step(user)
        client.post("/accounts/2fa/authenticate/", {"code": code_now()})
        return client

    return enter


@pytest.fixture
def group(db):
    return AdvisoryGroupFactory(name="Harbourside IAG")


@pytest.fixture
def secretary(group):
    person = give_password(UserFactory(name="Sian Bevan"))
    MembershipFactory(user=person, group=group, role="secretary")
    return person


@pytest.fixture
def invitation(group, secretary):
    return actions.invite_person(
        actor=secretary, group=group, email=ADDRESS, name="Priya R", role="member"
    )
