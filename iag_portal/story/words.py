"""What the people of the story say and write. Force, people, figures: all invented."""

from typing import NotRequired, TypedDict

from deliberation.models import Choice
from webcasts.actions import Plan

PASSWORD = "a calm walk by the harbour"  # noqa: S105 -- of every person of the demo, which runs on localhost

AGREEMENT = """\
I advise the police as a critical friend. I say what I think, for myself and for nobody else.

- What I read and hear here stays here, unless it is published.
- I do not take pictures of pages or pass on papers.
- I say when I have an interest in an item, and take no part in it.
- I know that the law can ask for what is written here, and that exemptions are considered first.
"""


class Question(TypedDict):
    """What the police put to the group."""

    title: str
    ask: str
    asker: str
    handling: NotRequired[str]


FRONT_COUNTER: Question = {
    "title": "Harbour front counter: hours and appointments",
    "ask": (
        "The lease of the front counter ends next spring. Before the command team decides, we ask:\n\n"
        "1. Who would be shut out by appointments only?\n"
        "2. If hours must fall, which hours matter most?\n"
        "3. What have we not thought of?"
    ),
    "asker": "Chief Inspector Rob Ansty, Harbour District",
    "handling": "Figures on costs are not public before the decision.",
}
BUS: Question = {
    "title": "Late-night bus patrols",
    "ask": "Should the Friday and Saturday patrol on the night bus go on over the winter?",
    "asker": "Inspector Dele Adeyemi, Harbour District",
}
DOOR: Question = {
    "title": "The notice on the front counter door",
    "ask": (
        "We promised a notice on the door with a number that a person answers. "
        "Please look at the draft and tell us what is missing."
    ),
    "asker": "Chief Inspector Rob Ansty, Harbour District",
}

TENSION: Question = {
    "title": "Hate crime and tension update",
    "ask": (
        "Reports rose after the summer. Before officers speak to people in the streets concerned: "
        "who should they speak to first, and what should they not say?"
    ),
    "asker": "Chief Inspector Rob Ansty, Harbour District",
    "handling": "No street, no name and no date leaves this topic. Do not print it.",
}

# reference order A1 … A5: (words, positions S R L A O, seconds between)
MESSAGES = [
    (
        "Do not move to online-only appointments: keep a telephone line answered by a person, and say so on the door.",
        (10, 0, 0, 0, 0),
    ),
    (
        "Redo the equality impact assessment with disabled and older residents before the decision.",
        (7, 2, 1, 0, 0),
    ),
    (
        "If hours must fall, prefer three fixed days, including one evening.",
        (6, 1, 0, 1, 2),
    ),
    ("Move the desk into the library.", (4, 0, 1, 1, 4)),
    (
        "Publish the number of visits every month, so that people can see the reason.",
        (9, 0, 0, 1, 0),
    ),
]
WHY = {  # by the message, why the group says it
    MESSAGES[2][
        0
    ]: "Who works by day can come on one evening, and three whole days need fewer staff than five half ones.",
}
ADDRESSED_TO = "The chief constable\nThe police and crime commissioner"
REASONS = {
    Choice.RESERVATIONS: "It must not be the same two people who are always asked.",
    Choice.OBJECT: "It takes away more than it gives.",
}
MINORITY = (
    "Three days is a door half shut. The people who come at all are those who cannot telephone or "
    "type. Keep five days, shorter if you must, and tell us after a year who stopped coming, before "
    "anything more is taken away."
)
VIEW_FOR = (
    "The library is warm, open late and has a lift; more people would pass the desk in a day than "
    "come to the counter in a week."
)
VIEW_AGAINST = (
    "Nobody reports a beating from their neighbour across a library desk where the neighbour "
    "borrows books."
)
BUS_MESSAGE = "Keep the night bus patrol until the summer timetable starts."

# One for each message that was sent: A1, A2, A3, A5. (decision, reason)
ANSWERS: list[tuple[str, str]] = [
    ("accepted", "The line is answered from eight to eight. The notice is on the door."),
    (
        "done",
        "A workshop with nine residents was held; the new assessment is attached to the papers.",
    ),
    (
        "accepted_in_part",
        "Three days from September. No evening until the staffing review in October, because two posts are empty.",
    ),
    (
        "under_consideration",
        "The figures are being checked for small numbers before the first one is published.",
    ),
]
FEEDBACK = "Thank you for asking about the evening. My mother can only come after six."

