"""Every way in which words leave the portal, and what a person finds in each."""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterable, Iterator

import pypdfium2
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup, User
from core import clock
from core.audit.models import Record
from core.jobs.models import Job
from core.live.models import Stream
from core.rights import export
from deliberation.models import BreakGlass, ReadMark
from meetings.calendars import calendar_of
from meetings.models import Meeting as MeetingRow
from meetings.models import PaperCopy, RoomDisplay
from meetings.models.displays import digest_of_token
from meetings.room_screen import screen_of_listeners
from meetings.views.displays import COOKIES
from tests.canary.addresses import READING, addresses
from tests.canary.counts import audience, badges
from tests.canary.oracle import WHO_READS, Reader, may_find, must_find
from tests.canary.rooms import is_for_listeners, is_for_the_room
from tests.canary.world import CANARY, World

MARK = b"OFFICIAL-SENSITIVE"
SEARCHED = ("think", "keep", "on")  # stand beside the words of posts, key messages, topics
_pdfs: dict[str, bytes] = {}  # words of a file by its digest: each is read once


def look(
    world: World,
    *,
    people: Iterable[str] = (),
    thorough: bool = False,
    at: tuple[str, ...] = ("",),
    kinds: Collection[str] = WHO_READS,
) -> None:
    """Look for every word, in every channel, as each of ``people``; fail at the first that is wrong.

    :param people: by name; everybody if none is given.
    :param thorough: open the forms, and the pages that ask once more, too.
    :param at: how the names of the addresses begin that are opened; a whole name ends with "/".
    :param kinds: of the words that have to be found by whoever may read them.
    """
    nothing_anywhere(world)
    ReadMark.objects.all().delete()  # as if nobody had looked yet, so that the badges count all
    with clock.at(world.history.now):
        known = [address for address in addresses() if thorough or address[0] in READING]
        listed = [address for address in known if f"{address[0]}/".startswith(at)]
        for name in people or list(world.history.people):
            look_as(world, name, listed, kinds)
        on_the_screens_of_rooms(world)
        to_listeners(world)
    nothing_anywhere(world)


def look_as(world: World, name: str, listed: list[tuple[str, str]], kinds: Collection[str]) -> None:
    """Look as one person: nothing that is not for them, and everything that is."""
    me, seen = Reader(world.history, name), set()
    for where, words in everything(world, name, listed):
        for text in sorted(words - seen):
            if not may_find(me, world.history.words[text]):
                world.fail(f"{name} found {world.meaning(text)} at {where}")
        seen |= words
    for word in world.history.words.values():
        if word.kind in kinds and word.text not in seen and must_find(me, word):
            world.fail(f"{name} may read {world.meaning(word.text)}, and found it nowhere")


def everything(
    world: World, name: str, listed: list[tuple[str, str]]
) -> Iterator[tuple[str, set[str]]]:
    """Each channel, with the words in it."""
    client = world.browser(name, anew=True)
    inside = not world.history.people[name].out
    if inside:
        badges(world, name, client)
    for view, address in listed:
        answer = client.get(address)
        if inside and view in {"deliberation:topic", "deliberation:topic-members"}:
            audience(world, answer)
        found_here = words_of(answer)
        marked(world, name, address, answer, found_here)
        yield address, found_here
    if inside:
        yield "the copy of one's own data", own_data(world, name)
        yield "the calendar", calendar(world, name)
        for word in SEARCHED:
            answer = client.post(reverse("search"), {"words": word})
            marked(world, name, f"a search for {word}", answer, words_of(answer))
            yield f"a search for {word}", words_of(answer)
    for address in looks_that_are_posts():
        yield address, words_of(client.post(address))


