"""Letters for people without email: to print, with the address in a window."""

import pypdfium2
import pytest

from accounts.models import Membership, Reach, User
from core import clock
from deliberation.models import Space
from publications import actions
from tests.factories import DictationFactory, MembershipFactory, PostFactory
from tests.pdf.reading import failures
from tests.publications.harbour import BEFORE, INSIDE, PUBLISHED, SENSITIVE
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
SAID = "Celandine: the 14 bus never comes"
SAID_AMONG_MEMBERS = "Borage: nobody but us reads this"
SAID_OF_THE_BUS = "Foxglove: the last bus is the only safe one"
WINDOW = (20, 45, 105, 90)  # millimetres of the page: left, top, right, bottom
MM = 72 / 25.4


@pytest.fixture
def group(published):
    """Leroy reads large print; Ivy gets letters, in the same group."""
    User.objects.filter(pk=published.leroy.pk).update(email=None)
    Reach.objects.create(
        user=published.leroy, way="large_print", address="4 Quay Street\nHarbour\nHB1 2CD"
    )
    published.ivy = MembershipFactory(
        group=published.group, user__name="Ivy Sorrel", user__email=None, starts_at=BEFORE
    ).user
    Reach.objects.create(user=published.ivy, way="letter", address="9 Dock Road\nHarbour")
    published.uma = MembershipFactory(
        group=published.group, user__name="Uma Tansy", user__email=None, starts_at=BEFORE
    ).user
    Reach.objects.create(user=published.uma, way="telephone", telephone="01632 960001")
    posts = (
        (0, SAID, Space.SHARED),
        (0, SAID_AMONG_MEMBERS, Space.MEMBERS),
        (5, SAID_OF_THE_BUS, Space.SHARED),
    )
    for number, words, space in posts:
        topic = published.messages[number].topic
        post = PostFactory(topic=topic, author=published.leroy, body=words, space=space)
        DictationFactory(post=post)
    return published


def address(group, name="all", query=""):
    return f"/groups/{group.group.pk}/letters/{name}.pdf{query}"


def file(group, who="sally", name="all", query=""):
    answer = signed_in(getattr(group, who)).get(address(group, name, query))
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def place(group, name):
    return Membership.objects.get(user=getattr(group, name), group=group.group).pk


def pages(pdf):
    """The words of each page in one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.split()) for text in texts]


def in_window(pdf, number):
    left, top, right, bottom = (edge * MM for edge in WINDOW)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        height = page.get_height()
        text = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    return " ".join(text.split())


def test_one_file_holds_a_letter_for_each_address_with_pages_of_its_own(group):
    pdf = file(group)
    page_texts = pages(pdf)
    firsts = [number for number, words in enumerate(page_texts) if words.endswith("Page 1")]

    assert [in_window(pdf, number) for number in firsts] == [
        "From: Harbour District IAG Ivy Sorrel 9 Dock Road Harbour",
        "From: Harbour District IAG Leroy Samuels 4 Quay Street Harbour HB1 2CD",
    ]
    own = [*range(1, firsts[1] + 1), *range(1, len(page_texts) - firsts[1] + 1)]
    assert [int(words.rpartition("Page ")[2]) for words in page_texts] == own
    assert "Uma Tansy" not in " ".join(page_texts)


def test_it_is_pdf_ua(group):
    assert failures(file(group)) == []


def test_a_letter_holds_what_was_published_answered_and_recorded_and_nothing_sensitive(group):
    with clock.at(PUBLISHED):
        group.messages[0].refresh_from_db()
        actions.answer_and_publish(
            actor=group.rob, key_message=group.messages[0], decision="done", reason="Rota is out."
        )
    words = " ".join(pages(file(group, name=place(group, "leroy"))))

    assert "keep a telephone line answered by a person" in words
    assert "The police answered on 2 April 2026: Done. Rota is out." in words
    assert "Response awaited since 2 April 2026." in words
    assert SAID in words
    assert "One more thing was recorded that is not sent by post." in words
    secrets = (SAID_OF_THE_BUS, SAID_AMONG_MEMBERS, SENSITIVE, INSIDE)
    assert [secret for secret in secrets if secret in words] == []


def test_a_letter_of_another_person_has_nothing_of_his(group):
    words = " ".join(pages(file(group, name=place(group, "ivy"))))

    assert "Ivy Sorrel" in words
    assert "Nothing was recorded in your name." in words
    assert [mine for mine in (SAID, "Quay Street", "Leroy") if mine in words] == []


def test_large_print_is_larger(group):
    with pypdfium2.PdfDocument(file(group, name=place(group, "leroy"))) as large:
        of_leroy = len(large)
    with pypdfium2.PdfDocument(file(group, name=place(group, "ivy"))) as usual:
        assert of_leroy > len(usual)


def test_since_a_day_only_what_is_newer_is_in_it(group):
    since = "?since_day=1&since_month=1&since_year=2999"
    words = " ".join(pages(file(group, name=place(group, "leroy"), query=since)))

    assert "Nothing new has been published or answered." in words
    assert "Nothing was recorded in your name." in words


@pytest.mark.parametrize("who", ["sally", "marjorie"])
def test_organisers_find_the_letters_from_the_list_of_people_to_call(group, who):
    client = signed_in(getattr(group, who))
    path = f"/groups/{group.group.pk}/letters/"

    assert f'href="{path}"' in client.get(f"/groups/{group.group.pk}/people/call/").text
    page = " ".join(client.get(path).text.split())
    assert "Download all 2 letters for the post (PDF)" in page
    assert "No postal address: hand it to them." in page


@pytest.mark.parametrize(("who", "status"), [("doreen", 403), ("rob", 403), ("hannah", 403)])
def test_nobody_else_prints_letters(group, who, status):
    client = signed_in(getattr(group, who))
    paths = [
        f"/groups/{group.group.pk}/letters/",
        address(group),
        address(group, place(group, "leroy")),
    ]

    assert [client.get(path).status_code for path in paths] == [status] * 3


def test_somebody_with_email_has_no_letter(group):
    client = signed_in(group.sally)

    assert client.get(address(group, place(group, "doreen"))).status_code == 404


def test_a_page_without_anybody_to_write_to_says_so(harbour):
    page = signed_in(harbour.sally).get(f"/groups/{harbour.group.pk}/letters/")

    assert "Nobody to write to" in page.text
