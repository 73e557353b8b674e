"""A document's publisher and dates have reasons as its title has, and what it does not print gets one."""

import re
import unicodedata

from django.db import migrations, models

NOT_PRINTED = "升级时核对，全文中没有印出{}；依据当时没有写明。"
DIGITS = {"〇": 0, "○": 0, "零": 0, **{sign: value for value, sign in enumerate("一二三四五六七八九", 1)}}
YEAR, PART = r"(\d{4}|[〇○零一二三四五六七八九]{4})", r"(\d{1,2}|[〇○零一二三四五六七八九十]{1,3})"
DATE = re.compile(rf"{YEAR}\s*[-年/.－．]\s*{PART}\s*[-月/.－．]\s*{PART}")


def give_reasons(apps, schema_editor):
    for source in apps.get_model("cases", "Source").objects.order_by("pk"):
        if reasons := missing_reasons(source):
            for name, reason in reasons.items():
                setattr(source, name, reason)
            source.save(update_fields=list(reasons))
            record(apps.get_model("cases", "Revision").objects, source.pk, reasons)


def missing_reasons(source):
    text, reasons = without_blanks(source.text), {}
    if not source.title_reason and without_blanks(source.title) not in text:
        reasons["title_reason"] = NOT_PRINTED.format("标题")
    if without_blanks(source.publisher) not in text:
        reasons["publisher_reason"] = NOT_PRINTED.format("刊载者")
    printed = {tuple(map(number, parts)) for parts in DATE.findall(source.text)}
    dates = {"成文日期": source.date_signed, "发布日期": source.date_published}
    missing = [
        label for label, day in dates.items() if day and (day.year, day.month, day.day) not in printed
    ]
    if missing:
        reasons["date_reason"] = NOT_PRINTED.format("、".join(missing))
    return reasons


def record(revisions, source, reasons):
    """What is known already of a document follows from its last revision; new columns stand in none."""
    last = revisions.filter(table="source", thing=source).order_by("number", "pk").last()
    if last is not None and last.after is not None:
        known = {name: reason for name, reason in reasons.items() if name in last.after}
        if known:
            revisions.create(
                number=last.number, through="shell", note="升级：补写拟题说明。", table="source", thing=source,
                key=last.key, before=last.after, after={**last.after, **known},
            )  # fmt: skip


def without_blanks(text):
    return "".join(
        sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}
    )


def number(printed):
    """The year, month or day that these digits or numerals are."""
    if printed.isdecimal():
        return int(printed)
    if "十" not in printed:
        return int("".join(str(DIGITS[sign]) for sign in printed))
    tens, _ten, ones = printed.partition("十")
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0020_words_of_programmes"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="publisher_reason",
            field=models.TextField(blank=True, default="", help_text="刊载者没有印在文献里、另有依据的，写明依据；印有的留空。", verbose_name="刊载者说明"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="source",
            name="date_reason",
            field=models.TextField(blank=True, default="", help_text="日期没有印在文献里、另有依据的，写明是哪个日期和依据；印有的留空。", verbose_name="日期说明"),
            preserve_default=False,
        ),
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
    ]
