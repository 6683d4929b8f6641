"""The marks of forms that have done their action: two at once, a rollback, a day later."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from accounts.form_pages import run_action
from accounts.models import Role
from core.audit.models import Record
from core.clock import at, now
from core.jobs.jobs import forget_sent_forms
from core.middleware.sent_forms import SentFormMiddleware
from core.policy import Refused
from core.sent_forms.claims import KEY, TOKEN, Sending, claim, dealing_with
from core.sent_forms.models import GOING_BACK, SentForm
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in


def form(user, *, htmx=False, **filled):
    headers = {"hx-request": "true"} if htmx else {}
    request = RequestFactory().post("/topics/1/", filled, headers=headers)
    request.user = user
    return request


def acting(done, answer=HttpResponseRedirect):
    """A view whose action notes each time it is done."""

    def view(request):
        with transaction.atomic():
            claim()
            done.append(request.POST.get("body"))
        return answer("/topics/1/#post-1")

    return SentFormMiddleware(view)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_acts_and_both_are_answered_alike():
    user, done, answers = UserFactory(), [], []
    together = threading.Barrier(2)
    page = acting(done)

    def press():
        request = form(user, body="Two buses", **{TOKEN: "a" * 64})
        together.wait()
        try:
            answers.append(page(request))
        except Exception as raised:  # noqa: BLE001 -- as Django hands it to the middleware
            answers.append(page.process_exception(request, raised))
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert done == ["Two buses"]
    assert [answer["Location"] for answer in answers] == ["/topics/1/#post-1"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("drawing", "answered", "refusals"),
    [("a", (302, "/topics/1/#post-1"), 0), ("b", (403, ""), 1)],
)
def test_a_press_is_refused_nothing_where_another_of_the_same_drawing_was_quicker(
    drawing, answered, refusals
):
    user, done = UserFactory(), []

    def end_it():
        raise Refused("It has ended.")

    def slower(request):
        acting(done)(form(user, body="End", **{TOKEN: "a" * 64}))
        _done, reason = run_action(request, end_it)
        return HttpResponse(reason, status=403)

    answer = SentFormMiddleware(slower)(form(user, body="End", **{TOKEN: drawing * 64}))

    assert done == ["End"]
    assert (answer.status_code, answer.get("Location", "")) == answered
    assert Record.objects.filter(event="refused").count() == refusals


@pytest.mark.django_db
def test_an_action_that_is_rolled_back_leaves_no_mark():
    with dealing_with(Sending("f" * 64)), transaction.atomic():
        claim()
        transaction.set_rollback(True)

    assert SentForm.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("htmx", [True, False])
def test_what_a_script_sends_acts_again_with_a_new_key_and_not_with_the_old_one(htmx):
    user, done = UserFactory(), []
    page = acting(done, answer=lambda _address: HttpResponse(status=204))
    answers = [
        page(form(user, htmx=htmx, body="up", **{TOKEN: "a" * 64, KEY: key}))
        for key in ("first", "first", "second")
    ]

    again = 204 if htmx else 409
    assert ([answer.status_code for answer in answers], done) == ([204, again, 204], ["up", "up"])


@pytest.mark.django_db
def test_two_people_who_send_the_same_words_both_act():
    done = []
    page = acting(done)
    for user in UserFactory.create_batch(2):
        page(form(user, body="We agree", **{TOKEN: "a" * 64}))

    assert done == ["We agree", "We agree"]


@pytest.mark.django_db
def test_a_page_that_comes_back_with_what_was_typed_takes_the_form_again():
    user, done = UserFactory(), []
    page = acting(done, answer=lambda _address: HttpResponse("wrong", status=422))
    for _ in range(2):
        page(form(user, body="We agree", **{TOKEN: "a" * 64}))

    assert (done, SentForm.objects.count()) == (["We agree", "We agree"], 0)


@pytest.mark.django_db
def test_marks_are_forgotten_after_a_day_and_hold_no_words():
    SentForm.objects.create(fingerprint="a" * 64, sent_at=now() - timedelta(hours=25))
    kept = SentForm.objects.create(fingerprint="b" * 64, sent_at=now() - timedelta(hours=23))
    forget_sent_forms()

    assert list(SentForm.objects.all()) == [kept]


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "times"), [(200, 1), (422, 2), (403, 2), (500, 1)])
def test_what_was_done_is_done_once_also_when_its_page_is_lost(status, times):
    user, done = UserFactory(), []
    page = acting(done, answer=lambda _address: HttpResponse("six words", status=status))
    answers = [page(form(user, body="Reset", **{TOKEN: "a" * 64})) for _ in range(2)]

    assert len(done) == times
    assert [answer.status_code for answer in answers] == [status, 409 if times == 1 else status]


@pytest.mark.django_db
def test_a_file_can_be_fetched_again_from_the_same_page():
    user, done = UserFactory(), []
    attached = {"Content-Disposition": 'attachment; filename="record.csv"'}
    page = acting(done, answer=lambda _address: HttpResponse("a;b", headers=attached))
    for _ in range(2):
        page(form(user, body="", **{TOKEN: "a" * 64}))

    assert len(done) == 2


@pytest.mark.django_db
def test_another_file_of_the_same_name_and_size_is_another_form():
    user, done = UserFactory(), []
    page = acting(done)
    for content in (b"wrong", b"right"):
        pack = SimpleUploadedFile("pack.pdf", content)
        page(form(user, body="Pack", file=pack, **{TOKEN: "a" * 64}))

    assert len(done) == 2


@pytest.mark.django_db
def test_whoever_goes_back_and_confirms_again_is_told_that_they_did_it():
    group = AdvisoryGroupFactory()
    chair = MembershipFactory(group=group, role=Role.CHAIR).user
    secretary = MembershipFactory(group=group, role=Role.SECRETARY).user
    place = MembershipFactory(group=group)
    path, people = f"/people/memberships/{place.pk}/end/", f"/groups/{group.pk}/people/"
    first_window, other = signed_in(chair, fresh=True), signed_in(secretary, fresh=True)
    first, again = first_window.post(path), first_window.post(path, follow=True)
    theirs = other.post(path)
    with at(now() + GOING_BACK):
        much_later = signed_in(chair, fresh=True).post(path)

    assert (first.status_code, first.url) == (302, people)
    assert again.redirect_chain == [(people, 302)]
    sentence = (
        "You did this a moment ago, and nothing was done now. This membership has ended already."
    )
    assert sentence in [str(message) for message in again.context["messages"]]
    assert [theirs.status_code, much_later.status_code] == [403, 403]
    assert Record.objects.filter(event="refused").count() == 3


def test_each_script_that_fetches_with_a_form_sends_a_key_of_its_own():
    scripts = {path.name: path.read_text() for path in Path("static/js").glob("*.js")}
    send = {name for name, code in scripts.items() if "fetch(" in code and "new FormData(" in code}

    assert send == {"captioning.js", "video-asking.js"}
    assert [name for name in sorted(send) if "form_key" not in scripts[name]] == []
