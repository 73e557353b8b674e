"""Coding schemes beside that of the mechanisms, which is made here; every term that is there is one of its.

Who may change the vocabulary may change schemes; permissions are otherwise made after all migrations.
"""

import django.db.models.deletion
from django.db import migrations, models

import cases.models.scheme

GROUPS = {"编辑": ("view",), "审核": ("view",), "管理员": ("view", "add", "change", "delete")}

SCHEME = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "terms",
    "to": "cases.codingscheme",
    "verbose_name": "编码方案",
}


def make_scheme(apps, schema_editor):
    CodingScheme = apps.get_model("cases", "CodingScheme")
    CodingScheme.objects.get_or_create(slug="mechanism", defaults={"name": "治理机制", "is_released": True})


def give_scheme(apps, schema_editor):
    CodingScheme = apps.get_model("cases", "CodingScheme")
    Mechanism = apps.get_model("cases", "Mechanism")
    Mechanism.objects.update(scheme=CodingScheme.objects.get(slug="mechanism"))
    schema_editor.connection.check_constraints()  # else PostgreSQL changes the table of the terms no more


def give_permissions(apps, schema_editor=None):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _new = ContentType.objects.get_or_create(app_label="cases", model="codingscheme")
    rows = {
        action: Permission.objects.get_or_create(
            content_type=kind, codename=f"{action}_codingscheme", defaults={"name": f"Can {action} 编码方案"}
        )[0]
        for action in ("view", "add", "change", "delete")
    }
    for name, actions in GROUPS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*(rows[action] for action in actions))


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0032_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodingScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(help_text="导出文件中的名称，定了不再改。", max_length=40, unique=True, verbose_name="标识")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("description", models.TextField(blank=True, help_text="编的是什么，怎样算、怎样不算。", verbose_name="说明")),
                ("source_note", models.TextField(blank=True, help_text="谁定的，见于哪篇文献。", verbose_name="出处")),
                ("is_released", models.BooleanField(default=False, help_text="公开以前，它的编码项和编码在读者的各页、检索和导出里都没有。", verbose_name="已公开")),
            ],
            options={
                "verbose_name": "编码方案",
                "verbose_name_plural": "编码方案",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("slug", ""), _negated=True), models.Q(("name", ""), _negated=True)), name="coding_scheme_has_name"),
                    models.CheckConstraint(condition=models.Q(("is_released", True), models.Q(("slug", "mechanism"), _negated=True), _connector="OR"), name="coding_scheme_of_mechanisms_is_released", violation_error_message="治理机制是公开的，不能收回。"),
                ],
            },
        ),
        migrations.RunPython(make_scheme, migrations.RunPython.noop),
        migrations.AddField(
            model_name="mechanism",
            name="scheme",
            field=models.ForeignKey(null=True, **SCHEME),
        ),
        migrations.RunPython(give_scheme, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                # Without the default, which asks the tables of today.
                migrations.AlterField("mechanism", "scheme", models.ForeignKey(**SCHEME)),
            ],
            state_operations=[
                migrations.AlterField(
                    "mechanism",
                    "scheme",
                    models.ForeignKey(default=cases.models.scheme.scheme_of_mechanisms, **SCHEME),
                ),
            ],
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
