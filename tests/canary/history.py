"""What has happened, in plain values: no row, no query, nothing of the product.

The actions write it down when the portal said yes; the oracle reads nothing else.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

ADVISERS = {"chair", "vice_chair", "member"}
CHAIRS = {"chair", "vice_chair"}
ORGANISERS = {"chair", "vice_chair", "secretary"}
GUESTS = {"police_lead", "officer", "observer", "interpreter"}
POLICE = {"police_lead", "officer"}
RELEASERS = {"chair", "vice_chair", "secretary", "police_lead"}
LETTERS = str.maketrans("0123456789", "abcdefghij")  # a name with digits would be two words
NOBODY = "nobody"  # whoever is not signed in
RANK = {**dict.fromkeys(GUESTS, 0), "secretary": 1, **dict.fromkeys(ADVISERS, 2)}


@dataclass(eq=False)
class Place:
    """``since``: from when its person may read; moves when they become more than they were.

    ``begun`` does not: what a guest was invited to before it is not theirs.
    """

    role: str
    since: datetime

    def __post_init__(self):
        self.begun = self.since


@dataclass(eq=False)
class Group:
    pk: int
    name: str
    places: dict[str, Place] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)  # everybody who had a place
    secretary_reads: bool = False
    listed: bool = False  # in the directory


@dataclass(eq=False)
class Person:
    name: str
    staff: bool = False
    reader: bool = False  # for a national body
    out: bool = False  # suspended, or forgotten
    forgotten: bool = False


@dataclass(eq=False)
class Change:
    """A wider audience that waits for those who wrote; ``agreed`` holds who said yes."""

    pk: int
    topic: "Topic"
    kind: str
    user: str | None
    agreed: set[str]


@dataclass(eq=False)
class Glass:
    pk: int
    reader: str
    topic: "Topic"
    space: str
    until: datetime
    state: str = "asked"


@dataclass(eq=False)
class Topic:
    """``let_in``: guests, or the named readers, each with the moment."""

    pk: int
    group: Group
    at: datetime
    named: bool = False
    sensitive: bool = False  # marked OFFICIAL-SENSITIVE
    let_in: dict[str, datetime] = field(default_factory=dict)
    first: bool = False
    version: int = 1
    accepted: set[tuple[str, int]] = field(default_factory=set)
    from_joining: bool = False
    kept_out: bool = False
    held: bool = False
    interested: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    glasses: list[Glass] = field(default_factory=list)
    meetings: list["Meeting"] = field(default_factory=list)
    by: str = ""  # who opened it with words of others
    copied: "dict[Word, str]" = field(default_factory=dict)  # those words, each with its kind here


@dataclass(eq=False)
class Round:
    pk: int
    message: "Message"
    asked: set[str]
    state: str = "open"
    meeting: "Meeting | None" = None
    recused: set[str] = field(default_factory=set)
    ballot: bool = False
    voted: set[str] = field(default_factory=set)  # in a ballot: who did, and never for what


@dataclass(eq=False)
class Message:
    pk: int
    reference: str
    topic: Topic
    state: str = "proposed"
    rounds: list[Round] = field(default_factory=list)
    wordings: list["Word"] = field(default_factory=list)

    @property
    def decided(self) -> bool:
        return self.state in {"agreed", "not_agreed", "sent"}


@dataclass(eq=False)
class Meeting:
    pk: int
    group: Group
    invited: set[str]
    at: datetime  # when it was called, and they were invited
    topics: list[Topic]
    state: str = "called"
    screen: "Word | None" = None
    among_members: "Word | None" = None  # the title of its item for members
    has_item: bool = False  # whether an item is under way: on ``item``, or for members
    item: Topic | None = None


@dataclass(eq=False)
class Action:
    """``topic`` or ``among_members``: of the item in which it was agreed, if there is one."""

    pk: int
    group: Group
    owner: str
    topic: Topic | None
    among_members: bool
    state: str = "open"


@dataclass(eq=False)
class Minutes:
    """``waiting``: corrections that nobody has answered."""

    meeting: Meeting
    state: str = "draft"
    waiting: "list[Correction]" = field(default_factory=list)


@dataclass(eq=False)
class Correction:
    """``topic`` or ``among`` the members: of the item that it corrects."""

    pk: int
    minutes: Minutes
    topic: Topic | None
    among: bool


@dataclass(eq=False)
class Release:
    """``words``: the wordings and statements that it took from the record."""

    pk: int
    group: Group
    meeting: Meeting
    messages: list[Message]
    words: set["Word"]
    audience: str
    state: str = "prepared"


@dataclass(eq=False)
class Asked:
    """A group that a network asks: it waits, "accepted" with a topic of its own, or "declined"."""

    pk: int
    national: "National"
    group: Group
    topic: Topic | None = None
    state: str = "waiting"


@dataclass(eq=False)
class National:
    """A topic of a network that is put to the groups in ``asked``, which learn of it once ``out``."""

    pk: int
    topic: Topic
    asked: list[Asked] = field(default_factory=list)
    out: bool = False


@dataclass(eq=False)
class Letter:
    """Agreed words of ``group`` on their way out: to a network, to a group, or to ``readers``."""

    pk: int
    group: Group
    words: set["Word"]
    national: National | None = None
    to_group: Group | None = None
    readers: set[str] = field(default_factory=set)
    state: str = "offered"


@dataclass(eq=False)
class Word:
    """One canary: what somebody wrote, and where. ``gone`` until it is said, and once it is not.

    ``carriers``: words of posts that quote it, or mention its person: it stands where they do.
    """

    text: str
    kind: str
    by: str
    at: datetime
    topic: Topic | None = None
    space: str = ""
    message: Message | None = None
    round: Round | None = None
    meeting: Meeting | None = None
    release: Release | None = None
    action: Action | None = None
    minutes: Minutes | None = None
    among: bool = False  # of minutes, or said in writing: of an item for members
    turn: str = ""  # of what is said in writing: it waits, "reading" while it is read out, "over"
    group: Group | None = None
    row: object = (
        None  # in what it is said: a question or an answer between groups, a theme, a visit
    )
    everybody: bool = False  # of an announcement: also for guests
    asks: bool = False  # of a post: a question of which nothing has become yet
    pk: int = 0
    gone: bool = True
    taken_back: bool = False  # of a statement: it stands only in summaries that held it already
    later: "list[Word]" = field(default_factory=list)  # what a post says since it was changed
    carriers: "list[Word]" = field(default_factory=list)
    attached: "list[Word]" = field(default_factory=list)  # to a post: its file, why it is not taken


class History:
    """Everything so far. ``story`` tells it, a sentence an action."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.people: dict[str, Person] = {}
        self.groups: list[Group] = []
        self.topics: list[Topic] = []
        self.messages: list[Message] = []
        self.meetings: list[Meeting] = []
        self.actions: list[Action] = []
        self.minutes: list[Minutes] = []
        self.releases: list[Release] = []
        self.nationals: list[National] = []
        self.letters: list[Letter] = []
        self.visits: list = []  # of ``visited.Visit``
        self.words: dict[str, Word] = {}
        self.story: list[str] = []

    def pass_time(self, minutes: int = 1) -> None:
        self.now += timedelta(minutes=minutes)

    def new_word(self, kind: str, by: str, **where: object) -> Word:
        """A word nobody has said yet; an action that comes off says it."""
        text = f"Qw{len(self.words):04d}z".translate(LETTERS)
        self.words[text] = Word(text, kind, by, self.now, **where)
        return self.words[text]

    def say(self, *words: Word) -> None:
        for word in words:
            word.gone = False

    def posts(self, topic: Topic, space: str | None = None) -> list[Word]:
        """Every post of a topic, or of one space; those whose words are removed too."""
        mine = [w for w in self.words.values() if w.kind == "post" and w.topic is topic]
        return [w for w in mine if w.pk and space in (None, w.space)]
