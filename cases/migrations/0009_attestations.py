"""An award may be attested by several documents; an origin says in which, and which one counts."""

import django.db.models.deletion
from django.db import migrations, models


def say_that_nothing_was_loaded(apps, schema_editor):
    """What a curator enters from now on is nothing that an older release has loaded."""
    for loaded in apps.get_model("cases", "LoadedUnit").objects.filter(kind="award"):
        loaded.content.setdefault("attestations", [])
        loaded.save()


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_awards_of_other_shapes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(verbose_name='起')),
                ('end', models.PositiveIntegerField(verbose_name='止')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
            ],
            options={
                'verbose_name': '其他出处',
                'verbose_name_plural': '其他出处',
                'ordering': ['award', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='attribution',
            name='attribution_once',
        ),
        migrations.AddField(
            model_name='attribution',
            name='set_aside',
            field=models.BooleanField(default=False, help_text='几份文献说法不同的都保留；与取值不一致的勾选此项。', verbose_name='不采用'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='source',
            field=models.ForeignKey(blank=True, help_text='出自其他出处的选那份文献；出自主要来源的留空。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='cases.source', verbose_name='所在文献'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(condition=models.Q(('set_aside', False)), fields=('award', 'field'), name='attribution_counts_once', violation_error_message='每一项只能采用一条依据，其余的请勾选“不采用”。'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(condition=models.Q(('rule', ''), ('source__isnull', True)), fields=('award', 'field'), name='attribution_of_main_source_once', violation_error_message='这一项在主要来源中已有一条依据。'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(fields=('award', 'field', 'source'), name='attribution_once_a_source', violation_error_message='这一项在这份文献中已有一条依据。'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(('rule', ''), models.Q(('set_aside', False), ('source__isnull', True)), _connector='OR'), name='attribution_beside_is_printed', violation_error_message='推定的依据不出自其他文献；不采用的依据须有原文。'),
        ),
        migrations.AddField(
            model_name='attestation',
            name='award',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attestations', to='cases.award', verbose_name='案例'),
        ),
        migrations.AddField(
            model_name='attestation',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestations', to='cases.source', verbose_name='来源文献'),
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.UniqueConstraint(fields=('award', 'source'), name='attestation_once'),
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='attestation_passage'),
        ),
        migrations.RunPython(say_that_nothing_was_loaded, migrations.RunPython.noop),
    ]
