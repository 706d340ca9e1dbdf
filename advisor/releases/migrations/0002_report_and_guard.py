from django.db import migrations, models

from advisor.releases.guards import guarding


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]

    operations = [
        migrations.AddField("release", "report", models.JSONField(default=dict)),
        # From here on neither the ORM nor raw SQL changes or deletes a release.
        guarding("releases_release"),
    ]
