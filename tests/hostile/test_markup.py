"""Row D13: whatever people write is words, in every place where it is shown."""

import io
import json
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.test import Client

from accounts.actions import invite_person
from accounts.models import Agreement, User
from core import text
from core.rights.export import build
from deliberation import actions as talk
from deliberation.models import KeyMessage, Post, Space, Topic
from publications import canonical
from publications import pdf as editions
from publications.models import Edition
from tests.architecture.tree import APPS
from tests.factories import MeetingFactory, OrganisationMembershipFactory
from tests.hostile import markup
from tests.hostile.walking import filled, forms, kind_of, pages, sent
from tests.meetings.sensitive import copy_for, sensitive_paper
from tests.publications.conftest import _files, approved, checked, harbour, prepared, published
from tests.signing_in import sign_in

__all__ = ["_files", "approved", "checked", "harbour", "prepared", "published"]
pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

# Columns without words of people: codes, hashes, paths, what we write ourselves.
CODES = {
    "password", "email", "code", "reference", "file", "large", "small", "pdf", "sha256", "text_sha256",
    "pdf_sha256", "audit_head", "head", "room_name", "words_hash", "thing", "occasion", "kind", "mode",
    "language", "marking", "participant_id", "why", "html", "state", "side", "participant", "token_id",
    "person_id",
}  # fmt: skip
WRITTEN = {"title", "lede", "asked", "text", "group", "organisation", "note", "signed", "meeting"}
INSIDE_A_DRAWING_ONLY = "<![CDATA[<script>alert(7319)</script>]]>"
LOOK = ("marjorie", "rob")  # chair and administrator; police lead
PRESS = ("marjorie", "sally")  # the same; secretary


