"""What people do with topics, key messages and rounds.

Every function is one deed, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from deliberation.actions.holds import ask_to_lift_hold, hold_topic, lift_hold
from deliberation.actions.key_messages import (
    WordingMoved,
    change_wording,
    propose_key_message,
    send_key_message,
    withdraw_key_message,
    write_minority_statement,
)
from deliberation.actions.posts import remove_post, write_post
from deliberation.actions.responses import answer_key_message
from deliberation.actions.retention import remove_expired_posts, remove_expired_topics
from deliberation.actions.rounds import (
    Asked,
    close_agreement_round,
    open_agreement_round,
    record_position,
    recuse_from_open_rounds,
    take_position,
)
from deliberation.actions.topics import (
    close_topic,
    invite_guest,
    open_topic,
    remove_guest,
    reopen_topic,
)

__all__ = [
    "Asked",
    "WordingMoved",
    "answer_key_message",
    "ask_to_lift_hold",
    "change_wording",
    "close_agreement_round",
    "close_topic",
    "hold_topic",
    "invite_guest",
    "lift_hold",
    "open_agreement_round",
    "open_topic",
    "propose_key_message",
    "record_position",
    "recuse_from_open_rounds",
    "remove_expired_posts",
    "remove_expired_topics",
    "remove_guest",
    "remove_post",
    "reopen_topic",
    "send_key_message",
    "take_position",
    "withdraw_key_message",
    "write_minority_statement",
    "write_post",
]
