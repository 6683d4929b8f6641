"""What an operator does from the command line, and an administrator for those who only read."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts import actions
from accounts.models import AdvisoryGroup, CodeCard, Invitation, Organisation, SignInReset
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.policy import Refused
from tests.accounts.places import in_group
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
IN_PERSON = SignInReset.Checked.IN_PERSON
GROUP = {"organisation": "Harbour Police", "name": "Harbour District IAG"}


def command(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def recorded(prefix):
    records = Record.objects.filter(event__startswith=prefix).order_by("pk")
    return list(records.values_list("event", "actor_id", "facts"))


# --- The first organisation and group -------------------------------------------------------------


def test_the_first_organisation_and_group_are_made_by_commands_and_stand_on_the_record():
    command("create_organisation", name="Harbour Police")
    command("create_group", **GROUP, code="HAR")
    group = AdvisoryGroup.objects.get()
    facts = {"organisation_id": Organisation.objects.get().pk}

    assert (group.name, group.code, group.organisation.name) == (
        "Harbour District IAG",
        "HAR",
        "Harbour Police",
    )
    assert recorded("organisation.created") == [("organisation.created", None, facts)]
    assert recorded("group.created") == [("group.created", None, facts)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "har"}, "Enter a valid value."),
        ({"organisation": "Harbor"}, "There is no such organisation. There are: Harbour Police."),
        ({"name": " "}, "Enter a name with at least one letter"),
        ({"name": "\u200b\u2060"}, "Enter a name with at least one letter"),
    ],
)
def test_a_group_that_cannot_be_made_is_refused_in_words(changes, words):
    command("create_organisation", name="Harbour Police")

    with pytest.raises(CommandError) as refused:
        command("create_group", **{**GROUP, "code": "HAR", **changes})
    assert (str(refused.value), AdvisoryGroup.objects.count()) == (words, 0)


def test_two_organisations_have_two_names():
    command("create_organisation", name="Harbour Police")

    with pytest.raises(CommandError, match="already exists"):
        command("create_organisation", name="Harbour Police")
    with pytest.raises(CommandError, match="already exists"):
        command("create_organisation", name="\u202eHarbour \u200bPolice")


def test_the_first_administrator_has_a_name_that_can_be_seen():
    with pytest.raises(CommandError) as refused:
        command("create_administrator", email="root@example.org", name="\u200b\u2060")

    assert str(refused.value) == "Enter a name with at least one letter"
    assert list(Invitation.objects.all()) == []


# --- Invitations to a wrong address ---------------------------------------------------------------


def test_the_first_administrators_invitation_is_listed_and_withdrawn_by_command(client):
    link = command("create_administrator", email="typo@example.org", name="Ada")
    listed = command("invitations", "list")
    number = Invitation.objects.get().pk
    command("invitations", "withdraw", str(number))

    assert listed.startswith(f"{number}  typo@example.org  IAG portal  ")
    assert command("invitations", "list") == ""
    assert recorded("invitation.withdrawn") == [
        ("invitation.withdrawn", None, {"invitation_id": number})
    ]
    page = client.get("/" + link.strip().split("/", 3)[3]).content.decode()
    assert 'name="password"' not in page
    command("create_administrator", email="typo@example.org", name="Ada")  # and may be sent again


def test_the_first_administrator_is_invited_once_however_often_an_installation_is_run():
    words = {"email": "ada@example.org", "name": "Ada", "first": True}
    links = [command("create_administrator", **words) for _ in range(2)]
    Invitation.objects.all().delete()
    UserFactory(is_staff=True)
    links.append(command("create_administrator", **words))

    assert [bool(link) for link in links] == [True, False, False]


def test_an_invitation_that_was_withdrawn_is_not_withdrawn_twice():
    command("create_administrator", email="a@example.org", name="Ada")
    number = str(Invitation.objects.get().pk)
    command("invitations", "withdraw", number)

    for wrong in (number, "999"):
        with pytest.raises(CommandError):
            command("invitations", "withdraw", wrong)


def test_an_administrator_sees_and_withdraws_what_waits_outside_groups(group):
    administrator = UserFactory(is_staff=True)
    reader = actions.invite_reader(
        actor=administrator, organisation=OrganisationFactory(kind="national"),
        email="reader@example.org", name="R",
    )  # fmt: skip
    other = actions.invite_administrator(actor=None, email="second@example.org", name="S")
    members = in_group(group, "chair").user
    of_group = actions.invite_person(
        actor=members, group=group, email="m@example.org", name="M", role="member"
    )
    client = signed_in(administrator, fresh=True)
    page = client.get("/administration/").content.decode()

    assert [person.email in page for person in (reader, other, of_group)] == [True, True, False]
    answers = [
        client.post(f"/people/invitations/{invitation.pk}/withdraw/").status_code
        for invitation in (reader, other, of_group)
    ]
    assert answers == [302, 302, 404]
    assert Invitation.objects.filter(state="sent").get() == of_group


def test_an_administrator_takes_back_what_they_sent_to_a_group_that_has_nobody(group):
    administrator = UserFactory(is_staff=True)
    sent = actions.invite_person(
        actor=administrator, group=group, email="typo@example.org", name="S", role="secretary"
    )
    client = signed_in(administrator, fresh=True)

    assert "typo@example.org" in client.get("/administration/").content.decode()
    answer = client.post(f"/people/invitations/{sent.pk}/withdraw/")
    assert (answer.status_code, answer["Location"]) == (302, "/administration/")


# --- Somebody without a group has lost their second step ------------------------------------------


@pytest.fixture
def administrators():
    lost, other = (UserFactory(is_staff=True, name=name) for name in ("Ada", "Ben"))
    CodeCard.issue(lost)
    return lost, other


def test_an_administrator_who_lost_everything_comes_back_by_a_link_and_six_words(
    administrators, client
):
    lost, other = administrators
    words = command("reset_administrator", email=lost.email, checked="in_person").strip()
    assert not CodeCard.objects.filter(user=lost).exists()
    run_due_jobs()
    link = next(
        re.search(r"https?://\S+/come-back/\S+", message.body)[0]
        for message in mail.outbox
        if message.to == [lost.email] and "/come-back/" in message.body
    )
    path = "/" + link.split("/", 3)[3]
    client.post(path, {"code": words, "password": "a heron waits by cold water"})
    lost.refresh_from_db()

    assert lost.check_password("a heron waits by cold water")
    assert [message.to for message in mail.outbox].count([other.email]) == 1
    assert [(event, actor) for event, actor, _facts in recorded("sign_in_reset.")] == [
        ("sign_in_reset.opened", None),
        ("sign_in_reset.used", None),
    ]


def test_the_command_helps_administrators_alone(group):
    member = in_group(group, "member").user

    for email in (member.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            command("reset_administrator", email=email, checked="in_person")
    assert not SignInReset.objects.exists()


def test_an_administrator_resets_the_sign_in_of_a_reader_by_the_page(administrators):
    administrator, other = administrators
    place = OrganisationMembershipFactory()
    client = signed_in(administrator, fresh=True)
    assert (
        f"/administration/readers/{place.pk}/reset/"
        in client.get("/administration/").content.decode()
    )
    answer = client.post(f"/administration/readers/{place.pk}/reset/", {"checked": "in_person"})
    run_due_jobs()

    assert (answer.status_code, len(answer.context["spoken"])) == (200, 6)
    assert {message.to[0] for message in mail.outbox} == {place.user.email, other.email}
    [(_event, actor, facts)] = recorded("sign_in_reset.opened")
    assert (actor, facts["person_id"]) == (administrator.pk, place.user_id)


@pytest.mark.parametrize("also", ["a member", "an administrator"])
def test_no_administrator_resets_a_reader_who_is_more_than_that(administrators, group, also):
    """With a mailbox at hand they would be in the group."""
    place = OrganisationMembershipFactory(user__is_staff=also == "an administrator")
    if also == "a member":
        MembershipFactory(group=group, user=place.user)
    client = signed_in(administrators[0], fresh=True)
    path = f"/administration/readers/{place.pk}/reset/"

    assert path not in client.get("/administration/").content.decode()
    assert client.post(path, {"checked": "in_person"}).status_code == 403
    with pytest.raises(Refused):
        actions.begin_reset_of_reader(actor=administrators[0], place=place, checked=IN_PERSON)
