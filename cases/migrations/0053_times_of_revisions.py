"""A revision that comes from another library keeps its time: said by the program alone, no table changes."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0052_key_figures")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="revision",
                    name="made_at",
                    field=models.DateTimeField(
                        blank=True, default=django.utils.timezone.now, editable=False, verbose_name="时间"
                    ),
                ),
            ],
        ),
    ]
