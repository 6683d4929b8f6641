"""Who receives a key message that is sent inside the portal, and what was sent: reads only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role, User
from deliberation import advice
from deliberation.models import KeyMessage, Sending, Space, Topic
from deliberation.queries.topics import people_of


def recipients(topic: Topic) -> QuerySet[User]:
    """The police leads who may read ``topic`` now, by name."""
    return User.objects.filter(pk__in=topic.police_leads().values("user")).order_by("name")


def why_no_recipient(topic: Topic) -> str:
    """Why no police lead may read ``topic``, and what to do about it."""
    if not people_of(topic.group_id).filter(role=Role.POLICE_LEAD).exists():
        return _("This group has no police lead. Invite one to the group, then to this topic.")
    if topic.readers(Space.SHARED).filter(role=Role.POLICE_LEAD).exists():
        return _(
            "The police lead has not accepted how this topic is handled. Ask them to open the topic"
            " and accept it."
        )
    if topic.readers_named:
        return _(
            "The police lead is not a named reader of this topic. The chair or the secretary can"
            " name them."
        )
    return _("The police lead cannot read this topic. The chair or the secretary can invite them.")


def on_page(message: advice.Message) -> dict[str, Any]:
    """``message``, dated, as ``deliberation/_advice.html`` draws it."""
    views = [
        (advice.view_name(statement), statement["text"]) for statement in message["statements"]
    ]
    due = date.fromisoformat(message["answer_due"])
    return {
        **message,
        "reasons": advice.reasons(message),
        "outcome_sentence": advice.outcome(message),
        "due": due,
        "views": views,
    }


def sendings_of(key_message_id: int, user: User) -> list[dict[str, Any]]:
    """What was sent of it to the police lead, newest first, each with its words as drawn."""
    message = KeyMessage.objects.filter(pk=key_message_id)  # also for a number that is too large
    sendings = Sending.objects.visible_to(user).filter(key_message__in=message)
    rows = sendings.select_related("sent_by", "withdrawn_by", "key_message__topic__group")
    return [{"sending": sending, "message": on_page(sending.snapshot)} for sending in rows]
