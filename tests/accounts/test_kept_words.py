"""Nobody loses what they typed because their session ended while they typed it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.forms.forms import BaseForm
from django.test import Client
from django.urls import resolve, reverse
from django.utils.html import escape

from accounts.actions import accept_agreement, adopt_agreement
from accounts.queries import agreement_in_force
from core.forms.fields import TextField
from core.kept import SECRET
from deliberation.models import Post
from tests.factories import MembershipFactory, TopicFactory
from tests.signing_in import session_key, sign_in, signed_in

pytestmark = pytest.mark.django_db
WORDS = "Keep a telephone line,\nanswered by a person & not by a machine"
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


def end(client):
    Session.objects.filter(session_key=session_key(client)).delete()


def token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


@pytest.fixture
def topic(member):
    topic = TopicFactory()
    MembershipFactory(user=member, group=topic.group)
    return topic


@pytest.fixture
def address(topic):
    return f"/topics/{topic.pk}/shared/posts/"


def test_a_press_after_the_end_answers_with_the_words_and_stores_nothing(member, address):
    client = signed_in(member)
    end(client)
    answer = client.post(address, {"body": WORDS, "choice": "yes"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (401, "no-store, private")
    assert 'name="body"' in page
    assert "answered by a person &amp; not by a machine</textarea>" in page
    assert '<input type="hidden" name="choice" value="yes">' in page
    assert f'action="{address}"' in page
    assert 'target="_blank" rel="noopener noreferrer"' in " ".join(page.split())
    assert (Post.objects.count(), Session.objects.count()) == (0, 0)


def test_after_signing_in_again_the_same_words_arrive(member, topic, address):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, member)
    form = token(client.get("/accounts/2fa/"))
    end(client)
    fields = {"body": WORDS, "choice": "yes"}
    kept = client.post(address, {**fields, "csrfmiddlewaretoken": form}, headers=OUR_PAGE)
    client.cookies.pop("csrftoken")  # what signing in does: the next page gets another one
    sign_in(client, member)
    client.get("/accounts/2fa/")
    again = client.post(address, {**fields, "csrfmiddlewaretoken": token(kept)}, headers=OUR_PAGE)
    done = client.post(address, {**fields, "csrfmiddlewaretoken": token(again)}, headers=OUR_PAGE)
    assert (kept.status_code, again.status_code, done.status_code) == (401, 403, 302)
    assert "answered by a person &amp; not by a machine" in again.content.decode()
    assert [post.body.replace("\r\n", "\n") for post in Post.objects.all()] == [WORDS]


def test_words_come_back_when_something_else_comes_first(member, address):
    client = signed_in(member)
    adopt_agreement(actor=None, text="Keep it to yourself.")
    typed = {"body": WORDS, "label": ""}
    kept = client.post(address, typed)
    page = kept.content.decode()
    assert (kept.status_code, Post.objects.count()) == (401, 0)
    assert "answered by a person &amp; not by a machine</textarea>" in page
    assert 'href="/agreement/"' in page

    accept_agreement(actor=member, agreement=agreement_in_force())
    assert client.post(address, typed).status_code == 302
    assert Post.objects.count() == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_a_forged_form_of_another_site_is_never_offered_for_sending(member, address, site):
    client = sign_in(Client(enforce_csrf_checks=True), member)
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = client.post(address, {"body": "words of a stranger", "choice": "yes"}, headers=headers)
    assert (answer.status_code, "words of a stranger" in answer.content.decode()) == (403, False)
    assert "<form" not in answer.content.decode()


@pytest.mark.parametrize("name", ["password", "oldpassword", "code", "credential"])
def test_nothing_secret_is_ever_shown_back(member, name):
    client = Client()
    answer = client.post(
        "/accounts/password/change/",
        {name: "four calm words together", "note": "and some more words"},
    )
    assert (answer.status_code, b"calm" in answer.content, b"some more" in answer.content) == (
        401,
        False,
        False,
    )


def test_what_was_refused_after_it_was_typed_comes_back_to_be_copied(member, topic):
    address = reverse("deliberation:hot-seat-new", args=[topic.pk])
    answer = signed_in(member).post(address, {"subject": WORDS, "after": 1}, headers=OUR_PAGE)
    page = answer.content.decode()

    assert (answer.status_code, "readonly" in page) == (403, True)
    assert "answered by a person &amp; not by a machine</textarea>" in page
    assert 'name="after"' not in page


def test_what_was_typed_for_what_is_not_there_any_more_comes_back(member, address):
    MembershipFactory._meta.model.objects.filter(user=member).delete()
    answer = signed_in(member).post(address, {"body": WORDS}, headers=OUR_PAGE)
    plain = signed_in(member).get(address)

    assert (answer.status_code, plain.status_code) == (404, 404)
    assert "answered by a person &amp; not by a machine</textarea>" in answer.content.decode()
    assert "textarea" not in plain.content.decode()


@pytest.mark.parametrize("path", ["/nowhere/", "/topics/{topic}/hot-seat/new/"])
def test_no_page_of_ours_shows_the_words_of_another_site(member, topic, path):
    headers = {"Sec-Fetch-Site": "cross-site"}
    address = path.format(topic=topic.pk)
    answer = signed_in(member).post(address, {"subject": "a stranger says"}, headers=headers)

    assert (answer.status_code in {403, 404}, b"a stranger" in answer.content) == (True, False)


def test_no_form_in_which_people_write_has_a_field_that_is_named_like_a_secret():
    resolve("/")  # all pages are loaded then, and all forms with them
    written = {
        f"{form.__module__}.{form.__name__}": [
            name for name in form.base_fields if SECRET.search(name)
        ]
        for form in forms_of(BaseForm)
        if not form.__module__.startswith("tests.")
        and any(isinstance(field, TextField) for field in form.base_fields.values())
    }

    assert len(written) > 50
    assert {form: names for form, names in written.items() if names} == {}


def forms_of(base):
    for form in base.__subclasses__():
        yield from forms_of(form)
        if hasattr(form, "base_fields"):
            yield form


def test_a_button_without_words_says_only_that_nothing_was_done(member):
    answer = Client().post("/accounts/sessions/", {"choice": "yes"})
    assert (
        answer.status_code,
        b"Nothing was sent. Sign in, and do it again." in answer.content,
    ) == (401, True)
    assert b'name="choice"' not in answer.content


def test_words_are_shown_as_words(address):
    body = "</textarea><script>alert(1)</script> says the member"
    page = Client().post(address, {"body": body}).content.decode()
    assert (escape(body) in page, body in page) == (True, False)


def test_a_live_page_keeps_its_form_and_is_told_in_words(member, address):
    client = sign_in(Client(enforce_csrf_checks=True), member)
    stale = client.post(address, {"body": WORDS}, headers={"HX-Request": "true"})
    end(client)
    out = Client().post(address, {"body": WORDS}, headers={"HX-Request": "true"})
    assert (stale.status_code, stale["HX-Reswap"], stale.content) == (
        403,
        "none",
        b"You signed in again in another tab. Press once more.",
    )
    assert (out.status_code, out["Content-Type"]) == (401, "text/plain; charset=utf-8")
