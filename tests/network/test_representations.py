"""Who represents a force: named by its lead group, let in by the network, ended by either."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import change_role, end_membership
from accounts.models import Membership, Role
from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.rights import registry
from network import actions
from network.models import Mandate, Representation
from network.queries import speakers, without_mandate
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.network import nation, plenary
from tests.refusals import refusal
from tests.signing_in import sign_in


@pytest.fixture
def asked(network):
    """The group of Solentshire takes part, and so does that of Uplands."""
    nation.opened(network)
    plenary.takes_part(network, "SOL", "UPL")
    return network.asked["SOL"]


def role_in_network(world, person):
    places = Membership.objects.current().filter(user=person, group=world.host)
    return list(places.values_list("role", flat=True))


def events(representation):
    """What is on record of it, in order, with the group whose record says it and who did it."""
    rows = Record.objects.filter(event__startswith="representation.").order_by("pk")
    return [
        (row.event, row.group_id, row.actor_id)
        for row in rows
        if row.facts["representation_id"] == representation.pk
    ]


def test_a_representative_is_named_by_the_group_and_let_in_by_the_network(network, asked):
    """Each is on the record of whoever did it, and told to who goes on."""
    chair, nora = nation.chair(network, "SOL"), nation.chair(network)
    member = network.of["SOL"]["member"]
    representation = plenary.named(network, "SOL")
    before = role_in_network(network, member)
    run_due_jobs()
    actions.admit_representative(actor=nora, representation=representation)
    run_due_jobs()
    notices = Notice.objects.filter(kind__startswith="representation.")

    assert (before, role_in_network(network, member)) == ([], ["member"])
    assert events(representation) == [
        ("representation.named", network.lead["SOL"].pk, chair.pk),
        ("representation.admitted", network.host.pk, nora.pk),
    ]
    assert sorted(notices.values_list("kind", "recipient__name")) == [
        ("representation.admitted", "Sol Memberson"),
        ("representation.named", "Nora Chairson"),
        ("representation.named", "Sol Memberson"),
    ]


def test_only_chairs_do_it_each_in_their_own_group(network, asked):
    member = network.of["SOL"]["member"]
    lead = "Only the chair or the vice-chair of the group does this."
    host = "Only the chair or the vice-chair of the network does this."
    fields = {"asked": asked, "user": member}
    others = [network.of["SOL"]["secretary"], member, nation.chair(network, "UPL")]
    named = [refusal(actions.name_representative, actor=each, **fields) for each in others]
    row = {"representation": plenary.named(network, "SOL")}
    inside = [network.people["secretary"], nation.chair(network, "SOL")]
    let_in = [refusal(actions.admit_representative, actor=each, **row) for each in inside]
    ended = refusal(actions.end_representation, actor=nation.chair(network, "UPL"), **row)

    assert (named, let_in) == ([lead] * 3, [host] * 2)
    assert ended == "Only the chairs of the group and of the network, or the person, do this."


def test_one_person_one_force_and_one_representative_a_force(network, asked):
    """By the action, which ends the one before, and by the database."""
    first = plenary.admitted(network, "SOL")
    MembershipFactory(user=first.user, group=network.lead["UPL"], role=Role.MEMBER)
    words = "Choose a member of your group who does not represent a force already."
    taken = refusal(
        actions.name_representative,
        actor=nation.chair(network, "UPL"),
        asked=network.asked["UPL"],
        user=first.user,
    )
    guest = refusal(plenary.named, world=network, code="SOL", role="police_lead")
    second = plenary.named(network, "SOL", "chair")
    first.refresh_from_db()
    fields = {"force": network.force["SOL"], "group": network.lead["SOL"]}

    assert (taken, guest) == (words, words)
    assert (first.is_over, second.is_over) == (True, False)
    assert role_in_network(network, first.user) == []
    for person in (second.user, first.user):
        with pytest.raises(IntegrityError), transaction.atomic():
            Representation.objects.create(user=person, named_by=second.named_by, **fields)


@pytest.mark.parametrize("who", ["lead", "network", "person"])
def test_either_chair_or_the_person_ends_it_and_the_place_with_it(network, asked, who):
    """On the record of whoever ended it; what ended the place names nobody of the other."""
    row = plenary.admitted(network, "SOL")
    actor = {
        "lead": nation.chair(network, "SOL"),
        "network": nation.chair(network),
        "person": nation.afresh(row.user),
    }[who]
    actions.end_representation(actor=actor, representation=row)
    group = network.host if who == "network" else network.lead["SOL"]

    assert role_in_network(network, row.user) == []
    assert events(row)[-1] == ("representation.ended", group.pk, actor.pk)
    assert Record.objects.get(event="membership.ended").actor is None
    assert refusal(actions.end_representation, actor=actor, representation=row) == (
        "This has ended already."
    )


def test_a_place_that_somebody_had_before_stays(network, asked):
    member = network.of["SOL"]["member"]
    MembershipFactory(user=member, group=network.host, role=Role.VICE_CHAIR)
    row = plenary.admitted(network, "SOL")
    actions.end_representation(actor=nation.chair(network), representation=row)

    assert row.place is None
    assert role_in_network(network, member) == ["vice_chair"]


@pytest.mark.parametrize("role", [Role.VICE_CHAIR, Role.SECRETARY])
def test_whom_the_network_made_something_else_since_keeps_that_place(network, asked, role):
    """A group elsewhere takes neither its chair nor its secretary away."""
    row, nora = plenary.admitted(network, "SOL"), nation.chair(network)
    change_role(actor=nora, membership=nation.afresh(row.place), role=role)
    if role == Role.VICE_CHAIR:
        row = nation.afresh(row)
        actions.end_representation(actor=nation.chair(network, "SOL"), representation=row)

    assert nation.afresh(row).is_over
    assert role_in_network(network, row.user) == [role]


def test_who_is_let_in_at_the_moment_when_it_ends_keeps_no_place(network, asked):
    """Whoever ends it read it before they were let in."""
    row = plenary.named(network, "SOL")
    before = Representation.objects.select_related("place").get()
    actions.admit_representative(actor=nation.chair(network), representation=row)
    actions.end_representation(actor=nation.chair(network, "SOL"), representation=before)

    assert nation.afresh(row).place is not None
    assert role_in_network(network, row.user) == []


def test_a_group_that_is_asked_anew_whether_it_leads_names_nobody_before_it_agrees(network, asked):
    place = {"code": "SOL", "row": None, "column": None}
    for lead_group in (None, network.lead["SOL"]):
        actions.change_force(
            actor=nation.chair(network),
            force=nation.afresh(network.force["SOL"]),
            place={**place, "lead_group": lead_group},
        )
    early = refusal(plenary.named, world=network, code="SOL")
    actions.agree_to_lead(
        actor=nation.chair(network, "SOL"), force=nation.afresh(network.force["SOL"])
    )

    assert early == "Your group has not agreed to speak for this force."
    assert plenary.named(network, "SOL").group == network.lead["SOL"]


def test_a_group_that_led_the_force_before_does_not_learn_who_speaks_for_it_now(network, asked):
    """Nor does what it recorded give them a voice; and it is not reminded to record anything."""
    plenary.admitted(network, "SOL")
    plenary.mandated(network, "SOL")
    coast = AdvisoryGroupFactory(name="Coast IAG", code="CST", listing="listed")
    coral = MembershipFactory(user=UserFactory(name="Coral Coastson"), group=coast).user
    place = {"lead_group": coast, "code": "SOL", "row": None, "column": None}
    force = nation.afresh(network.force["SOL"])
    actions.change_force(actor=nation.chair(network), force=force, place=place)
    nora = nation.chair(network)
    fields = {"user": coral, "named_by": coral, "admitted_by": nora, "admitted_at": now()}
    Representation.objects.create(force=force, group=coast, **fields)
    page = sign_in(Client(), network.of["SOL"]["member"]).get(asked.get_absolute_url())
    rows = {row.asked.group.code: row for row in speakers(network.national_topic)}
    plenary.meeting_on(network)
    Mandate.objects.all().delete()

    assert "Coral" not in page.content.decode()
    assert "Nobody has been named" in page.content.decode()
    assert (rows["SOL"].representation, rows["SOL"].has_a_voice) == (None, False)
    assert [row.group.code for row in without_mandate(timedelta(days=7))] == ["UPL"]


def test_whoever_is_in_the_network_as_something_else_is_not_let_in(network, asked):
    MembershipFactory(user=network.of["SOL"]["member"], group=network.host, role=Role.INTERPRETER)

    assert refusal(plenary.admitted, world=network, code="SOL") == (
        "They are in the network already, and do not advise there."
    )


def leave_lead(world, row):
    place = Membership.objects.get(user=row.user, group=world.lead["SOL"])
    end_membership(actor=nation.chair(world, "SOL"), membership=place)


def become_secretary(world, row):
    place = Membership.objects.get(user=row.user, group=world.lead["SOL"])
    change_role(actor=nation.chair(world, "SOL"), membership=place, role=Role.SECRETARY)


def leave_network(world, row):
    end_membership(actor=nation.chair(world), membership=row.place)


def force_leaves(world, row):
    actions.end_force(actor=nation.chair(world), force=nation.afresh(row.force))


def another_group_leads(world, row):
    place = {"lead_group": None, "code": "SOL", "row": None, "column": None}
    actions.change_force(actor=nation.chair(world), force=nation.afresh(row.force), place=place)


@pytest.mark.parametrize(
    "what",
    [leave_lead, become_secretary, leave_network, force_leaves, another_group_leads],
)
def test_it_ends_by_itself_with_what_it_stands_on(network, asked, what):
    row = plenary.admitted(network, "SOL")
    what(network, row)
    row.refresh_from_db()

    assert row.is_over
    assert role_in_network(network, row.user) == []


def test_a_change_that_leaves_them_an_adviser_ends_nothing(network, asked):
    row = plenary.admitted(network, "SOL")
    place = Membership.objects.get(user=row.user, group=network.lead["SOL"])
    change_role(actor=nation.chair(network, "SOL"), membership=place, role=Role.VICE_CHAIR)
    change_role(
        actor=nation.chair(network, "SOL"), membership=nation.afresh(place), role=Role.MEMBER
    )
    row.refresh_from_db()

    assert (row.is_over, role_in_network(network, row.user)) == (False, ["member"])


def test_who_sees_it_and_what_is_held_about_a_person(network, asked):
    """The group's own people, the person, who organises the network; nobody else of either."""
    row = plenary.admitted(network, "SOL")
    plenary.mandated(network, "SOL", plenary.WORDS)
    people = {
        "member": network.of["SOL"]["secretary"],
        "person": row.user,
        "organiser": network.people["secretary"],
        "of network": network.people["member"],
        "police": network.of["SOL"]["police_lead"],
        "other group": network.of["UPL"]["chair"],
        "reader": network.reader,
    }
    seen = [
        name
        for name, person in people.items()
        if Representation.objects.visible_to(nation.afresh(person)).exists()
    ]
    sections = dict(registry.every_section())
    own = [
        list(sections[name](network.of["SOL"]["chair"])) for name in ("mandates", "representations")
    ]
    theirs = list(sections["representations"](row.user))

    assert seen == ["member", "person", "organiser"]
    assert own[0][0]["mandate"] == plenary.WORDS
    assert (own[1][0]["named_by_me"], theirs[0]["myself"]) == (True, True)
    assert theirs[0]["let_in_at"] == row.admitted_at
