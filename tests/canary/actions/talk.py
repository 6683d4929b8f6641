"""Topics are opened, handled, written in, held; words are taken out."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership
from deliberation.models import Announcement, Post
from deliberation.models import Topic as TopicRow
from tests.canary.files import pdf
from tests.canary.history import Group, Topic, Word
from tests.canary.world import World
from webcasts.models import Webcast


def open_topic(
    world: World,
    by: str,
    group: Group,
    *,
    guests: tuple[str, ...] = (),
    readers: tuple[str, ...] = (),
    first: bool = False,
    from_joining: bool = False,
    sensitive: bool = False,
) -> Topic | None:
    """Put a question to the group; for named readers when any are given."""
    at = world.history.now + timedelta(minutes=1)
    topic = Topic(0, group, at, named=bool(readers), first=first, from_joining=from_joining)
    kinds = ("title", "ask", "asker", "handling")
    words = {kind: world.history.new_word(kind, by, topic=topic) for kind in kinds}
    due = (at + timedelta(days=30)).date()
    places = {place.user.name.split()[0]: place.pk for place in places_in(group)}
    fields = {
        **{kind: f"On {word.text}" for kind, word in words.items()},
        "decision_due_day": due.day,
        "decision_due_month": due.month,
        "decision_due_year": due.year,
        "marking": "official_sensitive" if sensitive else "official",
        "history": "from_joining" if from_joining else "from_start",
        "guests": [places[guest] for guest in guests],
        "readers": [places[reader] for reader in readers],
    }
    fields |= {"handling_first": "on"} if first else {}
    before = TopicRow.objects.count()
    world.does(by, "deliberation:topic-new", fields=fields, QUERY_STRING=f"group={group.pk}")
    if TopicRow.objects.count() == before:
        return None
    topic.pk = TopicRow.objects.latest("pk").pk
    let_in = {by, *readers} if readers else guests
    topic.let_in = dict.fromkeys(let_in, world.history.now)
    topic.sensitive = sensitive
    world.history.topics.append(topic)
    world.history.say(*words.values())
    kind = "for named readers" if readers else "with handling first" if first else "for the group"
    kind += ", marked OFFICIAL-SENSITIVE" if sensitive else ""
    world.tell(f"{by} opens topic {topic.pk} in {group.name}, {kind}; let in: {sorted(let_in)}")
    return topic


def places_in(group: Group):
    return Membership.objects.current().filter(group=group.pk).select_related("user")


def write(
    world: World,
    by: str,
    topic: Topic,
    space: str,
    *,
    reply_to: Word | None = None,
    quotes: bool = False,
    mentions: str | None = None,
    attaches: bool = False,
) -> Word | None:
    """Write a post, perhaps as an answer to another, with its words, or with somebody's name."""
    word = world.history.new_word("post", by, topic=topic, space=space)
    carried = [reply_to] if quotes and reply_to else []
    body = "".join(f"> {post.text}\n\n" for post in carried)
    if mentions:
        carried.append(world.name_of(mentions))
        body += f"@{mentions} {carried[-1].text}, "
    fields = {
        "body": f"{body}I think **{word.text}** matters.",
        "reply_to": reply_to.pk if reply_to else "",
    }
    if attaches:
        for kind in ("attached", "attached file"):
            word.attached.append(world.history.new_word(kind, by, topic=topic, space=space))
        inside, name = word.attached
        content = pdf(f"See {inside.text}")
        fields["attachments"] = SimpleUploadedFile(f"{name.text}.pdf", content, "application/pdf")
    if not world.does(by, "deliberation:post-new", topic.pk, space, fields=fields):
        return None
    word.pk = Post.objects.latest("pk").pk
    for part in (word, *word.attached):
        part.at = world.history.now
        world.history.say(part)
    for part in carried:
        part.carriers.append(word)
    about = f", with {[post.text for post in carried]}" if carried else ""
    world.tell(f"{by} writes {word.text} in the {space} space of topic {topic.pk}{about}")
    return word


def mark_moment(world: World, by: str, topic: Topic, space: str) -> Word | None:
    """Say something of a moment of the webcast of a topic, which is added before if there is none."""
    webcast = Webcast.objects.filter(topic=topic.pk).first() or add_webcast(world, by, topic)
    if webcast is None:
        return None
    word = world.history.new_word("moment", by, topic=topic, space=space)
    fields = {"moment": "12:05", "words": f"Here {word.text} is said", "space": space}
    if not world.does(by, "webcasts:webcast", webcast.pk, fields=fields):
        return None
    word.at = world.history.now
    world.history.say(word)
    world.tell(f"{by} marks a moment with {word.text} in the {space} space of topic {topic.pk}")
    return word


def add_webcast(world: World, by: str, topic: Topic) -> Webcast | None:
    title = world.history.new_word("webcast", by, topic=topic)
    fields = {"title": f"On {title.text}", "address": "https://conference.example/1"}
    if not world.does(by, "webcasts:webcast-add", topic.pk, fields=fields):
        return None
    world.history.say(title)
    return Webcast.objects.latest("pk")


