"""Key figures of awards; who works on cases works on them. Permissions are otherwise made after all migrations."""

import django.db.models.deletion
from django.db import migrations, models

GROUPS = ("编辑", "审核", "管理员")


def give_permissions(apps, schema_editor=None):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _new = ContentType.objects.get_or_create(app_label="cases", model="keyfigure")
    rows = [
        Permission.objects.get_or_create(
            content_type=kind, codename=f"{action}_keyfigure", defaults={"name": f"Can {action} 关键数字"}
        )[0]
        for action in ("view", "add", "change", "delete")
    ]
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(*rows)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0047_public_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(verbose_name='起')),
                ('end', models.PositiveIntegerField(verbose_name='止')),
                ('number', models.CharField(help_text='照抄原文的数，例如 7.1亿、5700、百分之九十；区间写作 3-5。', max_length=40, verbose_name='原文数字')),
                ('value', models.DecimalField(decimal_places=3, max_digits=17, verbose_name='数值')),
                ('upper', models.DecimalField(blank=True, decimal_places=3, help_text='区间才有。', max_digits=17, null=True, verbose_name='上限')),
                ('qualifier', models.CharField(blank=True, choices=[('about', '约'), ('over', '多于'), ('nearly', '接近'), ('at_least', '不少于'), ('at_most', '不多于'), ('under', '不足')], help_text='原文写有“余、近、约、不足”等字的选定。', max_length=8, verbose_name='限定')),
                ('unit', models.CharField(blank=True, help_text='例如：个、支、元、%；原文没有印出的在说明中写明依据。', max_length=12, verbose_name='单位')),
                ('counted', models.CharField(help_text='所数的人、物、事，照抄原文。', max_length=60, verbose_name='所数')),
                ('subject', models.CharField(help_text='读者按它筛选，例如：社会组织、服务队。', max_length=20, verbose_name='事项')),
                ('scope', models.CharField(blank=True, help_text='照抄原文，例如：全区；没有的留空。', max_length=60, verbose_name='范围')),
                ('when', models.CharField(blank=True, help_text='照抄原文，例如：2013年；没有的留空。', max_length=30, verbose_name='时间')),
                ('state', models.CharField(choices=[('proposed', '待审'), ('accepted', '采纳'), ('rejected', '不采纳')], default='proposed', max_length=8, verbose_name='状态')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='cases.award', verbose_name='案例')),
                ('coder', models.ForeignKey(help_text='谁读了原文并记下这个数。', on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='cases.coder', verbose_name='编码者')),
            ],
            options={
                'verbose_name': '关键数字',
                'verbose_name_plural': '关键数字',
                'ordering': ['award', 'start', 'id'],
                'constraints': [models.UniqueConstraint(fields=('award', 'start', 'end', 'number', 'counted', 'scope', 'coder'), name='key_figure_once', violation_error_message='这位编码者已为这段文字记过同一个数。'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='key_figure_passage'), models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), models.Q(('counted', ''), _negated=True), models.Q(('subject', ''), _negated=True)), name='key_figure_says_something', violation_error_message='原文数字、所数和事项都要填写。'), models.CheckConstraint(condition=models.Q(('upper__isnull', True), models.Q(('upper__gt', models.F('value')), ('upper__isnull', False)), _connector='OR'), name='key_figure_range', violation_error_message='区间的上限应当大于数值。'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='key_figure_value', violation_error_message='数值不能小于 0。'), models.CheckConstraint(condition=models.Q(('qualifier__in', ['', 'about', 'over', 'nearly', 'at_least', 'at_most', 'under'])), name='key_figure_qualifier_known'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'accepted', 'rejected'])), name='key_figure_state_known')],
            },
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
