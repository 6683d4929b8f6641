"""Who reads what goes between groups: what a network asks, what is sent, asked and answered.

Written from the decision records (0063, 0065, 0067, 0072), as the rest of the oracle it knows
nothing of how the portal decides. ``me`` is an ``oracle.Reader``.
"""

from dataclasses import dataclass

from tests.canary.history import ADVISERS, ORGANISERS, Group, Letter, National, Word


@dataclass(eq=False)
class Theme:
    """``filled``: whether a message that stands is sorted into it."""

    pk: int
    national: National
    filled: bool = False


@dataclass(eq=False)
class Request:
    """Whoever received ``letter`` asks its group to send it on."""

    pk: int
    letter: Letter
    state: str = "asked"


@dataclass(eq=False)
class Enquiry:
    pk: int
    group: Group
    asked: list[Group]
    state: str = "drafted"


@dataclass(eq=False)
class Answer:
    pk: int
    enquiry: Enquiry
    group: Group
    shared: bool
    state: str = "offered"


OWN_PEOPLE = ADVISERS | {"secretary"}
NAMED_OUTSIDE = {"chair", "secretary"}
# What of a national topic stands in the topics of those who take part.
PUT_TO_GROUPS = {"title", "ask", "asker", "handling"}


def is_of(me, group: Group) -> bool:
    """One of its own people: the members and the secretary, and none of its guests."""
    return me.role(group) in OWN_PEOPLE


def reads_for_a_body(me) -> bool:
    return me.person.reader and not me.person.out


def reads_national(me, national: National) -> bool:
    """The network from the draft on; once it is out, readers and the groups that are asked."""
    topic = national.topic
    plain = not (topic.named or topic.first or topic.sensitive)
    is_addressed = reads_for_a_body(me) or any(is_of(me, asked.group) for asked in national.asked)
    inside = is_of(me, topic.group) and me.opens(topic)
    return inside or (national.out and plain and is_addressed)


def reads_letter(me, letter: Letter) -> bool:
    """Nobody before it leaves, but for its key message; its own group always; others till it is withdrawn."""
    if letter.state == "offered":
        return False
    if is_of(me, letter.group) or letter.state == "withdrawn":
        return is_of(me, letter.group)
    if letter.national:
        inside = is_of(me, letter.national.topic.group) or reads_for_a_body(me)
        return inside and reads_national(me, letter.national)
    if letter.to_group:
        return is_of(me, letter.to_group)
    return me.name in letter.readers and not me.person.out


def reads_elsewhere(me, word: Word) -> bool:
    """Words of one group that came to where this person reads them."""
    if any(word in letter.words and reads_letter(me, letter) for letter in me.history.letters):
        return True
    put = [national for national in me.history.nationals if national.topic is word.topic]
    if word.kind not in PUT_TO_GROUPS or not put:
        return False
    return any(reads_national(me, national) for national in put)


def reads_refusal(me, word: Word) -> bool:
    """Who organises the network, and the own people of the group, as long as they read of the topic."""
    asked = word.row
    of_network = me.role(asked.national.topic.group) in ORGANISERS
    return reads_national(me, asked.national) and (of_network or is_of(me, asked.group))


def is_named_in_the_directory(me, word: Word) -> bool:
    """Whoever has a place anywhere, or looks after the portal, reads who chairs a group in it."""
    here, person = me.history.groups, me.history.people[word.by]
    inside = me.person.staff or me.person.reader or any(map(me.role, here))
    places = [group.places.get(word.by) for group in here if group.listed]
    named = any(place and place.role in NAMED_OUTSIDE for place in places)
    return named and inside and not (me.person.out or person.out)


def reads_request(me, word: Word) -> bool:
    """Who organises the group that is asked, unless it is taken back; who speaks for who asks."""
    letter, to_group = word.row.letter, word.row.letter.to_group
    asks = me.role(to_group) in ORGANISERS if to_group else me.name in letter.readers
    is_asked = me.role(letter.group) in ORGANISERS and word.row.state != "taken back"
    return (asks and not me.person.out) or is_asked


def reads_enquiry(me, word: Word) -> bool:
    """The group that asks; once it is asked, who organises a group that is."""
    enquiry = word.row
    asked = enquiry.state == "asked" and any(
        me.role(group) in ORGANISERS for group in enquiry.asked
    )
    return is_of(me, enquiry.group) or asked


def reads_answer(me, word: Word) -> bool:
    """Who organises the group that answers; while it is given, who asks, and others if it is shared."""
    answer = word.row
    if me.role(answer.group) in ORGANISERS:
        return True
    others = answer.shared and any(me.role(group) in ORGANISERS for group in answer.enquiry.asked)
    return answer.state == "given" and (is_of(me, answer.enquiry.group) or others)


def reads_theme(me, word: Word) -> bool:
    """Once a message that stands is in it, whoever reads of the national topic."""
    return word.row.filled and reads_national(me, word.row.national)


def sorts_into(me, word: Word) -> bool:
    """Who organises the network, on the form by which they sort."""
    topic = word.row.national.topic
    return me.role(topic.group) in ORGANISERS and me.opens(topic)


WHO_READS = {
    "theme": reads_theme,
    "mandate": lambda me, w: is_of(me, w.group),
    "request": reads_request,
    "refusal of a request": reads_request,
    "refusal of a network": reads_refusal,
    "enquiry": reads_enquiry,
    "enquiry answer": reads_answer,
}
