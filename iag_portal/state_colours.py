"""The colour of a tag for each state of a thing. The word says it; the colour repeats it."""

# Done, going on, careful, late, stopped, at rest.
STATE_COLOURS = {
    "green": "accepted agreed answered consensus done joined present published ready support"
    " unanimous verified",
    "turquoise": "live open speaking in_progress round_open converting accepted_in_part",
    "yellow": "due draft invited needs_check pending proposed waiting majority_with_dissent"
    " support_with_reservations",
    "orange": "not_quorate overdue under_consideration expires_soon",
    "red": "failed not_accepted not_agreed object objected refused revoked expired",
    "grey": "archived cancelled closed ended finished superseded withdrawn stand_aside left",
}
_COLOUR_OF = {state: colour for colour, states in STATE_COLOURS.items() for state in states.split()}


def state_colour(state: str) -> str:
    """GOV.UK's tag colour for a state value, such as ``agreed``; empty for one not named here."""
    return _COLOUR_OF.get(state.lower(), "")
