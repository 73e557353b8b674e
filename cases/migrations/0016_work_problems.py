"""Problems of everyday work in plain words, each with a saved query."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_order_of_mechanisms'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='用工作中的说法，如“老旧小区没有物业”。', max_length=24, unique=True, verbose_name='难题')),
                ('query', models.CharField(help_text='案例浏览页网址中 ? 之后的部分，如 mechanism=shequ-jianfu；也可以粘贴整个网址。', max_length=300, verbose_name='检索条件')),
                ('reason', models.TextField(help_text='为什么用这个条件，所列案例怎样对应这个难题；只供编目人员查看。', verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='小的在前。', verbose_name='次序')),
                ('is_published', models.BooleanField(default=True, verbose_name='在首页列出')),
            ],
            options={
                'verbose_name': '工作难题',
                'verbose_name_plural': '工作难题',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('query', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='work_problem_is_explained')],
            },
        ),
    ]
