"""An interest with which somebody stays and listens; and the token that lets them do only that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0036_heard_since")]

    operations = [
        migrations.AddField(
            model_name="recusal",
            name="part",
            field=models.CharField(
                choices=[("leaves", "Leaves for this item"), ("listens", "Stays and listens")],
                default="leaves",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="videogrant",
            name="listens",
            field=models.BooleanField(default=False),
        ),
    ]
