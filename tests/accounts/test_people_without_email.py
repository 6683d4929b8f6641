"""Leroy has a telephone and no internet: who enters him, who sees his number, and when it goes."""

import logging
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail

from accounts import actions
from accounts.models import Acceptance, Membership, Reach, Role, User
from core.audit.models import Record
from core.clock import at, now
from core.jobs.models import Job
from core.policy import Refused
from core.rights.export import build
from core.rights.retention import run
from tests.accounts.places import in_group
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TELEPHONE = "01632 960 417"
ADDRESS = "7 Lobelia Steps\nFlat 2"
CANARIES = (TELEPHONE, "Lobelia Steps")
MINUTE = timedelta(minutes=1)
LEROY = {
    "name": "Leroy Bright",
    "role": "member",
    "way": "telephone",
    "telephone": TELEPHONE,
    "address": ADDRESS,
    "accepted": "telephone",
}


@pytest.fixture
def agreement():
    return actions.adopt_agreement(actor=None, text="Keep it here.")


@pytest.fixture
def chair(group):
    return in_group(group, "chair").user


@pytest.fixture
def leroy(group, chair):
    """His place, entered by the chair."""
    fields = {"way": Reach.Way.TELEPHONE, "telephone": TELEPHONE, "address": ADDRESS}
    return actions.add_person(
        actor=chair, group=group, name=LEROY["name"], role=Role.MEMBER, **fields
    )


def add(group, by, **changed):
    path = f"/groups/{group.pk}/people/add/"
    return signed_in(by, fresh=True).post(path, {**LEROY, **changed})


def errors(page):
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


def test_the_chair_enters_somebody_who_never_signs_in(group, chair, agreement):
    assert add(group, chair).status_code == 302

    place = Membership.objects.get(user__name="Leroy Bright")
    assert (place.group, place.role) == (group, "member")
    assert (place.user.email, place.user.has_usable_password()) == (None, False)
    assert (place.user.reach.telephone, place.user.reach.address) == (TELEPHONE, ADDRESS)
    accepted = Acceptance.objects.get(user=place.user)
    assert (accepted.agreement, accepted.how) == (agreement, "telephone")
    assert accepted.recorded_by == chair
    assert now() - MINUTE < accepted.accepted_at <= now()
    facts = {
        record.event: record.facts["person_id"]
        for record in Record.objects.filter(group_id=group.pk)
    }
    assert facts == {"membership.began": place.user.pk, "agreement.recorded": place.user.pk}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"name": ""}, {"name": ["Enter their full name"]}),
        ({"telephone": ""}, {"telephone": ["Enter a telephone number to call them on"]}),
        ({"way": "large_print", "address": " "}, {"address": ["Enter an address to write to"]}),
        (
            {"telephone": "ask at the desk"},
            {"telephone": ["Enter a telephone number, like 01632 960 001 or +44 808 157 0192"]},
        ),
        (
            {"accepted": ""},
            {"accepted": ["Select how they accepted the agreement. Add them once they have"]},
        ),
    ],
)
@pytest.mark.usefixtures("agreement")
def test_what_is_wrong_is_named_and_what_was_typed_comes_back(group, chair, changed, wrong):
    page = add(group, chair, **changed)

    assert (page.status_code, errors(page)) == (422, wrong)
    assert "7 Lobelia Steps" in page.content.decode() or "address" in changed
    assert not User.objects.filter(name="Leroy Bright").exists()


def test_the_action_enters_nobody_who_has_not_accepted_or_cannot_be_reached(
    group, chair, agreement
):
    arguments = {"actor": chair, "group": group, "name": "Leroy", "role": Role.MEMBER}
    reached = {"way": Reach.Way.TELEPHONE, "telephone": TELEPHONE}
    with pytest.raises(Refused, match="accept the confidentiality agreement"):
        actions.add_person(**arguments, **reached)
    with pytest.raises(Refused, match="address to write to"):
        actions.add_person(**arguments, way=Reach.Way.LETTER, accepted=Acceptance.How.PAPER)

    assert not User.objects.filter(name="Leroy").exists()


def test_who_bears_a_name_of_the_group_is_asked_about_and_then_added(group, chair, leroy):
    first = add(group, chair, name="  leroy BRIGHT ")
    (asked,) = errors(first)["another"]
    assert asked.startswith("Somebody with this name is in the group already, or is invited.")
    assert b'name="another"' in first.content

    assert add(group, chair, name="Leroy Bright", another="on").status_code == 302
    assert group.memberships.filter(user__name="Leroy Bright").count() == 2


def test_a_name_of_another_group_is_not_asked_about(group, chair):
    MembershipFactory(user__name="Leroy Bright")

    assert add(group, chair).status_code == 302


def test_a_secretary_lets_in_an_observer_and_no_member(group, leroy):
    secretary = in_group(group, "secretary").user
    refused = add(group, secretary, name="Bo")
    assert "Select a valid choice" in errors(refused)["role"][0]
    fields = {"way": Reach.Way.TELEPHONE, "telephone": TELEPHONE}
    with pytest.raises(Refused, match="Only the chair or the vice-chair makes somebody a member"):
        actions.add_person(actor=secretary, group=group, name="Bo", role=Role.MEMBER, **fields)

    assert add(group, secretary, name="Bo", role="observer").status_code == 302
    assert list(group.memberships.filter(user__name="Bo").values_list("role", flat=True)) == [
        "observer"
    ]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_nobody_else_enters_anybody(group, chair, role):
    assert add(group, in_group(group, role).user).status_code == 403
    assert add(group, UserFactory(is_staff=True)).status_code == 404
    assert add(group, MembershipFactory(role="chair").user).status_code == 404


