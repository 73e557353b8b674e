"""Every edition has its programme, every award and quota its tier."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_drop_words_carried_over'),
    ]

    operations = [
        migrations.AlterField(
            model_name='edition',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='cases.programme', verbose_name='项目'),
        ),
        migrations.AlterField(
            model_name='award',
            name='tier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='cases.tier', verbose_name='等次'),
        ),
        migrations.AlterField(
            model_name='editionquota',
            name='tier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='cases.tier', verbose_name='等次'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('programme', 'year', 'batch', 'round'), name='edition_once', violation_error_message='这个项目在这一年的届次已经存在；同一年有几批的，请写明批次。'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('year__isnull', True)), fields=('programme', 'batch', 'round'), name='edition_without_year_once', violation_error_message='这个项目年度未载的届次已经存在；有几批的，请写明批次。'),
        ),
        migrations.AddConstraint(
            model_name='editionquota',
            constraint=models.UniqueConstraint(fields=('edition', 'tier'), name='edition_quota_once'),
        ),
        migrations.AlterModelOptions(
            name='edition',
            options={'ordering': ['-year', 'programme__position', 'programme__slug', 'round', 'batch'], 'verbose_name': '届次', 'verbose_name_plural': '届次'},
        ),
        migrations.AlterModelOptions(
            name='editionquota',
            options={'ordering': ['edition', 'tier__position', 'tier__slug'], 'verbose_name': '公布数', 'verbose_name_plural': '公布数'},
        ),
    ]
