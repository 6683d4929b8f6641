"""What somebody without email told, entered and confirmed as the actions do it."""

from datetime import timedelta

from core.clock import today
from deliberation import actions
from deliberation.models import Dictation, Space

TOLD = "Celandine: the 14 bus never comes"
DAY = timedelta(days=1)


def write(actor, author, topic, space=Space.SHARED, **more):
    fields = {"body": TOLD, "via": Dictation.Via.TELEPHONE, "told_on": today() - DAY} | more
    return actions.write_post_for(actor=actor, author=author, topic=topic, space=space, **fields)


def confirm(actor, post, on=None):
    fields = {"via": Dictation.Via.LETTER, "confirmed_on": on or today()}
    return actions.confirm_post(actor=actor, post=post, after=post.version, **fields)
