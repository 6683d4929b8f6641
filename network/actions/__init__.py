"""What people do in a network.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from network.actions.asked_forces import (
    accept_asked,
    ask_force,
    change_named,
    count_turnout,
    decline_asked,
    remove_asked,
)
from network.actions.enquiries import (
    ask_enquiry,
    close_enquiry,
    draft_enquiry,
    remove_expired_enquiries,
    take_back_enquiry,
)
from network.actions.enquiry_answers import (
    give_answer,
    offer_answer,
    take_back_answer,
    withdraw_answer,
)
from network.actions.forces import (
    Place,
    add_force,
    agree_to_lead,
    change_force,
    decline_to_lead,
    end_force,
)
from network.actions.forwarding_requests import (
    ask_forwarding_request,
    decline_forwarding_request,
    grant_forwarding_request,
    take_back_forwarding_request,
)
from network.actions.forwardings import (
    acknowledge_forwarding,
    discuss_forwarding,
    offer_forwarding,
    remove_expired_forwardings,
    send_forwarding,
    take_back_forwarding,
    withdraw_forwarding,
)
from network.actions.mandates import (
    record_mandate,
)
from network.actions.national_topics import (
    cancel_national_topic,
    change_window,
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
from network.actions.reading_list import (
    Reading,
    add_reading,
    remove_reading,
)
from network.actions.released import (
    sort_messages,
)
from network.actions.representations import (
    admit_representative,
    end_representation,
    follow_revocation,
    name_representative,
)
from network.actions.rests_on import (
    rest_on,
)
from network.actions.retention import (
    remove_expired_national_topics,
)
from network.actions.themes import (
    add_theme,
    change_theme,
    remove_theme,
)

__all__ = [
    "Place",
    "Reading",
    "accept_asked",
    "acknowledge_forwarding",
    "add_force",
    "add_reading",
    "add_theme",
    "admit_representative",
    "agree_to_lead",
    "ask_enquiry",
    "ask_force",
    "ask_forwarding_request",
    "cancel_national_topic",
    "change_force",
    "change_named",
    "change_theme",
    "change_window",
    "close_enquiry",
    "close_national_topic",
    "count_turnout",
    "decline_asked",
    "decline_forwarding_request",
    "decline_to_lead",
    "discuss_forwarding",
    "draft_enquiry",
    "draft_national_topic",
    "end_force",
    "end_representation",
    "follow_revocation",
    "give_answer",
    "grant_forwarding_request",
    "name_representative",
    "offer_answer",
    "offer_forwarding",
    "offer_messages",
    "open_national_topic",
    "record_mandate",
    "release_messages",
    "remove_asked",
    "remove_expired_enquiries",
    "remove_expired_forwardings",
    "remove_expired_national_topics",
    "remove_reading",
    "remove_theme",
    "rest_on",
    "send_forwarding",
    "sort_messages",
    "take_back_answer",
    "take_back_enquiry",
    "take_back_forwarding",
    "take_back_forwarding_request",
    "take_back_offer",
    "withdraw_answer",
    "withdraw_forwarding",
    "withdraw_released",
]
