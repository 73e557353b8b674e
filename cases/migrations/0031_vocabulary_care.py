"""Terms, programmes, tiers and bodies can be retired; a revision may be an act of the vocabulary's care.

SQLite makes the table of revisions anew for the constraint, and its triggers go with the old one.
"""

from importlib import import_module

from django.db import migrations, models

append_only = import_module("cases.migrations.0026_revisions_are_append_only")


def renew_triggers(apps, schema_editor):
    append_only.remove(apps, schema_editor)
    append_only.add(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0030_column_mappings'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, renew_triggers),
        migrations.RemoveConstraint(
            model_name='revision',
            name='revision_through_known',
        ),
        migrations.AddField(
            model_name='issuingbody',
            name='is_retired',
            field=models.BooleanField(default=False, editable=False, verbose_name='停用'),
        ),
        migrations.AddField(
            model_name='mechanism',
            name='is_retired',
            field=models.BooleanField(default=False, editable=False, verbose_name='停用'),
        ),
        migrations.AddField(
            model_name='programme',
            name='is_retired',
            field=models.BooleanField(default=False, editable=False, verbose_name='停用'),
        ),
        migrations.AddField(
            model_name='tier',
            name='is_retired',
            field=models.BooleanField(default=False, editable=False, verbose_name='停用'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='through',
            field=models.CharField(choices=[('form', '编目表单'), ('load_library', '装载命令'), ('shell', '命令行或程序'), ('import', '导入'), ('undo', '撤销改动'), ('vocabulary', '词表整理')], max_length=12, verbose_name='途径'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('through__in', ['form', 'load_library', 'shell', 'import', 'undo', 'vocabulary'])), name='revision_through_known'),
        ),
        migrations.RunPython(renew_triggers, migrations.RunPython.noop),
    ]
