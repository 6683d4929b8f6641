"""Who reads what members saw on visits, from decision 0075. ``me`` is an ``oracle.Reader``."""

from dataclasses import dataclass

from tests.canary.history import ADVISERS, ORGANISERS, Group, Word


@dataclass(eq=False)
class Visit:
    """``report``: draft, sent, approved or withdrawn, once there is one."""

    pk: int
    group: Group
    by: str
    report: str = ""


def concerns(me, visit: Visit) -> bool:
    """Who goes, while they are a member, and who organises the group."""
    role = me.role(visit.group)
    return role in ORGANISERS or (me.name == visit.by and role in ADVISERS)


def reads_concern(me, word: Word) -> bool:
    """Its writer; who organises the group, once it is sent."""
    sent = word.row.report != "draft"
    return concerns(me, word.row) and (sent or me.name == word.row.by)


def reads_report(me, word: Word) -> bool:
    """The same, and while it is approved every member."""
    approved = word.row.report == "approved" and me.role(word.row.group) in ADVISERS
    return approved or reads_concern(me, word)


WHO_READS = {
    "risks": lambda me, w: me.role(w.group) in ADVISERS | {"secretary"},
    "visit": lambda me, w: concerns(me, w.row),
    "report": reads_report,
    "concern": reads_concern,
    # In the open: who would have read the report reads why it is withdrawn.
    "why withdrawn": lambda me, w: concerns(me, w.row) or me.role(w.row.group) in ADVISERS,
}
