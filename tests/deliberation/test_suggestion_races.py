"""Somebody suggests other words at the moment in which a round opens."""

from functools import partial

import pytest

from core.audit.models import Record
from deliberation import actions
from deliberation.models import Suggestion
from tests.deliberation.rounds import open_round
from tests.deliberation.test_races import TIMES, at_once, refusals, stale
from tests.factories import KeyMessageFactory

pytestmark = pytest.mark.django_db(transaction=True)
REPLACE = Suggestion.Kind.REPLACE


@pytest.mark.parametrize("_time", range(TIMES))
def test_nobody_suggests_other_words_once_a_round_has_opened(people, topic, _time):
    message = KeyMessageFactory(topic=topic, text="Keep a line")
    change = actions.Change(REPLACE, "Keep a line", "Keep two lines", "Both ends")
    suggests = partial(actions.suggest_wording, actor=stale(people.member), change=change, after=1)

    results = at_once(
        partial(suggests, key_message=stale(message)),
        partial(open_round, people, stale(message), [actions.Asked(people.chair)]),
    )

    names = Record.objects.filter(event__in=("suggestion.proposed", "agreement_round.opened"))
    in_order = list(names.order_by("pk").values_list("event", flat=True))
    events = ["agreement_round.opened"]
    assert in_order == (events if refusals(results) else ["suggestion.proposed", *events])
