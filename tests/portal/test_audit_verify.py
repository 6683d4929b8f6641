"""``manage.py verify_audit`` says whether the audit log is whole, and where it is not."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.audit.chain import HEAD_LENGTH, append, head, link
from core.audit.models import Chain, Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    """Four records of a group and one of the installation."""
    written = [
        append(event="post.written", group_id=7, actor=None, facts={"post_id": n})
        for n in (1, 2, 3, 4)
    ]
    append(event="session.began", group_id=None, actor=None, facts={"person_id": 1})
    return written


def verify(*options):
    """What the command prints, and whether it says that all is well."""
    out = StringIO()
    try:
        call_command("verify_audit", *options, stdout=out)
    except CommandError:  # exit code 1
        return out.getvalue().splitlines(), False
    return out.getvalue().splitlines(), True


@pytest.mark.usefixtures("records")
def test_a_whole_log():
    assert verify() == (
        [
            f"group.7: 4 records, whole, head {head(7)}.",
            f"installation: 1 records, whole, head {head(None)}.",
        ],
        True,
    )


def test_an_empty_log():
    assert verify() == ([], True)


def broken_at(number):
    lines, well = verify()
    return lines[0] == f"group.7: broken at number {number}." and not well


@pytest.mark.usefixtures("audit_may_be_forged")
def test_an_edited_row(records):
    Record.objects.filter(pk=records[2].pk).update(facts={"post_id": 99})

    assert broken_at(3)


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_row_deleted_in_the_middle(records):
    Record.objects.filter(pk=records[1].pk)._raw_delete("default")

    assert broken_at(2)


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_row_that_was_edited_and_given_a_link_of_another_key(records, settings):
    record = Record.objects.get(pk=records[3].pk)
    record.facts = {"post_id": 99}
    settings.AUDIT_KEY, kept = "a guess of forty characters or more, and wrong", settings.AUDIT_KEY
    forged = link(record, records[2].link)
    settings.AUDIT_KEY = kept
    Record.objects.filter(pk=record.pk).update(facts=record.facts, link=forged)
    Chain.objects.filter(scope="group.7").update(head=forged)

    assert broken_at(4)


def changed_key(settings):
    """The key of before becomes one that only reads."""
    before = settings.AUDIT_KEY
    settings.AUDIT_KEY_FALLBACKS = [before]
    settings.AUDIT_KEY = "a new key of the record, of forty characters or so"
    return before


@pytest.mark.usefixtures("records")
def test_records_of_before_a_new_key_still_fit_and_new_ones_go_on(settings):
    changed_key(settings)
    append(event="post.written", group_id=7, actor=None, facts={"post_id": 5})
    whole = verify()
    settings.AUDIT_KEY_FALLBACKS = []

    assert whole[0][0] == f"group.7: 5 records, whole, head {head(7)}."
    assert broken_at(1)


@pytest.mark.usefixtures("audit_may_be_forged", "records")
def test_whoever_knows_the_old_key_writes_nothing_after_the_new_one(settings):
    old = changed_key(settings)
    newest = append(event="post.written", group_id=7, actor=None, facts={"post_id": 5})
    settings.AUDIT_KEY, kept = old, settings.AUDIT_KEY
    append(event="post.written", group_id=7, actor=None, facts={"post_id": 6})
    settings.AUDIT_KEY = kept

    assert newest.number == 5
    assert broken_at(6)


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_chain_without_its_row_of_the_head(records):
    Chain.objects.filter(scope="group.7").delete()

    assert broken_at(1)


def cut_tail(records):
    """Take the last record and rewind the head, as somebody with the database in hand could."""
    Record.objects.filter(pk=records[3].pk)._raw_delete("default")
    Chain.objects.filter(scope="group.7").update(length=3, head=records[2].link)


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_cut_tail_is_found_by_the_file_of_heads(records, tmp_path):
    heads = tmp_path / "heads.json"
    heads.write_text(json.dumps({"group.7": head(7), "installation": head(None)}))
    kept = head(7)
    cut_tail(records)

    lines, well = verify("--heads", str(heads))

    assert lines[0] == f"group.7: 3 records, whole, head {head(7)}."  # by itself it fits
    assert f"group.7: the head {kept} is not there." in lines
    assert not well


def test_a_head_that_a_document_shows_is_found_at_its_number(records):
    printed = records[1].link[:HEAD_LENGTH]

    lines, well = verify("--head", f"group.7={printed}")

    assert (lines[-1], well) == (f"group.7: the head {printed} is number 2.", True)


@pytest.mark.usefixtures("records")
def test_a_head_of_another_chain_is_not_there():
    lines, well = verify("--head", f"group.7={head(None)}")

    assert (lines[-1], well) == (f"group.7: the head {head(None)} is not there.", False)


@pytest.mark.usefixtures("records")
def test_a_head_of_few_digits_says_nothing():
    with pytest.raises(CommandError, match="8 digits or more"):
        call_command("verify_audit", "--head", "group.7=ab", stdout=StringIO())


@pytest.mark.usefixtures("records")
def test_the_heads_can_be_kept_in_a_file(tmp_path):
    heads = tmp_path / "heads.json"

    assert verify("--save", str(heads))[1]
    assert json.loads(heads.read_text()) == {"group.7": head(7), "installation": head(None)}
    assert verify("--heads", str(heads))[1]


@pytest.mark.usefixtures("records", "audit_may_be_forged")
def test_a_database_without_its_triggers_is_not_well():
    lines, well = verify()

    assert [line for line in lines if "trigger" in line] != []
    assert not well
