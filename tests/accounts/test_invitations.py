"""Links of invitations: good for one use, fourteen days, and one address."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client

from accounts import actions
from accounts.models import Invitation, Membership, User, resets
from accounts.models.invitations import SIGNER
from core import clock
from core.policy import Refused
from tests.accounts.invited import ADDRESS, JOIN, NAME, link
from tests.accounts.pages import Page
from tests.signing_in import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_link_works_once(invitation):
    Client().post(link(invitation), JOIN)
    again = Client().post(link(invitation), {**JOIN, "password": "another good long one"})
    person = User.objects.get(email=ADDRESS)
    assert (again.status_code, person.check_password(JOIN["password"])) == (410, True)


def test_of_two_acceptances_one_counts(invitation):
    first = actions.accept_invitation(actor=None, invitation=invitation, **JOIN)
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(
            actor=None, invitation=invitation, name="Somebody Else", password="x" * 12
        )
    invitation.refresh_from_db()
    assert (str(refused.value), invitation.accepted_by, first.name) == (
        "This invitation has been used, withdrawn, or is too old.", first, NAME,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_acceptances_at_the_same_moment_one_counts(invitation):
    start, outcomes = Barrier(2), []

    def accept(name):
        start.wait()
        try:
            actions.accept_invitation(
                actor=None, invitation=invitation, name=name, password=PASSWORD
            )
            outcomes.append("accepted")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    both = [Thread(target=accept, args=(name,)) for name in ("One", "Two")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert (sorted(outcomes), Membership.objects.filter(user__email=ADDRESS).count()) == (
        ["accepted", "refused"],
        1,
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": Invitation.State.WITHDRAWN}, "It has been withdrawn."),
        ({"state": Invitation.State.ACCEPTED}, "It has been used. An invitation works once."),
        ({"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}, "It was good until"),
    ],
)
def test_a_link_that_no_longer_works_says_why_and_whom_to_ask(invitation, change, words):
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    answer = Client().get(link(invitation))
    text = Page(answer).text_of("main")
    posted = Client().post(link(invitation), JOIN)
    assert (answer.status_code, words in text, "Ask Sian Bevan of Harbourside IAG" in text) == (
        410,
        True,
        True,
    )
    assert (posted.status_code, User.objects.filter(email=ADDRESS).count()) == (410, 0)


@pytest.mark.parametrize("token", ["nonsense", "1.forged", "1"])
def test_a_link_that_we_never_made_names_nobody(invitation, token):
    answer = Client().get(f"/invitations/{token}/")
    text = Page(answer).text_of("main")
    assert (answer.status_code, "Sian" in text, "Harbourside" in text) == (404, False, False)


def test_a_link_of_another_kind_or_under_another_key_is_none_of_ours(invitation):
    number = str(invitation.pk)
    made = {
        "ours": SIGNER.sign(number),
        "of a sign-in reset": resets.SIGNER.sign(number),
        "under another key": Signer(key="x" * 50, sep=".", salt="accounts.invitation").sign(number),
        "by MD5": Signer(sep=".", salt="accounts.invitation", algorithm="md5").sign(number),
    }
    statuses = {
        kind: Client().get(f"/invitations/{token}/").status_code for kind, token in made.items()
    }

    assert statuses == dict.fromkeys(made, 404) | {"ours": 200}


def test_a_link_is_good_for_fourteen_days(invitation):
    with clock.at(invitation.sent_at + timedelta(days=14, seconds=-1)):
        assert Client().get(link(invitation)).status_code == 200
    with clock.at(invitation.sent_at + timedelta(days=14)):
        assert Client().get(link(invitation)).status_code == 410
