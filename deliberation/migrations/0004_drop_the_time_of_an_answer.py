from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0003_independence")]

    operations = [migrations.RemoveField("agreementround", "answered_at")]
