"""Owners, titles, chains, last days and tombstones."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def begin_lives(apps, schema_editor):
    """What was saved before counts as last used when it was saved."""
    apps.get_model("recommendations", "Recommendation").objects.update(opened_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.CharField(
                        editable=False, max_length=22, primary_key=True, serialize=False
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="recommendation",
            name="title",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="supersedes",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="superseded_by",
                to="recommendations.recommendation",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="turn",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="opened_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                db_index=True,
                default=django.utils.timezone.now,
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="expires_on",
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.RunPython(begin_lives, migrations.RunPython.noop, elidable=True),
    ]
