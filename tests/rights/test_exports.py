"""Everybody can have a copy of what the portal holds about them: all of it, and nothing else."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.storage import default_storage

from accounts.actions import change_role
from accounts.jobs import remove_own_data
from accounts.models import DataExport
from core.audit.chain import head
from core.audit.models import Record
from core.clock import at, now
from core.jobs import run_due_jobs
from core.rights.export import build
from deliberation.actions import write_post
from deliberation.models import Choice, KeyMessage, Position, Space, Wording
from meetings.models import Recusal
from tests.factories import KeyMessageFactory
from tests.publications.harbour import INSIDE, REASON
from tests.signing_in import SECRET, signed_in

CANARY = "Canary of Doreen: "  # in everything that is Doreen's
FOREIGN = "Foreign bird of Ama: "  # in everything that is somebody else's


@pytest.fixture
def two(world):
    """Doreen and Ama, side by side in the same places: everything of one is beside the other's."""
    topic = world.messages[0].topic
    for person, mark in ((world.doreen, CANARY), (world.ama, FOREIGN)):
        person.email = f"{person.pk}@example.org"
        person.save()
        write_post(actor=person, topic=topic, space=Space.MEMBERS, body=f"{mark}post")
        message = KeyMessageFactory(
            topic=topic, state=KeyMessage.State.PROPOSED, text=f"{mark}wording"
        )
        Wording.objects.filter(key_message=message).update(written_by=person)
        Position.objects.create(
            round=world.messages[2].rounds.get(),
            user=person,
            choice=Choice.OBJECT,
            reason=f"{mark}reason",
        )
        Recusal.objects.create(
            item=world.meeting.agenda.get(number=5), user=person, reason=f"{mark}interest"
        )
    return world


def opened(content):
    """The page and the data of a copy."""
    with ZipFile(BytesIO(content)) as bundle:
        assert sorted(bundle.namelist()) == ["data.json", "index.html"]
        return bundle.read("index.html").decode(), json.loads(bundle.read("data.json"))


def test_it_holds_all_of_mine_and_nothing_of_anybody_else(two):
    page, data = opened(build(two.doreen))
    text = json.dumps(data, ensure_ascii=False)

    for mine in ("post", "wording", "reason", "interest"):
        assert f"{CANARY}{mine}" in page
        assert f"{CANARY}{mine}" in text
    for foreign in (
        FOREIGN,
        "Ama Boateng",
        two.ama.email,
        INSIDE,
        REASON,
        "Marjorie Penhale",
        "Colin",
    ):
        assert foreign not in page
        assert foreign not in text


def test_it_tells_each_part(two):
    _page, data = opened(build(two.doreen))
    sections = data["sections"]

    assert sections["account"] == [
        {
            "name": "Doreen Whitcombe",
            "email": two.doreen.email,
            "since": sections["account"][0]["since"],
            "emails come back since": None,
            "hears of meetings": "Everything that changes",
            "simple view": False,
            "large in the video": "Whoever has the floor",
        }
    ]
    assert [(row["where"], row["role"]) for row in sections["places"]] == [
        ("Harbour District IAG", "Member")
    ]
    assert [row["took part"] for row in sections["attendance"]] == ["On video"]
    assert [row["words"] for row in sections["posts"]] == [f"{CANARY}post"]
    assert [(row["position"], row["reason"]) for row in sections["positions"]] == [
        ("I object", f"{CANARY}reason")
    ]
    assert [row["reason"] for row in sections["interests"]] == [f"{CANARY}interest"]
    assert [(row["what"], row["by"]) for row in sections["record"]] == [("post.written", "you")]
    assert set(sections) == {
        "calendar", "dates", "access_needs",
        "account", "places", "invitations", "reach", "acceptances", "factors", "sessions", "notices", "record",
        "posts",
        "positions", "rounds", "wordings", "signatures", "evidence", "suggestions", "sendings", "topics", "attendance", "interests", "presence", "speaking", "video",
        "papers", "papers_read", "releases", "editions_read", "readings", "earlier_words", "topic_versions",
        "reactions", "mentions", "notes", "reports", "unmaskings", "summaries", "questions", "hot_seats",
        "handbook", "announcements", "announcements_read", "action_log",
        "minutes", "captions", "receipts", "follows", "national_topics", "webcasts", "marked_moments", "visits", "visit_reports",
        "visit_report_steps", "visit_notes", "lead_groups", "listening", "mandates", "representations", "message_offers", "forwardings", "forwarding_requests", "enquiries",
        "enquiry_answers",
    }  # fmt: skip


