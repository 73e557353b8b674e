"""Tables of programmes, tiers and issuing bodies; what awards and editions had as words stands beside."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_attestations'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuingBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='网址和导出文件中的取值；改动后旧网址自动转到新网址。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', '标识只用小写字母、数字和连字符，如 xczl。')], verbose_name='标识')),
                ('name', models.CharField(help_text='与文献印出的一致。', max_length=80, unique=True, verbose_name='全称')),
                ('short_name', models.CharField(blank=True, help_text='检索时也认得。', max_length=40, verbose_name='简称')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='小的在前。', verbose_name='次序')),
                ('kind', models.CharField(choices=[('government', '政府部门'), ('party', '党委部门'), ('joint', '议事协调机构'), ('association', '社会团体'), ('media', '媒体'), ('academic', '高校和研究机构'), ('other', '其他')], max_length=12, verbose_name='机关种类')),
                ('place', models.ForeignKey(blank=True, help_text='地方机关所在的区划；中央机关留空。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issuing_bodies', to='cases.division', verbose_name='所属地区')),
            ],
            options={
                'verbose_name': '发布机关',
                'verbose_name_plural': '发布机关',
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormerIssuingBodySlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='原标识')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='cases.issuingbody', verbose_name='发布机关')),
            ],
            options={
                'verbose_name': '发布机关原标识',
                'verbose_name_plural': '发布机关原标识',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='EditionIssuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='联合发布的，照印出的先后。', verbose_name='次序')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issuers', to='cases.edition', verbose_name='届次')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_issuers', to='cases.issuingbody', verbose_name='发布机关')),
            ],
            options={
                'verbose_name': '发布机关',
                'verbose_name_plural': '发布机关',
                'ordering': ['edition', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='IssuingBodyName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='简体、繁体印法各写一行。', max_length=80, verbose_name='名称')),
                ('is_printed', models.BooleanField(default=True, help_text='文献中以此称之，读入时据以认出；不勾选的只供检索。', verbose_name='文献印出')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='cases.issuingbody', verbose_name='发布机关')),
            ],
            options={
                'verbose_name': '发布机关其他名称',
                'verbose_name_plural': '发布机关其他名称',
                'ordering': ['body', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='网址和导出文件中的取值；改动后旧网址自动转到新网址。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', '标识只用小写字母、数字和连字符，如 xczl。')], verbose_name='标识')),
                ('name', models.CharField(help_text='与文献印出的一致。', max_length=80, unique=True, verbose_name='全称')),
                ('short_name', models.CharField(blank=True, help_text='检索时也认得。', max_length=40, verbose_name='简称')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='小的在前。', verbose_name='次序')),
                ('code', models.CharField(help_text='入库编号的第二段，2 至 12 个小写字母；有了案例以后不能再改。', max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[a-z]{2,12}\\Z', '代码为 2 至 12 个小写字母，如 xczl。')], verbose_name='编号代码')),
                ('level', models.CharField(choices=[('national', '全国'), ('province', '省级'), ('prefecture', '地级'), ('county', '县级'), ('other', '其他')], max_length=10, verbose_name='级别')),
            ],
            options={
                'verbose_name': '项目',
                'verbose_name_plural': '项目',
                'ordering': ['position', 'slug'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('slug', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='programme_has_name'), models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z]{2,12}\\Z')), name='programme_code_form'), models.CheckConstraint(condition=models.Q(('level__in', ['national', 'province', 'prefecture', 'county', 'other'])), name='programme_level_known')],
            },
        ),
        migrations.CreateModel(
            name='FormerProgrammeSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='原标识')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='cases.programme', verbose_name='项目')),
            ],
            options={
                'verbose_name': '项目原标识',
                'verbose_name_plural': '项目原标识',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeIssuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='联合发布的，照印出的先后。', verbose_name='次序')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme_issuers', to='cases.issuingbody', verbose_name='发布机关')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='usual_issuers', to='cases.programme', verbose_name='项目')),
            ],
            options={
                'verbose_name': '惯常发布机关',
                'verbose_name_plural': '惯常发布机关',
                'ordering': ['programme', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='简体、繁体印法各写一行。', max_length=80, verbose_name='名称')),
                ('is_printed', models.BooleanField(default=True, help_text='文献中以此称之，读入时据以认出；不勾选的只供检索。', verbose_name='文献印出')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='cases.programme', verbose_name='项目')),
            ],
            options={
                'verbose_name': '项目其他名称',
                'verbose_name_plural': '项目其他名称',
                'ordering': ['programme', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Tier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='网址和导出文件中的取值；改动后旧网址自动转到新网址。', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', '标识只用小写字母、数字和连字符，如 xczl。')], verbose_name='标识')),
                ('name', models.CharField(help_text='与文献印出的一致。', max_length=80, unique=True, verbose_name='全称')),
                ('short_name', models.CharField(blank=True, help_text='检索时也认得。', max_length=40, verbose_name='简称')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='小的在前。', verbose_name='次序')),
            ],
            options={
                'verbose_name': '等次',
                'verbose_name_plural': '等次',
                'ordering': ['position', 'slug'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('slug', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='tier_has_name')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeTier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(help_text='入库编号第三段的字母，在项目内唯一；有了案例以后不能再改。', max_length=1, validators=[django.core.validators.RegexValidator('^[a-z]\\Z', '应为一个小写字母。')], verbose_name='编号字母')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='小的在前。', verbose_name='次序')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme_tiers', to='cases.programme', verbose_name='项目')),
                ('tier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme_tiers', to='cases.tier', verbose_name='等次')),
            ],
            options={
                'verbose_name': '项目的等次',
                'verbose_name_plural': '项目的等次',
                'ordering': ['programme', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FormerTierSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='原标识')),
                ('tier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='cases.tier', verbose_name='等次')),
            ],
            options={
                'verbose_name': '等次原标识',
                'verbose_name_plural': '等次原标识',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='TierName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='简体、繁体印法各写一行。', max_length=80, verbose_name='名称')),
                ('is_printed', models.BooleanField(default=True, help_text='文献中以此称之，读入时据以认出；不勾选的只供检索。', verbose_name='文献印出')),
                ('tier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='cases.tier', verbose_name='等次')),
            ],
            options={
                'verbose_name': '等次其他名称',
                'verbose_name_plural': '等次其他名称',
                'ordering': ['tier', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='issuingbody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slug', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='issuingbody_has_name'),
        ),
        migrations.AddConstraint(
            model_name='issuingbody',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['government', 'party', 'joint', 'association', 'media', 'academic', 'other'])), name='issuingbody_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='formerissuingbodyslug',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_issuing_body_slug_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='editionissuer',
            constraint=models.UniqueConstraint(fields=('edition', 'body'), name='edition_issuer_once', violation_error_message='这个机关已经列出。'),
        ),
        migrations.AddConstraint(
            model_name='issuingbodyname',
            constraint=models.UniqueConstraint(fields=('body', 'name'), name='issuing_body_name_once'),
        ),
        migrations.AddConstraint(
            model_name='issuingbodyname',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='issuing_body_name_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='formerprogrammeslug',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_programme_slug_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='programmeissuer',
            constraint=models.UniqueConstraint(fields=('programme', 'body'), name='programme_issuer_once'),
        ),
        migrations.AddConstraint(
            model_name='programmename',
            constraint=models.UniqueConstraint(fields=('programme', 'name'), name='programme_name_once'),
        ),
        migrations.AddConstraint(
            model_name='programmename',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='programme_name_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='programmetier',
            constraint=models.UniqueConstraint(fields=('programme', 'tier'), name='programme_tier_once', violation_error_message='这个项目已经有这个等次。'),
        ),
        migrations.AddConstraint(
            model_name='programmetier',
            constraint=models.UniqueConstraint(fields=('programme', 'letter'), name='programme_letter_once', violation_error_message='这个字母已是项目另一等次的。'),
        ),
        migrations.AddConstraint(
            model_name='programmetier',
            constraint=models.CheckConstraint(condition=models.Q(('letter__regex', '^[a-z]\\Z')), name='programme_letter_form'),
        ),
        migrations.AddConstraint(
            model_name='formertierslug',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_tier_slug_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='tiername',
            constraint=models.UniqueConstraint(fields=('tier', 'name'), name='tier_name_once'),
        ),
        migrations.AddConstraint(
            model_name='tiername',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='tier_name_not_empty'),
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_accession_form',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_tier_known',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_tier_stands_in_accession',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_rank_once',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_once',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_without_year_once',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_programme_known',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_issuing_body_known',
        ),
        migrations.RemoveConstraint(
            model_name='editionquota',
            name='edition_quota_tier_known',
        ),
        migrations.RemoveConstraint(
            model_name='formeraccession',
            name='former_accession_form',
        ),
        migrations.RemoveConstraint(
            model_name='editionquota',
            name='edition_quota_once',
        ),
        migrations.RenameField(
            model_name='edition',
            old_name='programme',
            new_name='programme_slug',
        ),
        migrations.RenameField(
            model_name='award',
            old_name='tier',
            new_name='tier_slug',
        ),
        migrations.RenameField(
            model_name='editionquota',
            old_name='tier',
            new_name='tier_slug',
        ),
        migrations.AddField(
            model_name='edition',
            name='batch',
            field=models.CharField(blank=True, help_text='照印出的写，如“第三批”；没有的留空。', max_length=20, verbose_name='批次'),
        ),
        migrations.AddField(
            model_name='edition',
            name='round',
            field=models.CharField(blank=True, help_text='照印出的写，如“第九届”；没有的留空。', max_length=20, verbose_name='届'),
        ),
        migrations.AddField(
            model_name='edition',
            name='programme',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='cases.programme', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='award',
            name='tier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='cases.tier', verbose_name='等次'),
        ),
        migrations.AddField(
            model_name='editionquota',
            name='tier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='cases.tier', verbose_name='等次'),
        ),
        migrations.AlterField(
            model_name='award',
            name='accession',
            field=models.CharField(help_text='永久编号，形如 2014-sqzl-w01：年度（未载为 0000）、项目代码、等次字母和两位以上数字。发布后改动的，原编号自动保留并转到新编号。', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[0-9]{4}-[a-z]+-[a-z][0-9]{2,}\\Z', '形如 2014-sqzl-w01：年度（未载为 0000）、项目代码、等次字母和两位以上数字。')], verbose_name='入库编号'),
        ),
        migrations.AlterField(
            model_name='formeraccession',
            name='accession',
            field=models.CharField(help_text='访问原编号的网址时转到本案例。', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[0-9]{4}-[a-z]+-[a-z][0-9]{2,}\\Z', '形如 2014-sqzl-w01：年度（未载为 0000）、项目代码、等次字母和两位以上数字。')], verbose_name='原入库编号'),
        ),
        migrations.AddConstraint(
            model_name='formeraccession',
            constraint=models.CheckConstraint(condition=models.Q(('accession__regex', '^[0-9]{4}-[a-z]+-[a-z][0-9]{2,}\\Z')), name='former_accession_form'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('accession__regex', '^[0-9]{4}-[a-z]+-[a-z][0-9]{2,}\\Z')), name='award_accession_form'),
        ),
    ]
