"""People join, change, leave, are shut out and forgotten."""

from django.test import Client
from django.urls import reverse

from accounts.models import Departure, Invitation, Membership, User
from core import clock
from tests.canary.history import RANK, Group
from tests.canary.world import World
from tests.signing_in import PASSWORD


def join(world: World, by: str, name: str, group: Group, role: str) -> bool:
    """Somebody is invited by email, and uses the link: new here, or back again."""
    new = name not in world.users
    word = world.history.new_word("name", name) if new else None
    address = f"{name.lower()}@example.org" if new else world.users[name].email
    full_name = f"{name} {word.text}" if new else world.users[name].name
    fields = {"name": full_name, "email": address, "role": role}
    if not world.does(by, "accounts:invite", group.pk, fields=fields):
        return False
    link = reverse("accounts:invitation", args=[Invitation.objects.latest("pk").token()])
    world.history.pass_time()
    with clock.at(world.history.now):
        client = Client() if new else world.browser(name)
        client.post(link, {"name": full_name, "password": PASSWORD})
    user = User.objects.get(email=address)
    if not Membership.objects.filter(user=user, group=group.pk, ends_at=None).exists():
        return False
    if new:
        world.knows(name, user, word)
    world.begins(name, group, role)
    world.tell(f"{name} joins {group.name} as {role}, invited by {by}")
    return True


def place_of(world: World, name: str, group: Group) -> int:
    return Membership.objects.get(user=world.users[name].pk, group=group.pk, ends_at=None).pk


def leave(world: World, by: str, name: str, group: Group) -> bool:
    """Somebody's place in a group ends, and with it what they were let into there."""
    done = world.does(by, "accounts:membership-end", place_of(world, name, group))
    if done:
        del group.places[name]
        for topic in world.history.topics:
            if topic.group is group:
                topic.let_in.pop(name, None)
        world.tell(f"{by} ends the place of {name} in {group.name}")
    return done


def change_role(world: World, by: str, name: str, group: Group, role: str) -> bool:
    """Another role. Whoever becomes more than they were reads as if they had joined now.

    Where readers are named they are named anew, as who they are.
    """
    place = group.places[name]
    done = world.does(
        by, "accounts:membership-role", place_of(world, name, group), fields={"role": role}
    )
    if done and role != place.role:
        if RANK[role] > RANK[place.role]:
            place.since = world.history.now
            for topic in world.history.topics:
                if topic.group is group and topic.named:
                    topic.let_in.pop(name, None)
        world.tell(f"{by} makes {name} {role} in {group.name}, who was {place.role}")
        place.role = role
    return done


def suspend(world: World, by: str, name: str) -> bool:
    """An administrator shuts somebody out, or lets them back in."""
    done = world.does(by, "accounts:suspend", world.users[name].pk)
    if done:
        person = world.history.people[name]
        person.out = not person.out
        world.tell(f"{by} {'suspends' if person.out else 'restores'} {name}")
    return done


def forget(world: World, asks: str, does: str, name: str, group: Group) -> bool:
    """Somebody who left becomes a number: the name goes everywhere."""
    ended = Membership.objects.filter(user=world.users[name].pk, group=group.pk).latest("pk")
    if not Departure.objects.filter(person=world.users[name].pk).exists():
        world.does(asks, "accounts:departure-ask", ended.pk)
    departure = Departure.objects.filter(person=world.users[name].pk).first()
    done = departure is not None and world.does(does, "accounts:anonymise", departure.pk)
    if done:
        person = world.history.people[name]
        person.out = person.forgotten = True
        for word in world.history.words.values():
            word.gone = word.gone or (word.kind == "name" and word.by == name)
        world.tell(f"{does} forgets the name of {name}, as {asks} asked")
    return done


def ask_own_data(world: World, name: str) -> bool:
    """Somebody asks for the copy of their data, and is told by email that it is there."""
    done = world.does(name, "accounts:my-data")
    if done:
        world.tell(f"{name} asks for a copy of their own data")
    return done
