from django.db import migrations

from advisor.releases.guards import guarding


class Migration(migrations.Migration):
    dependencies = [("editing", "0001_initial")]

    # From here on neither the ORM nor raw SQL changes or deletes an audit entry.
    operations = [guarding("editing_auditentry")]
