from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_addresses_in_one_form"),
    ]

    operations = [
        migrations.AddField(
            model_name="advisorygroup",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
