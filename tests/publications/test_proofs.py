"""A photograph or a paper that shows what the police did: from their desk to the public page."""

import csv
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.clock import today
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from deliberation.actions import hold_topic
from deliberation.attachments import Upload
from deliberation.models import KeyMessage
from meetings.actions import forget_attachments, remove_paper
from meetings.models import Paper
from publications import actions, published
from publications.models import Proof
from tests.meetings.slides import packs
from tests.meetings.slides.photographs import PLANTED, photograph
from tests.pages.html import problems, tree
from tests.publications.harbour import INSIDE
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
SHOWS = "The notice on the door with the telephone number"
REASON = "The line is staffed from 8am to 8pm since Monday."
PAGE, EDITION = "/public/HAR/", "/publications/HAR-2026-S01/"
ADD = "/publications/answer/HAR-2026-001/proof/"
ANSWERED = {"decision": "done", "reason": REASON}


def message(number=1):
    return KeyMessage.objects.get(reference=f"HAR-2026-{number:03}")


def words(address, client=None):
    return " ".join((client or Client()).get(address).text.split())


def statuses(client, *addresses):
    return [client.get(address).status_code for address in addresses]


def send(person, file, shows=SHOWS):
    return signed_in(person, fresh=True).post(ADD, {"file": file, "shows": shows})


def letter(people):
    """What is printed for Leroy."""
    groups = AdvisoryGroup.objects.filter(pk=people.group.pk)
    rows = published.published_messages(people.leroy, groups)
    of_leroy = {"messages": rows, "place": {"user": "Leroy Samuels"}, "reach": {}}
    context = {"letters": [of_leroy], "group": people.group, "day": today()}
    return " ".join(render_to_string("pdf/letters.html", context).split())


def jpeg():
    return SimpleUploadedFile("IMG_20260524.jpg", photograph(), "image/jpeg")


def upload(kind="jpeg", description=SHOWS):
    return Upload(jpeg(), kind, description)


@pytest.fixture
def done(published):
    """An answer that says what was done."""
    client = signed_in(published.rob, fresh=True)
    published.led = client.post("/publications/answer/HAR-2026-001/", ANSWERED)
    return published


@pytest.fixture
def added(done):
    """A photograph that waits for the chair."""
    done.answer = send(done.rob, jpeg())
    done.form = signed_in(done.rob).get(ADD)
    run_due_jobs()
    done.paper = Paper.objects.get()
    return done


@pytest.fixture
def shown(added):
    """The photograph as everybody sees it."""
    added.proof = actions.publish_proof(actor=added.marjorie, paper=added.paper)
    return added


def test_until_the_chair_publishes_it_a_photograph_is_read_inside_and_by_nobody_else(added):
    path = added.paper.get_absolute_url()
    picture = reverse("meetings:slide-large", args=[added.paper.pk, 1])
    inside = {name: statuses(signed_in(getattr(added, name)), path, picture)
              for name in ("doreen", "sally", "rob", "marjorie", "hannah")}  # fmt: skip

    assert [(answer.status_code, answer.url) for answer in (added.led, added.answer)] == [
        (302, ADD),
        (302, ADD),
    ]
    assert problems(added.form) == []
    assert REASON in added.form.text
    assert inside.pop("hannah") == [404, 404]  # an observer who was not let in
    assert list(inside.values()) == [[200, 200]] * 4
    assert statuses(Client(), path, picture) == [302, 302]  # to sign in
    assert Proof.objects.count() == 0
    assert SHOWS not in words(PAGE) + words(EDITION)
    assert {notice.recipient for notice in Notice.objects.filter(kind="proof.waits")} == {
        added.marjorie,
        added.tariq,
    }
    key_message = signed_in(added.doreen).get(message().get_absolute_url())
    assert tree(key_message).xpath("//img[contains(@class, 'app-slide')]/@alt") == [SHOWS]


