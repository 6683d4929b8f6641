"""Jobs that wait, and those that failed, keep their function: its module has moved to ``core``."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

MOVED = ("jobs.", "notices.")
FIELDS = ("function", "key")  # the key of a periodic job begins with its function


def rename(apps, before, after):
    jobs = apps.get_model("jobs", "Job").objects
    for name in MOVED:
        rows = jobs.filter(function__startswith=f"{before}{name}")
        said = {field: Replace(F(field), Value(before), Value(after)) for field in FIELDS}
        rows.update(**said)


def forwards(apps, schema_editor):
    rename(apps, "iag_portal.", "core.")


def backwards(apps, schema_editor):
    rename(apps, "core.", "iag_portal.")


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_request_id")]

    operations = [migrations.RunPython(forwards, backwards)]
