from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0035_listeners")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="heard_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
