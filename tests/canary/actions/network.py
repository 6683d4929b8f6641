"""A network puts a topic to groups; they take part, release what they agreed, record a mandate."""

from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup, Role
from core import clock
from network.models import AskedForce, MessageOffer, NationalTopic, NetworkForce, Theme
from tests.canary.between import PUT_TO_GROUPS
from tests.canary.between import Theme as ThemeOf
from tests.canary.history import Asked, Group, Letter, Message, National, Topic, Word
from tests.canary.world import World
from tests.factories import OrganisationFactory

NATION = {
    "Nora": Role.CHAIR,
    "Nils": Role.SECRETARY,
    "Nell": Role.MEMBER,
    "Noel": Role.POLICE_LEAD,
}


def found(world: World) -> Group:
    """A network in which each group so far leads a force, all of them in the directory."""
    AdvisoryGroup.objects.update(listing="listed")
    for group in world.history.groups:
        group.listed = True
    leads = list(AdvisoryGroup.objects.order_by("pk"))
    nation = world.add_group("Nation", NATION, kind="national", listing="listed")
    nation.listed = True
    for lead in leads:
        force = OrganisationFactory(name=f"{lead.name} Police")
        NetworkForce.objects.create(
            host_id=nation.pk,
            organisation=force,
            standing="force",
            lead_group=lead,
            state="agreed",
            code=lead.code,
        )
    world.tell("a network begins, in which every group so far leads a force; all are listed")
    return nation


def last_day(world: World, days: int = 20) -> dict[str, int]:
    """A day so many days from now, as a form takes it."""
    clocks = world.history.now.date().toordinal() + days
    day = world.history.now.date().fromordinal(clocks)
    return {
        "closes_on_day": day.day,
        "closes_on_month": day.month,
        "closes_on_year": day.year,
    }


def on_the_page(world: World, by: str, view: str, *args: object) -> dict:
    """What the form of a page brings along: the words that were on the screen."""
    with clock.at(world.history.now):
        client: Client = world.browser(by)
        return client.get(reverse(view, args=args)).context["form"].initial


def draft(world: World, by: str, topic: Topic, groups: list[Group]) -> National | None:
    """Draft it, and ask these groups."""
    fields = {"topic": topic.pk, **last_day(world)}
    if not world.does(by, "network:national-topic-new", topic.group.pk, fields=fields):
        return None
    national = National(NationalTopic.objects.latest("pk").pk, topic)
    forces = NetworkForce.objects.filter(lead_group__in=[group.pk for group in groups])
    fields = {"forces": [force.pk for force in forces]}
    if not world.does(by, "network:ask", national.pk, fields=fields):
        return None
    for group in groups:
        row = AskedForce.objects.get(national_topic=national.pk, group=group.pk)
        national.asked.append(Asked(row.pk, national, group))
    world.history.nationals.append(national)
    names = [group.name for group in groups]
    world.tell(f"{by} drafts a national topic on topic {topic.pk}, for {names}")
    return national


def put(world: World, by: str, national: National) -> bool:
    """Put it to the groups."""
    national.out = world.does(by, "network:national-topic-open", national.pk)
    if national.out:
        world.tell(f"{by} opens national topic {national.pk}")
    return national.out


def accept(world: World, by: str, asked: Asked) -> Topic | None:
    """Take part: the group gets a topic of its own, with the words that the network's has now."""
    if not world.does(by, "network:asked-accept", asked.pk):
        return None
    pk = AskedForce.objects.get(pk=asked.pk).topic_id
    asked.state, about = "accepted", asked.national.topic
    asked.topic = Topic(pk, asked.group, world.history.now, by=by)
    words = [w for w in world.history.words.values() if w.topic is about and not w.gone]
    asked.topic.copied = {word: word.kind for word in words if word.kind in PUT_TO_GROUPS}
    world.history.topics.append(asked.topic)
    world.tell(f"{by} takes part for {asked.group.name}, in topic {pk}")
    return asked.topic


