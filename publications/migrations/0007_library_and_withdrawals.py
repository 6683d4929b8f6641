import core.clock
import django.db.models.deletion
import publications.models.large_prints
from django.conf import settings
from django.db import migrations, models


def index_messages(apps, schema_editor):
    """One row for each message of the newest edition of each publication."""
    editions = apps.get_model("publications", "Edition").objects
    rows = apps.get_model("publications", "PublishedMessage").objects
    for publication in apps.get_model("publications", "Publication").objects.all():
        newest = editions.filter(publication=publication).order_by("-number").first()
        if newest is None:
            continue
        due = {m["reference"]: m["answer_due"] or None for m in newest.snapshot["messages"]}
        for m in newest.snapshot["not_agreed"]:
            due[m["reference"]] = None
        for reference, answer_due in due.items():
            rows.create(publication=publication, reference=reference, answer_due=answer_due)


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0006_feedback_and_receipts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="LargePrint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pdf",
                    models.FileField(
                        max_length=200, upload_to=publications.models.large_prints.large_print_path
                    ),
                ),
                ("pdf_sha256", models.CharField(max_length=64)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="large_print",
                        to="publications.edition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                (
                    "publications",
                    models.ManyToManyField(related_name="subjects", to="publications.publication"),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("mistake", "it has a mistake in it"),
                            ("personal_data", "it says something about a person"),
                            ("investigation", "an investigation or a court case is open"),
                            ("safety", "it could put police work or somebody’s safety at risk"),
                            ("not_agreed", "it does not say what the group agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=400)),
                ("withdrawn_at", models.DateTimeField(default=core.clock.now)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="publications.edition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EditionReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(default=core.clock.now)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="publications.edition",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "user"), name="one_reading_of_an_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(db_index=True, max_length=20)),
                ("answer_due", models.DateField(blank=True, null=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "reference"),
                        name="a_message_stands_once_in_an_edition",
                    )
                ],
            },
        ),
        migrations.RunPython(index_messages, migrations.RunPython.noop),
    ]
