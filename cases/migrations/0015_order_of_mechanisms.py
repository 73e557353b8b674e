"""Mechanisms in an order of the curators', which begins as the order in which they were entered."""

from django.db import migrations, models


def keep_order(apps, schema_editor):
    mechanisms = apps.get_model("cases", "Mechanism").objects
    for position, pk in enumerate(mechanisms.order_by("pk").values_list("pk", flat=True), 1):
        mechanisms.filter(pk=pk).update(position=position)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_distinct_name_of_issuers'),
    ]

    operations = [
        migrations.AddField(
            model_name='mechanism',
            name='is_featured',
            field=models.BooleanField(default=False, help_text='首页列在最前；案例浏览的筛选栏一开始就展开到这一项。', verbose_name='重点机制'),
        ),
        migrations.AddField(
            model_name='mechanism',
            name='position',
            field=models.PositiveSmallIntegerField(default=100, help_text='小的在前。', verbose_name='次序'),
        ),
        migrations.RunPython(keep_order, migrations.RunPython.noop),
    ]
