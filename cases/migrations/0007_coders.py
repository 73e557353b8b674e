"""Coders become a table; each name that a coding gave as text is a user's, or else a method."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    coding, coder = (apps.get_model("cases", name).objects for name in ("Coding", "Coder"))
    users = apps.get_model(*settings.AUTH_USER_MODEL.split(".")).objects
    for name in sorted(set(coding.order_by().values_list("coder_text", flat=True))):
        made = coder.create(name=name, user=users.filter(username=name).first())
        coding.filter(coder_text=name).update(coder=made)
    schema_editor.connection.check_constraints()  # else PostgreSQL changes the table of the codings no more


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_rules_that_exist"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Coder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="在案例页和编码手册上公开。", max_length=60, unique=True, verbose_name="名称"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="方法怎样编码，或者这位编码者受过什么训练。", verbose_name="说明"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="编码的人；是一种方法而不是一个人的留空。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coder",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "编码者",
                "verbose_name_plural": "编码者",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="coder_has_name"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint("coding", "coding_once"),
        migrations.RemoveConstraint("coding", "coding_has_coder"),
        migrations.RenameField("coding", "coder", "coder_text"),
        migrations.AddField(
            "coding",
            "coder",
            models.ForeignKey(
                help_text="谁读了原文并作出判断。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codings",
                to="cases.coder",
                verbose_name="编码者",
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField(
            "coding",
            "coder",
            models.ForeignKey(
                help_text="谁读了原文并作出判断。",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codings",
                to="cases.coder",
                verbose_name="编码者",
            ),
        ),
        migrations.RemoveField("coding", "coder_text"),
        migrations.AddConstraint(
            "coding",
            models.UniqueConstraint(
                fields=("award", "mechanism", "start", "end", "coder"),
                name="coding_once",
                violation_error_message="这位编码者已为这段文字标过同一机制。",
            ),
        ),
    ]
