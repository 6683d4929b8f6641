from django.db import migrations, models
from django.db.models import F

import core.clock


def as_far_as_is_known(apps, _schema_editor):
    """Of an answer that was changed before, only the last change is known."""
    apps.get_model("deliberation", "Position").objects.update(first_taken_at=F("taken_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0032_published_reservations"),
    ]

    operations = [
        migrations.AddField(
            model_name="position",
            name="first_taken_at",
            field=models.DateTimeField(default=core.clock.now),
        ),
        migrations.RunPython(as_far_as_is_known, migrations.RunPython.noop),
    ]
