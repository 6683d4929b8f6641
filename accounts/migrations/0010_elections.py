from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_closed_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="elected_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
