"""Bring addresses of mail into one form: small letters, domains as mail servers have them (0024)."""

import sys

from django.db import migrations

from core.alike import one_address


def one_form(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    kept = set()
    for person in people.exclude(email=None).order_by("pk").values("pk", "email"):
        one = one_address(person["email"])
        if one == person["email"]:
            continue
        other = people.exclude(pk=person["pk"]).filter(email=one).first()
        if other:
            kept.add(person["pk"])
            report(person["pk"], other.pk)
        else:
            people.filter(pk=person["pk"]).update(email=one)
    of_allauth(apps.get_model("account", "EmailAddress").objects, kept)
    invitations = apps.get_model("accounts", "Invitation").objects
    for pk, email in invitations.values_list("pk", "email"):
        invitations.filter(pk=pk).update(email=one_address(email))


def of_allauth(addresses, kept):
    """Those of a person whose address is kept are kept too; of two that are one, the older stays."""
    for row in addresses.exclude(user__in=kept).order_by("-verified", "pk"):
        one = one_address(row.email)
        same = addresses.filter(email=one).exclude(pk=row.pk)
        if one == row.email:
            continue
        if same.filter(user=row.user_id).exists():
            row.delete()
        elif not row.verified or not same.filter(verified=True).exists():
            addresses.filter(pk=row.pk).update(email=one)


def report(person, other):
    sys.stdout.write(
        f"Person {person} has the email address of person {other} in another spelling, and"
        " keeps it: see “Two accounts, one address” in docs/operations.md.\n"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_resets_of_no_group"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(one_form, migrations.RunPython.noop)]
