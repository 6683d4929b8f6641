"""What somebody reads whose action is refused."""

import pytest

from core.policy import Refused


def refusal(action, /, *args, **fields):
    """The sentence of a refusal: this action is refused with these arguments."""
    with pytest.raises(Refused) as refused:
        action(*args, **fields)
    return str(refused.value)
