"""What the tests of break-glass share: ask, and look."""

from datetime import timedelta

from deliberation import actions
from deliberation.models import Space
from tests.deliberation.pages import url
from tests.signing_in import signed_in

WHY = "A threat to life was reported at the front desk"


def ask(people, topic, *, space=Space.MEMBERS, hours=2):
    return actions.ask_break_glass(
        actor=people.administrator,
        topic_number=getattr(topic, "pk", topic),
        space=space,
        reason=WHY,
        lasts=timedelta(hours=hours),
    )


def look(user, glass):
    return signed_in(user).post(url("break-glass-read", glass.pk))