def test_only_who_organises_a_group_of_theirs_knows_number_and_address(group, chair, leroy):
    sees = {role: in_group(group, role).user for role in Role}
    sees |= {"next door": MembershipFactory(role="chair").user, "self": leroy.user}
    sees["administrator"] = UserFactory(is_staff=True)
    knowing = {name for name, who in sees.items() if Reach.objects.visible_to(who).exists()}
    assert knowing == {"chair", "vice_chair", "secretary", "self"}

    actions.end_membership(actor=chair, membership=leroy)
    assert not Reach.objects.visible_to(User.objects.get(pk=chair.pk)).exists()


@pytest.mark.usefixtures("agreement")
def test_number_and_address_stand_in_no_record_job_mail_or_log(group, chair, caplog):
    caplog.set_level(logging.DEBUG)
    assert add(group, chair).status_code == 302

    assert Reach.objects.get().telephone == TELEPHONE
    written = [str(record.facts) for record in Record.objects.all()]
    written += [str(job.args) for job in Job.objects.all()]
    written += [message.body for message in mail.outbox]
    written_words = "\n".join([*written, caplog.text])
    assert "agreement_id" in written_words
    assert [canary for canary in CANARIES if canary in written_words] == []


def test_it_is_in_the_copy_of_their_own_data_and_in_no_other(leroy, chair):
    copies = [
        ZipFile(BytesIO(build(who))).read("data.json").decode() for who in (leroy.user, chair)
    ]

    assert [TELEPHONE in copy for copy in copies] == [True, False]


def test_it_goes_with_the_name(group, chair, leroy):
    actions.end_membership(actor=chair, membership=leroy)
    departure = actions.ask_departure(actor=chair, membership=Membership.objects.get(pk=leroy.pk))
    actions.anonymise_person(actor=UserFactory(is_staff=True), departure=departure)

    assert not Reach.objects.exists()


def test_it_goes_90_days_after_the_last_place(group, chair, leroy):
    def due(days):
        with at(now() + timedelta(days=days)):
            return [removal.ids for removal in run(apply=True) if removal.kind == "reaches"]

    assert due(400) == []
    actions.end_membership(actor=chair, membership=leroy)
    assert due(89) == []
    assert due(91) == [[leroy.user.reach.pk]]
    assert not Reach.objects.exists()


# --- what was entered is put right ----------------------------------------------------------------


def change(place, by, **changed):
    reached = {"way": "letter", "telephone": "", "address": "9 New Row", **changed}
    return signed_in(by, fresh=True).post(f"/people/memberships/{place.pk}/reach/", reached)


def test_an_organiser_puts_a_number_or_an_address_right(leroy, chair):
    page = signed_in(chair, fresh=True).get(f"/people/memberships/{leroy.pk}/reach/")
    answer = change(leroy, chair)
    reach = Reach.objects.get()

    assert TELEPHONE in page.text
    assert (answer.status_code, reach.way, reach.telephone, reach.address) == (
        302,
        "letter",
        "",
        "9 New Row",
    )
    record = Record.objects.get(event="reach.changed")
    assert record.facts == {"membership_id": leroy.pk, "person_id": leroy.user_id}


def test_somebody_who_was_there_before_gets_a_number(group, chair):
    place = MembershipFactory(group=group, user=UserFactory(email=None))
    change(place, chair, way="telephone", telephone=TELEPHONE)

    assert Reach.objects.get().telephone == TELEPHONE


def test_a_letter_needs_an_address_and_what_was_typed_comes_back(leroy, chair):
    answer = change(leroy, chair, address="", telephone="01632 960 999")

    assert (answer.status_code, Reach.objects.get().address) == (422, ADDRESS)
    assert "Enter an address to write to" in answer.text
    assert "01632 960 999" in answer.text


def test_nobody_is_reached_by_letter_who_has_an_email(group, chair):
    place = MembershipFactory(group=group)

    assert change(place, chair).status_code == 403
    assert Reach.objects.count() == 0


@pytest.mark.parametrize("has_email", [False, True])
def test_what_is_for_people_without_email_is_not_offered_for_one_whose_emails_come_back(
    group, chair, has_email
):
    person = {"user__bounced_at": now()} if has_email else {"user__email": None}
    place = MembershipFactory(group=group, **person)
    people = signed_in(chair, fresh=True).get(f"/groups/{group.pk}/people/").text
    reach = f"/people/memberships/{place.pk}/reach/"
    recorded = f"/people/memberships/{place.pk}/recorded/"
    answer = signed_in(chair, fresh=True).get(recorded)
    offers = "They have an email address now" in signed_in(chair, fresh=True).get(reach).text

    assert (reach in people, recorded in people, offers) == (True, not has_email, not has_email)
    assert answer.status_code == (403 if has_email else 200)


@pytest.mark.parametrize(
    ("email", "fails", "is_reached"),
    [(None, False, False), ("leroy@example.org", True, False), ("leroy@example.org", False, True)],
)
def test_who_has_an_address_at_which_emails_arrive_is_reached_by_email(email, fails, is_reached):
    person = User(name="Leroy Bright", email=email, bounced_at=now() if fails else None)

    assert person.is_reached_by_email == is_reached
