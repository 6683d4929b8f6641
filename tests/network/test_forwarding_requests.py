"""A receiver asks to send a message on: its sender decides, and nobody learns who else has it."""

from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.audit.models import Record
from iag_portal.pages.records import lines
from network import actions
from network.models import Forwarding, ForwardingRequest
from tests.factories import PostFactory, TopicFactory
from tests.network import nation
from tests.network.test_forwarding import client_of, everybody, groups, send, sent
from tests.refusals import refusal

__all__ = ["groups"]
WHY = "They advise on the same station next month: delphinium."
WHY_NOT = "We have to speak with them ourselves first: lobelia."
WRITTEN = "We were told in confidence that the custody suite has no guardian after ten"


def asked(world, row, receiver=None, person=None, reason=WHY):
    return actions.ask_forwarding_request(
        actor=nation.afresh(person or world.of["UPL"]["secretary"]),
        forwarding=nation.afresh(row),
        receiver=receiver or world.lead["FEN"],
        reason=reason,
    )


def declined(world, row, refusal_text=WHY_NOT):
    actions.decline_forwarding_request(
        actor=nation.afresh(world.of["SOL"]["secretary"]),
        forwarding_request=nation.afresh(row),
        refusal=refusal_text,
    )
    return nation.afresh(row)


def taken_back(world, row):
    actions.take_back_forwarding_request(
        actor=nation.chair(world, "UPL"), forwarding_request=nation.afresh(row)
    )


def people(world):
    """Somebody of each kind, and those who organise."""
    return {
        **everybody(world),
        "organiser of the sender": world.of["SOL"]["chair"],
        "organiser of the receiver": world.of["UPL"]["secretary"],
        "member of a third group": world.of["FEN"]["member"],
    }


def readers(world, row, word):
    """Who may know of the request; who reads ``word`` on the page of the message."""
    knows, reads = [], []
    for who, person in people(world).items():
        fresh = nation.afresh(person)
        knows += [who] if ForwardingRequest.objects.visible_to(fresh).filter(pk=row.pk) else []
        page = client_of(person).get(row.get_absolute_url()).content.decode()
        reads += [who] if word in page else []
    return knows, reads


def state_of(row):
    return nation.afresh(row).state


BOTH = ["organiser of the sender", "organiser of the receiver"]


def test_who_organises_either_side_reads_it_and_taken_back_only_who_asked(groups):
    """Neither members, nor police, nor whom it is for: also not once they have the message."""
    row = asked(groups, sent(groups))
    waiting = readers(groups, row, "delphinium")
    sent(groups, groups.lead["FEN"])
    met = readers(groups, row, "delphinium")
    other = asked(groups, row.forwarding, groups.body)
    declined(groups, other)
    answered = readers(groups, other, "lobelia")
    last = asked(groups, row.forwarding, groups.body, reason="Mistaken: marguerite")
    taken_back(groups, last)

    assert waiting == met == answered == (BOTH, BOTH)
    assert readers(groups, last, "marguerite") == (BOTH[1:], BOTH[1:])


def test_a_body_asks_under_no_name_and_no_other_body_learns_of_it(groups):
    row = asked(groups, sent(groups, groups.body), person=groups.reader)
    page = client_of(groups.of["SOL"]["chair"]).get(row.get_absolute_url()).content.decode()
    taken_back_by = refusal(
        actions.take_back_forwarding_request,
        actor=nation.afresh(groups.elsewhere),
        forwarding_request=row,
    )
    actions.take_back_forwarding_request(
        actor=nation.afresh(groups.reader), forwarding_request=nation.afresh(row)
    )
    records = Record.objects.filter(event__startswith="forwarding_request.").order_by("pk")
    shown = lines(list(records), nation.chair(groups, "SOL"), groups.lead["SOL"])

    assert ("delphinium" in page, groups.reader.name in page) == (True, False)
    assert taken_back_by.startswith("Only the chair, the vice-chair or the secretary")
    assert [(line.record.event, str(line.who)) for line in shown] == [
        ("forwarding_request.received", "Somebody from outside the group"),
        ("forwarding_request.taken_back", "Somebody from outside the group"),
    ]
    assert {record.group_id for record in records} == {groups.lead["SOL"].pk}


