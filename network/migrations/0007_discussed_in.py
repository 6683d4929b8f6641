from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0006_rests_on"),
    ]

    operations = [
        migrations.RenameField("forwarding", "topic", "discussed_in"),
    ]
