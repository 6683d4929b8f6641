"""Actions of the group: of the member and of others, in each state, and one for each kind of item."""

from core.clock import now
from tests.factories import ActionFactory


def add_to(world):
    world.log_action = action(world, "group", owner=world.doreen)
    world.action_of_another = action(world, "group", owner=world.rob)
    world.reported_action = action(world, "group", owner=world.doreen, state="reported_complete")
    world.closed_action = action(
        world, "group", owner=world.doreen, state="complete", closed_at=now()
    )
    world.members_action = action(world, "members", item=world.members_item)
    world.topic_action = action(world, "group", item=world.topic_item)
    world.named_action = action(world, "named", item=world.named_item)
    world.briefing_action = action(world, "briefing", item=world.briefing_item)


def action(world, word, item=None, **more):
    """With one line of history, in which the word stands too."""
    more |= {"meeting": item.meeting, "item": item} if item else {}
    owned = {"owner": world.ama, "task": f"{world.words[word]} to do", **more}
    row = ActionFactory(group=world.group, **owned)
    stands = {"became": row.state, "task": row.task, "owner": row.owner, "due_on": row.due_on}
    row.updates.create(words=f"{world.words[word]} because", by=world.marjorie, **stands)
    return row
