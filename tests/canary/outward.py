"""Two stories of what goes out: words between groups, and members who go on visits."""

from accounts.models import Role
from tests.canary.actions import agree, belong, letters, network, talk, visit_notes, visits
from tests.canary.beginnings import certain
from tests.canary.history import Asked, Group, Letter, Message, National, Topic
from tests.canary.world import World
from tests.factories import MembershipFactory, OrganisationMembershipFactory

KINDS = {
    "title", "ask", "asker", "handling", "wording", "why", "statement", "mandate", "enquiry", "enquiry answer",
    "theme", "request", "refusal of a request",
}  # fmt: skip
AT = (
    "network:",
    "deliberation:topic/",
    "deliberation:topics/",
    "deliberation:key-message/",
    "home/",
)


def agreed(world: World, topic: Topic, *names: str) -> Message:
    """The first of ``names`` chairs the group; the second words it; a third stands aside."""
    chair, *others = names
    message = certain(agree.propose(world, others[0], topic))
    certain(agree.explain(world, others[0], message))
    asked_round = certain(agree.ask(world, chair, message))
    for name in names:
        certain(
            agree.take(world, name, asked_round, "stand_aside" if name in others[1:] else "support")
        )
    certain(agree.close(world, chair, asked_round))
    for name in others[1:]:
        certain(agree.state(world, name, message))
    world.history.pass_time(60)  # until nobody can undo it
    return message


def between_groups(world: World) -> None:
    """Everything that goes from one group to others happens once."""
    here, there = world.history.groups
    _more_people(world, there)
    nation = network.found(world)
    topic = certain(talk.open_topic(world, "Nora", nation))
    national = certain(network.draft(world, "Nils", topic, [here, there]))
    certain(network.put(world, "Nora", national))
    ours, theirs = national.asked
    certain(network.accept(world, "Marjorie", ours))
    certain(network.accept(world, "Gwen", theirs))
    certain(network.mandate(world, "Marjorie", ours))
    certain(network.mandate(world, "Gwen", theirs))
    _to_a_group_and_a_body(world, *_to_the_network(world, ours, theirs))
    _into_themes(world, national)
    _who_knows(world)
    waits = certain(talk.open_topic(world, "Nora", nation))
    certain(network.draft(world, "Nils", waits, [here]))
    certain(belong.leave(world, "Owen", "Iris", there))


def _more_people(world: World, group: Group) -> None:
    """A reader for another body; for ``group`` police, and a member without whom it decides nothing."""
    since = {"starts_at": world.history.now}
    OrganisationMembershipFactory(user=world.add("Nahid", reader=True), **since)
    for name, role in (("Iris", Role.MEMBER), ("Pam", Role.POLICE_LEAD)):
        MembershipFactory(user=world.add(name), group_id=group.pk, role=role, **since)
        world.begins(name, group, role)


def _to_the_network(world: World, ours: Asked, theirs: Asked) -> list[Message]:
    """One message stands, one is withdrawn, one waits; another group releases one as well."""
    messages = [agreed(world, ours.topic, "Marjorie", "Doreen", "Colin") for _one in range(3)]
    stands, withdrawn, _waits = (
        certain(network.offer(world, "Sally", ours, message)) for message in messages
    )
    for letter in (stands, withdrawn):
        certain(network.release(world, "Marjorie", ours, letter))
    certain(network.withdraw(world, "Marjorie", withdrawn))
    message = agreed(world, theirs.topic, "Gwen", "Ama", "Iris")
    letter = certain(network.offer(world, "Owen", theirs, message))
    certain(network.release(world, "Gwen", theirs, letter))
    return messages[1:]


def _into_themes(world: World, national: National) -> None:
    """One has a message and is called otherwise then; one has none."""
    first, _second = (certain(network.name_theme(world, "Nils", national)) for _one in range(2))
    stands = next(row for row in world.history.letters if row.national and row.state == "out")
    certain(network.sort(world, "Nora", first, stands))
    certain(network.rename_theme(world, "Nora", first))


def _to_a_group_and_a_body(world: World, first: Message, second: Message) -> None:
    """Of what the network does not read one stands with each; one is withdrawn, one waits.

    Then their topic is narrowed: what was sent stays sent.
    """
    there = world.history.groups[1]
    sent = [(first, there), (second, "Nadia"), (second, there)]
    out = [certain(letters.offer(world, "Sally", message, to)) for message, to in sent]
    for letter in out:
        certain(letters.send(world, "Marjorie", letter))
    _to_send_on(world, *out)
    certain(letters.withdraw(world, "Marjorie", out[-1]))
    certain(letters.offer(world, "Sally", first, "Nadia"))
    certain(talk.change_handling(world, "Sally", first.topic, first=True))


def _to_send_on(world: World, to_group: Letter, to_body: Letter, _third: Letter) -> None:
    """Of what a group asks one is declined and one taken back; what a body asks waits."""
    nation = world.history.groups[2]
    certain(letters.request(world, "Nadia", to_body, nation))
    declined = certain(letters.request(world, "Owen", to_group, nation))
    certain(letters.decline(world, "Sally", declined))
    again = certain(letters.request(world, "Owen", to_group, nation))
    certain(letters.take_back_request(world, "Gwen", again))


def _who_knows(world: World) -> None:
    """One question waits; one is answered for all, for who asks, and by words that are withdrawn."""
    here, there, nation = world.history.groups
    certain(letters.draft(world, "Sally", here, [there]))
    enquiry = certain(letters.draft(world, "Sally", here, [there, nation]))
    certain(letters.ask(world, "Marjorie", enquiry))
    for shared, then in ((True, "withdrawn"), (True, "stands")):
        given = certain(letters.answer(world, "Owen", enquiry, there, shared=shared))
        certain(letters.give(world, "Gwen", given))
        if then == "withdrawn":
            certain(letters.withdraw_answer(world, "Gwen", given))
    given = certain(letters.answer(world, "Nils", enquiry, nation, shared=False))
    certain(letters.give(world, "Nora", given))


def on_visits(world: World) -> None:
    """One only asks; of four who went, one writes still, one report waits, two are approved.

    Each has a photograph. Those two are shared in a topic, of which police read one space. One is
    withdrawn again, once a document holds both; its writer had offered a note. The other's note is
    published, and begun anew.
    """
    here, names = world.harbour, ("Zainab", "Colin", "Doreen", "Piotr")
    certain(visits.adopt_risks(world, "Sally", here))
    went = [certain(visits.ask(world, name, here)) for name in names]
    for visit in went:
        certain(visits.book(world, "Sally", visit))
    visits.two_days_go_by(world)
    for visit in went:
        certain(visits.write(world, visit))
        certain(visits.photograph(world, visit))
    for visit in went[1:]:
        certain(visits.send(world, visit))
    for visit in went[2:]:
        certain(visits.approve(world, "Sally", visit))
    certain(visits.put_together(world, "Sally", here))
    topic = certain(talk.open_topic(world, "Sally", here, guests=("Rob",)))
    certain(visits.share(world, "Piotr", went[-1], topic, "members"))
    certain(visits.share(world, "Sally", went[-2], topic, "shared"))
    out, offered = went[2:]
    for visit in (out, offered):
        certain(visit_notes.write(world, visit))
        certain(visit_notes.offer(world, visit))
    certain(visit_notes.prepare(world, "Sally", out))
    by = {"lead": "Rob", "chair": "Marjorie", "secretary": "Sally"}
    certain(visit_notes.release(world, out, **by))
    certain(visit_notes.write(world, out))
    certain(visits.withdraw(world, "Marjorie", went[-1]))
    certain(visits.ask(world, "Marjorie", here))
