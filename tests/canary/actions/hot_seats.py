"""A guest without an account answers questions in a topic, by the hand of who organises the group."""

from datetime import timedelta

from deliberation.models import HotSeat, Post
from tests.canary.history import Topic, Word
from tests.canary.world import World


def plan(world: World, by: str, topic: Topic) -> Word | None:
    """Invite somebody without an account to answer questions in a topic."""
    guest = world.history.new_word("hot seat", by, topic=topic)
    if not world.does(by, "deliberation:hot-seat-new", topic.pk, fields=_fields(world, guest)):
        return None
    guest.pk = HotSeat.objects.get(topic=topic.pk).pk
    world.history.say(guest)
    world.tell(f"{by} plans a hot seat of {guest.text} in topic {topic.pk}")
    return guest


def _fields(world: World, guest: Word) -> dict:
    day = (world.history.now + timedelta(days=20)).date()
    return {
        "guest": "", "guest_name": f"Inspector {guest.text}", "begins": "7pm", "ends": "8pm",
        "day_day": day.day, "day_month": day.month, "day_year": day.year, "answer_days": 5,
    }  # fmt: skip


def change(world: World, by: str, before: Word) -> Word | None:
    """Somebody else comes: who was to come is named nowhere any more, but in answers."""
    guest = world.history.new_word("hot seat", before.by, topic=before.topic, pk=before.pk)
    fields = _fields(world, guest) | {"after": HotSeat.objects.get(pk=before.pk).version}
    if not world.does(by, "deliberation:hot-seat-change", before.pk, fields=fields):
        return None
    before.gone = True
    world.history.say(guest)
    world.tell(f"{by} lets {guest.text} come in place of {before.text}")
    return guest


def put_question(world: World, by: str, topic: Topic) -> Word | None:
    """Ask the guest something, in the shared space."""
    word = world.history.new_word("post", by, topic=topic, space="shared")
    fields = {"body": f"I think you know of **{word.text}**?", "label": "question", "reply_to": ""}
    if not world.does(by, "deliberation:post-new", topic.pk, "shared", fields=fields):
        return None
    word.at, word.pk, word.asks = world.history.now, Post.objects.latest("pk").pk, True
    world.history.say(word)
    world.tell(f"{by} asks {word.text} in topic {topic.pk}")
    return word


def answer(world: World, by: str, question: Word, guest: Word) -> Word | None:
    """Type what the guest answers: it begins with who said it, and who wrote it down."""
    word = world.history.new_word("post", by, topic=question.topic, space="shared")
    fields = {"body": f"I think **{word.text}** is why."}
    if not world.does(by, "deliberation:question-answer", question.pk, fields=fields):
        return None
    word.at, word.pk, question.asks = world.history.now, Post.objects.latest("pk").pk, False
    world.history.say(word)
    for carried in (guest, world.name_of(by)):
        carried.carriers.append(word)
    world.tell(f"{by} writes down what {guest.text} answers to {question.text}: {word.text}")
    return word


def decline(world: World, by: str, question: Word) -> Word | None:
    """Say why a question is not taken; that stands beside it."""
    why = world.history.new_word("fate", by, topic=question.topic, space="shared")
    fields = {"state": "not_taken", "reason": f"Because of {why.text}"}
    if not world.does(by, "deliberation:question-settle", question.pk, fields=fields):
        return None
    why.at, question.asks = question.at, False
    world.history.say(why)
    question.attached.append(why)
    world.tell(f"{by} does not take the question {question.text}: {why.text}")
    return why
