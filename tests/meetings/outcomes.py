"""See what an action did: to every row that it could touch, and to the record."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from core.audit.models import Record
from core.policy import Refused

APPS = ("meetings", "deliberation", "audit", "live", "jobs")


def every_row():
    """Each row of the apps that meetings touch, by table.

    As the database has it: two looks around each refusal took a fifth of what these tests cost,
    most of it Django writing the same eighty questions again.
    """
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    rows = {}
    with connection.cursor() as cursor:
        for name in (model._meta.db_table for model in models):
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            rows[name] = cursor.fetchall()
    return rows


@contextmanager
def refused(sentence):
    """The action inside is refused with exactly this sentence, and changes no row at all."""
    before = every_row()
    with pytest.raises(Refused) as caught:
        yield
    assert str(caught.value) == sentence
    assert every_row() == before


@contextmanager
def recorded():
    """Fills the list it gives with (event, actor's id, facts) of each record made inside."""
    newest = Record.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    outcome = []
    yield outcome
    rows = Record.objects.filter(pk__gt=newest).order_by("pk")
    outcome += [(row.event, row.actor_id, row.facts) for row in rows]
