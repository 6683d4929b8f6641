"""Send a key message to the police lead, answer it and take it back, in few words."""

from core.clock import today
from deliberation import actions, advice
from deliberation.models import KeyMessage, Response
from publications.actions import answer_and_publish
from tests.signing_in import signed_in

DISSENT = "Snapdragon: a door half shut"


def seen(key_message):
    return advice.fingerprint(advice.drawn(KeyMessage.objects.get(pk=key_message.pk)))


def send(people, key_message, role="chair"):
    actor = getattr(people, role)
    return actions.send_to_police_lead(actor=actor, key_message=key_message, seen=seen(key_message))


def answer(people, key_message, **more):
    fields = {"decision": Response.Decision.ACCEPTED, **more}
    return answer_and_publish(actor=people.police_lead, key_message=key_message, **fields)


def answered(message, world, condition, *, marks):
    """Answers as the row of a permission says: none, one, or one after the group asked again."""
    times = {"answered": 1, "unanswered": 0, "said before": 2}.get(condition, int(marks))
    for _ in range(times):
        message.responses.create(decision="accepted", answered_by=world.police_lead)
    if condition == "said before":
        fields = {"unaddressed_on": today(), "answer_again_by": today()}
        first = message.responses.order_by("pk")[:1]
        message.responses.filter(pk__in=first).update(unaddressed_by=world.chair, **fields)


def take_back(people, sending, role="chair"):
    actor = getattr(people, role)
    actions.withdraw_sending(actor=actor, sending=sending, reason="The plan has changed")


def now_in(key_message):
    return KeyMessage.objects.get(pk=key_message.pk)


def fresh(person):
    return signed_in(person, fresh=True)
