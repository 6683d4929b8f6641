"""Rules about what a key message rests on."""

from core.policy import Rule
from deliberation.permissions.statements import of_its_message
from deliberation.permissions.topics import (
    has_no_interest,
    has_no_open_round,
    is_undecided,
    reads_topic,
    topic_is_not_held,
    words_messages,
)

says_what_it_rests_on = (
    reads_topic
    & words_messages
    & is_undecided
    & has_no_open_round
    & has_no_interest
    & topic_is_not_held
)

OF_EVIDENCE: dict[str, Rule] = {
    "deliberation.add_evidence": says_what_it_rests_on,
    "deliberation.remove_evidence": of_its_message(says_what_it_rests_on),
}