def test_it_carries_marking_name_time_number_and_head(two):
    with at(now()):
        page, data = opened(build(two.doreen, 17))
        moment = now()

    assert (data["name"], data["head"]) == ("Doreen Whitcombe", head(None))
    assert data["made_at"][:19] == moment.isoformat()[:19]
    assert (data["marking"], data["number"]) == ("OFFICIAL-SENSITIVE", 17)
    assert "copy 17, for Doreen Whitcombe alone" in page
    assert "OFFICIAL-SENSITIVE" in page


def test_it_tells_that_there_are_factors_and_no_secret(two):
    signed_in(two.doreen)
    page, data = opened(build(two.doreen))

    assert [row["kind"] for row in data["sections"]["factors"]] == ["totp"]
    assert SECRET not in page + json.dumps(data)


def test_it_tells_what_the_record_says_of_me_also_by_others(two):
    change_role(actor=two.marjorie, membership=two.doreen.memberships.get(), role="vice_chair")
    _page, data = opened(build(two.doreen))

    assert [(row["what"], row["by"]) for row in data["sections"]["record"]] == [
        ("post.written", "you"),
        ("membership.role_changed", "somebody else, or the portal"),
    ]


@pytest.fixture
def client(two):
    return signed_in(two.doreen, fresh=True)


@pytest.fixture
def copy(client, django_capture_on_commit_callbacks):
    """Doreen's copy, asked for on the page and built by the worker."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/my-data/")
    run_due_jobs()
    return DataExport.objects.get()


def test_the_page_leads_to_the_file(client, copy, two):
    page = client.get("/accounts/my-data/").content.decode()
    answer = client.post(f"/accounts/my-data/{copy.pk}/")

    assert f"/accounts/my-data/{copy.pk}/" in page
    assert opened(answer.content)[1]["name"] == "Doreen Whitcombe"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert list(
        Record.objects.filter(event__startswith="own_data").values_list("event", "actor__name")
    ) == [
        ("own_data.asked", "Doreen Whitcombe"),
        ("own_data.downloaded", "Doreen Whitcombe"),
    ]


def test_the_mail_says_that_something_is_ready_and_not_what(copy, two):
    (letter,) = [message for message in mail.outbox if two.doreen.email in message.to]

    assert (letter.subject, CANARY in letter.body, "Doreen" in letter.body) == (
        "What you asked for is ready",
        False,
        False,
    )


def test_nobody_else_gets_the_file(copy, two):
    for other in (two.ama, two.marjorie, two.sally):
        assert signed_in(other, fresh=True).post(f"/accounts/my-data/{copy.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "{pk}/"])
def test_both_need_a_fresh_factor(copy, two, path):
    answer = signed_in(two.doreen).post(f"/accounts/my-data/{path.format(pk=copy.pk)}")

    assert (answer.status_code, "reauthenticate" in answer["Location"]) == (302, True)


def test_after_seven_days_it_is_gone_with_its_file(
    client, copy, two, django_capture_on_commit_callbacks
):
    assert default_storage.exists(copy.file)
    later = at(now() + timedelta(days=7, minutes=1))
    with later, django_capture_on_commit_callbacks(execute=True):
        assert list(DataExport.objects.of(two.doreen)) == []
        remove_own_data()

    assert not default_storage.exists(copy.file)
    assert not DataExport.objects.exists()


def test_a_second_copy_within_the_hour_is_refused_kindly(client, copy):
    page = client.post("/accounts/my-data/", follow=True).content.decode()

    assert "within the last hour" in page
    assert DataExport.objects.count() == 1


def test_building_it_twice_leaves_one_file(two):
    export = DataExport.objects.create(user=two.doreen, expires_at=now() + timedelta(days=7))
    DataExport.objects.note_ready(export, b"first")
    DataExport.objects.note_ready(export, b"second")
    export.refresh_from_db()

    with default_storage.open(export.file) as file:
        assert file.read() == b"first"
    assert default_storage.listdir("own-data")[1].count(export.file.rpartition("/")[2]) == 1
