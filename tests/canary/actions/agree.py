"""Key messages: proposed, worded, asked about, decided, answered."""

from deliberation.forms.ballots import BY_NUMBER
from deliberation.models import (
    AgreementRound,
    KeyMessage,
    MinorityStatement,
    Response,
    StatementDraft,
    Suggestion,
)
from tests.canary.history import ADVISERS, Message, Round, Topic, Word
from tests.canary.world import World


def propose(world: World, by: str, topic: Topic) -> Message | None:
    """Propose a key message."""
    word = world.history.new_word("wording", by, topic=topic)
    fields = {"text": f"Keep the {word.text} line open."}
    if not world.does(by, "deliberation:key-message-new", topic.pk, fields=fields):
        return None
    row = KeyMessage.objects.latest("pk")
    message = Message(row.pk, row.reference, topic)
    keep(world, message, word)
    world.history.messages.append(message)
    world.tell(f"{by} proposes key message {message.pk} on topic {topic.pk}: {word.text}")
    return message


def keep(world: World, message: Message, word: Word) -> None:
    """A wording is said; it is the newest from now on."""
    word.message = message
    message.wordings.append(word)
    world.history.say(word)


def reword(world: World, by: str, message: Message) -> bool:
    """A new wording; an open round on the one before lapses."""
    word = world.history.new_word("wording", by, topic=message.topic)
    fields = {"text": f"Rather keep the {word.text} line.", "after": len(message.wordings)}
    done = world.does(by, "deliberation:wording-new", message.pk, fields=fields)
    if done:
        keep(world, message, word)
        lapse(message)
        world.tell(f"{by} gives key message {message.pk} a new wording: {word.text}")
    return done


def suggest(world: World, by: str, message: Message) -> list[Word]:
    """Other words for its one sentence, and why."""
    row = KeyMessage.objects.get(pk=message.pk)
    words = [
        world.history.new_word("suggestion", by, topic=message.topic, message=message)
        for _ in range(2)
    ]
    other, why = (word.text for word in words)
    fields = {"kind": "replace", "sentence": row.wording.text, "words": f"Keep {other} open."}
    fields |= {"why": f"Because {why}", "after": row.wording.version}
    if not world.does(by, "deliberation:suggestion-new", message.pk, fields=fields):
        return []
    for word in words:
        word.pk = Suggestion.objects.latest("pk").pk
    world.history.say(*words)
    world.tell(f"{by} suggests on key message {message.pk}: {other}, {why}")
    return words


def settle(world: World, by: str, word: Word, *, accepts: bool) -> bool:
    """The chair or the secretary accepts a suggestion, or refuses it with a reason."""
    message = word.message
    if not accepts:
        reason = world.history.new_word("suggestion", by, topic=word.topic, message=message)
        fields = {"reason": f"Rather not: {reason.text}"}
        done = world.does(by, "deliberation:suggestion-refuse", word.pk, fields=fields)
        world.history.say(*([reason] if done else []))
        return done
    fields = {"after": KeyMessage.objects.get(pk=message.pk).wording.version}
    done = world.does(by, "deliberation:suggestion-accept", word.pk, fields=fields)
    if done:
        word.kind = "wording"
        keep(world, message, word)
        world.tell(f"{by} accepts the suggestion {word.text}")
    return done


def explain(world: World, by: str, message: Message) -> bool:
    """Why, and to whom; what was said of that before is gone."""
    words = [
        world.history.new_word("why", by, topic=message.topic, message=message) for _ in range(2)
    ]
    why, body = (word.text for word in words)
    version = KeyMessage.objects.get(pk=message.pk).why_version
    fields = {"why": f"Because of {why}", "addressed_to": f"The {body} office", "after": version}
    done = world.does(by, "deliberation:key-message-explain", message.pk, fields=fields)
    if done:
        for word in world.history.words.values():
            word.gone = word.gone or (word.kind, word.message) == ("why", message)
        world.history.say(*words)
        world.tell(f"{by} says why key message {message.pk} is proposed: {why}, {body}")
    return done


def rest(world: World, by: str, message: Message, post: Word) -> bool:
    """It rests on a post: who reads the message meets the words, if they read the post."""
    done = world.does(by, "deliberation:evidence-add", message.pk, fields={"posts": post.pk})
    if done:
        world.tell(f"{by} rests key message {message.pk} on the post {post.text}")
    return done


def lapse(message: Message) -> None:
    for asked_round in message.rounds:
        asked_round.state = "lapsed" if asked_round.state == "open" else asked_round.state


def withdraw(world: World, by: str, message: Message) -> bool:
    """Take a message back."""
    done = world.does(by, "deliberation:key-message-withdraw", message.pk)
    if done:
        message.state = "withdrawn"
        lapse(message)
        world.tell(f"{by} withdraws key message {message.pk}")
    return done


def ask(world: World, by: str, message: Message, *, ballot: bool = False) -> Round | None:
    """Ask every member, outside a meeting; by secret ballot where five can vote."""
    fields = {"method": "ballot"} if ballot else {}
    if not world.does(by, "deliberation:round-open", message.pk, fields=fields):
        return None
    places, topic = message.topic.group.places, message.topic
    names = {name for name, place in places.items() if place.role in ADVISERS}
    names = {name for name in names if not topic.named or name in topic.let_in}
    asked_round = begun(world, by, message, names)
    asked_round.ballot = ballot
    return asked_round


def begun(world: World, by: str, message: Message, asked: set[str]) -> Round:
    """Write down that a round is open."""
    asked_round = Round(AgreementRound.objects.latest("pk").pk, message, asked)
    message.rounds.append(asked_round)
    world.tell(f"{by} asks the group about key message {message.pk}")
    return asked_round


