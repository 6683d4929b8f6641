"""What people are told of statements: those on the side of each, who can sign them."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from deliberation.events import (
    MinorityStatementChanged,
    MinorityStatementWithdrawn,
    MinorityStatementWritten,
    StatementDrafted,
)
from deliberation.models import KeyMessage
from deliberation.notices import people

of_statement = partial(
    Kind,
    about=KeyMessage,
    fact="key_message_id",
    people=people.on_its_side,
    marked=attrgetter("topic"),
    joins=("topic",),
    confided=True,  # a list of who is told of it would tell who held which side
)

OF_STATEMENTS = (
    of_statement(
        event=StatementDrafted,
        says=_("A view was put into words on your side of a key message: say whether it is yours"),
    ),
    of_statement(
        event=MinorityStatementWritten,
        says=_("There is a statement beside a key message that you can sign"),
    ),
    of_statement(
        event=MinorityStatementChanged,
        says=_("A statement that you can sign has changed; earlier signatures do not count"),
    ),
    of_statement(
        event=MinorityStatementWithdrawn,
        says=_("A statement on your side of a key message has been withdrawn"),
    ),
)
