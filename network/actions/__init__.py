"""What people do in a network.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from network.actions.asked_forces import accept_asked, ask_force, decline_asked
from network.actions.forces import Place, add_force, change_force, end_force
from network.actions.national_topics import (
    cancel_national_topic,
    close_national_topic,
    draft_national_topic,
    open_national_topic,
)
from network.actions.offers import (
    offer_messages,
    release_messages,
    take_back_offer,
    withdraw_released,
)
from network.actions.released import sort_messages
from network.actions.retention import remove_expired_national_topics
from network.actions.themes import add_theme, change_theme, remove_theme

__all__ = [
    "Place",
    "accept_asked",
    "add_force",
    "add_theme",
    "ask_force",
    "cancel_national_topic",
    "change_force",
    "change_theme",
    "close_national_topic",
    "decline_asked",
    "draft_national_topic",
    "end_force",
    "offer_messages",
    "open_national_topic",
    "release_messages",
    "remove_expired_national_topics",
    "remove_theme",
    "sort_messages",
    "take_back_offer",
    "withdraw_released",
]
