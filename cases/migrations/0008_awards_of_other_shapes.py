"""Title and text are left out where none is printed; what is printed below the county has a column."""

from django.db import migrations, models


def say_that_nothing_was_loaded(apps, schema_editor):
    """What a curator enters from now on is no value that an older release has loaded."""
    for loaded in apps.get_model("cases", "LoadedUnit").objects.filter(kind="award"):
        loaded.content.setdefault("locality", "")
        loaded.save()


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_coders'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='attribution',
            name='attribution_field_known',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_has_title',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_published_has_text',
        ),
        migrations.AddField(
            model_name='award',
            name='locality',
            field=models.CharField(blank=True, help_text='当时地区之下的街道、乡镇、村、社区等，照原文抄写；区划库里有的不必再写。', max_length=100, verbose_name='县级以下地名'),
        ),
        migrations.AlterField(
            model_name='attribution',
            name='field',
            field=models.CharField(choices=[('year', '年度'), ('programme', '项目'), ('issuing_body', '发布机关'), ('tier', '等次'), ('rank', '序号'), ('title', '题名'), ('applicant', '申报单位'), ('applicant_level', '申报单位层级'), ('applicant_kind', '申报单位类型'), ('applicant_organ', '申报机关'), ('setting', '城乡类型'), ('province', '省级'), ('city', '地级'), ('county', '县级'), ('township', '乡级'), ('locality', '县级以下地名')], max_length=20, verbose_name='字段'),
        ),
        migrations.AlterField(
            model_name='award',
            name='applicant',
            field=models.CharField(blank=True, help_text='申报或者获得荣誉的单位、地方，与来源文献逐字一致。', max_length=200, verbose_name='申报单位'),
        ),
        migrations.AlterField(
            model_name='award',
            name='paragraph_starts',
            field=models.JSONField(blank=True, default=list, verbose_name='段落起点'),
        ),
        migrations.AlterField(
            model_name='award',
            name='text',
            field=models.TextField(blank=True, help_text='与来源文献逐字一致，一段一行，不含标题行和网页的导航、按钮。只列名单、没有正文的留空。', verbose_name='正文'),
        ),
        migrations.AlterField(
            model_name='award',
            name='title',
            field=models.CharField(blank=True, help_text='与来源文献逐字一致。没有印出题名的留空。', max_length=200, verbose_name='题名'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(('field__in', ['year', 'programme', 'issuing_body', 'tier', 'rank', 'title', 'applicant', 'applicant_level', 'applicant_kind', 'applicant_organ', 'setting', 'province', 'city', 'county', 'township', 'locality'])), name='attribution_field_known'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('applicant', ''), _negated=True), ('place_then__isnull', False), models.Q(('state', 'published'), _negated=True), _connector='OR'), name='award_published_has_name', violation_error_message='已发布的案例至少要有题名、申报单位或者当时地区。'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('locality', ''), ('place_then__isnull', False), models.Q(('state', 'published'), _negated=True), _connector='OR'), name='award_locality_lies_in_division', violation_error_message='有县级以下地名的，须选定它所在的当时地区。'),
        ),
        migrations.RunPython(say_that_nothing_was_loaded, migrations.RunPython.noop),
    ]