def columns():
    """Every column of ours in which people's words stand."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                if is_text and not field.choices and field.name not in CODES:
                    yield model, field


def poison(turn):
    """Put vectors into every such column of every row; answers how many columns there were."""
    number = 0
    for model, field in columns():
        for row in model._default_manager.all():
            number += 1
            room = (field.max_length or 600) - 12
            words = f"{row.pk} {markup.packed(room, turn * 17 + number * 5)}"
            model._default_manager.filter(pk=row.pk).update(**{field.name: words})
    for post in Post.objects.all():
        Post.objects.filter(pk=post.pk).update(html=text.render(post.body))
    for edition in Edition.objects.all():
        Edition.objects.filter(pk=edition.pk).update(snapshot=poisoned(edition.snapshot, turn))
    return number


def poisoned(part_of_json, turn, key=""):
    """The same JSON with vectors for the words that people wrote."""
    if isinstance(part_of_json, dict):
        return {name: poisoned(value, turn, name) for name, value in part_of_json.items()}
    if isinstance(part_of_json, list):
        return [poisoned(value, turn, key) for value in part_of_json]
    if isinstance(part_of_json, str) and key in WRITTEN:
        return markup.packed(1500, turn + len(part_of_json))
    return part_of_json


@pytest.fixture
def world(published):
    """The Harbour group with one of everything that is shown, and a reader of the national body."""
    world = published
    world.marjorie.is_staff = True
    world.marjorie.save()
    world.reader = OrganisationMembershipFactory().user
    meeting = MeetingFactory(
        group=world.group, called_by=world.sally, venue="Hub", telephone="01632"
    )
    topic = Topic.objects.filter(group=world.group).first()
    meeting.agenda.create(number=1, title="Front counter", topic=topic)
    for person in (world.marjorie, world.sally, world.rob, world.doreen, world.hannah):
        meeting.attendances.create(user=person, mode="video")
    world.paper, world.topic, world.coming = sensitive_paper(meeting), topic, meeting
    for space in Space:
        talk.write_post(actor=world.doreen, topic=topic, space=space, body="Words of ours")
    KeyMessage.objects.update(why="It is true.", why_version=1, why_by=world.marjorie)
    Agreement.objects.create(version=9, text="Keep it to yourself.")
    fields = {"email": "ines@example.org", "name": "Ines", "role": "observer"}
    invite_person(actor=world.sally, group=world.group, **fields)
    return world


def clients(world, names=LOOK):
    clients_by_name = {}
    for name in names:
        person = User.objects.get(pk=getattr(world, name).pk)
        clients_by_name[name] = sign_in(Client(), person, fresh=True)
    return clients_by_name


def looked_at(world):
    """Every page of everybody: ``(person, address)`` -> text. That it was read is undone."""
    pages_by_address = {}
    with transaction.atomic():
        for name, client in clients(world).items():
            pages_by_address |= {(name, address): page for address, page in pages(client)}
        transaction.set_rollback(True)
    return pages_by_address


@pytest.mark.long("two people walk every page twice, and each is read as a browser reads it")
def test_words_in_every_column_are_words_on_every_page(world):
    before = {key: markup.shape(page) for key, page in looked_at(world).items()}
    assert poison(1) > 50
    after = looked_at(world)
    wrong = {}
    for key, page in after.items():
        faults = markup.harms(page)
        if key in before:
            faults += markup.added(before[key], markup.shape(page)).items()
        if faults:
            wrong[key] = faults
    kinds = {kind_of(address) for _name, address in after}

    assert wrong == {}
    assert len(kinds) > 25
    assert sum("7319" in page for page in after.values()) > len(after) / 2, "it is shown, as words"


@pytest.mark.long("every form of every page is sent")
def test_words_in_every_field_of_every_form_are_words_in_the_answer(world):
    wrong, fields = {}, set()
    turn = 0
    for name, client in clients(world, PRESS).items():
        done = set()
        for address, page in list(pages(client)):
            for action, form in forms(address, page):
                kind = kind_of(action)
                if kind in done or kind in (None, "account_logout"):
                    continue
                done.add(kind)
                turn += 1
                fields_sent, texts = filled(
                    form, lambda room, turn=turn: markup.packed(room or 300, turn * 7)
                )
                if not texts:
                    continue
                fields |= {(kind, field_name) for field_name in texts}
                status, answer = sent(client, action, fields_sent)
                if faults := (["500"] if status >= 500 else []) + markup.harms(answer):
                    wrong[name, kind] = faults
    assert wrong == {}
    assert len(fields) > 25


def test_every_vector_alone_is_words_in_a_post():
    wrong = {}
    plain = markup.shape(f"<!DOCTYPE html><title>x</title><div>{text.render('x')}</div>")
    for vector in markup.VECTORS:
        page = f"<!DOCTYPE html><title>x</title><div>{text.render(vector)}</div>"
        if faults := [*markup.harms(page), *markup.added(plain, markup.shape(page)).items()]:
            wrong[vector] = faults
    assert wrong == {}


def test_the_streams_of_open_pages_carry_words_too(world):
    poison(2)
    client = clients(world)["marjorie"]
    for key in (f"topic.{world.topic.pk}.members", f"topic.{world.topic.pk}.shared"):
        answer = client.get(f"/stream/{key}/?after=0")
        assert answer.status_code == 200
        for region in json.loads(answer.content)["regions"].values():
            assert markup.harms(region) == []


def test_the_copy_of_ones_data_is_words(world):
    poison(3)
    with zipfile.ZipFile(io.BytesIO(build(User.objects.get(pk=world.doreen.pk), 1))) as bundle:
        page = bundle.read("index.html").decode()

    assert (markup.harms(page), "7319" in page) == ([], True)


RUNS = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/ImportData", "/Rendition"}


def actions_in(content):
    """Kinds of action in a PDF that run, open or fetch something, with where they lead."""
    with pikepdf.open(io.BytesIO(content)) as document:
        rows = [part for part in document.objects if isinstance(part, pikepdf.Dictionary)]
        acting = [row for row in rows if str(row.get("/S", "")) in RUNS]
        links = [(str(action.S), str(action.get("/URI", ""))) for action in acting]
        attached = len(document.attachments)
    return links, attached


def words_of(content):
    with pypdfium2.PdfDocument(content) as document:
        printed = "".join(page.get_textpage().get_text_bounded() for page in document)
        return "".join(printed.split()), document.get_metadata_dict()["Title"]


@pytest.mark.long("a document that is full of vectors is laid out")
def test_in_the_pdf_of_an_edition_they_are_words(world):
    poison(4)
    snapshot = Edition.objects.get().snapshot
    content = editions.render(snapshot, canonical.Seal("KM4Q-7TRW-B2XN", "0" * 64, "0f9a3c5d7e81"))
    printed, title = words_of(content)

    links, attached = actions_in(content)
    assert [lead for _kind, lead in links if not lead.startswith("http://localhost/verify/")] == []
    assert (attached, title) == (0, snapshot["title"])
    assert "<script>alert(7319)</script>" in printed


def test_in_a_copy_of_a_paper_they_are_words(world):
    poison(5)
    reader = User.objects.get(pk=world.doreen.pk)
    copy = copy_for(reader, world.paper)
    with default_storage.open(copy.file) as file:
        content = file.read()
    printed, title = words_of(content)
    world.paper.refresh_from_db()

    assert actions_in(content) == ([], 0)
    assert title == world.paper.title
    assert [part for part in ("alert(7319)", "onerror") if part not in printed] == []


def test_the_look_sees_what_a_browser_would_run():
    plain = markup.shape("<!DOCTYPE html><title>x</title><p title='x'>x</p>")
    blind = []
    for vector in markup.VECTORS:
        pages_ = (
            f"<!DOCTYPE html><title>x</title><p>{vector}</p>",
            f"<title>x</title><p title='{vector}'>x</p>",
            f'<title>x</title><p title="{vector}">x</p>',
        )
        if not any(
            markup.harms(page) or markup.added(plain, markup.shape(page)) for page in pages_
        ):
            blind.append(vector)
    assert [vector for vector in blind if vector.startswith("<")] == [INSIDE_A_DRAWING_ONLY]
    assert (
        len(blind) < len(markup.VECTORS) / 3
    )  # the others are for Markdown, templates and old browsers
