"""The handbook of a group: its chair and secretary write it, each page says who reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.audit.models import Record
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.policy import Refused
from core.rights.retention import run
from core.search.models import Document
from deliberation import actions
from deliberation.actions import PageText
from deliberation.models import HandbookPage, HandbookVersion, Readers
from tests.deliberation.pages import words
from tests.signing_in import signed_in

ROLES = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer", "observer"]
INSIDE = ROLES[:4]
BODY = "Bring receipts for the **bus** to Sally."


def write(people, *, title="Expenses", body=BODY, readers=Readers.INSIDE, tell=False):
    return actions.write_handbook_page(
        actor=people.secretary,
        group=people.group,
        text=PageText(title, body, readers),
        tell=tell,
    )


def look(person, name, pk):
    return signed_in(person).get(reverse(f"deliberation:{name}", args=[pk]))


def post(person, name, pk, **fields):
    return signed_in(person).post(reverse(f"deliberation:{name}", args=[pk]), fields)


def who(people, name, pk):
    return [role for role in ROLES if look(getattr(people, role), name, pk).status_code == 200]


def test_a_page_is_read_by_those_it_is_for(people):
    inside = write(people)
    everybody = write(people, title="How we work", readers=Readers.GROUP)

    assert who(people, "handbook-page", inside.pk) == INSIDE
    assert who(people, "handbook-page", everybody.pk) == ROLES
    assert look(people.stranger, "handbook-page", everybody.pk).status_code == 404
    assert look(people.stranger, "handbook", people.group.pk).status_code == 404
    assert look(people.administrator, "handbook-page", everybody.pk).status_code == 404


def test_the_handbook_lists_what_this_person_reads_and_counts_nothing_else(people):
    write(people)
    write(people, title="How we work", readers=Readers.GROUP)
    member, police = (
        words(look(person, "handbook", people.group.pk))
        for person in (people.member, people.police_lead)
    )

    assert ("Expenses" in member, "How we work" in member) == (True, True)
    assert ("Expenses" in police, "How we work" in police) == (False, True)
    assert "Add a page" not in member


def test_the_people_of_a_page_are_those_who_may_see_it(people):
    for readers in Readers:
        page = write(people, readers=readers)
        reading = {
            role
            for role in ROLES
            if HandbookPage.objects.visible_to(getattr(people, role)).filter(pk=page.pk).exists()
        }
        ids = set(page.people().values_list("pk", flat=True))
        assert {role for role in ROLES if getattr(people, role).pk in ids} == reading


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_nobody_else_writes(people, role):
    page = write(people, readers=Readers.GROUP)
    person = getattr(people, role)
    changed = {"title": "Mine", "body": "Mine", "readers": "group", "after": 1}
    answers = [
        post(person, "handbook-page-new", people.group.pk, **changed).status_code,
        post(person, "handbook-page-change", page.pk, **changed).status_code,
        post(person, "handbook-page-move", page.pk, to="up").status_code,
        post(person, "handbook-page-archive", page.pk).status_code,
        post(person, "handbook-page-restore", page.pk).status_code,
    ]

    assert answers == [403] * 5
    assert list(HandbookPage.objects.values_list("title", "archived_at")) == [("Expenses", None)]


def test_a_change_keeps_what_the_page_said_before_with_who_and_when(people):
    page = write(people)
    answer = post(
        people.chair, "handbook-page-change", page.pk,
        title="Expenses", body="Bring receipts for the train to Sally.", readers="inside", after=1,
    )  # fmt: skip
    versions = words(look(people.member, "handbook-versions", page.pk))

    assert answer.status_code == 302
    assert list(page.versions.values_list("version", "body", "written_by")) == [
        (1, BODY, people.secretary.pk),
        (2, "Bring receipts for the train to Sally.", people.chair.pk),
    ]
    assert "[removed] **bus**" in versions
    assert "[added] train" in versions
    assert str(people.chair) in versions


def test_earlier_versions_are_for_members_and_the_secretary_alone(people):
    page = write(people, body="Ask Leroy at home")
    actions.change_handbook_page(
        actor=people.chair, page=page, text=PageText("Expenses", BODY, Readers.GROUP), after=1
    )

    assert who(people, "handbook-page", page.pk) == ROLES
    assert who(people, "handbook-versions", page.pk) == INSIDE
    assert "Leroy" not in words(look(people.police_lead, "handbook-page", page.pk))


def test_who_was_slower_sees_both_and_loses_nothing(people):
    page = write(people)
    actions.change_handbook_page(
        actor=people.chair, page=page, text=PageText("Costs", "Theirs", Readers.INSIDE), after=1
    )
    mine = {"title": "Expenses", "body": "My own words", "readers": "inside", "after": 1}
    answer = post(people.secretary, "handbook-page-change", page.pk, **mine)
    text = words(answer)

    assert answer.status_code == 409
    assert ("Theirs" in text, "My own words" in text) == (True, True)
    assert HandbookPage.objects.get().body == "Theirs"
    again = post(people.secretary, "handbook-page-change", page.pk, **mine | {"after": 2})
    assert (again.status_code, HandbookPage.objects.get().body) == (302, "My own words")


def test_an_archived_page_is_gone_for_its_readers_and_comes_back(people):
    page = write(people, readers=Readers.GROUP)
    there = Document.objects.filter(kind="handbook_page", row=page.pk)
    before = there.exists()
    post(people.secretary, "handbook-page-archive", page.pk)

    assert (before, there.exists()) == (True, False)
    assert who(people, "handbook-page", page.pk) == ["chair", "vice_chair", "secretary"]
    assert HandbookVersion.objects.count() == 1
    with pytest.raises(Refused, match="archived"):
        actions.change_handbook_page(
            actor=people.chair, page=page, text=PageText("A", "B", "inside"), after=1
        )
    post(people.secretary, "handbook-page-restore", page.pk)
    assert (who(people, "handbook-page", page.pk), there.exists()) == (ROLES, True)


def test_pages_change_places_and_what_is_archived_is_passed_over(people):
    first, second, third = (write(people, title=title) for title in ("One", "Two", "Three"))
    actions.archive_handbook_page(actor=people.chair, page=second)
    post(people.secretary, "handbook-page-move", third.pk, to="up")

    standing = HandbookPage.objects.filter(archived_at=None)
    assert list(standing.values_list("title", flat=True)) == ["Three", "One"]
    assert first.number == 1


@pytest.mark.parametrize(("tell", "readers"), [(True, "inside"), (True, "group"), (False, "group")])
def test_people_are_told_only_when_the_writer_ticks_it_and_only_those_who_read(
    people, tell, readers
):
    write(people, readers=readers, tell=tell)
    run_due_jobs()
    recipients = set(
        Notice.objects.filter(kind="handbook_page.written").values_list("recipient", flat=True)
    )
    want = {"inside": set(INSIDE), "group": set(ROLES)}[readers] - {"secretary"} if tell else set()

    assert {role for role in ROLES if getattr(people, role).pk in recipients} == want


def test_the_record_names_the_page_and_none_of_its_words(people):
    page = write(people)

    assert Record.objects.get(event="handbook_page.written").facts == {
        "handbook_page_id": page.pk,
        "tell": 0,
    }


def test_what_was_typed_comes_back_when_something_is_missing(people):
    answer = post(
        people.secretary,
        "handbook-page-new",
        people.group.pk,
        title="",
        body=BODY,
        readers="inside",
    )

    assert answer.status_code == 422
    assert BODY in answer.text
    assert "Enter a title for the page" in words(answer)


def test_a_page_that_was_archived_for_long_goes_with_all_it_said(people):
    old, kept, standing = (write(people, title=title) for title in ("Old", "Kept", "Standing"))
    long_ago = now() - timedelta(days=8 * 365)
    HandbookPage.objects.filter(pk=old.pk).update(archived_at=long_ago)
    HandbookPage.objects.filter(pk=kept.pk).update(archived_at=now())
    HandbookPage.objects.filter(pk=standing.pk).update(changed_at=long_ago)

    assert dict(run(apply=True))["handbook"] == [old.pk]
    assert set(HandbookPage.objects.values_list("title", flat=True)) == {"Kept", "Standing"}
    assert not HandbookVersion.objects.filter(title="Old").exists()
