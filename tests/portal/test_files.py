"""Stored files go with the commit."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.files import remove_with_commit


@pytest.fixture
def names():
    kept = [default_storage.save(f"tried/{name}", ContentFile(b"words")) for name in "ab"]
    yield kept
    for name in kept:
        default_storage.delete(name)


def there(names):
    return [default_storage.exists(name) for name in names]


@pytest.mark.django_db(transaction=True)
def test_they_go_once_what_was_written_stands(names):
    with transaction.atomic():
        remove_with_commit(names)
        before = there(names)

    assert (before, there(names)) == ([True, True], [False, False])


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_takes_none(names):
    with transaction.atomic():
        remove_with_commit(names)
        transaction.set_rollback(True)

    assert there(names) == [True, True]


@pytest.mark.django_db(transaction=True)
def test_one_that_cannot_be_removed_is_logged_and_the_others_go(names, caplog):
    with transaction.atomic():
        remove_with_commit(["", *names])

    assert there(names) == [False, False]
    assert [
        record.levelname for record in caplog.records if record.name.startswith("django.db")
    ] == ["ERROR"]
