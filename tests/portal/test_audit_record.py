"""The record in words: who may read which part of it, and that it says nothing people wrote."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from core.audit.chain import append, head
from core.audit.models import Record
from core.clock import today
from deliberation import actions as topics
from deliberation.models import Topic
from iag_portal.pages.records import kinds_in, lines, records_for
from tests.factories import MembershipFactory, TopicFactory, UserFactory
from tests.publications.harbour import INSIDE, harbour
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The Harbour group with a record of five things, and a record next door."""
    world = harbour()
    world.topic = TopicFactory(group=world.group)
    group, topic = world.group.pk, world.topic.pk
    entries = [
        ("topic.opened", world.sally, {"topic_id": topic}),
        ("post.written", world.colin, {"topic_id": topic, "post_id": 2, "space": "members"}),
        ("post.written", world.rob, {"topic_id": topic, "post_id": 3, "space": "shared"}),
        (
            "refused",
            world.rob,
            {"permission": "deliberation.close_topic", "thing": f"topic.{topic}", "page": ""},
        ),
        (
            "membership.role_changed",
            world.sally,
            {"person_id": world.leroy.pk, "role_before": "member", "role": "vice_chair"},
        ),
    ]
    for event, actor, facts in entries:
        append(event=event, group_id=group, actor=actor, facts=facts)
    append(event="post.written", group_id=group + 1000, actor=world.marjorie, facts={"post_id": 77})
    append(
        event="session.began",
        group_id=None,
        actor=world.doreen,
        facts={"person_id": world.doreen.pk, "factor": "totp"},
    )
    return world


def seen(person, group):
    return [(record.event, record.facts.get("space", "")) for record in records_for(person, group)]


def test_the_chair_sees_the_whole_chain_of_the_group(world):
    assert seen(world.marjorie, world.group) == [
        ("membership.role_changed", ""),
        ("refused", ""),
        ("post.written", "shared"),
        ("post.written", "members"),
        ("topic.opened", ""),
    ]


def test_the_secretary_sees_no_refusals_and_nothing_of_the_members_space(world):
    assert seen(world.sally, world.group) == [
        ("membership.role_changed", ""),
        ("post.written", "shared"),
        ("topic.opened", ""),
    ]


def test_the_secretary_whom_the_group_lets_in_sees_the_members_space_too(world):
    world.group.secretary_in_members_space = True
    world.group.save()

    assert seen(world.sally, world.group) == [
        ("membership.role_changed", ""),
        ("post.written", "shared"),
        ("post.written", "members"),
        ("topic.opened", ""),
    ]


@pytest.mark.parametrize("removed", [False, True])
def test_the_members_space_stays_closed_where_the_secretary_is_kept_out(world, removed):
    """The members wrote before the terms let the secretary in; also once it is removed."""
    world.group.secretary_in_members_space = True
    world.group.save()
    Topic.objects.filter(pk=world.topic.pk).update(secretary_kept_out=True)
    if removed:
        world.topic.delete()

    assert ("post.written", "members") not in seen(world.sally, world.group)
    assert ("post.written", "members") in seen(world.marjorie, world.group)


def test_a_member_sees_what_they_did_themselves(world):
    assert seen(world.colin, world.group) == [("post.written", "members")]


def test_nothing_about_a_break_glass_of_a_hidden_topic_is_told_refused_or_done(world):
    """The vice-chair alone is named: no other chair learns that there was anything to read."""
    hidden = topics.open_topic(
        actor=world.tariq,
        group=world.group,
        title="Petunia",
        ask="Petunia",
        asker="Petunia",
        decision_due=today(),
        readers=[world.tariq],
    )
    before = seen(world.marjorie, world.group)
    asker, other = (UserFactory(is_staff=True) for _ in range(2))
    glass = topics.ask_break_glass(
        actor=asker, topic_number=hidden.pk, space="members", reason="x", lasts=timedelta(hours=1)
    )
    topics.confirm_break_glass(actor=other, glass=glass)
    signed_in(asker, fresh=True).post(f"/break-glass/{glass.pk}/confirm/")

    seen_lines = seen(world.tariq, world.group)
    assert seen_lines[:2] == [("refused", ""), ("break_glass.confirmed", "")]
    assert seen(world.marjorie, world.group) == before
    assert {event for event, _space in before}.isdisjoint({"break_glass.confirmed"})


@pytest.mark.parametrize("who", ["rob", "dele", "hannah", "joan"])
def test_police_observers_and_interpreters_see_nothing_of_it(world, who):
    assert seen(getattr(world, who), world.group) == []


def test_the_record_names_nobody_who_reads_for_another_body(world):
    """A receipt, and what was refused: 0049 promises that the body is named, not who pressed."""
    reader = UserFactory(name="Nadia Hallam")
    asked = {"permission": "publications.withdraw_edition", "thing": "edition.1", "page": ""}
    of_reader = [("receipt.confirmed", {"edition_id": 1, "organisation_id": 1}), ("refused", asked)]
    for event, facts in of_reader:
        append(event=event, group_id=world.group.pk, actor=reader, facts=facts)

    newest = records_for(world.marjorie, world.group)[:4]
    outside = "Somebody from outside the group"
    assert [
        (line.record.event, line.who) for line in lines(newest, world.marjorie, world.group)
    ] == [
        ("refused", outside),
        ("receipt.confirmed", outside),
        ("membership.role_changed", "Sally Treloar"),
        ("refused", "Rob Ansty"),
    ]


