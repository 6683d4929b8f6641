"""What becomes of an answer: done with proof, to be reviewed, said not to address the advice."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from core import clock
from core.notices.models import Notice
from core.policy import Refused
from deliberation.jobs import remind_of_responses
from deliberation.models import KeyMessage, Response
from publications import actions
from publications.jobs import tell_of_overdue_answers
from publications.models import Answer, Edition, Publication
from tests.factories import (
    AdvisoryGroupFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.publications.conftest import laid_out
from tests.publications.harbour import APPROVED, INSIDE, REASON, SENSITIVE, SURNAMES
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
APRIL_24 = datetime(2026, 4, 24, 9, tzinfo=UTC)
MAY_4 = datetime(2026, 5, 4, 9, tzinfo=UTC)
PAGE, EDITION = "/public/HAR/", "/publications/HAR-2026-S01/"
UNADDRESSED = "/publications/answer/HAR-2026-001/unaddressed/"
PROOF = "The line is staffed from 8am to 8pm since Monday; the rota is on the station’s page."


def message(number=1):
    return KeyMessage.objects.get(reference=f"HAR-2026-{number:03}")


def answer(published, number, decision, reason="", review_on=None, at=APRIL_24):
    with clock.at(at):
        return actions.answer_and_publish(
            actor=published.rob,
            key_message=message(number),
            decision=decision,
            reason=reason,
            review_on=review_on,
        )


def words(address=PAGE, client=None, at=MAY_4):
    with clock.at(at):
        return " ".join((client or Client()).get(address).text.split())


def told(kind):
    """Who was told of this, by first name."""
    people = Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True)
    return sorted(name.split()[0] for name in people)


def test_a_t6_reminders_on_22_and_29_april_then_overdue_for_chair_and_opcc_and_on_the_public_page(
    approved, monkeypatch
):
    """The summary is published on the day on which the chair signed it.

    Hannah, who watches for the commissioner, is invited to no topic.
    """
    monkeypatch.setattr("publications.actions.editions.render", laid_out)
    with clock.at(APPROVED):
        actions.publish_edition(actor=approved.sally, release=approved.release, version=1)
    reminded = {}
    for day in (21, 22, 28, 29, 30):
        with clock.at(datetime(2026, 4, day, 7, tzinfo=UTC)):
            remind_of_responses()
            tell_of_overdue_answers()
        reminded[day] = [told(f"response.{kind}") for kind in ("due_soon", "due", "overdue")]
        reminded[day].append(told("answer.overdue"))

    four = ["Rob"] * 4
    chasers = [name for name in ("Marjorie", "Sally", "Tariq") for _message in range(4)]
    assert reminded == {
        21: [[], [], [], []],
        22: [four, [], [], []],
        28: [four, [], [], []],
        29: [four, four, [], []],
        30: [four, four, chasers, ["Hannah"]],
    }
    on_the_day = words(at=datetime(2026, 4, 29, 20, tzinfo=UTC))
    assert "Response awaited since 1 April 2026, due by 29 April 2026." in on_the_day
    after = words(at=datetime(2026, 4, 30, 7, tzinfo=UTC))
    assert "Response awaited since 1 April 2026. It was due by 29 April 2026." in after
    assert "4 messages: 4 awaited, the first since 1 April 2026 (4 overdue)." in after


@pytest.mark.parametrize("decision", ["done", "partly_done"])
def test_what_was_done_comes_with_its_proof(published, decision):
    with pytest.raises(Refused, match="Say what was done, and how the group can see it"):
        answer(published, 1, decision)
    typed = {"decision": decision, "reason": ""}
    page = signed_in(published.rob, fresh=True).post("/publications/answer/HAR-2026-001/", typed)

    assert page.status_code == 422
    assert "Say what was done, and how the group can see it" in page.text
    answer(published, 1, decision, PROOF)
    assert PROOF in words()


def test_what_was_accepted_can_be_done_later_and_the_police_lead_is_led_there(published):
    answer(published, 1, "accepted")
    link = "Say what was done about HAR-2026-001"
    assert link in words(EDITION, signed_in(published.rob))
    assert link not in words(EDITION, signed_in(published.doreen))
    answer(published, 1, "done", PROOF, at=MAY_4)

    page = words()
    assert page.index("Accepted") < page.index(PROOF)
    assert "4 messages: 1 done, 3 awaited, the first since 2 April 2026 (3 overdue)." in page


def test_the_day_of_a_review_is_shown_and_when_it_comes_both_sides_are_told_once(published):
    answer(published, 1, "accepted", review_on=date(2026, 6, 1))
    assert "The police say by 1 June 2026 what was done." in words()
    with clock.at(datetime(2026, 5, 31, 9, tzinfo=UTC)):
        remind_of_responses()
    assert told("response.review_due") == []
    for day in (1, 2):
        with clock.at(datetime(2026, 6, day, 9, tzinfo=UTC)):
            remind_of_responses()

    assert told("response.review_due") == ["Marjorie", "Rob", "Tariq"]


def test_what_was_done_by_its_day_reminds_nobody(published):
    answer(published, 1, "accepted", review_on=date(2026, 6, 1))
    answer(published, 1, "done", PROOF, at=MAY_4)
    with clock.at(datetime(2026, 6, 2, 9, tzinfo=UTC)):
        remind_of_responses()

    assert told("response.review_due") == []


@pytest.mark.parametrize("day", [date(2026, 4, 24), date(2026, 4, 1)])
def test_the_day_of_a_review_is_to_come(published, day):
    with pytest.raises(Refused, match="Give the day, after today"):
        answer(published, 1, "accepted", review_on=day)


def test_a_refusal_has_no_day_of_a_review(published):
    assert answer(published, 1, "not_accepted", "No money", date(2026, 6, 1)).review_on is None


def test_the_chair_says_once_that_an_answer_does_not_address_the_advice_and_another_is_owed(
    published,
):
    given = answer(published, 1, "accepted", "We value the group.")
    with clock.at(MAY_4):
        chair = signed_in(published.marjorie, fresh=True)
        asked = chair.get(UNADDRESSED)
        response = chair.post(UNADDRESSED, {"seen": given.pk})
        remind_of_responses()

    assert "within 28 days" in asked.text
    assert response.url == message().get_absolute_url()
    assert told("response.unaddressed") == []  # the worker tells, by the event
    page = words()
    assert "The group said on 4 May 2026 that this response does not address its advice." in page
    assert "Response awaited since 4 May 2026, due by 1 June 2026." in page
    assert KeyMessage.objects.awaiting_answer().filter(pk=message().pk).exists()
    assert Answer.objects.get().answer_again_by == date(2026, 6, 1)

    answer(published, 1, "accepted", "We will keep a person on the line.", at=MAY_4.replace(day=5))
    page = words(at=MAY_4.replace(day=6))
    assert "The group said on 4 May 2026" in page
    assert "awaited since 4 May" not in page
    with clock.at(MAY_4):
        again = chair.post(UNADDRESSED, {"seen": message().responses.latest("pk").pk})
    assert again.status_code == 403
    assert "it can once" in again.text


def test_who_says_it_of_an_answer_that_another_followed_is_refused_and_reads_the_new_one(published):
    first = answer(published, 1, "accepted", "We value the group.")
    answer(published, 1, "accepted", "We will keep a person on the line.", at=MAY_4)
    page = signed_in(published.marjorie, fresh=True).post(UNADDRESSED, {"seen": first.pk})

    assert page.status_code == 403
    assert "We will keep a person on the line." in page.text
    assert not Response.objects.filter(unaddressed_on__isnull=False).exists()


def test_an_answer_frozen_later_carries_what_the_group_said_of_it(published):
    given = answer(published, 1, "accepted")
    with clock.at(MAY_4):
        actions.mark_answer_unaddressed(
            actor=published.marjorie, key_message=message(), seen=given.pk
        )
    Answer.objects.all().delete()
    actions.freeze_answers(actor=None, key_message=message())

    assert Answer.objects.get().unaddressed_on == date(2026, 5, 4)


@pytest.mark.parametrize("address", ["/groups/{group}/answers/", "/organisations/{force}/answers/"])
@pytest.mark.parametrize("who", ["doreen", "rob", "sally", "hannah"])
def test_people_of_the_group_read_what_became_of_its_advice(published, who, address):
    answer(published, 1, "done", PROOF)
    answer(published, 2, "not_accepted", "The budget for this year is spent.")
    force = published.group.organisation_id
    path = address.format(group=published.group.pk, force=force)
    page = words(path, signed_in(getattr(published, who)))

    assert "4 messages: 1 not accepted, 1 done, 2 awaited, the first since 2 April 2026" in page
    parts = [
        "They did<",
        PROOF,
        "They did not, because",
        "The budget for this year",
        "Not answered",
    ]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    secrets = (*SURNAMES[:2], *SURNAMES[3:], INSIDE, REASON, SENSITIVE)
    mine = getattr(published, who).name.split()[-1]
    assert [secret for secret in secrets if secret in page and secret != mine] == []


def test_what_is_for_readers_is_there_for_them_and_for_nobody_outside(published):
    Publication.objects.update(audience="readers")
    addresses = (
        f"/groups/{published.group.pk}/answers/",
        f"/organisations/{published.group.organisation_id}/answers/",
    )
    member = signed_in(published.doreen)
    stranger = signed_in(UserFactory())

    assert [member.get(address).status_code for address in addresses] == [200, 200]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]


def test_the_page_of_a_force_has_its_groups_and_no_other_force(published):
    other = AdvisoryGroupFactory(organisation=OrganisationFactory(), code="OTH", name="Other IAG")
    publication = Publication.objects.create(
        group=other, reference="OTH-2026-S01", title="Elsewhere", audience="public"
    )
    row = Edition.objects.get(pk=published.edition.pk)
    row.pk, row.publication, row.code = None, publication, "OTHER"
    row.save()
    client = signed_in(published.doreen)

    assert "Other IAG" not in words(
        f"/organisations/{published.group.organisation_id}/answers/", client
    )
    assert "Other IAG" in words(f"/organisations/{other.organisation_id}/answers/", client)


def test_a_group_without_publications_says_so(harbour):
    page = words(f"/groups/{harbour.group.pk}/answers/", signed_in(harbour.doreen))

    assert "Nothing published yet" in page