def on_the_screens_of_rooms(world: World) -> None:
    """Where nobody is signed in: what the screen of each meeting shows, and its twin."""
    shown = [meeting for meeting in world.history.meetings if meeting.state in {"called", "open"}]
    for meeting in shown:
        maker = User.objects.get(pk=world.users[min(meeting.invited)].pk)
        digest = digest_of_token(f"screen {meeting.pk}")
        display = RoomDisplay(meeting_id=meeting.pk, made_by=maker, token_digest=digest)
        display.save()
        screen = Client()
        screen.cookies[COOKIES["screen"]] = f"screen {meeting.pk}"
        paths = (reverse("meetings:display"), reverse("meetings:display-news"))
        answers = {address: screen.get(address) for address in paths}
        display.delete()
        for address, answer in answers.items():
            if answer.status_code != 200:
                world.fail(f"the screen of meeting {meeting.pk} shows nothing at {address}")
            for text in sorted(words_of(answer)):
                if not is_for_the_room(meeting, world.history.words[text]):
                    world.fail(f"the screen of meeting {meeting.pk} shows {world.meaning(text)}")


def to_listeners(world: World) -> None:
    """What whoever only listens reads of each meeting: nothing that no room may show."""
    for meeting in (meeting for meeting in world.history.meetings if meeting.state == "open"):
        row = MeetingRow.objects.get(pk=meeting.pk)
        screen = screen_of_listeners(row)
        drawn = render_to_string("meetings/live/_heard.html", {"meeting": row, "screen": screen})
        for text in sorted(texts(drawn.encode())):
            if not is_for_listeners(meeting, world.history.words[text]):
                world.fail(f"who listens to meeting {meeting.pk} reads {world.meaning(text)}")


def marked(world: World, name: str, address: str, answer, words: set[str]) -> None:
    """A page that holds words of a marked topic carries the mark, whatever it is a page of."""
    topics = {text: world.history.words[text].topic for text in sorted(words)}
    sensitive = [text for text, topic in topics.items() if topic and topic.sensitive]
    if not sensitive:
        return
    if answer.headers["Content-Type"].startswith("text/html") and MARK not in answer.content:
        word = sensitive[0]
        world.fail(f"{name} reads {world.meaning(word)} at {address}, without its mark")


def words_of(answer) -> set[str]:
    """The words in an answer: headers, page, or the text and the properties of a file."""
    content = answer.content
    if answer.headers.get("Content-Type") == "application/pdf":
        content += pdf_words(content)
    return texts(answer.serialize_headers() + content)


def texts(content: bytes) -> set[str]:
    return {text.decode() for text in CANARY.findall(content)}


def pdf_words(content: bytes) -> bytes:
    """The text of all pages, and the metadata, of a PDF."""
    key = hashlib.sha256(content).hexdigest()
    if key not in _pdfs:
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        _pdfs[key] = (" ".join(pages) + json.dumps(document.get_metadata_dict())).encode()
        document.close()
    return _pdfs[key]


def own_data(world: World, name: str) -> set[str]:
    """The zip that people ask for, unpacked."""
    content = export.build(User.objects.get(pk=world.users[name].pk))
    bundle = zipfile.ZipFile(io.BytesIO(content))
    return texts(b"".join(bundle.read(name) for name in bundle.namelist()))


def calendar(world: World, name: str) -> set[str]:
    """What a calendar program fetches."""
    person = User.objects.get(pk=world.users[name].pk)
    return texts(calendar_of(person, since=world.history.now))


def looks_that_are_posts() -> list[str]:
    """What is read by a recorded post: records and copies of papers as files, a space from outside."""
    files = [reverse("group-record-file", args=[group.pk]) for group in AdvisoryGroup.objects.all()]
    glasses = BreakGlass.objects.order_by("pk")
    files += [reverse("deliberation:break-glass-read", args=[glass.pk]) for glass in glasses]
    copies = PaperCopy.objects.order_by("pk")
    files += [reverse("meetings:copy-file", args=[copy.pk]) for copy in copies]
    return [*files, reverse("installation-record-file")]


def nothing_anywhere(world: World) -> None:
    """No word in any mail with its headers, in the log, in the record, in jobs or in streams."""
    for message in mail.outbox:
        world.hear(message.message().as_bytes(), f"a mail to {message.to[0]}")
    world.hear(world.log.getvalue(), "the log")
    world.hear(repr(list(Record.objects.values_list("event", "facts"))), "the audit record")
    world.hear(repr(list(Job.objects.values_list("function", "args", "key"))), "the jobs")
    world.hear(repr(list(Stream.objects.values_list("key", flat=True))), "the streams")
