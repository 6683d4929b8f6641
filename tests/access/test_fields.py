"""Row B6: a form takes its own fields. Every other name that a model knows changes nothing."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from core import clock
from core.clock import now
from tests.access import matrix, table
from tests.access.asking import ask
from tests.access.rows import CASES
from tests.accounts.pages import Page
from tests.architecture.tree import APPS

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
FORMS = {case.name: case for case in reversed(CASES) if case.post is not None}
DONE = sorted(name for name, case in FORMS.items() if "yes" in GOLDEN[case.title, "POST"].values())
HASHES = {"sent_forms_sentform": {"fingerprint"}}  # of all that was sent, taken or not
HOSTILE = {
    models.BooleanField: "on",
    models.DateTimeField: "2001-01-01 00:00:00",
    models.DateField: "2001-01-01",
    models.DurationField: "00:10:00",
    models.IntegerField: "7",
    models.JSONField: "{}",
}


def hostile(field):
    """What somebody would try for this field."""
    if field.choices:
        return field.choices[-1][0]
    kinds = (value for kind, value in HOSTILE.items() if isinstance(field, kind))
    return "7" if field.is_relation else next(kinds, "Hostile")


def every_name():
    """Each name of a field of a model, with a value for it."""
    values = {}
    for app in (*APPS, "account", "mfa"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                values |= dict.fromkeys((field.name, field.attname), hostile(field))
    return values


def rows_of(tables):
    """Everything in these tables, by table."""
    rows = {}
    with connection.cursor() as cursor:
        for name in sorted(tables):
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            heads = [column[0] for column in cursor.description]
            rows[name] = heads, cursor.fetchall()
    return rows


def own_names(world, case, who):
    """The names that the form has: on its own page, and as it is sent."""
    names = set(case.post)
    if case.get:
        page = Page(ask(world, case, "GET", who).response)
        names |= {
            field["name"]
            for tag in ("input", "select", "textarea", "button")
            for field in page.attributes(tag)
            if "name" in field
        }
    return names


@pytest.mark.parametrize("names", matrix.together(DONE))
def test_a_form_takes_only_its_own_fields(world, monkeypatch, names):
    number = uuid4()
    monkeypatch.setattr("core.request_id.uuid4", lambda: number)  # each is asked as the first
    asked = {name: with_every_name(world, FORMS[name]) for name in names}

    assert {name: loaded for name, (_plain, loaded, _places) in asked.items()} == {
        name: plain for name, (plain, _loaded, _places) in asked.items()
    }
    assert {name: places for name, (_plain, _loaded, places) in asked.items() if places} == {}


def with_every_name(world, case):
    """What its form is answered and writes, the same with every name, and where rows differ."""
    who = matrix.lets_in(GOLDEN[case.title, "POST"]) or "anonymous"
    with clock.at(now()):  # also what is typed: a time of day in it is of the same minute
        own, body = own_names(world, case, who), case.body(world, who)
        more = {key: value for key, value in every_name().items() if key not in own}
        plain = ask(world, case, "POST", who, look=rows_of)
        loaded = ask(world, case, "POST", who, body={**more, **body}, look=rows_of)
        places = differences(plain.seen, loaded.seen)
        if places:  # what is drawn by lot differs each time
            again = ask(world, case, "POST", who, look=rows_of)
            places -= differences(plain.seen, again.seen)
    return (plain.word, plain.writes), (loaded.word, loaded.writes), places


def differences(before, after):
    """Places where two looks at the same tables differ."""
    places = set()
    for name, (heads, rows) in before.items():
        changed = after[name][1]
        if len(rows) != len(changed):
            places.add((name, len(rows), len(changed)))
        for number, pair in enumerate(zip(rows, changed, strict=False)):
            if pair[0] != pair[1]:
                cells = zip(heads, *pair, strict=True)
                other = {head for head, old, new in cells if old != new}
                places |= {(name, number, head) for head in other - HASHES.get(name, set())}
    return places


def test_the_names_are_those_that_would_matter():
    assert {
        "is_staff",
        "is_active",
        "role",
        "group_id",
        "state",
        "user",
        "recorded_by",
    } <= every_name().keys()
