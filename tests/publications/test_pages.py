"""Each page, for each kind of visitor."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Organisation
from core import clock
from core.clock import now
from publications import actions
from publications.models import Edition, Publication, Release
from tests.factories import MembershipFactory, OrganisationMembershipFactory, UserFactory
from tests.publications import harbour as world
from tests.signing_in import give_app, signed_in

pytestmark = pytest.mark.pdf
LIST, PAGE, PDF = "/publications/", "/publications/HAR-2026-S01/", "/publications/HAR-2026-S01.pdf"
EDITION_PAGES = [
    PAGE,
    PDF,
    "/publications/HAR-2026-S01/1/",
    "/publications/HAR-2026-S01/1.pdf",
]


def settled(answer):
    """A page without what differs from second to second: the token and the clock."""
    page = answer.content.decode()
    return re.sub(r'"X-CSRFToken": "\w+"|data-now="[^"]+"|value="\w{64}"', "", page)


def for_readers():
    Publication.objects.update(audience="readers")


def test_anyone_reads_a_public_edition_without_signing_in(published):
    client = Client()
    assert [client.get(path).status_code for path in EDITION_PAGES] == [200] * 4
    assert world.draft().title in client.get(LIST).content.decode()


def test_the_pdf_is_served_as_it_was_stored(published):
    with published.edition.pdf.open("rb") as stored:
        assert Client().get(PDF).content == stored.read()


@pytest.mark.parametrize("path", EDITION_PAGES)
def test_a_readers_edition_looks_to_the_public_as_if_it_were_not_there(published, path):
    for_readers()
    there, nowhere = Client().get(path), Client().get(path.replace("S01", "S77"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert settled(there) == settled(nowhere)
    assert world.draft().title not in Client().get(LIST).content.decode()


@pytest.mark.parametrize("name", ["marjorie", "doreen", "sally", "rob", "hannah", "joan"])
def test_people_of_the_group_read_its_readers_edition(published, name):
    for_readers()
    client = signed_in(getattr(published, name))
    assert [client.get(path).status_code for path in EDITION_PAGES] == [200] * 4


def test_a_national_reader_reads_it(published):
    for_readers()
    reader = OrganisationMembershipFactory(organisation__kind=Organisation.Kind.NATIONAL).user
    assert [signed_in(reader).get(path).status_code for path in [LIST, *EDITION_PAGES]] == [200] * 5


def test_a_reader_whose_time_is_over_a_stranger_and_another_group_do_not(published):
    for_readers()
    past = clock.now() - timedelta(days=1)
    former = OrganisationMembershipFactory(ends_at=past).user
    administrator = UserFactory(is_staff=True)
    for person in (former, MembershipFactory().user, administrator):
        client = signed_in(person)
        assert [client.get(path).status_code for path in EDITION_PAGES] == [404] * 4


def test_a_password_alone_reads_what_anybody_reads(published):
    for_readers()
    client = Client()
    give_app(published.marjorie)
    client.force_login(published.marjorie)
    assert [client.get(path).status_code for path in EDITION_PAGES] == [404] * 4
    assert world.draft().title not in client.get(LIST).content.decode()


def test_nothing_is_in_the_library_before_it_is_published(approved):
    assert Client().get(PAGE).status_code == 404
    assert signed_in(approved.marjorie).get(PAGE).status_code == 404
    assert "HAR-2026-S01" not in signed_in(approved.marjorie).get(LIST).content.decode()


def test_an_older_edition_says_that_it_is_superseded(published):
    edition = Edition.objects.get()
    edition.pk, edition.number, edition.code = None, 2, "BBBB-CCCC-DDDD"
    edition.snapshot = {**edition.snapshot, "edition": 2, "lede": "Corrected."}
    edition.save()
    client = Client()
    assert "superseded by edition 2" in client.get("/publications/HAR-2026-S01/1/").content.decode()
    assert "Corrected." in client.get(PAGE).content.decode()
    assert "superseded" not in client.get(PAGE).content.decode()


def step(harbour, kind):
    if kind == "meeting":
        return f"/publications/release/meeting/{harbour.meeting.pk}/"
    return f"/publications/release/{harbour.release.pk}/{kind}"


@pytest.mark.parametrize("kind", ["", "prepare/", "check/", "approve/", "publish/"])
@pytest.mark.parametrize("name", ["doreen", "dele", "hannah", "joan", "stranger"])
def test_a_release_is_not_there_for_those_without_a_part_in_it(prepared, kind, name):
    person = MembershipFactory().user if name == "stranger" else getattr(prepared, name)
    client = signed_in(person, fresh=True)
    assert client.get(step(prepared, kind)).status_code == 404
    assert client.post(step(prepared, kind)).status_code == (404 if kind else 405)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("", {"sally": 200, "rob": 200, "marjorie": 200}),
        ("prepare/", {"sally": 200, "rob": 403, "marjorie": 403}),
        ("check/", {"sally": 403, "rob": 200, "marjorie": 403}),
        ("approve/", {"sally": 403, "rob": 403, "marjorie": 403}),
        ("publish/", {"sally": 403, "rob": 403, "marjorie": 403}),
    ],
)
def test_each_step_is_for_one_role_at_its_time(prepared, kind, answers):
    Release.objects.update(prepared_at=now())  # else the chair need not wait for the police lead
    for name, status in answers.items():
        client = signed_in(getattr(prepared, name), fresh=True)
        assert client.get(step(prepared, kind)).status_code == status, name


def form_of(harbour, **changes):
    draft = world.draft()
    return {
        "title": draft.title,
        "audience": draft.audience,
        "lede": draft.lede,
        "asked": draft.asked,
        "references": draft.references,
        "next_steps": "\n".join(draft.next_steps),
        "not_names": "",
        **changes,
    }


def test_the_whole_way_by_forms(harbour):
    sally, rob = signed_in(harbour.sally, fresh=True), signed_in(harbour.rob)
    marjorie = signed_in(harbour.marjorie, fresh=True)
    with clock.at(world.PREPARED):
        answer = sally.post(step(harbour, "meeting"), form_of(harbour))
    harbour.release = Release.objects.get()
    assert answer.url == step(harbour, "")
    with clock.at(world.CHECKED):
        rob.post(step(harbour, "check/"), {"decision": "yes", "version": 1})
    with clock.at(world.APPROVED):
        marjorie.post(step(harbour, "approve/"), {"decision": "yes", "version": 1})
    with clock.at(world.PUBLISHED):
        assert "Publish this summary?" in sally.get(step(harbour, "publish/")).content.decode()
        assert sally.post(step(harbour, "publish/"), {"version": 1}).url == PAGE
    assert Client().get(PAGE).status_code == 200


def test_everything_typed_is_kept_when_a_name_is_refused(harbour):
    typed = form_of(harbour, lede="Mrs Whitcombe wants a telephone.", asked="What do you want?")
    answer = signed_in(harbour.sally).post(step(harbour, "meeting"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The name “Whitcombe” occurs in the opening." in page
    for words in ("Mrs Whitcombe wants a telephone.", "What do you want?", typed["title"]):
        assert words in page
    assert page.count(" checked") == 1 + 5
    assert Release.objects.count() == 0


def test_the_chair_shows_a_factor_before_the_page_and_before_the_press(checked):
    stale = signed_in(checked.marjorie)
    path = step(checked, "approve/")
    for answer in (stale.get(path), stale.post(path, {"decision": "yes", "version": 1})):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert Release.objects.get().state == "fact_checked"


def test_the_secretary_shows_a_factor_before_the_page_and_before_the_press(approved):
    stale, path = signed_in(approved.sally), step(approved, "publish/")
    for answer in (stale.get(path), stale.post(path, {"version": 1})):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert Release.objects.get().state == "approved"


def test_the_chair_sees_exactly_what_will_be_public_and_what_was_left_out(checked):
    snapshot = {**checked.release.snapshot}
    snapshot["messages"] = snapshot["messages"][1:]
    Release.objects.update(snapshot=snapshot, not_names=["Moss: a street"])
    page = signed_in(checked.marjorie, fresh=True).get(step(checked, "approve/")).content.decode()
    assert "HAR-2026-001" in page.partition("What follows")[0]
    assert "these words name nobody here. Check each of them: Moss: a street" in " ".join(
        page.split()
    )
    assert world.MINORITY in page
    assert page.count("<h1") == 1


def test_sending_back_without_a_note_keeps_what_was_chosen(prepared):
    answer = signed_in(prepared.rob).post(
        step(prepared, "check/"), {"decision": "back", "note": "", "version": 1}
    )
    assert answer.status_code == 422
    assert "Say what has to be put right" in answer.content.decode()
    assert Release.objects.get().state == "prepared"


def test_the_note_reaches_the_secretary(prepared):
    signed_in(prepared.rob).post(
        step(prepared, "check/"), {"decision": "back", "note": "It is 15 May.", "version": 1}
    )
    assert "It is 15 May." in signed_in(prepared.sally).get(step(prepared, "")).content.decode()


def test_without_pango_the_publish_page_says_what_is_missing_and_nothing_is_lost(
    approved, monkeypatch
):
    monkeypatch.setattr("core.pdf.tools.missing", lambda: ("pango-1.0",))
    client = signed_in(approved.sally, fresh=True)
    page = client.get(step(approved, "publish/")).content.decode()
    assert "a system library (pango) is missing" in page
    assert "libpango-1.0-0" in page
    answer = client.post(step(approved, "publish/"), {"version": 1})
    assert (answer.status_code, Release.objects.get().state) == (503, "approved")


def test_the_desk_shows_each_what_waits(prepared):
    assert (
        "Waiting for a check of its facts"
        in signed_in(prepared.rob).get("/publications/release/").content.decode()
    )
    other = signed_in(prepared.doreen).get("/publications/release/").content.decode()
    assert "HAR-2026-S01" not in other


def test_words_with_angle_brackets_come_out_as_words(published, harbour):
    edition = Edition.objects.get()
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    snapshot = edition.snapshot
    snapshot["title"] = snapshot["lede"] = evil
    snapshot["messages"][0]["text"] = evil
    snapshot["not_agreed"][0]["statements"][0]["text"] = [evil]
    edition.pk, edition.number, edition.code = None, 2, "BBBB-CCCC-DDDD"
    edition.save()
    for path in (PAGE, "/verify/BBBBCCCCDDDD/"):
        page = Client().get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("path", "queries"), [(LIST, 4), (PAGE, 3), (PDF, 2)])
def test_public_pages_ask_the_database_few_questions(
    published, path, queries, django_assert_num_queries
):
    client = Client()
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)


def test_an_edition_for_readers_stays_theirs_when_the_next_one_is_for_anyone(harbour):
    """Each edition was approved for its own audience; the reference is one."""
    for audience, days in (("readers", 0), ("public", 30)):
        later = timedelta(days=days)
        draft = world.draft(audience=audience, lede=f"Tansy, for {audience}")
        with clock.at(world.PREPARED + later):
            release = actions.prepare_release(
                actor=harbour.sally, meeting=harbour.meeting, draft=draft
            )
        with clock.at(world.CHECKED + later):
            actions.check_release(actor=harbour.rob, release=release, version=1)
        with clock.at(world.APPROVED + later):
            actions.approve_release(actor=harbour.marjorie, release=release, version=1)
        with clock.at(world.PUBLISHED + later):
            release.refresh_from_db()
            first_or_second = actions.publish_edition(
                actor=harbour.sally, release=release, version=1
            )
    first = first_or_second.publication.editions.get(number=1)
    pages = [f"/publications/HAR-2026-S01/{end}" for end in ("1/", "1.pdf", "2/", "2.pdf", "")]

    assert [Client().get(page).status_code for page in pages] == [404, 404, 200, 200, 200]
    assert signed_in(harbour.doreen).get(pages[0]).status_code == 200
    assert "Read the document" not in Client().get(f"/verify/{first.code}/").content.decode()