def in_data(path):
    """What the table says of it, once the JSON says the same."""
    data = Client().get(f"{EDITION[:-1]}.json").json()
    assert data["messages"][0]["response"]["answers"][0]["proof"] == [
        {
            "kind": "photograph",
            "description": SHOWS,
            "address": f"http://localhost{path}",
            "withdrawn_on": None,
        }
    ]
    table = csv.DictReader(StringIO(Client().get(f"{EDITION[:-1]}.csv").text.lstrip("\ufeff")))
    return next(table)["proof"]


def test_the_chair_publishes_it_once_and_it_stands_in_every_form(added):
    chair = signed_in(added.marjorie, fresh=True)
    address = f"/publications/proof/paper/{added.paper.pk}/"
    asked = chair.get(address)
    desk = words("/publications/release/", chair)
    first, second = chair.post(address), chair.post(address)
    proof = Proof.objects.get()
    path = proof.get_absolute_url()
    page = Client().get(PAGE)

    assert problems(asked) == []
    assert SHOWS in asked.text
    assert "What the police did, to publish" in desk
    assert [(answer.status_code, answer.url) for answer in (first, second)] == [
        (302, message().get_absolute_url()),
        (302, path),
    ]
    assert tree(page).xpath("//figure//img/@alt") == [SHOWS]
    assert SHOWS in words(EDITION)
    assert problems(page) + problems(Client().get(path)) == []
    assert in_data(path) == f"{SHOWS}: http://localhost{path}"
    assert f"A photograph shows it: {SHOWS}" in letter(added)
    picture = Client().get(f"{path}1.webp")
    content = picture.content
    assert (picture["Content-Type"], content[:4]) == ("image/webp", b"RIFF")
    assert PLANTED.encode() not in content
    assert {field.name for field in Proof._meta.get_fields() if field.is_relation} == {"answer"}


@pytest.mark.parametrize(
    ("shows", "sentence"),
    [
        ("Doreen Whitcombe reads the notice", "occurs here. This is public"),
        (INSIDE, "stand in a post too"),
    ],
)
def test_words_that_name_somebody_or_repeat_a_post_keep_it_inside(done, shows, sentence):
    answer = send(done.sally, jpeg(), shows)

    assert (answer.status_code, Paper.objects.count()) == (403, 0)
    assert not default_storage.exists("papers")  # nor is its file kept, with where it was taken
    assert sentence in " ".join(answer.text.split())


def test_a_paper_is_published_as_pictures_and_words_and_looked_through(done, tmp_path):
    rota = packs.write_pdf(tmp_path / "rota.pdf", "Rota of the front counter").read_bytes()
    naming = packs.write_pdf(tmp_path / "names.pdf", "Ask Doreen Whitcombe").read_bytes()
    for content in (rota, naming):
        file = SimpleUploadedFile("rota.pdf", content, "application/pdf")
        assert send(done.rob, file, "Rota of the front counter in June").status_code == 302
    run_due_jobs()
    fit, unfit = Paper.objects.order_by("pk")
    with pytest.raises(Refused, match="say it without a name"):
        actions.publish_proof(actor=done.marjorie, paper=unfit)
    proof = actions.publish_proof(actor=done.marjorie, paper=fit)

    assert "Rota of the front counter in June" in words(PAGE)
    assert "Rota of the front counter" in words(proof.get_absolute_url())
    assert Client().get(f"/publications/proof/{proof.pk}/2.webp").status_code == 404
    assert Proof.objects.count() == 1


