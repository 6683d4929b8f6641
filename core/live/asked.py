"""What a drawing asks of an audience: whoever answers all of it alike is sent the same drawing."""

from __future__ import annotations

from typing import Any


class Asked:
    """Stands for an audience while one region is drawn, and keeps what is asked of it.

    A region is drawn from the thing, which is the same for all, and from these answers, in that
    order. Of another audience that gives the same ones it would come out the same. So nobody has
    to say which region hangs on what, and nobody can forget to.
    """

    def __init__(self, audience: Any) -> None:
        self._audience = audience
        self._answers: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        answer = self._answers[name] = getattr(self._audience, name)
        return answer

    def __eq__(self, other: object) -> bool:
        """Nothing: an audience is asked by name, or it would not be known what was asked.

        :raises TypeError: always.
        """
        raise TypeError("An audience is compared by what it answers.")

    __hash__ = None  # type: ignore[assignment]  # as it has no equal

    def fits(self, audience: Any) -> bool:
        """Whether ``audience`` answers all that was asked so far in the same way."""
        return all(getattr(audience, name) == answer for name, answer in self._answers.items())