def test_an_administrator_sees_the_installation_and_no_group(world):
    administrator = UserFactory(is_staff=True)

    assert seen(administrator, None) == [("session.began", "")]
    assert seen(administrator, world.group) == []
    assert seen(world.marjorie, None) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("marjorie", 200),
        ("tariq", 200),
        ("sally", 200),
        ("colin", 200),
        ("rob", 403),
        ("hannah", 403),
    ],
)
def test_who_may_open_the_page(world, who, status):
    answer = signed_in(getattr(world, who)).get(f"/groups/{world.group.pk}/record/")

    assert answer.status_code == status


def test_the_page_does_not_exist_for_other_groups(world):
    stranger = MembershipFactory(role="chair").user
    administrator = UserFactory(is_staff=True)
    address = f"/groups/{world.group.pk}/record/"

    assert [signed_in(user).get(address).status_code for user in (stranger, administrator)] == [
        404,
        404,
    ]


def test_the_page_says_when_who_and_what_and_names_people_not_numbers(world):
    page = signed_in(world.marjorie).get(f"/groups/{world.group.pk}/record/").content.decode()

    assert "Sally Treloar" in page
    assert "Changed somebody’s role" in page
    assert "Leroy Samuels, Vice-chair" in page
    assert head(world.group.pk) in page
    assert INSIDE not in page


def test_the_page_can_show_one_kind(world):
    client = signed_in(world.marjorie)
    page = client.get(f"/groups/{world.group.pk}/record/?kind=post.written")

    assert [line.record.event for line in page.context["lines"]] == ["post.written", "post.written"]


def test_the_page_comes_in_pages(world):
    for number in range(60):
        append(
            event="topic.opened",
            group_id=world.group.pk,
            actor=world.sally,
            facts={"topic_id": number},
        )
    client = signed_in(world.marjorie)
    first, second = (client.get(f"/groups/{world.group.pk}/record/?page={n}") for n in (1, 2))

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 15)


def test_the_kinds_offered_are_those_that_this_person_may_see(world):
    assert dict(kinds_in(records_for(world.colin, world.group))) == {"post.written": "Wrote a post"}


def test_names_cost_one_query_and_who_is_outside_another(world, django_assert_num_queries):
    assert world.marjorie.roles

    with django_assert_num_queries(4):  # topics for named readers, records, places, names
        shown = lines(records_for(world.marjorie, world.group), world.marjorie, world.group)
    assert len(shown) == 5


def rows(answer):
    return list(csv.reader(StringIO(answer.content.decode())))


def test_the_file_carries_name_time_and_head_and_is_on_the_record(world):
    client = signed_in(world.marjorie, fresh=True)
    table = rows(client.post(f"/groups/{world.group.pk}/record/file/"))

    assert table[0][:3] == ["Taken by", "Marjorie Penhale", "on"]
    assert table[0][4:7] == ["OFFICIAL-SENSITIVE", "copy", "1"]
    assert table[0][-1] == head(world.group.pk)
    assert [row[-1] for row in table[2:]] == [
        "topic.opened",
        "post.written",
        "post.written",
        "refused",
        "membership.role_changed",
        "record.downloaded",
    ]
    newest = Record.objects.filter(group_id=world.group.pk).latest("number")
    assert (newest.event, newest.actor) == ("record.downloaded", world.marjorie)


def test_a_name_that_a_spreadsheet_would_run_is_disarmed(world):
    world.sally.name = "=HYPERLINK(1)"
    world.sally.save()
    table = rows(
        signed_in(world.marjorie, fresh=True).post(f"/groups/{world.group.pk}/record/file/")
    )

    assert "'=HYPERLINK(1)" in table[2]


def test_the_file_needs_a_fresh_factor(world):
    answer = signed_in(world.marjorie).post(f"/groups/{world.group.pk}/record/file/")

    assert (answer.status_code, "reauthenticate" in answer["Location"]) == (302, True)
    assert not Record.objects.filter(event="record.downloaded").exists()


def test_a_member_takes_no_file_and_the_refusal_is_on_the_record(world):
    answer = signed_in(world.colin, fresh=True).post(f"/groups/{world.group.pk}/record/file/")
    newest = Record.objects.filter(group_id=world.group.pk).latest("number")

    assert answer.status_code == 403
    assert (newest.event, newest.facts["permission"]) == ("refused", "accounts.download_record")


def test_administrators_read_and_take_the_record_of_the_installation(world):
    administrator = UserFactory(is_staff=True, name="Ada Ministrator")
    client = signed_in(administrator, fresh=True)
    page = client.get("/administration/record/").content.decode()
    table = rows(client.post("/administration/record/file/"))

    assert "Signed in" in page
    assert "Wrote a post" not in page
    assert table[0][1] == "Ada Ministrator"
    assert [signed_in(world.marjorie, fresh=True).get("/administration/record/").status_code] == [
        404
    ]
