"""A member writes for everybody about a visit, and the group publishes it."""

from publications.models import Release, VisitNote
from tests.canary.history import Word
from tests.canary.visited import Visit
from tests.canary.world import World
from visits.actions import CHECKLIST


def write(world: World, visit: Visit) -> bool:
    """Its title and its words."""
    before = VisitNote.objects.filter(report__visit=visit.pk).first()
    words = [world.history.new_word("visit note", visit.by, row=visit) for _part in range(2)]
    fields = {"title": words[0].text, "words": f"They said {words[1].text}", "photograph": ""}
    fields["after"] = before.version if before else 0
    done = world.does(visit.by, "publications:note-write", visit.pk, fields=fields)
    if done:
        replaced = [word for word in _now_in(world, visit) if word not in visit.out]
        for word in replaced:
            word.gone = True
        visit.note = "draft"
        world.history.say(*words)
        world.tell(f"{visit.by} writes a note about visit {visit.pk}: {[w.text for w in words]}")
    return done


def offer(world: World, visit: Visit) -> bool:
    """Its writer gives it to the group."""
    fields = dict.fromkeys(CHECKLIST, "on") | {"version": _row(visit).version}
    return _goes_on(world, visit.by, visit, "note-offer", visit.pk, "offered", fields)


def prepare(world: World, by: str, visit: Visit) -> bool:
    """The secretary hands it to the police lead."""
    note = _row(visit)
    fields = {"subjects": "", "not_names": "", "version": note.version}
    return _goes_on(world, by, visit, "note-prepare", note.pk, "prepared", fields)


def release(world: World, visit: Visit, *, lead: str, chair: str, secretary: str) -> bool:
    """Each of the three takes their step."""
    row = Release.objects.get(visit_note__report__visit=visit.pk)
    yes = {"decision": "yes", "note": "", "version": row.version}
    steps = ((lead, "check", "prepared"), (chair, "approve", "prepared"))
    steps = (*steps, (secretary, "publish", "published"))
    for by, step, to in steps:
        if not _goes_on(world, by, visit, step, row.pk, to, yes):
            return False
    visit.out += _now_in(world, visit)
    return True


def _row(visit: Visit) -> VisitNote:
    return VisitNote.objects.get(report__visit=visit.pk)


def _now_in(world: World, visit: Visit) -> list[Word]:
    words = world.history.words.values()
    return [w for w in words if w.kind == "visit note" and w.row is visit and not w.gone]


def _goes_on(
    world: World, by: str, visit: Visit, view: str, pk: int, to: str, fields: dict
) -> bool:
    done = world.does(by, f"publications:{view}", pk, fields=fields)
    if done:
        visit.note = to
        world.tell(f"{by}: {view}, so the note about visit {visit.pk} is {to}")
    return done
