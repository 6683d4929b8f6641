"""The audit log: rows are only added, and a row that is touched is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from core.audit.chain import HEAD_LENGTH, append, broken_link, head, scope_of
from core.audit.models import Chain, Record
from core.clock import at
from tests.factories import UserFactory

GROUP = 7
SCOPE = "group.7"


def write(number=1, group_id=GROUP, actor=None):
    return append(event="post.written", group_id=group_id, actor=actor, facts={"post_id": number})


@pytest.fixture
def records(db):
    """Five records in a group's chain and one in its neighbour's."""
    actor = UserFactory()
    written = [write(number, actor=actor) for number in range(1, 6)]
    write(9, group_id=8)
    return written


def test_records_are_numbered_within_their_chain(records):
    assert [record.number for record in records] == [1, 2, 3, 4, 5]
    assert list(Record.objects.filter(scope="group.8").values_list("number", flat=True)) == [1]


@pytest.mark.django_db
def test_what_belongs_to_no_group_is_in_the_chain_of_the_installation():
    assert (write(group_id=None).scope, scope_of(GROUP)) == ("installation", SCOPE)


@pytest.mark.usefixtures("records")
def test_an_untouched_chain_is_whole():
    assert (broken_link(SCOPE), broken_link("group.8"), broken_link("group.99")) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"post_id": 99}},
        {"event": "post.removed"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"actor_id": None},
        {"link": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_row_changed_behind_our_back_is_found(records, change):
    Record.objects.filter(pk=records[2].pk).update(**change)

    assert broken_link(SCOPE) == 3
    assert broken_link("group.8") is None


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_row_taken_out_is_found(records):
    Record.objects.filter(pk=records[1].pk)._raw_delete("default")

    assert broken_link(SCOPE) == 2


@pytest.mark.usefixtures("audit_may_be_forged")
def test_the_last_row_taken_off_is_found(records):
    Record.objects.filter(pk=records[4].pk)._raw_delete("default")

    assert broken_link(SCOPE) == 5


@pytest.mark.usefixtures("records")
def test_rows_and_head_written_anew_without_the_key_are_found(settings):
    settings.AUDIT_KEY = "somebody else's key, of thirty-two characters or more"

    assert broken_link(SCOPE) == 1


def test_a_record_cannot_be_changed_or_deleted_through_the_model(records):
    record = Record.objects.get(pk=records[0].pk)

    with pytest.raises(TypeError, match="cannot be changed"):
        record.save()
    with pytest.raises(TypeError, match="cannot be deleted"):
        record.delete()


@pytest.mark.usefixtures("records")
def test_the_head_is_the_beginning_of_the_newest_link():
    newest = Record.objects.filter(scope=SCOPE).order_by("-number")[0]

    assert head(GROUP) == newest.link[:HEAD_LENGTH]
    assert (len(head(GROUP)), head(99)) == (12, "")


@pytest.mark.django_db
def test_a_time_of_summer_in_britain_is_the_same_time_when_it_is_read_again(monkeypatch):
    summer = datetime(2026, 7, 1, 19, 30, tzinfo=ZoneInfo("Europe/London"))
    monkeypatch.setattr("core.audit.chain.now", lambda: summer)
    write()

    assert broken_link(SCOPE) is None


@pytest.mark.django_db
def test_the_record_keeps_the_time_of_the_portals_clock():
    evening = datetime(2026, 11, 17, 18, 30, tzinfo=UTC)
    with at(evening):
        write()

    assert Record.objects.get().at == evening


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_leaves_no_record_and_no_gap():
    write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    write(3)

    assert list(Record.objects.values_list("number", "facts")) == [
        (1, {"post_id": 1}),
        (2, {"post_id": 3}),
    ]
    assert broken_link(SCOPE) is None


@pytest.mark.django_db(transaction=True)
def test_records_written_at_once_come_one_after_the_other():
    writers, each = 4, 6
    start = Barrier(writers, timeout=20)

    def run(writer):
        try:
            start.wait()
            for number in range(each):
                with transaction.atomic():
                    write(writer * 100 + number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as threads:
        list(threads.map(run, range(writers)))

    numbers = Record.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, writers * each + 1))
    assert Chain.objects.get(scope=SCOPE).length == writers * each
    assert broken_link(SCOPE) is None


@pytest.mark.usefixtures("records")
def test_the_order_is_that_of_the_chain_and_not_of_the_clock():
    with at(datetime.now(UTC) - timedelta(days=30)):
        write(6)

    assert broken_link(SCOPE) is None
