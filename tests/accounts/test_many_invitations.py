"""Many people are invited from a list: each line is shown with its faults before one is sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import actions
from accounts.models import Invitation, Role
from core.policy import Refused
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
GOOD = """Name, Email, Role
Priya Raman, Priya@Example.org
Rob Ansty\trob@example.org\tPolice lead
"Samuels, Leroy"; leroy@example.org; vice-chair

Hannah Orr <hannah@example.org>, observer
"""
SENT = [
    ("Priya Raman", "priya@example.org", "member"),
    ("Rob Ansty", "rob@example.org", "police_lead"),
    ("Samuels, Leroy", "leroy@example.org", "vice_chair"),
    ("Hannah Orr", "hannah@example.org", "observer"),
]


@pytest.fixture
def client(group):
    return signed_in(in_group(group, Role.CHAIR).user, fresh=True)


@pytest.fixture
def address(group):
    return f"/groups/{group.pk}/people/invite/list/"


def sent():
    return list(Invitation.objects.order_by("pk").values_list("name", "email", "role"))


def test_every_line_is_shown_and_nothing_is_sent_before_it_is_confirmed(client, address):
    page = client.post(address, {"people": GOOD})
    text = Page(page).text_of("tr")

    assert "2 Priya Raman priya@example.org Member Yes" in text
    assert "3 Rob Ansty rob@example.org Police lead Yes" in text
    assert "4 Samuels, Leroy leroy@example.org Vice-chair Yes" in text
    assert "Send 4 invitations" in page.text
    assert sent() == []


def test_what_was_confirmed_is_sent(client, address, group):
    hidden = Page(client.post(address, {"people": GOOD})).attributes("input")
    form = {
        box["name"]: box["value"] for box in hidden if box.get("name") in ("people", "confirmed")
    }
    answer = client.post(address, form)

    assert (answer.status_code, sent()) == (302, SENT)
    assert "4 invitations are on their way." in client.get(answer.url).text


@pytest.mark.parametrize("coding", ["utf-8-sig", "cp1252"])
def test_a_file_is_read_and_comes_back_in_the_text_area(client, address, coding):
    file = SimpleUploadedFile("people.csv", "Zoë Müller;zoe@example.org;Member".encode(coding))
    page = client.post(address, {"people": "", "file": file})

    assert Page(page).text_of("textarea") == "Zoë Müller;zoe@example.org;Member"
    assert (sent(), "Send 1 invitation" in page.text) == ([], True)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Ben, ben.example.org, member", "Enter their email address"),
        ("Ben, ben@example, member", "Enter a valid email address."),
        (", ben@example.org, member", "Enter their full name"),
        ("Ben, ben@example.org, boss", "There is no role “boss”"),
        ("Ben, priya@example.org, member", "Stands in the list twice"),
        ("Ben, here@example.org, member", "Belongs to the group already"),
        ("Ben, invited@example.org, member", "Invited already"),
    ],
)
def test_a_faulty_line_says_why_and_nothing_is_sent_or_lost(client, address, group, line, fault):
    here = in_group(group, Role.SECRETARY, email="here@example.org").user
    invited = {"actor": here, "group": group, "name": "Ina", "role": Role.OBSERVER}
    actions.invite_person(email="invited@example.org", **invited)
    typed = f"Priya, priya@example.org, member\n{line}"
    answer = client.post(address, {"people": typed, "confirmed": "yes"})

    assert (answer.status_code, fault in Page(answer).text_of("tr")) == (422, True)
    assert Page(answer).text_of("textarea") == " ".join(typed.split())
    assert "Correct the 1 line that cannot be sent" in answer.text
    assert [email for _name, email, _role in sent()] == ["invited@example.org"]


def test_an_empty_list_and_one_that_is_too_long_are_refused(client, address):
    many = "\n".join(f"A Person, a{n}@example.org" for n in range(101))
    answers = [client.post(address, {"people": words}) for words in (" \n", many)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Enter at least one person, or choose a file" in answers[0].text
    assert "Invite 100 people or fewer at once. There are 101 now." in answers[1].text


def test_a_file_that_is_no_list_is_refused(client, address):
    answer = client.post(address, {"file": SimpleUploadedFile("people.csv", b"\x00\xff" * 20_000)})

    assert (answer.status_code, "The file must be smaller than 20 KB" in answer.text) == (422, True)


def test_a_secretary_s_list_lets_in_no_member_once_there_is_one(group, address, client, secretary):
    answer = signed_in(secretary, fresh=True).post(
        address, {"people": "Sian at home, sian.home@example.org", "confirmed": "yes"}
    )
    with pytest.raises(Refused):
        actions.invite_people(
            actor=secretary,
            group=group,
            people=[
                actions.Invited("Ola", "ola@example.org", Role.OBSERVER),
                actions.Invited("Sian at home", "sian.home@example.org", Role.MEMBER),
            ],
        )

    assert "Only the chair or the vice-chair makes somebody a member." in answer.text
    assert (answer.status_code, sent()) == (422, [])
