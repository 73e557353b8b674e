"""How source documents stand in the fixtures and in the database."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError

from cases.characters import with_line_feeds
from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children
from cases.library.snapshots.renames import NO_RENAMES, Renames
from cases.models import Source, SourceFact


class SourceSnapshots(Kind):
    name, label = "source", "来源文献"
    model, key_field, identity = Source, "slug", ("sha256",)
    columns = (
        *("slug", "file_name", "sha256", "title", "title_reason", "publisher", "publisher_reason", "kind"),
        *("date_reason", "url_original", "body_start", "body_end", "note"),
    )

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        snapshots = {row["slug"]: row for row in built(fixtures, "sources")}
        for snapshot in snapshots.values():
            data = (fixtures / "sources" / snapshot["file_name"]).read_bytes()
            if hashlib.sha256(data).hexdigest() != snapshot["sha256"]:
                raise ValidationError(
                    f"来源文献 {snapshot['file_name']} 的校验值与登记的不符：原文件被改动过。"
                )
            snapshot["text"] = with_line_feeds(data.decode("utf-8"))
        return snapshots

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        facts = children(
            SourceFact.objects.values("source__slug", "label", "value", "start", "end"),
            *("source__slug", "start", "end", "label"),
        )
        rows = Source.objects.values(*self.columns, "text", "date_signed", "date_published")
        return {
            row["slug"]: {
                **row,
                "date_signed": _iso(row["date_signed"]),
                "date_published": _iso(row["date_published"]),
                "facts": facts.get(row["slug"], []),
            }
            for row in rows
        }

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["title"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        for slug, snapshot in snapshots.items():
            values = {name: value for name, value in snapshot.items() if name not in ("slug", "facts")}
            values.setdefault("is_published", True)
            source, _created = Source.objects.update_or_create(slug=slug, defaults=values)
            source.facts.all().delete()
            SourceFact.objects.bulk_create(SourceFact(source=source, **fact) for fact in snapshot["facts"])


def _iso(date: object) -> str | None:
    return None if date is None else str(date)
