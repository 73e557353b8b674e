"""The words that 0011 carried over into tables."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_carry_vocabularies_over'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='edition',
            name='programme_slug',
        ),
        migrations.RemoveField(
            model_name='edition',
            name='issuing_body',
        ),
        migrations.RemoveField(
            model_name='award',
            name='tier_slug',
        ),
        migrations.RemoveField(
            model_name='editionquota',
            name='tier_slug',
        ),
    ]
