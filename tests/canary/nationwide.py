"""A network asks groups, and groups answer. ``months.py`` adds the rest."""

from hypothesis import strategies as st

from tests.canary.actions import network, talk
from tests.canary.history import ORGANISERS, Group
from tests.canary.machine import happens, pick, yes
from tests.canary.outings import Outings

FEW = st.sets(pick, min_size=1, max_size=2)


class Nationwide(Outings):
    """Everything inside a group, and what a network puts to groups."""

    def nation(self) -> Group:
        """The network, which begins when it is first needed."""
        later = self.world.history.groups[2:]
        return later[0] if later else network.found(self.world)

    @happens(number=pick, who=pick, groups=FEW, step=st.sampled_from(["put", "put", "draft"]))
    def a_network_asks(self, number, who, groups, step) -> None:
        nation = self.nation()
        by = self.one(self.world.who(nation, *ORGANISERS), who)
        drafts = [national for national in self.world.history.nationals if not national.out]
        if by and drafts and step == "put":
            self.did(network.put(self.world, by, self.one(drafts, number)))
        elif by:
            taken = {national.topic for national in self.world.history.nationals}
            free = [t for t in self.world.history.topics if t.group is nation and t not in taken]
            about = self.one(free, number) or talk.open_topic(self.world, by, nation)
            leads = [group for group in self.world.history.groups if group is not nation]
            chosen = list({self.one(leads, lead): None for lead in sorted(groups)})
            self.did(about and network.draft(self.world, by, about, chosen))

    @happens(number=pick, who=pick, accepts=yes)
    def a_group_answers(self, number, who, accepts) -> None:
        rows = [asked for n in self.world.history.nationals if n.out for asked in n.asked]
        asked = self.one([row for row in rows if row.state == "waiting"], number)
        by = asked and self.one(self.world.who(asked.group, *ORGANISERS), who)
        answer = network.accept if accepts else network.decline
        self.did(by and answer(self.world, by, asked))
