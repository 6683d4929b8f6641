"""The action log of a group: actions are added, reported and closed."""

from datetime import timedelta

from meetings.models import Action as ActionRow
from meetings.models import AgendaItem
from tests.canary.history import Action, Group, Meeting, Topic, Word
from tests.canary.world import World


def plan_among_members(world: World, by: str, meeting: Meeting) -> Word | None:
    """Put an item for members on the agenda of a meeting to come."""
    word = world.history.new_word("members item", by, meeting=meeting)
    fields = {"title": word.text, "members_only": "on"}
    if not world.does(by, "meetings:item-add", meeting.pk, fields=fields):
        return None
    world.history.say(word)
    meeting.among_members = word
    world.tell(f"{by} plans an item for members at meeting {meeting.pk}")
    return word


def add(
    world: World,
    by: str,
    owner: str,
    group: Group,
    *,
    meeting: Meeting | None = None,
    topic: Topic | None = None,
    among_members: bool = False,
) -> Action | None:
    """Give somebody something to do: as a meeting agreed, perhaps in one item of its agenda."""
    action = Action(0, group, owner, topic, among_members)
    word = _word(world, "action", by, action)
    due = (world.history.now + timedelta(days=5)).date()
    fields = {
        "task": f"See that {word.text} goes on", "owner": world.users[owner].pk,
        "due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year,
        "agreed": _agreed(meeting, topic, among_members=among_members),
    }  # fmt: skip
    more = {"QUERY_STRING": f"meeting={meeting.pk}"} if meeting else {}
    if not world.does(by, "meetings:action-add", group.pk, fields=fields, **more):
        return None
    action.pk = ActionRow.objects.latest("pk").pk
    world.history.actions.append(action)
    world.history.say(word)
    where = f" on topic {topic.pk}" if topic else " among members" if among_members else ""
    at = f" at meeting {meeting.pk}{where}" if meeting else ""
    world.tell(f"{by} adds action {action.pk} in {group.name}{at}, for {owner}: {word.text}")
    return action


def report(world: World, by: str, action: Action, *, part: str = "all") -> bool:
    """Say what was done, as its owner or for them."""
    return _says(world, "report", by, action, {"part": part}, state="reported")


def reopen(world: World, by: str, action: Action) -> bool:
    """Send it back, or open it again."""
    return _says(world, "reopen", by, action, {}, state="open")


def close(world: World, by: str, action: Action) -> bool:
    """Close it as it was reported."""
    read = ActionRow.objects.get(pk=action.pk).version
    done = world.does(by, "meetings:action-close", action.pk, fields={"after": read})
    if done:
        action.state = "closed"
        world.tell(f"{by} closes action {action.pk}")
    return done


def _says(world: World, verb: str, by: str, action: Action, fields: dict, *, state: str) -> bool:
    word = _word(world, "of an action", by, action)
    sent = {**fields, "words": f"I think {word.text}"}
    done = world.does(by, f"meetings:action-{verb}", action.pk, fields=sent)
    if done:
        action.state = state
        world.history.say(word)
        world.tell(f"{by} does {verb} action {action.pk}: {word.text}")
    return done


def _word(world: World, kind: str, by: str, action: Action) -> Word:
    return world.history.new_word(kind, by, topic=action.topic, action=action)


def _agreed(meeting: Meeting | None, topic: Topic | None, *, among_members: bool) -> str:
    """The choice of the form."""
    if meeting is None:
        return ""
    items = AgendaItem.objects.filter(meeting=meeting.pk)
    if topic:
        return f"item-{items.get(topic=topic.pk).pk}"
    return f"item-{items.get(members_only=True).pk}" if among_members else f"meeting-{meeting.pk}"
