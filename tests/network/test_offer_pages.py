"""The pages of the way out: what is typed is not lost, what goes out is read first, a factor is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.notices.queries import lines
from deliberation.models import MinorityStatement
from network import actions
from network.models import MessageOffer, ReleasedMessage
from tests.network import nation
from tests.pages.html import tree
from tests.signing_in import sign_in


@pytest.fixture
def solent(network):
    """Solentshire takes part, and agreed two messages; one says where they live."""
    nation.taking_part(network, "SOL")
    texts = ("Say it in the language of the street", "Put it on the wall of Harbour Hall")
    network.messages = [nation.agreed(network.local["SOL"], text) for text in texts]
    return network


def address(name, world):
    return reverse(f"network:{name}", args=[world.asked["SOL"].pk])


def client_of(world, role, *, fresh=False):
    client = Client(raise_request_exception=False)
    return sign_in(client, nation.afresh(world.of["SOL"][role]), fresh=fresh)


def fields_of(page):
    """What the form of a page sends as it stands."""
    [form] = tree(page).xpath("//main//form")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_from_the_offer_of_the_secretary_to_the_page_of_a_reader(solent):
    secretary = client_of(solent, "secretary")
    chair = client_of(solent, "chair", fresh=True)
    plain, telling = solent.messages
    in_welsh = {f"welsh_{plain.pk}": "Dywedwch"}
    secretary.post(address("offer", solent), {"messages": [plain.pk, telling.pk], **in_welsh})
    first, second = MessageOffer.objects.all()
    page = chair.get(address("release", solent))
    html, fields = page.content.decode(), fields_of(page)
    unconfirmed = chair.post(address("release", solent), fields | {"offers": [first.pk, second.pk]})
    confirmed = chair.post(
        address("release", solent),
        fields_of(unconfirmed) | {"offers": [first.pk, second.pk], "is_confirmed": "on"},
    )
    [row] = ReleasedMessage.objects.filter(in_welsh="Dywedwch")
    read = sign_in(Client(), solent.reader).get(row.get_absolute_url()).content.decode()
    withdraw = reverse("network:offer-withdraw", args=[first.pk])
    asked = chair.get(withdraw).content.decode()
    chair.post(withdraw)

    assert [message.wordings.get().text in html for message in solent.messages] == [True, True]
    assert ("Dywedwch" in html, "Readers can tell from “Harbour”" in html) == (True, True)
    assert (unconfirmed.status_code, confirmed.status_code) == (403, 302)
    assert "Readers can tell from “Harbour” whose message it is." in unconfirmed.content.decode()
    assert ('lang="cy"' in read, "Withdraw" in read) == (True, False)
    assert f"Withdraw {row.reference}?" in asked
    assert nation.afresh(row).stands is False


def test_who_is_sent_back_because_the_words_changed_reads_those_of_now_and_releases_them(solent):
    message, _telling = solent.messages
    nation.offered(solent, "SOL", message)
    chair = client_of(solent, "chair", fresh=True)
    offer = {"offers": [MessageOffer.objects.get().pk]}
    before = fields_of(chair.get(address("release", solent)))
    MinorityStatement.objects.create(
        key_message=message, side="against", text="Late", written_by=solent.of["SOL"]["member"]
    )
    sent_back = chair.post(address("release", solent), before | offer)
    released = chair.post(address("release", solent), fields_of(sent_back) | offer)

    assert (sent_back.status_code, released.status_code) == (403, 302)
    assert [words.text for words in tree(sent_back).xpath("//article/div/p[2]")] == ["Late"]
    assert ReleasedMessage.objects.get().words["statements"][0]["text"] == ["Late"]


@pytest.mark.parametrize(("codes", "is_said"), [(["SOL"], True), (["SOL", "UPL", "FEN"], False)])
def test_where_few_take_part_the_chair_reads_that_others_can_tell_whose_it_is(
    network, codes, is_said
):
    nation.taking_part(network, *codes)
    page = client_of(network, "chair", fresh=True).get(address("release", network))

    assert ("they can tell whose a message is" in page.content.decode()) is is_said


def test_what_is_typed_comes_back_and_welsh_is_not_lost_with_a_message_that_is_not_chosen(solent):
    plain, telling = solent.messages
    secretary = client_of(solent, "secretary")
    looked_at = secretary.get(address("offer", solent)).content.decode()
    nothing = secretary.post(address("offer", solent), {})
    typed = {"messages": [telling.pk], f"welsh_{plain.pk}": "Dywedwch"}
    lost = secretary.post(address("offer", solent), typed)
    [details] = tree(lost).xpath("//main//details")

    assert "govuk-notification-banner" not in looked_at
    assert (nothing.status_code, lost.status_code) == (422, 422)
    assert nothing.content.decode().count("Select at least one message") == 2
    assert f"Select {plain.reference} too, or leave this empty" in lost.content.decode()
    assert fields_of(lost)[f"welsh_{plain.pk}"].strip() == "Dywedwch"
    assert (details.get("open"), MessageOffer.objects.count()) == ("", 0)


def test_a_release_and_a_withdrawal_ask_for_the_factor_and_one_s_own_offer_for_another_chair(
    solent,
):
    plain, _telling = solent.messages
    client = client_of(solent, "chair")
    asks = client.get(address("release", solent))
    client.post(address("offer", solent), {"messages": [plain.pk]})
    offer = MessageOffer.objects.get()
    withdraws = client.get(reverse("network:offer-withdraw", args=[offer.pk]))
    page = client_of(solent, "chair", fresh=True).get(address("release", solent))

    assert [answer.url.partition("?")[0] for answer in (asks, withdraws)] == [
        reverse("mfa_reauthenticate")
    ] * 2
    assert "You offered this yourself. Another chair releases it." in page.content.decode()
    assert tree(page).xpath("//main//form") == []


def test_no_chair_is_asked_to_release_once_the_national_topic_is_closed(solent):
    nation.offered(solent, "SOL", solent.messages[0])
    run_due_jobs()
    notices, chair = (
        Notice.objects.filter(kind="message_offer.offered"),
        nation.chair(solent, "SOL"),
    )
    before = [line.over for line in lines(notices, chair)]
    national_topic = nation.afresh(solent.national_topic)
    actions.close_national_topic(actor=nation.chair(solent), national_topic=national_topic)

    assert (before, [line.over for line in lines(notices, chair)]) == ([False], [True])
