"""What can happen to statements of those who did not agree."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from deliberation.events.key_messages import KeyMessageEvent


class StatementEvent(KeyMessageEvent):
    """Something that happened to a statement beside a key message, and on which side it stands."""

    side: str


class MinorityStatementWritten(StatementEvent):
    """Somebody put on record why they did not agree."""

    name: ClassVar[str] = "minority_statement.written"
    label = _("Wrote a statement beside a key message")


class MinorityStatementChanged(StatementEvent):
    """An author changed their statement; nobody has signed the new words yet."""

    name: ClassVar[str] = "minority_statement.changed"
    label = _("Changed a statement beside a key message")


class MinorityStatementWithdrawn(StatementEvent):
    """An author withdrew their statement, with the signatures under it."""

    name: ClassVar[str] = "minority_statement.withdrawn"
    label = _("Withdrew a statement beside a key message")


class MinorityStatementSigned(StatementEvent):
    """Somebody else on the same side signed a statement."""

    name: ClassVar[str] = "minority_statement.signed"
    label = _("Signed a statement beside a key message")


class MinorityStatementUnsigned(StatementEvent):
    """Somebody withdrew their signature from a statement."""

    name: ClassVar[str] = "minority_statement.unsigned"
    label = _("Withdrew their signature from a statement")


class StatementDrafted(StatementEvent):
    """The chair or the secretary put one of two views into words, for those who hold it."""

    name: ClassVar[str] = "statement_draft.written"
    label = _("Put one of two views into words")


class StatementDraftDiscarded(StatementEvent):
    """The chair or the secretary threw a draft of a view away."""

    name: ClassVar[str] = "statement_draft.discarded"
    label = _("Threw a draft of a view away")


class StatementConfirmed(StatementEvent):
    """Somebody who held that view confirmed its draft: it is their statement now."""

    name: ClassVar[str] = "statement_draft.confirmed"
    label = _("Confirmed a view that was put into words")
