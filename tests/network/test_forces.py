"""The list of forces: one force a lead group, from the directory; a change moves nothing of before."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.policy import Refused
from network import actions
from network.models import NetworkForce
from tests.factories import AdvisoryGroupFactory, MembershipFactory, OrganisationFactory
from tests.network import nation
from tests.signing_in import sign_in


def place(group, **more):
    return {"lead_group": group, "code": "NEW", "row": None, "column": None, **more}


def refusal(world, lead_group, **more):
    """Why a new force with this lead group is refused; empty when it is not."""
    try:
        actions.add_force(
            actor=nation.chair(world),
            host=world.host,
            organisation=OrganisationFactory(),
            standing="force",
            place=place(lead_group, **more),
        )
    except Refused as refused:
        return str(refused)
    return ""


def test_a_group_leads_one_force_and_only_one_that_the_directory_names(network):
    harbour = network.lead["SOL"]
    hidden = AdvisoryGroupFactory()
    closed = AdvisoryGroupFactory(listing="listed", closed_at=network.topic.opened_at)
    another_network = AdvisoryGroupFactory(listing="listed", kind="national")
    tile = {"row": 2, "column": 3}
    NetworkForce.objects.filter(pk=network.force["UPL"].pk).update(**tile)
    unlisted = "Only a group in the directory speaks for a force."

    assert refusal(network, harbour) == (
        "Harbour District IAG leads Solentshire Constabulary already. A group leads one force."
    )
    assert [refusal(network, group) for group in (hidden, closed, another_network)] == (
        [unlisted] * 3
    )
    assert refusal(network, None, **tile) == "Uplands Police has this tile already."
    assert refusal(network, None) == ""


def test_a_new_lead_group_is_asked_from_then_on_and_what_was_asked_stays(network):
    """Its standing and its group stand with what was asked; a force that left can come back."""
    nation.opened(network)
    nora, sol = nation.chair(network), nation.afresh(network.force["SOL"])
    other = AdvisoryGroupFactory(listing="listed")
    actions.change_force(actor=nora, force=sol, place=place(other, code="SOL"))
    actions.end_force(actor=nora, force=sol)
    with pytest.raises(Refused, match="has left the network"):
        actions.change_force(actor=nora, force=sol, place=place(None, code="SOL"))
    actions.add_force(
        actor=nora,
        host=network.host,
        organisation=sol.organisation,
        standing="associate",
        place=place(other, code="SOL"),
    )
    asked = nation.afresh(network.asked["SOL"])

    assert (asked.group, asked.standing) == (network.lead["SOL"], "force")
    assert nation.counts(network.national_topic)["force"]["asked"] == 3
    assert network.host.forces.present().filter(organisation=sol.organisation).count() == 1


def test_a_group_that_is_hidden_again_keeps_its_force(network):
    sol = nation.afresh(network.force["SOL"])
    AdvisoryGroup.objects.filter(pk=sol.lead_group_id).update(listing="hidden")
    new_code = place(nation.afresh(sol.lead_group), code="SOX")
    actions.change_force(actor=nation.chair(network), force=sol, place=new_code)

    assert nation.afresh(sol).code == "SOX"


def test_a_force_that_comes_back_with_another_lead_group_is_not_asked_a_second_time(network):
    """It would be counted twice: three forces would be four."""
    nation.opened(network)
    nora, sol = nation.chair(network), nation.afresh(network.force["SOL"])
    actions.end_force(actor=nora, force=sol)
    added_again = actions.add_force(
        actor=nora,
        host=network.host,
        organisation=sol.organisation,
        standing="force",
        place=place(AdvisoryGroupFactory(listing="listed"), code="SOL"),
    )
    with pytest.raises(Refused, match="Choose forces that are not asked yet"):
        actions.ask_force(actor=nora, national_topic=network.national_topic, forces=[added_again])

    assert nation.counts(network.national_topic)["force"]["asked"] == 3


def test_a_group_is_asked_nothing_before_its_chair_has_agreed_to_lead(network):
    """Its answer is on its own record; another lead group is asked anew."""
    other = AdvisoryGroupFactory(listing="listed")
    chair, secretary = (
        MembershipFactory(group=other, role=role).user for role in ("chair", "secretary")
    )
    nora, sol = nation.chair(network), nation.afresh(network.force["SOL"])
    actions.change_force(actor=nora, force=sol, place=place(other, code="SOL"))
    actions.change_force(actor=nora, force=sol, place=place(other, code="SOX"))
    run_due_jobs()
    asked = nation.recipients("network_force.changed")
    nation.drafted(network, forces=["UPL"])
    to_ask = {"actor": nora, "national_topic": network.national_topic, "forces": [sol]}
    with pytest.raises(Refused, match="Choose forces that are not asked yet"):
        actions.ask_force(**to_ask)
    with pytest.raises(Refused, match="Only the chair or the vice-chair of the lead group"):
        actions.agree_to_lead(actor=secretary, force=nation.afresh(sol))
    actions.decline_to_lead(actor=chair, force=nation.afresh(sol))
    with pytest.raises(Refused, match="Your group has answered, or is not asked any more"):
        actions.agree_to_lead(actor=chair, force=nation.afresh(sol))
    new_place = place(network.lead["SOL"], code="SOL")
    actions.change_force(actor=nora, force=nation.afresh(sol), place=new_place)
    actions.agree_to_lead(actor=nation.chair(network, "SOL"), force=nation.afresh(sol))
    actions.ask_force(**to_ask)
    run_due_jobs()
    answers = Record.objects.filter(event__in=["network_force.agreed", "network_force.declined"])

    assert asked == [chair.name]
    assert sorted(answers.values_list("event", "group_id")) == [
        ("network_force.agreed", network.lead["SOL"].pk),
        ("network_force.declined", other.pk),
    ]
    organisers = ["Nora Chairson", "Nora Secretaryson"]
    kinds = ("network_force.agreed", "network_force.declined")
    assert [nation.recipients(kind) for kind in kinds] == [organisers] * 2
    assert {row.force.code for row in network.national_topic.asked.all()} == {"SOL", "UPL"}


def test_the_page_of_a_force_is_for_its_network_and_for_the_group_that_is_to_lead_it(network):
    NetworkForce.objects.filter(pk=network.force["SOL"].pk).update(state="proposed")
    sol, upl = network.force["SOL"], network.force["UPL"]
    people = {
        "chair": network.of["SOL"]["chair"],
        "member": network.of["SOL"]["member"],
        "police lead": network.of["SOL"]["police_lead"],
        "network": network.people["secretary"],
        "reader": network.reader,
    }
    clients = {who: sign_in(Client(), person) for who, person in people.items()}
    pages = {who: client.get(sol.get_absolute_url()) for who, client in clients.items()}
    agree = reverse("network:force-agree", args=[sol.pk])
    lists = {who: client.get("/network/").content.decode() for who, client in clients.items()}
    answers = {who: client.post(agree).status_code for who, client in clients.items()}

    assert [who for who, page in pages.items() if page.status_code == 200] == [
        "chair",
        "member",
        "network",
    ]
    assert [who for who, page in pages.items() if agree in page.content.decode()] == ["chair"]
    assert [who for who, page in lists.items() if sol.get_absolute_url() in page] == [
        "chair",
        "member",
    ]
    assert answers == {
        "chair": 302, "member": 404, "police lead": 404, "network": 404, "reader": 404,
    }  # fmt: skip
    assert clients["chair"].get(upl.get_absolute_url()).status_code == 404
    assert nation.afresh(sol).state == "agreed"
