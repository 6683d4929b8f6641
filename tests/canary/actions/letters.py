"""A group sends what it agreed to another, asks others who knows, and is answered."""

from accounts.models import Organisation
from network.models import EnquiredGroup, EnquiryAnswer, Forwarding, ForwardingRequest
from network.models import Enquiry as EnquiryRow
from tests.canary.actions.network import last_day, on_the_page, words_that_leave
from tests.canary.between import Answer, Enquiry, Request
from tests.canary.history import Group, Letter, Message
from tests.canary.world import World


def offer(world: World, by: str, message: Message, to: Group | str) -> Letter | None:
    """Offer an agreed message to the chair: for a group, or for the body that somebody reads for."""
    group, letter = message.topic.group, words_that_leave(world, message)
    if isinstance(to, str):
        body = Organisation.objects.get(memberships__user=world.users[to].pk)
        where, receiver = {"readers": {to}}, f"body.{body.pk}"
    else:
        where, receiver = {"to_group": to}, f"group.{to.pk}"
    fields = {"message": message.pk, "receiver": receiver}
    if not world.does(by, "network:forwarding-new", group.pk, fields=fields):
        return None
    letter = Letter(Forwarding.objects.latest("pk").pk, group, letter, **where)
    world.history.letters.append(letter)
    name = to if isinstance(to, str) else to.name
    world.tell(f"{by} offers key message {message.pk} to {name}")
    return letter


def send(world: World, by: str, letter: Letter) -> bool:
    """A chair sends it, as it was on the screen."""
    seen = on_the_page(world, by, "network:forwarding-send", letter.pk)["seen"]
    fields = {"seen": seen, "is_confirmed": "on"}
    done = world.does(by, "network:forwarding-send", letter.pk, fields=fields)
    if done:
        letter.state = "out"
        world.tell(f"{by} sends letter {letter.pk}")
    return done


def withdraw(world: World, by: str, letter: Letter) -> bool:
    """It goes for who received it."""
    done = world.does(by, "network:forwarding-withdraw", letter.pk)
    if done:
        letter.state = "withdrawn"
        world.tell(f"{by} withdraws letter {letter.pk}")
    return done


def request(world: World, by: str, letter: Letter, to: Group) -> Request | None:
    """Ask the group that sent it to send it on."""
    word = world.history.new_word("request", by)
    fields = {"receiver": f"group.{to.pk}", "reason": f"They ask of {word.text}"}
    if not world.does(by, "network:forwarding-request-new", letter.pk, fields=fields):
        return None
    word.row = Request(ForwardingRequest.objects.latest("pk").pk, letter)
    world.history.say(word)
    world.tell(f"{by} asks to send letter {letter.pk} on to {to.name}: {word.text}")
    return word.row


def decline(world: World, by: str, asked: Request) -> bool:
    """Say why it is not sent on."""
    word = world.history.new_word("refusal of a request", by, row=asked)
    fields = {"refusal": f"Not before {word.text}"}
    done = world.does(by, "network:forwarding-request-decline", asked.pk, fields=fields)
    if done:
        asked.state = "declined"
        world.history.say(word)
        world.tell(f"{by} declines request {asked.pk}: {word.text}")
    return done


def take_back_request(world: World, by: str, asked: Request) -> bool:
    """It is for whoever asked alone."""
    done = world.does(by, "network:forwarding-request-take-back", asked.pk)
    if done:
        asked.state = "taken back"
        world.tell(f"{by} takes request {asked.pk} back")
    return done


def draft(world: World, by: str, group: Group, groups: list[Group]) -> Enquiry | None:
    """Write a question to other groups."""
    words = [world.history.new_word("enquiry", by) for _part in range(2)]
    title, question = (word.text for word in words)
    fields = {"title": f"On {title}", "question": f"Who knows of {question}?", **last_day(world)}
    fields |= {"groups": [group.pk for group in groups]}
    if not world.does(by, "network:enquiry-new", group.pk, fields=fields):
        return None
    enquiry = Enquiry(EnquiryRow.objects.latest("pk").pk, group, groups)
    for word in words:
        word.row = enquiry
    world.history.say(*words)
    world.tell(f"{by} writes question {enquiry.pk} of {group.name}: {title}, {question}")
    return enquiry


def ask(world: World, by: str, enquiry: Enquiry) -> bool:
    """A chair who did not write it asks it."""
    done = world.does(by, "network:enquiry-ask", enquiry.pk)
    if done:
        enquiry.state = "asked"
        world.tell(f"{by} asks question {enquiry.pk}")
    return done


def answer(world: World, by: str, enquiry: Enquiry, group: Group, *, shared: bool) -> Answer | None:
    """Write what a group that is asked answers."""
    word = world.history.new_word("enquiry answer", by)
    enquired = EnquiredGroup.objects.get(enquiry=enquiry.pk, group=group.pk)
    fields = {"words": f"We know {word.text}"} | ({"shared": "on"} if shared else {})
    if not world.does(by, "network:answer", enquired.pk, fields=fields):
        return None
    word.row = Answer(EnquiryAnswer.objects.latest("pk").pk, enquiry, group, shared)
    world.history.say(word)
    world.tell(f"{by} writes for {group.name} on question {enquiry.pk}: {word.text}")
    return word.row


def give(world: World, by: str, given: Answer) -> bool:
    """A chair who did not write it gives it."""
    done = world.does(by, "network:answer-give", given.pk)
    if done:
        given.state = "given"
        world.tell(f"{by} gives answer {given.pk}")
    return done


def withdraw_answer(world: World, by: str, given: Answer) -> bool:
    """It stays for who organises the group that gave it."""
    done = world.does(by, "network:answer-withdraw", given.pk)
    if done:
        given.state = "withdrawn"
        world.tell(f"{by} withdraws answer {given.pk}")
    return done
