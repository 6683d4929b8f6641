"""Everybody: those of the group by their role, and those who have none in it."""

from accounts.models import Acceptance, Agreement, Membership, Role
from core.clock import now
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.publications.harbour import BEFORE
from tests.signing_in import give_app, give_password

ENTITLED = ("password", "agreement", "suspended")  # by their role they may do what the chair may
NAMES = {  # surnames that occur in no text
    "password": "Petra Quillfeather",
    "agreement": "Anil Threlkeld",
    "suspended": "Susan Oxborrow",
    "stranger": "Stella Marchbanks",
    "other group": "Otto Underhaugh",
    "ex-member": "Edie Frobisher",
    "reader": "Noor Halliwell",
    "administrator": "Ada Wimpole",
}
OF_THE_GROUP = {
    "member": "doreen",
    "secretary": "sally",
    "chair": "marjorie",
    "police lead": "rob",
    "observer": "hannah",
}


def add_to(world):
    world.person = {who: getattr(world, name) for who, name in OF_THE_GROUP.items()}
    for who, name in NAMES.items():
        world.person[who] = UserFactory(name=name, is_staff=who == "administrator")
    for who in ENTITLED:
        join(world, world.person[who], Role.VICE_CHAIR)
    world.former = world.person["ex-member"]
    world.former_place = join(world, world.former, Role.CHAIR)  # it ends in close_doors
    world.other = AdvisoryGroupFactory(name="Moorside IAG", code="MOO")
    MembershipFactory(user=world.person["other group"], group=world.other, role=Role.CHAIR)
    world.national = OrganisationMembershipFactory(user=world.person["reader"]).organisation
    world.second = UserFactory(name="Sam Ollerenshaw", is_staff=True)
    world.empty_group = AdvisoryGroupFactory(name="Fenland IAG", code="FEN")
    for person in {*world.person.values(), world.second, world.tariq, world.nuala}:
        give_app(give_password(person))
    first = Agreement.objects.create(version=1, text="Keep it to yourself.")
    for person in world.person.values():
        Acceptance.objects.create(user=person, agreement=first)


def join(world, person, role):
    return MembershipFactory(user=person, group=world.group, role=role, starts_at=BEFORE)


def close_doors(world):
    """What comes last: a new agreement, a suspension, the end of a membership."""
    second = Agreement.objects.create(version=2, text="Keep it to yourself, and lock your screen.")
    for who, person in world.person.items():
        if who != "agreement":
            Acceptance.objects.create(user=person, agreement=second)
    fields = {"recorded_by": world.sally, "how": Acceptance.How.PAPER}
    Acceptance.objects.create(user=world.caller, agreement=second, **fields)
    type(world.former).objects.filter(pk=world.person["suspended"].pk).update(is_active=False)
    Membership.objects.filter(pk=world.former_place.pk).update(ends_at=now())
