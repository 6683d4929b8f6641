"""Draw every post anew: as it was typed (decision 0020), each block in its direction (0024)."""

from django.db import migrations

from core import text


def draw(apps, schema_editor):
    posts = apps.get_model("deliberation", "Post").objects
    changed = []
    for post in posts.only("body", "html").iterator(chunk_size=500):
        html = text.render(post.body)
        if html != post.html:
            post.html = html
            changed.append(post)
        if len(changed) == 500:
            posts.bulk_update(changed, ["html"])
            changed = []
    posts.bulk_update(changed, ["html"])


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0006_taken_back")]
    operations = [migrations.RunPython(draw, migrations.RunPython.noop)]
