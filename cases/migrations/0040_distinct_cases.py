import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0037_revisions_are_not_replaced'),
    ]

    operations = [
        migrations.CreateModel(
            name='DistinctCases',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_by', models.CharField(max_length=150, verbose_name='用户')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('undone_by', models.CharField(blank=True, max_length=150, verbose_name='撤销者')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.award', verbose_name='案例')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.award', verbose_name='另一案例')),
            ],
            options={
                'verbose_name': '确非重复',
                'verbose_name_plural': '确非重复',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='distinct_cases_in_order'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('first', 'second'), name='distinct_cases_once')],
            },
        ),
    ]
