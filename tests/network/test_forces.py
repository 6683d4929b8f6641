"""The list of forces: one force a lead group, from the directory; a change moves nothing of before."""

import pytest

from accounts.models import AdvisoryGroup
from core.policy import Refused
from network import actions
from network.models import NetworkForce
from tests.factories import AdvisoryGroupFactory, OrganisationFactory
from tests.network import nation


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
    back = actions.add_force(
        actor=nora,
        host=network.host,
        organisation=sol.organisation,
        standing="force",
        place=place(AdvisoryGroupFactory(listing="listed"), code="SOL"),
    )
    with pytest.raises(Refused, match="Choose forces that are not asked yet"):
        actions.ask_force(actor=nora, national_topic=network.national_topic, forces=[back])

    assert nation.counts(network.national_topic)["force"]["asked"] == 3
