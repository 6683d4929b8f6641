"""Who is told that messages were released, and when."""

from core.notices.kinds import named
from core.notices.models import Level, NoticeSettings
from network import actions
from network.jobs import tell_of_released
from tests.network import nation


def test_who_reads_them_is_told_the_day_after_once_a_day_while_one_stands(solent):
    """Not at once: the moment would tell what was released together. Nor whose it is."""
    uplands = nation.agreed(solent.local["UPL"], "Put it in the library: freesia")
    nation.released(solent, "UPL", *nation.offered(solent, "UPL", uplands))
    kind, recipients = "released_message.new", {}
    for days in (0, 1, 2):
        with nation.after(days):
            tell_of_released()
            recipients[days] = nation.recipients(kind)

    own = [solent.people[role] for role in ("chair", "secretary", "member")]
    readers = sorted(str(person) for person in (*own, solent.reader))
    assert recipients == {0: [], 1: readers, 2: readers}
    assert str(named(kind).says) == "There are new released messages for a national topic"


def test_nobody_is_told_of_what_was_withdrawn_or_has_chosen_to_hear_nothing(solent):
    NoticeSettings.objects.create(user=solent.reader, topics=Level.NONE)
    kind = "released_message.new"
    actions.withdraw_released(actor=nation.chair(solent, "SOL"), offer=solent.offer)
    with nation.after(1):
        tell_of_released()
    before = nation.recipients(kind)
    uplands = nation.agreed(solent.local["UPL"], "Put it in the library: freesia")
    nation.released(solent, "UPL", *nation.offered(solent, "UPL", uplands))
    with nation.after(1):
        tell_of_released()

    own = sorted(str(solent.people[role]) for role in ("chair", "secretary", "member"))
    assert (before, nation.recipients(kind)) == ([], own)
