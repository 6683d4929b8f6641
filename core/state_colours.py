"""The colour of a tag for each state of a thing. The word says it; the colour repeats it."""

# Done, going on, careful, late, stopped, at rest.
STATE_COLOURS = {
    "green": "accepted agreed answered complete done published released",
    "turquoise": "accepted_in_part booked checked open partly_complete partly_done",
    "yellow": "carried due offered postponed proposed reported_complete reported_partly waiting",
    "orange": "overdue under_consideration",
    "red": "not_accepted not_agreed",
    "grey": "cancelled closed ended superseded taken_back withdrawn",
}
_COLOUR_OF = {state: colour for colour, states in STATE_COLOURS.items() for state in states.split()}


def state_colour(state: str) -> str:
    """GOV.UK's tag colour for a state value, such as ``agreed``; empty for one not named here."""
    return _COLOUR_OF.get(state.lower(), "")
