"""Who reads along: narrower at will, wider with the consent of everybody who wrote."""

from deliberation.models import AudienceChange, BreakGlass
from tests.canary.history import ADVISERS, Change, Glass, Group, Topic
from tests.canary.world import World


def propose(world: World, by: str, topic: Topic, kind: str, person: str | None = None) -> bool:
    """Propose a wider audience: it is made at once only when nobody else has written there.

    :param kind: ``guest``, ``named_reader``, ``from_start`` or ``secretary``.
    """
    user = world.users[person].pk if person else None
    view, args = {
        "guest": ("guest-invite", (topic.pk, user)),
        "named_reader": ("reader-name", (topic.pk, user)),
        "from_start": ("history-widen", (topic.pk,)),
        "secretary": ("secretary-admit", (topic.pk,)),
    }[kind]
    if not world.does(by, f"deliberation:{view}", *args):
        return False
    change = Change(AudienceChange.objects.latest("pk").pk, topic, kind, person, {by})
    about = f" for {person}" if person else ""
    world.tell(f"{by} proposes that more people read topic {topic.pk}: {kind}{about}")
    topic.changes.append(change)
    make_if_agreed(world, change)
    return True


def authors(world: World, change: Change) -> set[str]:
    """Whose posts would be shown to somebody new."""
    spaces = ["members", "shared"]
    if change.kind == "guest":
        spaces = ["shared"]
    elif change.kind == "secretary":
        spaces = ["members"]
    elif change.user:
        place, rules = change.topic.group.places.get(change.user), change.topic
        secretary = rules.group.secretary_reads and not rules.kept_out
        role = place.role if place else None
        if not (role in ADVISERS or (role == "secretary" and secretary)):
            spaces = ["shared"]
    posts = world.history.posts(change.topic)
    return {post.by for post in posts if post.space in spaces}


def make_if_agreed(world: World, change: Change) -> None:
    """What consent makes true: everybody who wrote there by now has agreed."""
    topic = change.topic
    if not authors(world, change) <= change.agreed:
        return
    topic.changes.remove(change)
    if change.user and change.user not in topic.group.places:
        return  # they have left meanwhile
    if change.user:
        topic.let_in[change.user] = world.history.now
    elif change.kind == "from_start":
        topic.from_joining = False
    else:
        topic.kept_out = False
    world.tell(f"everybody who wrote in topic {topic.pk} has agreed: {change.kind} is made")


def answer(world: World, by: str, change: Change, *, agrees: bool) -> bool:
    """One author answers."""
    fields = {"answer": "agree" if agrees else "refuse"}
    done = world.does(by, "deliberation:audience-change-answer", change.pk, fields=fields)
    if done and agrees:
        change.agreed.add(by)
        world.tell(f"{by} agrees that more people read topic {change.topic.pk}")
        make_if_agreed(world, change)
    elif done:
        change.topic.changes.remove(change)
        world.tell(f"{by} does not agree that more people read topic {change.topic.pk}")
    return done


def remove(world: World, by: str, topic: Topic, person: str) -> bool:
    """End somebody's reading: a guest's, or a named reader's."""
    view = "reader-remove" if topic.named else "guest-remove"
    done = world.does(by, f"deliberation:{view}", topic.pk, world.users[person].pk)
    if done:
        del topic.let_in[person]
        world.tell(f"{by} removes {person} from topic {topic.pk}")
    return done


def close_to_guests(world: World, by: str, topic: Topic) -> bool:
    """Remove every guest at once, and what is proposed about guests."""
    done = world.does(by, "deliberation:guests-close", topic.pk)
    if done:
        places = topic.group.places
        stay = {
            person: at
            for person, at in topic.let_in.items()
            if topic.named and not is_guest(places, person)
        }
        topic.let_in = stay
        topic.changes = [change for change in topic.changes if not is_guest(places, change.user)]
        world.tell(f"{by} closes topic {topic.pk} to all guests")
    return done


def is_guest(places: dict, name: str | None) -> bool:
    return name in places and places[name].role not in {*ADVISERS, "secretary"}


def narrow_history(world: World, by: str, topic: Topic) -> bool:
    """Those who join later read only what is written after that."""
    done = world.does(by, "deliberation:history-narrow", topic.pk)
    if done:
        topic.from_joining = True
        world.tell(f"{by} hides what was written in topic {topic.pk} before somebody joined")
    return done


def change_terms(world: World, by: str, group: Group, *, reads: bool) -> bool:
    """The members let the secretary into their space, or no longer do."""
    fields = {"secretary": "yes" if reads else "no"}
    done = world.does(by, "deliberation:terms", group.pk, fields=fields)
    if done:
        group.secretary_reads = reads
        for topic in world.history.topics:
            if topic.group is group and reads and world.history.posts(topic, "members"):
                topic.kept_out = True
        world.tell(f"{by} changes the terms of {group.name}: the secretary reads: {reads}")
    return done


def ask_glass(world: World, by: str, topic: Topic, space: str, hours: int = 2) -> Glass | None:
    """An administrator asks to read one space."""
    word = world.history.new_word("glass", by, topic=topic)
    fields = {"topic_number": topic.pk, "space": space, "reason": word.text, "hours": hours}
    if not world.does(by, "deliberation:break-glass-new", fields=fields):
        return None
    row = BreakGlass.objects.latest("pk")
    glass = Glass(row.pk, by, topic, space, row.ends_at)
    topic.glasses.append(glass)
    world.history.say(word)
    world.tell(f"{by} asks to read the {space} space of topic {topic.pk} from outside")
    return glass


def confirm_glass(world: World, by: str, glass: Glass) -> bool:
    """A second person confirms: now it can be read."""
    done = world.does(by, "deliberation:break-glass-confirm", glass.pk)
    if done:
        glass.state = "running"
        world.tell(f"{by} confirms that {glass.reader} reads topic {glass.topic.pk}")
    return done


def end_glass(world: World, by: str, glass: Glass) -> bool:
    """The chair ends it, or the reader."""
    done = world.does(by, "deliberation:break-glass-end", glass.pk)
    if done:
        glass.state = "ended"
        world.tell(f"{by} ends the reading of topic {glass.topic.pk} from outside")
    return done
