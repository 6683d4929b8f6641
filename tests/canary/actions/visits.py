"""Members are taken out on visits, and write about them."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Acceptance, Agreement, User
from core import clock
from core.jobs import run_due_jobs
from deliberation.models import Post
from tests.canary.files import jpeg
from tests.canary.history import Group, Topic, Word
from tests.canary.visited import Visit
from tests.canary.world import World
from visits.actions import CHECKLIST
from visits.jobs import end_visits
from visits.models import Visit as VisitRow
from visits.models import VisitDigest, VisitPhotograph, VisitReport
from visits.models.digests import Quarter


def adopt_risks(world: World, by: str, group: Group) -> Word | None:
    """What can happen, in words; everybody has agreed to confidentiality before."""
    with clock.at(world.history.now):
        agreement, _made = Agreement.objects.get_or_create(version=1, defaults={"text": "Keep it."})
        people = User.objects.filter(email__isnull=False, acceptances=None)
        Acceptance.objects.bulk_create(
            Acceptance(user=person, agreement=agreement) for person in people
        )
    word = world.history.new_word("risks", by, group=group)
    fields = {"text": f"Mind the {word.text}", "after": 0}
    if not world.does(by, "visits:risk-assessment-adopt", group.pk, fields=fields):
        return None
    world.history.say(word)
    world.tell(f"{by} writes the risk assessment of {group.name}: {word.text}")
    return word


def ask(world: World, by: str, group: Group) -> Visit | None:
    """A member asks to be taken out, and accepts the risks."""
    words = [world.history.new_word("visit", by) for _part in range(2)]
    wants, dates = (word.text for word in words)
    fields = {"wants": f"See {wants}", "dates": f"On {dates}"}
    if not world.does(by, "visits:visit-request", group.pk, fields=fields):
        return None
    visit = Visit(VisitRow.objects.latest("pk").pk, group, by)
    for word in words:
        word.row = visit
    world.history.visits.append(visit)
    world.history.say(*words)
    world.tell(f"{by} asks for visit {visit.pk}: {wants}, {dates}")
    fields = {"is_read": "on", "version": 1}
    return world.does(by, "visits:risk-assessment-accept", visit.pk, fields=fields) and visit


def book(world: World, by: str, visit: Visit) -> bool:
    """Who organises the group confirms the checks, and says when, where and with whom."""
    words = [world.history.new_word("visit", by, row=visit) for _part in range(2)]
    place, officer = (word.text for word in words)
    checked, day = world.history.now - timedelta(days=1), world.history.now + timedelta(days=1)
    fields = {"is_adult": "on"} | on("checked_on", checked)
    if not world.does(by, "visits:visit-check", visit.pk, fields=fields):
        return False
    fields = on("day", day) | {"time": "18:00", "hours": 4, "meeting_place": f"At {place}"}
    fields |= {"officer": f"PC {officer}", "after": VisitRow.objects.get(pk=visit.pk).version}
    done = world.does(by, "visits:visit-book", visit.pk, fields=fields)
    if done:
        visit.state = "booked"
        world.history.say(*words)
        world.tell(f"{by} books visit {visit.pk}: {place}, {officer}")
    return done


def on(name: str, moment) -> dict[str, int]:
    """A day as a form takes it."""
    return {f"{name}_day": moment.day, f"{name}_month": moment.month, f"{name}_year": moment.year}


def two_days_go_by(world: World) -> None:
    """What was booked is over."""
    world.history.pass_time(2 * 24 * 60)
    with clock.at(world.history.now):
        end_visits()
    for visit in world.history.visits:
        visit.state = "over" if visit.state == "booked" else visit.state
    world.tell("two days go by")


def write(world: World, visit: Visit) -> bool:
    """The member writes what they saw, and what worries them."""
    kinds = ("report", "report", "report", "concern")
    words = [world.history.new_word(kind, visit.by, row=visit) for kind in kinds]
    saw, well, would_ask, safety = (f"They said {word.text}" for word in words)
    fields = {"treated": "well", "explained": "always", "words": saw, "went_well": well}
    fields |= {"would_ask": would_ask, "safety": safety, "after": 0}
    done = world.does(visit.by, "visits:report-write", visit.pk, fields=fields)
    if done:
        visit.report = "draft"
        world.history.say(*words)
        world.tell(f"{visit.by} writes of visit {visit.pk}: {[word.text for word in words]}")
    return done


def photograph(world: World, visit: Visit) -> bool:
    """The member adds a photograph, with words for who does not see it; a job draws it anew."""
    shows = world.history.new_word("report", visit.by, row=visit)
    camera = world.history.new_word("camera", visit.by)
    file = SimpleUploadedFile("desk.jpg", jpeg(camera.text), "image/jpeg")
    fields = {"photograph": file, "shows": f"A desk, and {shows.text}"}
    done = world.does(visit.by, "visits:photograph-add", visit.pk, fields=fields)
    if done:
        world.history.say(shows, camera)
        world.tell(
            f"{visit.by} adds a photograph of {shows.text} to the report of visit {visit.pk}"
        )
        assert VisitPhotograph.objects.latest("pk").state == "ready"
    return done


def send(world: World, visit: Visit) -> bool:
    """Its writer gives it to a second person."""
    fields = dict.fromkeys(CHECKLIST, "on")
    return _goes_on(world, visit.by, visit, "report-send", "sent", fields)


def approve(world: World, by: str, visit: Visit) -> bool:
    """Who organises the group lets the members read it."""
    fields = {"seen": VisitReport.objects.get(visit=visit.pk).fingerprint}
    return _goes_on(world, by, visit, "report-approve", "approved", fields)


def withdraw(world: World, by: str, visit: Visit) -> bool:
    """It is taken back, with words that its readers read; a document that holds it is made anew."""
    word = world.history.new_word("why withdrawn", by, row=visit)
    fields = {"words": f"Because of {word.text}"}
    done = _goes_on(world, by, visit, "report-withdraw", "withdrawn", fields)
    if done and visit.printed and _approved(world, visit.group):
        _laid_out(world, visit.group)
    world.history.say(*([word] if done else []))
    return done


def share(world: World, by: str, visit: Visit, topic: Topic, space: str) -> Word | None:
    """A post leads to it, and says what it is about."""
    word = world.history.new_word("post", by, topic=topic, space=space)
    fields = {"where": f"{space}.{topic.pk}", "summary": f"What was said of {word.text}"}
    if not world.does(by, "visits:report-share", visit.pk, fields=fields):
        return None
    word.pk, word.at = Post.objects.latest("pk").pk, world.history.now
    world.history.say(word)
    world.tell(f"{by} shares visit {visit.pk} in the {space} space of topic {topic.pk}")
    return word


def put_together(world: World, by: str, group: Group) -> bool:
    """The approved reports of this quarter become a document of the group."""
    year, number = Quarter.of(world.history.now.date())
    done = world.does(by, "visits:digest-prepare", group.pk, fields={"quarter": f"{year}-{number}"})
    if done:
        _laid_out(world, group)
        printed = [visit.pk for visit in _approved(world, group)]
        world.tell(f"{by} has the reports of {group.name} put together: {printed}")
    return done


def _approved(world: World, group: Group) -> list[Visit]:
    visits = world.history.visits
    return [visit for visit in visits if visit.report == "approved" and visit.group is group]


def _laid_out(world: World, group: Group) -> None:
    """A job makes the document, which holds the words of the reports that are approved now."""
    with clock.at(world.history.now):
        run_due_jobs()  # the pages of what was laid out
    assert VisitDigest.objects.latest("pk").state == "ready"
    for visit in world.history.visits:
        if visit.group is group:
            visit.printed.clear()
    for word in world.history.words.values():
        if word.kind == "report" and word.row in _approved(world, group) and not word.gone:
            word.row.printed.add(word)


def _goes_on(world: World, by: str, visit: Visit, view: str, to: str, fields: dict) -> bool:
    done = world.does(by, f"visits:{view}", visit.pk, fields=fields)
    if done:
        visit.report = to
        world.tell(f"{by}: the report of visit {visit.pk} is {to}")
    return done