AGENDA = (
    "Welcome, introductions and apologies",
    "Declarations of interest",
    "Minutes of the last meeting and action log",
    "Front counter: options",
    "Late-night bus patrols",
    "Hate crime and tension update",
    "Observation visits and feedback",
    "Any other business",
    "Next meeting",
)
DOOR_NOTES = """<html lang="en-GB"><head><title>At a closed door</title></head><body>
<h1>What people read at a closed door</h1>
<p>Six of us looked at the draft from outside, in the rain, at night.</p>
<ul><li>Nobody found the web address without light.</li>
<li>A number alone helps nobody who does not hear: say that text relay works.</li>
<li>Four of us would use a video link in sign language.</li></ul></body></html>"""
NOTES_STYLE = """
@font-face { font-family: AH; font-weight: 400; src: url(asset:latin-400) }
@font-face { font-family: AH; font-weight: 700; src: url(asset:latin-700) }
html { font: 16pt/1.4 AH }
"""
DOOR_AGENDA = ("Welcome and apologies", "The notice on the door", "Any other business")
DOOR_MESSAGE = (
    "Print the telephone number larger than the web address, and say that a person answers."
)
IN_WRITING = (
    "Put the text-relay number and the SignVideo link on the door, not only the web address. I cannot ring "
    "you, and I will not be the only one."
)
DOOR_SECOND = "Add the text-relay number and a sign language video link."
DOOR_CAPTIONS = "https://captions.example.org/harbour"
DOOR_WHY = "Who neither hears nor speaks on the telephone finds a closed door and a number."
DOOR_SUGGESTIONS = [  # two on one sentence
    (
        "harpreet",
        "Add the text-relay number and a sign language video link to the door and the web page.",
        "The door alone is read by those who came for nothing.",
    ),
    (
        "gwen",
        "Add the text-relay number, a sign language video link and the same words in braille.",
        "A notice on glass says nothing to me.",
    ),
]

SUMMARY = {
    "title": "Harbour front counter: what the group advised",
    "lede": (
        "The advisory group looked at what would change for people if the front counter opened for "
        "fewer hours, moved, or worked by appointment only."
    ),
    "asked": "Who would be shut out, which hours matter most, and what has not been thought of?",
}
NEXT_STEPS = (
    "The police hold a workshop on the equality impact assessment with six or more residents within a month.",
    "The police tell the group what the command team decided within five days of the decision.",
)
MISTAKEN_STEP = (
    "The police tell the group what the command team decided within fifty days of the decision."
)
WITHDRAWN = "The police promised their decision within five days, and not within fifty. A corrected summary follows."
SUBJECTS = ("Front counters", "Disabled and older people")
WALL_SHOWS = "A wall with nine notes in large handwriting, one from each resident of the workshop"
WORKSHOP_IS = "What changed in the equality impact assessment"
WORKSHOP = """<html lang="en-GB"><head><title>What changed</title></head><body>
<h1>What changed in the assessment</h1>
<p>Nine residents met on two afternoons. Each line below was theirs.</p>
<ul><li>The counter has a chair at the height of a wheelchair.</li>
<li>Large print is offered before anybody asks for it.</li></ul></body></html>"""
BALLOT_MESSAGE = (
    "Tell the group before a night patrol is cancelled, and say in public how many were."
)

TALK: Plan = {
    "title": "Counters that stayed open: a talk from three towns",
    "address": "https://player.conference.example/counters",
    "starts_at": None,
    "telephone": "",
    "captions": "The button CC, below the picture",
    "transcript": "https://conference.example/counters/transcript",
    "recording": "",
}
TALK_SAID = "The library that lends its desk on two mornings: could ours?"
TALK_AMONG_MEMBERS = (
    "She says that numbers fell only where nobody had been told. Ours were not told."
)

RISKS = """Agreed with the police on behalf of the group.

- You wear the yellow vest that says Observer, and keep your belt on in the car.
- You stay behind the officer, and in the car when you are told so.
- The officer answers for you, and takes you back to the station before anything that is likely to turn violent.
- You take no photographs of people, and write down nobody's name."""
DOREEN_WANTS = "How people are spoken to on a Friday evening, and whether a search is explained."
TARIQ_WANTS = "A morning at the front counter: who comes, and how long they wait."
AMA_SAW = """Two young men were stopped outside a closed shop. The officer said at once why, gave his name, and wrote it down for them.
One of them asked for the slip of paper and got it. The other was told to be quiet before he had said anything.

A shopkeeper came out and thanked them for passing by on foot."""
AMA_SHOWS = "A lit shop at dusk, its door shut, nobody in the street"
AMA_NOTE = {
    "title": "Four hours on foot with the evening shift",
    "words": "I went out with the evening shift to see how people are stopped. Each time the reason came first, in plain words."
    "\nI also saw how quickly a calm moment can turn, and how much one sentence helps."
    "\nIf you are stopped, ask for the slip of paper. You can have it.",
}
NOTE_SUBJECTS = ("Stop and search",)
WENT_WELL = "The reason for each stop was said first, in plain words."
WOULD_ASK = "How many people take the slip of paper, and how many are offered it?"
PIOTR_SAW = "The queue reached the door at seven. Nobody said how long it would take."
TO_THE_GUEST = (
    ("doreen", "Who decides when the last bus is taken off: you, or the company alone?"),
    ("harpreet", "Will officers still ride the last bus on Fridays when the station closes?"),
)
