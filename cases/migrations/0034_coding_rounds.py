"""Rounds of coding, the awards that a coder has finished in them, and what was decided where coders differ."""

import django.db.models.deletion
from django.db import migrations, models

OPENING = ("view", "add", "change")
GROUPS = {"编辑": ("view",), "审核": OPENING, "管理员": OPENING}
TABLES = {"codinground": "编码轮次", "finishedcoding": "编完的案例", "reconciliation": "对账记录"}


def give_permissions(apps, schema_editor=None):
    """Who may open rounds, and who may look at them; permissions are otherwise made after all migrations."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for table, called in TABLES.items():
        kind, _new = ContentType.objects.get_or_create(app_label="cases", model=table)
        rows = {
            action: Permission.objects.get_or_create(
                content_type=kind, codename=f"{action}_{table}", defaults={"name": f"Can {action} {called}"}
            )[0]
            for action in ("view", "add", "change", "delete")
        }
        for name, actions in GROUPS.items():
            given = actions if table == "codinground" else ("view",)
            for group in Group.objects.filter(name=name):
                group.permissions.add(*(rows[action] for action in given))


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0033_coding_schemes'),
    ]

    operations = [
        migrations.CreateModel(
            name='CodingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='例如：2014 年案例第一轮。', max_length=60, verbose_name='名称')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='开始时间')),
                ('opened_by', models.CharField(editable=False, max_length=150, verbose_name='开始者')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='结束时间')),
                ('closed_by', models.CharField(blank=True, editable=False, max_length=150, verbose_name='结束者')),
                ('terms', models.JSONField(default=list, editable=False, verbose_name='编码项')),
                ('awards', models.ManyToManyField(related_name='coding_rounds', to='cases.award', verbose_name='案例')),
                ('coders', models.ManyToManyField(related_name='rounds', to='cases.coder', verbose_name='编码者')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='cases.codingscheme', verbose_name='编码方案')),
            ],
            options={
                'verbose_name': '编码轮次',
                'verbose_name_plural': '编码轮次',
                'ordering': ['-opened_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FinishedCoding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finished_at', models.DateTimeField(auto_now_add=True, verbose_name='编完时间')),
                ('codings', models.JSONField(default=list, verbose_name='编码')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.award', verbose_name='案例')),
                ('coder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.coder', verbose_name='编码者')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finished', to='cases.codinground', verbose_name='编码轮次')),
            ],
            options={
                'verbose_name': '编完的案例',
                'verbose_name_plural': '编完的案例',
                'ordering': ['round', 'award', 'coder'],
            },
        ),
        migrations.CreateModel(
            name='Reconciliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=40, verbose_name='编码项名称')),
                ('outcome', models.CharField(choices=[('adopted', '采用'), ('refused', '不采用')], max_length=8, verbose_name='结果')),
                ('reason', models.TextField(verbose_name='理由')),
                ('by', models.CharField(max_length=150, verbose_name='用户')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.award', verbose_name='案例')),
                ('mechanism', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.mechanism', verbose_name='编码项')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reconciliations', to='cases.codinground', verbose_name='编码轮次')),
            ],
            options={
                'verbose_name': '对账记录',
                'verbose_name_plural': '对账记录',
                'ordering': ['round', 'award', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='codinground',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='coding_round_has_name'),
        ),
        migrations.AddConstraint(
            model_name='codinground',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by', '')), models.Q(('closed_at__isnull', False), models.Q(('closed_by', ''), _negated=True)), _connector='OR'), name='coding_round_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='finishedcoding',
            constraint=models.UniqueConstraint(fields=('round', 'award', 'coder'), name='finished_coding_once'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.UniqueConstraint(fields=('round', 'award', 'mechanism'), name='reconciliation_once'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['adopted', 'refused'])), name='reconciliation_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('term', ''), _negated=True)), name='reconciliation_has_reason'),
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
