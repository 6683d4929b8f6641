"""Permission rules that can explain themselves.

A :class:`Rule` asks one question about one person and one thing. Rules combine with
``&`` and ``|``. The answer is a :class:`Verdict`, which carries the reason for a
refusal: a page can then say why a button is not there, instead of hiding it.

Each app lists what people may do in its ``permissions.py``::

    POLICY = {"meetings.open_meeting": is_chair & is_called}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User

Text: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to “may this person do this?”, with the reason when it is no."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(allowed=True)
_THING = object()  # what is asked about


class Refused(PermissionDenied):
    """An action was refused; ``str(refused)`` is a sentence fit to show the person.

    :ivar permission: name of the rule that refused; empty when the state did.
    :ivar thing: ``model.pk`` of what it was about, for the audit record; never words.
    :ivar group_id: advisory group of the thing, if it has one.
    :ivar topic_id: topic that the thing is or belongs to, if any: who may not know of the
        topic is not told of the refusal, also when the thing is gone.
    :ivar unnamed_id: person whom the record does not name as the one who was refused, because it
        would say what the thing keeps to itself: whose it is.
    """

    def __init__(self, reason: Text, *, permission: str = "", thing: Any = None) -> None:
        super().__init__(str(reason))
        self.permission = permission
        self.thing = pointer(thing)
        self.group_id: int | None = group_of(thing)
        self.topic_id: int | None = topic_of(thing)
        self.unnamed_id: int | None = getattr(thing, "unnamed_id", None)


class ChangedMeanwhile(Refused):
    """Somebody else changed it since the writer read it: a lost race, which pages settle.

    :ivar newest: the row as it stands now; None where it was removed.
    :ivar version: what a form says that follows ``newest``: a number, or when it was last changed.
    """

    SENTENCE = _("Somebody changed this meanwhile. Compare both before you save.")

    def __init__(self, newest: Any, *, thing: Any = None, version: Any = None) -> None:
        super().__init__(self.SENTENCE, thing=thing or newest)
        self.newest = newest
        self.version = newest.version if version is None else version


def pointer(thing: Any) -> str:
    """``model.pk`` of a row, or an empty string."""
    meta = getattr(thing, "_meta", None)
    return f"{meta.model_name}.{thing.pk}" if meta else ""


def group_of(thing: Any) -> int | None:
    """Id of the advisory group that ``thing`` belongs to, where it says so."""
    group_id = getattr(thing, "group_id", None)
    return group_id if isinstance(group_id, int) else None


def topic_of(thing: Any) -> int | None:
    """Id of the topic that ``thing`` is or belongs to, where it says so."""
    topic_id = getattr(thing, "topic_id", None)
    return topic_id if isinstance(topic_id, int) else None


class Rule:
    """A question about a person and a thing, answered with a :class:`Verdict`."""

    def __init__(self, answer: Callable[[User, Any], Verdict]) -> None:
        self._answer = answer

    def __call__(self, person: User, thing: Any) -> Verdict:
        return self._answer(person, thing)

    def __and__(self, other: Rule) -> Rule:
        return Rule(lambda person, thing: self(person, thing) and other(person, thing))

    def __or__(self, other: Rule) -> Rule:
        return Rule(lambda person, thing: self(person, thing) or other(person, thing))


def rule(reason: Text) -> Callable[[Callable[[User, Any], bool]], Rule]:
    """Make a yes/no function into a :class:`Rule` that refuses with ``reason``."""

    def wrap(question: Callable[[User, Any], bool]) -> Rule:
        refusal = Verdict(allowed=False, reason=reason)
        return Rule(lambda person, thing: ALLOWED if question(person, thing) else refusal)

    return wrap


_POLICY: dict[str, Rule] = {}


def register(policy: Mapping[str, Rule]) -> None:
    """Add an app's policy table; a permission may be defined only once."""
    if clash := _POLICY.keys() & policy.keys():
        raise ValueError(f"Permission defined twice: {sorted(clash)}")
    _POLICY.update(policy)


def permissions() -> frozenset[str]:
    """Names of every permission there is."""
    return frozenset(_POLICY)


def may(person: User, permission: str, thing: Any) -> Verdict:
    """Say whether ``person`` may do ``permission`` to ``thing``, and if not, why."""
    return _POLICY[permission](person, thing)


def require(person: User, permission: str, thing: Any, *, kept_by: Any = _THING) -> None:
    """Raise :class:`Refused` unless ``person`` may do ``permission`` to ``thing``.

    :param kept_by: what the record of a refusal is about, where the group of ``thing`` is another
        than that of ``person``, and learns of no attempt; by default ``thing``.
    """
    if not (verdict := may(person, permission, thing)):
        about = thing if kept_by is _THING else kept_by
        raise Refused(verdict.reason, permission=permission, thing=about)