def decline(world: World, by: str, asked: Asked) -> Word | None:
    """Do not take part, for a reason."""
    word = world.history.new_word("refusal of a network", by, row=asked)
    fields = {"reason": f"No time for {word.text}"}
    if not world.does(by, "network:asked-decline", asked.pk, fields=fields):
        return None
    asked.state = "declined"
    world.history.say(word)
    world.tell(f"{by} declines for {asked.group.name}: {word.text}")
    return word


def mandate(world: World, by: str, asked: Asked) -> Word | None:
    """Say what a representative may hold."""
    word = world.history.new_word("mandate", by, group=asked.group)
    fields = {"kind": "words", "words": f"At least {word.text}"}
    if not world.does(by, "network:mandate", asked.pk, fields=fields):
        return None
    world.history.say(word)
    world.tell(f"{by} records a mandate of {asked.group.name}: {word.text}")
    return word


def words_that_leave(world: World, message: Message) -> set[Word]:
    """The agreed wording, why, and the statements."""
    beside = [w for w in world.history.words.values() if w.kind in {"statement", "why"}]
    standing = {w for w in beside if w.message is message and not (w.gone or w.taken_back)}
    return {message.wordings[-1], *standing}


def offer(world: World, by: str, asked: Asked, message: Message) -> Letter | None:
    """Offer an agreed message to the chair."""
    fields = {"messages": [message.pk]}
    if not world.does(by, "network:offer", asked.pk, fields=fields):
        return None
    pk = MessageOffer.objects.latest("pk").pk
    words = words_that_leave(world, message)
    letter = Letter(pk, asked.group, words, national=asked.national)
    world.history.letters.append(letter)
    world.tell(f"{by} offers key message {message.pk} to the network")
    return letter


def release(world: World, by: str, asked: Asked, letter: Letter) -> bool:
    """A chair releases it, as it was on the screen."""
    seen = on_the_page(world, by, "network:release", asked.pk)["seen"]
    fields = {"offers": [letter.pk], "seen": seen, "is_confirmed": "on"}
    done = world.does(by, "network:release", asked.pk, fields=fields)
    if done:
        letter.state = "out"
        world.tell(f"{by} releases offer {letter.pk}")
    return done


def withdraw(world: World, by: str, letter: Letter) -> bool:
    """It goes for everybody but its own group."""
    done = world.does(by, "network:offer-withdraw", letter.pk)
    if done:
        letter.state = "withdrawn"
        world.tell(f"{by} withdraws offer {letter.pk}")
    return done


def name_theme(world: World, by: str, national: National) -> Word | None:
    """Say what several messages are about."""
    word = world.history.new_word("theme", by)
    fields = {"name": f"About {word.text}"}
    if not world.does(by, "network:theme-add", national.pk, fields=fields):
        return None
    word.row = ThemeOf(Theme.objects.latest("pk").pk, national)
    world.history.say(word)
    world.tell(f"{by} names a theme of national topic {national.pk}: {word.text}")
    return word


def rename_theme(world: World, by: str, before: Word) -> Word | None:
    """It is called otherwise: what it was called before stands nowhere."""
    word = world.history.new_word("theme", by, row=before.row)
    fields = {"name": f"About {word.text}", "order": 1}
    if not world.does(by, "network:theme-change", before.row.pk, fields=fields):
        return None
    before.gone = True
    world.history.say(word)
    world.tell(f"{by} calls the theme {before.text} {word.text}")
    return word


def sort(world: World, by: str, theme: Word, letter: Letter) -> bool:
    """Put a message that stands into a theme."""
    reference = MessageOffer.objects.get(pk=letter.pk).released.reference
    fields = {f"theme_{reference}": theme.row.pk, f"initial-theme_{reference}": ""}
    done = world.does(by, "network:themes", theme.row.national.pk, fields=fields)
    if done:
        theme.row.filled = True
        world.tell(f"{by} sorts offer {letter.pk} into the theme {theme.text}")
    return done
