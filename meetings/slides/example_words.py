"""What the demonstration's pack says: "Front counter: options". All of it is invented."""

AUTHOR = "Solentshire Constabulary"
MARKING = "OFFICIAL"
FOOT = "Harbour District IAG, 24 March 2026. Front counter: options"

TITLE = "Front counter: options"
OPENING = [
    "For the Harbour District Independent Advisory Group",
    "24 March 2026. Presented by Inspector Dele Adeyemi",
    "Marking: OFFICIAL. Please keep this pack within the group.",
]

ASKING = "What we are asking you"
QUESTIONS = (
    "Which of the four options would you advise, and why?",
    "Who would find it harder to reach us, and what would help them?",
    "What should we tell people, and how, before anything changes?",
)

FOOTFALL = "Fewer people come to the counter"
FOOTFALL_SERIES = "Visits a week"
FOOTFALL_BARS = (("2019", 118), ("Now", 46))
FOOTFALL_SAID = "46 visits a week now, 118 a week in 2019. We count visits, not people."
FOOTFALL_CHART = "Bar chart of visits a week: 118 in 2019 and 46 now, about six in ten fewer."

REASONS = "What people come in for"
REASON_ROWS = (
    ("Reason for the visit", "Share of visits"),
    ("Licence documents", "34 %"),
    ("Lost property", "22 %"),
    ("Report a crime", "19 %"),
    ("Sign for bail", "15 %"),
    ("Other", "10 %"),
)

OPTIONS = "Four options"
OPTION_CARDS = (
    ("A. Keep the counter", "Five days a week, as it is today."),
    ("B. Open three days a week", "Fixed days, the same every week."),
    ("C. By appointment only", "People book a time before they come."),
    ("D. Close, and use the library", "Officers at a desk in the library."),
)

VISITORS = "Who comes in"
OVER_65 = {1: "41 %", 2: "31 %"}  # the first version had the figure wrong

TRAVEL = "If the counter were to close"
TRAVEL_SAID = [
    "The nearest other counter is 14 miles away.",
    "By public transport that is two buses each way.",
    "The last bus back leaves while that counter is still open.",
]
TRAVEL_MAP = (
    "Sketch map: from the Harbour counter one bus goes to the railway station, and a second"
    " bus goes on to the next police counter, 14 miles in all."
)

EQUALITY = "Equality impact: first draft"
EQUALITY_POINTS = (
    "Disabled people: the draft says the effect is minimal. Is it?",
    "Older people: many of them would rather speak to somebody than use a form online.",
    "Deaf people: text relay and video interpreting are not yet on the door.",
    "What is missing: nobody who uses the counter has been asked yet.",
)

COST = "What it costs"
COST_FIGURES = (
    ("£96,000", "a year with the counter open five days a week"),
    ("£61,000", "a year with the counter open three days a week"),
)

ELSEWHERE = "What other areas did"
ELSEWHERE_POINTS = (
    "One kept its counter and shortened the hours. Visits fell by a fifth.",
    "One moved into a library. More people passed the desk; fewer reported crime there.",
    "One went to appointments only, and brought back two open mornings after a year.",
)

TIMETABLE = "What happens next"
TIMETABLE_ROWS = (
    ("Step", "Date"),
    ("You advise us, in this meeting", "24 March"),
    ("Your key messages reach us", "early April"),
    ("The command team decides", "15 May"),
    ("We tell you what was decided, and why", "by 20 May"),
)

NOTES = {
    OPTIONS: (
        "Say that no option has been chosen. Ask for the online and telephone views first.\n"
        "The library has not agreed to anything yet."
    ),
    EQUALITY: "This is a first draft, written in the office. Ask the group what it has missed.",
}


def visitor_figures(version: int) -> tuple[tuple[str, str], ...]:
    """Return the two figures of slide 6 as that version of the pack has them."""
    return (
        (OVER_65[version], "of the people who come in are over 65"),
        ("12 %", "say that they have a disability. They tell us themselves; nobody has to."),
    )
