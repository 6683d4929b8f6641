"""Two administrators take one name at once: the second reads so on the form, with what they typed."""

import pytest
from django.db import IntegrityError

from accounts import actions
from accounts.models import AdvisoryGroup, Agreement, Organisation
from core.policy import Refused
from tests.factories import OrganisationFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NAME = "Harbour Police"
TAKEN = "There is an organisation with this name already"


@pytest.fixture
def administrator():
    return UserFactory(is_staff=True)


@pytest.fixture
def client(administrator):
    return signed_in(administrator, fresh=True)


@pytest.fixture(params=[1, 2], ids=["the form missed it", "the action missed it too"])
def meanwhile(request, monkeypatch):
    """Write another row, which so many looks for the same name were too early to find."""

    def arrange(model, **other):
        model.objects.bulk_create([model(**other)])
        asks, early = model._perform_unique_checks, iter(range(request.param))
        monkeypatch.setattr(
            model,
            "_perform_unique_checks",
            lambda row, checks: asks(row, checks) if next(early, None) is None else {},
        )

    return arrange


def test_the_name_of_an_organisation(client, meanwhile):
    meanwhile(Organisation, name=NAME, kind="force")
    page = client.post("/administration/organisations/new/", {"name": NAME, "kind": "opcc"})

    assert (page.status_code, Organisation.objects.get().kind) == (422, "force")
    assert (page.context["form"].errors["name"], page.context["form"]["name"].value()) == (
        [TAKEN],
        NAME,
    )


def test_the_name_that_an_organisation_is_to_have(client, meanwhile):
    mine = OrganisationFactory(name="Misspelt")
    meanwhile(Organisation, name=NAME, kind="force")
    path = f"/administration/organisations/{mine.pk}/"
    page = client.post(path, {"name": NAME, "kind": "force"})
    mine.refresh_from_db()

    assert (page.status_code, mine.name) == (422, "Misspelt")
    assert page.context["form"].errors["name"] == [TAKEN]


def test_the_code_of_a_group(client, meanwhile):
    force = OrganisationFactory()
    other = {"organisation": force, "name": "Harbour Youth IAG", "code": "HAR"}
    meanwhile(AdvisoryGroup, **other)
    fields = {"organisation": force.pk, "name": "Harbour IAG", "code": "har", "kind": "local"}
    page = client.post(
        "/administration/groups/new/", {**fields, "response_days": "28", "listing": "hidden"}
    )

    assert (page.status_code, AdvisoryGroup.objects.get().name) == (422, "Harbour Youth IAG")
    assert page.context["form"].errors["code"] == ["Another group has this code"]


def test_what_the_form_allows_and_the_database_does_not_is_no_error_of_the_form(
    client, monkeypatch
):
    """A fault of ours is not laid on the person who typed."""

    def fails(**_told):
        raise IntegrityError("something else")

    monkeypatch.setattr(actions, "create_organisation", fails)
    with pytest.raises(IntegrityError):
        client.post("/administration/organisations/new/", {"name": NAME, "kind": "opcc"})


def test_of_two_versions_of_the_agreement_at_once_one_comes_into_force(administrator, monkeypatch):
    Agreement.objects.create(version=1, text="Keep it.")
    monkeypatch.setattr(
        "accounts.actions.agreements.lock",
        lambda _newest: Agreement.objects.create(version=2, text="Keep it close."),
    )

    with pytest.raises(Refused, match="at this moment"):
        actions.adopt_agreement(actor=administrator, text="Keep it well.")
    assert Agreement.objects.get().version == 1  # the other is undone with the refusal, here alone
