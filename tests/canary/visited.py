"""Who reads what members saw on visits, from decision 0075. ``me`` is an ``oracle.Reader``."""

from dataclasses import dataclass, field

from tests.canary.history import ADVISERS, ORGANISERS, Group, Word

OWN_PEOPLE = ADVISERS | {"secretary"}


@dataclass(eq=False)
class Visit:
    """``state``: asked, booked or over. ``report``: draft, sent, approved or withdrawn, once there is one.

    ``printed``: words of the report that the document of a quarter holds, whatever became of them.
    ``note``: draft, offered, prepared or published; ``out``: words of it that anybody reads.
    """

    pk: int
    group: Group
    by: str
    state: str = "asked"
    report: str = ""
    printed: set[Word] = field(default_factory=set)
    note: str = ""
    out: list[Word] = field(default_factory=list)


def concerns(me, visit: Visit) -> bool:
    """Who goes, while they are a member, and who organises the group."""
    role = me.role(visit.group)
    return role in ORGANISERS or (me.name == visit.by and role in ADVISERS)


def reads_concern(me, word: Word) -> bool:
    """Its writer; who organises the group, once it is sent."""
    sent = word.row.report != "draft"
    return concerns(me, word.row) and (sent or me.name == word.row.by)


def reads_report(me, word: Word) -> bool:
    """The same, and while it is approved every member; what a quarter's document holds the secretary too."""
    role = me.role(word.row.group)
    approved = word.row.report == "approved" and role in ADVISERS
    printed = word in word.row.printed and role in OWN_PEOPLE
    return approved or printed or reads_concern(me, word)


def reads_note(me, word: Word) -> bool:
    """Its writer; who organises the group once it is offered; the police lead while it is prepared.

    What is out is read by everybody, whatever its writer types afterwards.
    """
    visit = word.row
    if word in visit.out or me.name == visit.by:
        return True
    role = me.role(visit.group)
    prepares = visit.note == "prepared" and role == "police_lead"
    return prepares or (visit.note != "draft" and role in ORGANISERS)


WHO_READS = {
    "visit note": reads_note,
    "risks": lambda me, w: me.role(w.group) in OWN_PEOPLE,
    "visit": lambda me, w: concerns(me, w.row),
    "report": reads_report,
    "concern": reads_concern,
    "camera": lambda me, w: False,  # what a telephone writes beside a photograph
    # In the open: who would have read the report reads why it is withdrawn.
    "why withdrawn": lambda me, w: concerns(me, w.row) or me.role(w.row.group) in ADVISERS,
}