def test_it_ends_in_the_ordinary_offer_and_two_people_send_it(groups):
    """The form has what is asked for; a group that asked reads nothing of the offer before."""
    row = asked(groups, sent(groups))
    secretary = client_of(groups.of["SOL"]["secretary"])
    address = reverse("network:forwarding-new", args=[groups.lead["SOL"].pk])
    page = secretary.get(row.get_absolute_url()).content.decode()
    form = secretary.get(f"{address}?request={row.pk}")
    filled_in = form.context["form"].initial
    secretary.post(address, filled_in)
    offer = Forwarding.objects.get(state="offered")
    theirs = client_of(groups.of["UPL"]["chair"])
    before = theirs.get(row.get_absolute_url()).content.decode()
    own = secretary.get(row.get_absolute_url()).content.decode()
    send(groups, offer)
    after = theirs.get(row.get_absolute_url()).content.decode()

    assert f"{address}?request={row.pk}" in page
    assert filled_in == {
        "message": str(groups.message.pk),
        "receiver": f"group.{groups.lead['FEN'].pk}",
    }
    assert ("Waits for an answer" in before, "It is offered" in before) == (True, False)
    assert ("It is offered" in own, f"{address}?request={row.pk}" in own) == (True, False)
    assert ("Sent on" in after, offer.get_absolute_url() in after) == (True, False)
    assert (offer.to_group, state_of(row)) == (groups.lead["FEN"], "sent_on")


def test_a_form_takes_nothing_from_a_request_that_is_not_for_whoever_opens_it(groups):
    row = asked(groups, sent(groups))
    address = reverse("network:forwarding-new", args=[groups.lead["UPL"].pk])
    theirs = client_of(groups.of["UPL"]["chair"]).get(f"{address}?request={row.pk}")
    declined(groups, row)
    own = reverse("network:forwarding-new", args=[groups.lead["SOL"].pk])
    chair = client_of(groups.of["SOL"]["chair"])
    over = chair.get(f"{own}?request={row.pk}")
    none = chair.get(f"{own}?request={'9' * 40}")

    initials = [page.context["form"].initial for page in (theirs, over, none)]
    assert initials == [{}, {}, {}]


def test_whoever_asks_learns_not_whether_the_other_one_has_it(groups):
    """Where it is there already, the request is taken as any other; its sender reads so."""
    row = sent(groups)
    there = sent(groups, groups.lead["FEN"])
    request = asked(groups, row)
    theirs = client_of(groups.of["UPL"]["chair"]).get(row.get_absolute_url()).content.decode()
    own = client_of(groups.of["SOL"]["chair"]).get(row.get_absolute_url()).content.decode()

    assert state_of(request) == "asked"
    assert ("Waits for an answer" in theirs, "sent there already" in theirs) == (True, False)
    assert there.get_absolute_url() not in theirs
    assert ("sent there already" in own, there.get_absolute_url() in own) == (True, True)


def test_it_is_refused_with_a_reason_and_what_was_typed_comes_back(groups):
    """Twice, for who has it, for a group that left the directory, once it is withdrawn."""
    row = sent(groups)
    asked(groups, row)
    hidden = AdvisoryGroup.objects.filter(pk=groups.lead["RWP"].pk)
    hidden.update(listing="hidden")
    reasons = [
        refusal(asked, groups, row, receiver)
        for receiver in (groups.lead["FEN"], groups.lead["SOL"], groups.lead["UPL"])
    ]
    unlisted = refusal(asked, groups, row, hidden.get())
    member = refusal(asked, groups, row, groups.body, person=groups.of["UPL"]["member"])
    client = client_of(groups.of["UPL"]["chair"])
    address = reverse("network:forwarding-request-new", args=[row.pk])
    again = client.post(address, {"receiver": f"body.{groups.body.pk}", "reason": ""})
    actions.withdraw_forwarding(actor=nation.chair(groups, "SOL"), forwarding=row)
    withdrawn = refusal(asked, groups, row, groups.body)

    from_list = "Choose a group or a body from the list."
    assert reasons == ["You have asked for this already.", from_list, from_list]
    assert unlisted == from_list
    assert member.startswith("Only the chair, the vice-chair or the secretary")
    assert (again.status_code, again.context["form"]["receiver"].value()) == (
        422,
        f"body.{groups.body.pk}",
    )
    assert withdrawn == "This is not with another group or body."


def test_names_and_words_of_posts_stay_on_either_side(groups):
    row = sent(groups)
    for code in ("UPL", "SOL"):
        PostFactory(topic=TopicFactory(group=groups.lead[code]), body=WRITTEN)
    request = asked(groups, row)
    naming = [
        refusal(asked, groups, row, groups.body, reason="Upl Memberson wants it"),
        refusal(asked, groups, row, groups.body, reason=WRITTEN),
        refusal(declined, groups, request, "Sol Memberson says no"),
        refusal(declined, groups, request, WRITTEN),
    ]

    assert [text.count("Another group reads this") for text in naming] == [1, 1, 1, 1]
    assert (state_of(request), ForwardingRequest.objects.count()) == ("asked", 1)


def test_it_is_answered_once(groups):
    row = asked(groups, sent(groups))
    declined(groups, row)
    over = "This was answered or taken back already."

    assert refusal(declined, groups, row) == refusal(taken_back, groups, row) == over
    assert nation.afresh(row).refusal == WHY_NOT
    assert asked(groups, row.forwarding).state == "asked"
