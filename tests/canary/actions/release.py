"""The only way out: prepared, checked, approved, published; and what shows what came of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Paper
from publications.models import Release as ReleaseRow
from tests.canary.files import pdf
from tests.canary.history import Meeting, Message, Release, Word
from tests.canary.oracle import Reader
from tests.canary.world import World


def publishable(world: World, meeting: Meeting) -> list[Message]:
    """Decided messages on the topics of the meeting; what is marked never goes out."""
    decided = [
        message
        for message in world.history.messages
        if message.topic in meeting.topics and message.decided
    ]
    return [message for message in decided if not message.topic.sensitive]


def prepare(world: World, by: str, meeting: Meeting, audience: str) -> Release | None:
    """The secretary prepares a summary of the decided messages."""
    words = [world.history.new_word("release", by) for _part in range(4)]
    title, lede, asked, steps = (word.text for word in words)
    sees = Reader(world.history, by).sees
    chosen = [message for message in publishable(world, meeting) if sees(message)]
    fields = {
        "title": title, "lede": lede, "asked": asked, "next_steps": steps, "audience": audience,
        "references": [message.reference for message in chosen], "not_names": "", "version": "",
    }  # fmt: skip
    if not world.does(by, "publications:prepare", meeting.pk, fields=fields):
        return None
    taken = {message.wordings[-1] for message in chosen}
    beside = [w for w in world.history.words.values() if w.kind in ("statement", "why")]
    taken |= {w for w in beside if w.message in chosen and not (w.gone or w.taken_back)}
    row = ReleaseRow.objects.latest("pk")
    release = Release(row.pk, meeting.group, meeting, chosen, taken, audience)
    for word in words:
        word.release = release
    world.history.say(*words)
    world.history.releases.append(release)
    world.tell(f"{by} prepares a summary of meeting {meeting.pk} for {audience}")
    return release


def verdict(world: World, by: str, release: Release, step: str, *, yes: bool = True) -> bool:
    """``check`` or ``approve``; or back to the secretary, with a note."""
    note = world.history.new_word("note", by, release=release)
    version = ReleaseRow.objects.get(pk=release.pk).version
    fields = {"decision": "yes" if yes else "back", "note": note.text, "version": version}
    done = world.does(by, f"publications:{step}", release.pk, fields=fields)
    if done:
        passed = {"check": "fact_checked", "approve": "approved"}[step]
        release.state = passed if yes else "sent_back"
        world.history.say(*([] if yes else [note]))
        world.tell(f"{by}: summary {release.pk} is {release.state}")
    return done


def publish(world: World, by: str, release: Release) -> bool:
    """The secretary publishes: the agreed messages go to the police."""
    version = ReleaseRow.objects.get(pk=release.pk).version
    done = world.does(by, "publications:publish", release.pk, fields={"version": version})
    if done:
        release.state = "published"
        for message in release.messages:
            message.state = "sent" if message.state == "agreed" else message.state
        world.tell(f"{by} publishes summary {release.pk} for {release.audience}")
    return done


def receive(world: World, by: str, release: Release) -> bool:
    """A reader says that their body received the summary."""
    publication = ReleaseRow.objects.get(pk=release.pk).publication
    done = world.does(by, "publications:receipt-confirm", publication.reference, 1)
    if done:
        world.tell(f"{by} confirms the receipt of summary {release.pk}")
    return done


def show_proof(world: World, by: str, message: Message) -> list[Word]:
    """What shows that it was done, with its name and what stands on it: read inside."""
    where = {"topic": message.topic, "message": message}
    called, says = (world.history.new_word("proof", by, **where) for _part in range(2))
    file = SimpleUploadedFile("rota.pdf", pdf(f"See {says.text}"), "application/pdf")
    fields = {"file": file, "shows": f"The {called.text} rota"}
    if not world.does(by, "publications:proof-add", message.reference, fields=fields):
        return []
    world.history.say(called, says)
    world.tell(f"{by} shows what was done about key message {message.pk}: {called.text}")
    return [called, says]


def publish_proof(world: World, by: str, words: list[Word]) -> bool:
    """The chair publishes it beside the answer."""
    paper = Paper.objects.get(title__contains=words[0].text)
    done = world.does(by, "publications:proof-publish", paper.pk)
    if done:
        for word in words:
            word.kind = "published proof"
        world.tell(f"{by} publishes what shows it: {words[0].text}")
    return done