def announce(world: World, by: str, group: Group, *, everybody: bool) -> Word | None:
    """Announce something: to the members and the secretary, or to everybody in the group."""
    where = {"group": group, "everybody": everybody}
    title, text = (world.history.new_word("announcement", by, **where) for _part in range(2))
    until = (world.history.now + timedelta(days=20)).date()
    fields = {
        "title": title.text, "body": f"Keep **{text.text}** in mind.",
        "readers": "group" if everybody else "inside",
        "stands_until_day": until.day, "stands_until_month": until.month,
        "stands_until_year": until.year,
    }  # fmt: skip
    if not world.does(by, "deliberation:announcement-new", group.pk, fields=fields):
        return None
    world.history.say(title, text)
    title.pk = text.pk = Announcement.objects.latest("pk").pk
    world.tell(f"{by} announces {title.text} to {'everybody' if everybody else 'the members'}")
    return title


def withdraw_announcement(world: World, by: str, title: Word) -> bool:
    """Take an announcement back, with its title and its words."""
    done = world.does(by, "deliberation:announcement-withdraw", title.pk)
    if done:
        for word in world.history.words.values():
            word.gone = word.gone or (word.kind == "announcement" and word.pk == title.pk)
        world.tell(f"{by} withdraws the announcement {title.text}")
    return done


def change(world: World, by: str, post: Word) -> bool:
    """The author changes a post; what it said before stays for who reads it."""
    word = world.history.new_word("post", by, topic=post.topic, space=post.space)
    fields = {"body": f"I mean {word.text}.", "after": 1 + len(post.later)}
    done = world.does(by, "deliberation:post-edit", post.pk, fields=fields)
    if done:
        word.at = post.at
        post.later.append(word)
        world.history.say(word)
        world.tell(f"{by} changes the words {post.text} to {word.text}")
    return done


def withdraw(world: World, by: str, post: Word) -> bool:
    """The author takes a post back, with all that it said."""
    done = world.does(by, "deliberation:post-withdraw", post.pk)
    if done:
        forget(post)
        world.tell(f"{by} withdraws the words {post.text}")
    return done


def forget(post: Word) -> None:
    for word in (post, *post.later, *post.attached):
        word.gone = True


def redact(world: World, by: str, post: Word) -> bool:
    """Take the words out of a post; the reason stands in their place."""
    reason = world.history.new_word("post", post.by, topic=post.topic, space=post.space)
    done = world.does(
        by, "deliberation:post-remove", post.pk, fields={"reason": f"No {reason.text}"}
    )
    if done:
        forget(post)
        reason.at = post.at
        world.history.say(reason)
        world.tell(f"{by} removes the words {post.text}, because {reason.text}")
    return done


def place_hold(world: World, by: str, topic: Topic) -> bool:
    """A legal hold on a topic."""
    word = world.history.new_word("hold", by, topic=topic)
    done = world.does(
        by, "deliberation:topic-hold", topic.pk, fields={"action": "hold", "reason": word.text}
    )
    if done:
        topic.held = True
        world.history.say(word)
        world.tell(f"{by} sets a legal hold on topic {topic.pk}")
    return done


def lift_hold(world: World, asks: str, agrees: str, topic: Topic) -> bool:
    """Two people lift it."""
    done = world.does(asks, "deliberation:topic-hold", topic.pk, fields={"action": "ask"})
    done = done and world.does(
        agrees, "deliberation:topic-hold", topic.pk, fields={"action": "lift"}
    )
    if done:
        topic.held = False
        for word in world.history.words.values():
            word.gone = word.gone or (word.kind == "hold" and word.topic is topic)
        world.tell(f"{asks} and {agrees} lift the hold on topic {topic.pk}")
    return done


def change_handling(world: World, by: str, topic: Topic, *, first: bool) -> bool:
    """A new handling text; where it is accepted first, everybody is asked again."""
    word = world.history.new_word("handling", by, topic=topic)
    fields = {"handling": word.text} | ({"handling_first": "on"} if first else {})
    done = world.does(by, "deliberation:handling-change", topic.pk, fields=fields)
    if done:
        for handling in world.history.words.values():
            if handling.kind == "handling" and handling.topic is topic and not handling.gone:
                handling.kind = "old handling"
        before = {"handling": "old handling"}
        topic.copied = {copy: before.get(kind, kind) for copy, kind in topic.copied.items()}
        topic.version, topic.first = topic.version + 1, first
        world.history.say(word)
        first_words = ", to be accepted first" if first else ""
        world.tell(f"{by} writes the handling of topic {topic.pk} anew{first_words}")
    return done


def accept_handling(world: World, by: str, topic: Topic) -> bool:
    """Accept the newest handling."""
    fields = {"version": topic.version}
    done = world.does(by, "deliberation:handling-accept", topic.pk, fields=fields)
    if done:
        topic.accepted.add((by, topic.version))
        world.tell(f"{by} accepts how topic {topic.pk} is handled")
    return done