def test_what_is_withdrawn_is_gone_and_says_so(shown, django_capture_on_commit_callbacks):
    name = shown.proof.pages[0]["picture"]
    path = shown.proof.get_absolute_url()
    police = signed_in(shown.rob, fresh=True)
    asked = police.get(f"{path}withdraw/")
    with django_capture_on_commit_callbacks(execute=True):
        police.post(f"{path}withdraw/")
    again = police.post(f"{path}withdraw/")
    once_more = signed_in(shown.marjorie, fresh=True).get(
        f"/publications/proof/paper/{shown.paper.pk}/", follow=True
    )

    assert problems(asked) == []
    assert not default_storage.exists(name)
    assert Client().get(f"{path}1.webp").status_code == 404
    assert Client().get(path).status_code == 410
    assert SHOWS not in words(PAGE) + words(path)
    assert "Photograph, withdrawn on" in words(PAGE)
    assert (again.status_code, again.url) == (302, path)
    assert (once_more.status_code, once_more.request["PATH_INFO"]) == (410, path)
    assert "It stands beside the response." not in once_more.text
    actions.withdraw_edition(
        actor=shown.marjorie, edition=shown.edition, reason="mistake", words="It is wrong."
    )
    assert Client().get(path).status_code == 404


def test_under_a_legal_hold_it_is_kept_and_goes_from_readers_with_the_summary(shown):
    path = shown.proof.get_absolute_url()
    hold_topic(actor=shown.sally, topic=message().topic, reason="An inquest was opened")
    with pytest.raises(Refused, match="A legal hold covers the topic of this response"):
        actions.withdraw_proof(actor=shown.rob, proof=shown.proof)
    with pytest.raises(Refused, match="A legal hold covers this topic"):
        remove_paper(actor=shown.rob, paper=shown.paper)
    pages = {name: words(path, signed_in(getattr(shown, name))) for name in ("rob", "doreen")}
    actions.withdraw_edition(
        actor=shown.marjorie, edition=shown.edition, reason="mistake", words="It is wrong."
    )

    assert {name: "the chair withdraws the summary" in page for name, page in pages.items()} == {
        "rob": True,
        "doreen": False,
    }
    assert [page for page in pages.values() if "Withdraw this" in page] == []
    assert [Client().get(f"{path}{end}").status_code for end in ("", "1.webp")] == [404, 404]
    shown.proof.refresh_from_db()
    assert (shown.proof.description, shown.proof.withdrawn_at) == (SHOWS, None)
    assert default_storage.exists(shown.proof.pages[0]["picture"])


def test_it_goes_with_a_response_that_says_what_was_done_three_at_the_most(published):
    given = {"decision": "accepted"}
    actions.answer_and_publish(actor=published.rob, key_message=message(), **given)
    with pytest.raises(Refused, match="Only a response that says what was done has proof"):
        actions.add_proof_to_answer(actor=published.rob, key_message=message(), upload=upload())
    actions.answer_and_publish(actor=published.rob, key_message=message(), **ANSWERED)
    for _time in range(3):
        actions.add_proof_to_answer(actor=published.rob, key_message=message(), upload=upload())
    with pytest.raises(Refused, match="Three photographs or papers are the most"):
        actions.add_proof_to_answer(actor=published.rob, key_message=message(), upload=upload())
    with pytest.raises(Refused, match="It is not ready to read"):
        actions.publish_proof(actor=published.marjorie, paper=Paper.objects.first())
    forget_attachments(actor=None, topic=message().topic)
    assert Paper.objects.count() == 0


def test_beside_what_was_withdrawn_nothing_is_shown_any_more(added):
    desk = "/publications/release/"
    before = words(desk, signed_in(added.marjorie, fresh=True))
    actions.withdraw_edition(
        actor=added.marjorie, edition=added.edition, reason="mistake", words="It is wrong."
    )

    assert "What the police did, to publish" in before
    assert "What the police did, to publish" not in words(desk, signed_in(added.marjorie))
    with pytest.raises(Refused, match="nothing is shown beside it"):
        actions.publish_proof(actor=added.marjorie, paper=added.paper)


def test_what_is_removed_while_the_chair_looks_at_it_is_not_published(added):
    looked_at = Paper.objects.with_place().prefetch_related("versions").get()
    assert looked_at.version.is_readable
    remove_paper(actor=added.rob, paper=added.paper)

    with pytest.raises(Refused, match="It is not ready to read"):
        actions.publish_proof(actor=added.marjorie, paper=looked_at)
    assert Proof.objects.count() == 0
