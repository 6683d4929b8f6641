import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_copies_and_the_scanner"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="paperversion",
            name="findings",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="paperversion",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="paperversion",
            name="removed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="slide",
            name="blocks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="paperversion",
            name="file_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="paperversion",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to be prepared"),
                    ("unscanned", "Waiting for the virus scanner"),
                    ("converting", "Being prepared"),
                    ("ready", "Ready"),
                    ("text_only", "Ready, as text only"),
                    ("failed", "Could not be prepared"),
                    ("rejected", "Refused by the virus scanner"),
                    ("removed", "Removed"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
    ]
