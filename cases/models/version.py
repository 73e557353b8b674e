"""The data version: one number that moves with every change that readers can see."""

import uuid
from typing import Any, NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q

MOVED_BY_ROOMS = (
    "数据版本随每次改动自动推进，不能手工增、改、删：需要推进时，请在 with writing(…): 之内改动条目。"
)
_CURRENT = "SELECT number, token, rebuild FROM cases_dataversion WHERE id = 1"
_ADVANCE = """
    INSERT INTO cases_dataversion AS now (id, number, token, rebuild) VALUES (1, 1, %s, %s)
    ON CONFLICT (id) DO UPDATE SET number = now.number + 1, token = excluded.token,
    rebuild = CASE excluded.rebuild WHEN 1 THEN now.number + 1 ELSE now.rebuild END
"""
_CARRY_ON = "UPDATE cases_dataversion SET number = %s, rebuild = %s, token = %s WHERE id = 1 AND number < %s"


class Version(NamedTuple):
    """The state of the published data.

    `number` grows by one with each change. `token` is new with each change, so that a restored
    backup with the same number is not taken for the same data. `rebuild` is the number of the last
    change that may have touched any award; what is derived from an older state starts anew.
    """

    number: int
    token: str
    rebuild: int


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    """Reads only: what readers and the index hold would be taken for another state of the library."""

    def update(self, **values: Any) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)

    def delete(self) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)


class DataVersion(models.Model):
    """The single row that holds the data version; its row lock puts concurrent changes in order."""

    number = models.PositiveBigIntegerField("版本号", default=0)
    token = models.UUIDField("标记", default=uuid.uuid4)
    rebuild = models.PositiveBigIntegerField("须重建索引的版本号", default=0)

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "数据版本"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="data_version_is_one_row"),
            models.CheckConstraint(condition=Q(rebuild__lte=F("number")), name="data_version_rebuild_past"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def save(self, **options: Any) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(MOVED_BY_ROOMS)

    @classmethod
    def current(cls) -> Version:
        """The version now; zeros before the first change. One query, and one that every page asks.

        In SQL because the ORM takes 0.4 ms to put the same words together anew each time.
        """
        with connection.cursor() as cursor:
            cursor.execute(_CURRENT)
            row = cursor.fetchone()
        if row is None:
            return Version(0, "", 0)
        number, token, rebuild = row  # SQLite keeps the token as text, PostgreSQL as a UUID
        return Version(number, str(uuid.UUID(str(token))), rebuild)

    @classmethod
    def carry_on(cls, number: int) -> None:
        """Go on from this number, if it is higher: that of the library from which everything here came."""
        token = models.UUIDField().get_db_prep_value(uuid.uuid4(), connection)
        with connection.cursor() as cursor:
            cursor.execute(_CARRY_ON, [number, number, token, number])

    @classmethod
    def advance(cls, *, everything: bool) -> int:
        """Move to the next number and return it; call it inside the transaction of the change.

        With `everything` the change may have touched any award, else only awards that are then
        stamped with the returned number. Called before anything is checked or written, it makes
        concurrent changes wait for each other, so that none is checked against a state of the
        database that another is leaving. In SQL because every save of anything asks for it.
        """
        token = models.UUIDField().get_db_prep_value(uuid.uuid4(), connection)
        with connection.cursor() as cursor:
            cursor.execute(_ADVANCE, [token, int(everything)])
            cursor.execute(_CURRENT)
            number: int = cursor.fetchone()[0]
        return number
