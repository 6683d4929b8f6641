"""The minutes of a meeting: drafted, written, published, corrected, agreed."""

from meetings.models import Correction as CorrectionRow
from meetings.models import MinutesItem
from tests.canary.history import Correction, Meeting, Minutes, Topic, Word
from tests.canary.world import World


def draft(world: World, by: str, meeting: Meeting) -> Minutes | None:
    """Begin the minutes of a meeting that is over."""
    if not world.does(by, "meetings:minutes-draft", meeting.pk):
        return None
    minutes = Minutes(meeting)
    world.history.minutes.append(minutes)
    world.tell(f"{by} drafts the minutes of meeting {meeting.pk}")
    return minutes


def write(
    world: World, by: str, minutes: Minutes, *, topic: Topic | None = None, among: bool = False
) -> Word | None:
    """Write what was said in one item."""
    row, word = _row(minutes, topic, among=among), _word(world, by, minutes, topic, among)
    fields = {"body": f"We talked of {word.text}", "after": row.version}
    if not world.does(by, "meetings:minutes-write", row.pk, fields=fields):
        return None
    world.history.say(word)
    world.tell(f"{by} writes in the minutes of meeting {minutes.meeting.pk}: {word.text}")
    return word


def publish(world: World, by: str, minutes: Minutes) -> bool:
    """Give them to everybody to check."""
    fields = {"working_days": 10}
    done = world.does(by, "meetings:minutes-publish", minutes.meeting.pk, fields=fields)
    if done:
        minutes.state = "published"
        world.tell(f"{by} publishes the minutes of meeting {minutes.meeting.pk}")
    return done


def propose(
    world: World, by: str, minutes: Minutes, *, topic: Topic | None = None, among: bool = False
) -> Correction | None:
    """Say what one item should say."""
    row = _row(minutes, topic, among=among)
    words = [_word(world, by, minutes, topic, among) for _part in range(2)]
    person = {"person": world.users[by].pk}
    fields = {"says": "", "should_say": words[0].text, "why": f"I said {words[1].text}", **person}
    if not world.does(by, "meetings:correction-propose", row.pk, fields=fields):
        return None
    world.history.say(*words)
    correction = Correction(CorrectionRow.objects.latest("pk").pk, minutes, topic, among)
    minutes.waiting.append(correction)
    world.tell(f"{by} proposes correction {correction.pk}: {words[0].text}, {words[1].text}")
    return correction


def accept(world: World, by: str, correction: Correction) -> bool:
    """Change the words of the item as the correction asks."""
    minutes, topic, among = correction.minutes, correction.topic, correction.among
    row, word = _row(minutes, topic, among=among), _word(world, by, minutes, topic, among)
    fields = {"body": f"We spoke of {word.text}", "after": row.version}
    done = world.does(by, "meetings:correction-accept", correction.pk, fields=fields)
    if done:
        minutes.waiting.remove(correction)
        world.history.say(word)
        world.tell(f"{by} accepts correction {correction.pk}: {word.text}")
    return done


def agree(world: World, by: str, minutes: Minutes, later: Meeting) -> bool:
    """A later meeting agrees them."""
    fields = {"meeting": later.pk}
    done = world.does(by, "meetings:minutes-agree", minutes.meeting.pk, fields=fields)
    if done:
        minutes.state = "agreed"
        world.tell(f"{by} records that meeting {later.pk} agreed those of {minutes.meeting.pk}")
    return done


def _word(world: World, by: str, minutes: Minutes, topic: Topic | None, among: bool) -> Word:
    return world.history.new_word("minutes", by, topic=topic, minutes=minutes, among=among)


def _row(minutes: Minutes, topic: Topic | None, *, among: bool) -> MinutesItem:
    rows = MinutesItem.objects.filter(minutes__meeting=minutes.meeting.pk).order_by("pk")
    if topic:
        return rows.get(item__topic=topic.pk)
    return rows.filter(item__members_only=among, item__topic=None)[0]
