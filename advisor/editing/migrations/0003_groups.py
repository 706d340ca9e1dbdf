"""Ready-made groups. They are plain groups: an installation may change them."""

from django.db import migrations

# Group -> rights, each as app, model, codename, name.
VIEW = [
    ("editing", "draft", "view_draft", "Can view draft"),
    ("editing", "auditentry", "view_auditentry", "Can view audit entry"),
    ("releases", "release", "view_release", "Can view release"),
]
EDIT = [("editing", "draft", "change_draft", "Can change draft")]
PUBLISH = [("editing", "draft", "publish_draft", "Can publish a draft")]
ROLL_BACK = [("editing", "draft", "roll_back", "Can roll back to an older release")]
PEOPLE = [("editing", "draft", "manage_people", "Can manage people and their rights")]
GROUPS = {
    "viewers": VIEW,
    "editors": VIEW + EDIT,
    "publishers": VIEW + PUBLISH + ROLL_BACK,
    "people": VIEW + PEOPLE,
}


def make_groups(apps, editor):
    """Make the groups; their permissions too, which Django makes only after all migrations."""
    group_model = apps.get_model("auth", "Group")
    for name, rights in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, *right) for right in rights))


def permission(apps, app, model, codename, name):
    """One permission, made if it is not there yet."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


def drop_groups(apps, editor):
    """Remove the groups again."""
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("editing", "0002_guard_the_trail"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, drop_groups)]