def take(world: World, by: str, asked_round: Round, choice: str = "object") -> bool:
    """Take a position with a reason; an earlier one is replaced. In a ballot, vote."""
    if asked_round.ballot:
        return vote(world, by, asked_round, choice)
    word = world.history.new_word(
        "reason",
        by,
        topic=asked_round.message.topic,
        message=asked_round.message,
        round=asked_round,
    )
    fields = {"choice": choice, "reason": f"Because {word.text}"}
    done = world.does(by, "deliberation:position-take", asked_round.pk, fields=fields)
    if done:
        drop_reason(world, asked_round, by)
        world.history.say(word)
        world.tell(
            f"{by} takes a position on key message {asked_round.message.pk}: {choice}, {word.text}"
        )
    return done


def vote(world: World, by: str, asked_round: Round, choice: str) -> bool:
    """Vote in a secret ballot. Whatever comes with it, nobody ever finds it, its author neither."""
    word = world.history.new_word("ballot", by, topic=asked_round.message.topic, round=asked_round)
    number = {offered.value: number for number, offered in BY_NUMBER.items()}[choice]
    fields = {"ballot": number, "is_final": "on", "reason": f"Because {word.text}"}
    done = world.does(by, "deliberation:position-take", asked_round.pk, fields=fields)
    if done:
        asked_round.voted.add(by)
        world.history.say(word)
        world.tell(f"{by} votes on key message {asked_round.message.pk}: {choice}, {word.text}")
    return done


def drop_reason(world: World, asked_round: Round, person: str) -> None:
    """What somebody had said in this round is said no more."""
    for word in world.history.words.values():
        if word.kind == "reason" and word.round is asked_round and word.by == person:
            word.gone = True


def close(world: World, by: str, asked_round: Round) -> bool:
    """Close the round; its outcome stands."""
    done = world.does(by, "deliberation:round-close", asked_round.pk)
    if done:
        asked_round.state = "closed"
        asked_round.message.state = KeyMessage.objects.get(pk=asked_round.message.pk).state
        world.tell(
            f"{by} closes the round on key message {asked_round.message.pk}: {asked_round.message.state}"
        )
    return done


def state(world: World, by: str, message: Message) -> bool:
    """A minority statement."""
    word = world.history.new_word("statement", by, topic=message.topic, message=message)
    fields = {"text": f"Some of us think {word.text}"}
    done = world.does(by, "deliberation:statement-new", message.pk, fields=fields)
    if done:
        word.pk = MinorityStatement.objects.latest("pk").pk
        world.history.say(word)
        world.tell(f"{by} puts a statement beside key message {message.pk}: {word.text}")
    return done


def restate(world: World, statement: Word) -> bool:
    """Its author says it in other words."""
    word = world.history.new_word(
        "statement", statement.by, topic=statement.topic, message=statement.message
    )
    version = MinorityStatement.objects.get(pk=statement.pk).version
    fields = {"text": f"Some of us rather think {word.text}", "after": version}
    done = world.does(statement.by, "deliberation:statement-change", statement.pk, fields=fields)
    if done:
        word.pk, statement.taken_back = statement.pk, True
        world.history.say(word)
        world.tell(f"{word.by} changes the statement {statement.text}: {word.text}")
    return done


def take_back(world: World, statement: Word) -> bool:
    """Its author withdraws it."""
    done = world.does(statement.by, "deliberation:statement-withdraw", statement.pk, fields={})
    if done:
        statement.taken_back = True
        world.tell(f"{statement.by} withdraws the statement {statement.text}")
    return done


def draft(world: World, by: str, message: Message, side: str) -> bool:
    """The chair or the secretary puts one of two views into words, perhaps anew."""
    earlier = StatementDraft.objects.filter(key_message=message.pk, side=side).first()
    word = world.history.new_word("draft", by, topic=message.topic, message=message, space=side)
    fields = {"text": f"They say {word.text}", "after": earlier.version if earlier else 0}
    done = world.does(by, "deliberation:statement-draft", message.pk, side, fields=fields)
    if done:
        for other in world.history.words.values():
            same = (other.kind, other.message, other.space) == ("draft", message, side)
            other.gone = other.gone or same
        word.pk = StatementDraft.objects.get(key_message=message.pk, side=side).pk
        world.history.say(word)
        world.tell(f"{by} puts the view {side} of key message {message.pk} into words: {word.text}")
    return done


def own(world: World, by: str, word: Word) -> bool:
    """Somebody of that side says that the view is theirs: it is their statement."""
    version = StatementDraft.objects.get(pk=word.pk).version
    done = world.does(by, "deliberation:statement-confirm", word.pk, fields={"version": version})
    if done:
        word.kind, word.by = "statement", by
        word.pk = MinorityStatement.objects.latest("pk").pk
        world.tell(f"{by} confirms the view {word.text}")
    return done


def sign(world: World, by: str, statement: Word) -> bool:
    """Somebody on its side stands for it as well."""
    version = MinorityStatement.objects.get(pk=statement.pk).version
    fields = {"version": version}
    done = world.does(by, "deliberation:statement-sign", statement.pk, fields=fields)
    if done:
        world.tell(f"{by} signs the statement {statement.text}")
    return done


def reply(
    world: World, by: str, message: Message, decision: str = Response.Decision.NOT_ACCEPTED
) -> bool:
    """The police answer what they were sent; or the secretary does it for them."""
    word = world.history.new_word("answer", by, topic=message.topic, message=message)
    fields = {"decision": decision, "reason": f"No money for {word.text}"}
    done = world.does(by, "publications:answer", message.reference, fields=fields)
    if done:
        world.history.say(word)
        world.tell(f"{by} answers key message {message.pk}: {word.text}")
    return done
