"""What loading the fixtures did, and how it is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.choices import TAKEN_BACK
from cases.library.snapshot import Snapshot
from cases.library.snapshots import Kind

LONGEST_LIST = 30  # names in one line


@dataclass
class LoadReport:
    """What was done to the things of one kind, by their keys in the fixtures.

    `refused` were changed or deleted by curators and kept; `remarks` says what became of them and what the
    fixtures have new for them. `restored` and `overwritten` (with what differs) are theirs no longer; what
    that was is in `replaced`. `withdrawn` stay withdrawn, `republished` do not. `failed` do not fit in beside
    the curators' changes, with the reason.
    """

    kind: Kind
    wanted: dict[str, Snapshot]
    unchanged: int = 0
    new: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: dict[str, str] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    overwritten: dict[str, list[str]] = field(default_factory=dict)
    replaced: dict[str, Snapshot] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    republished: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)

    # --- Taking notes ---------------------------------------------------------------------------

    def refuse(self, key: str, there: Snapshot | None, today: str, loaded: Snapshot | None) -> None:
        """Note that a thing stays as curators made it; `today` is its key, `loaded` what was loaded last."""
        wanted = self.wanted[key]
        gone = "已被删除" if there is None else f"已改为 {today}" if today != key else ""
        differs = loaded is not None and loaded != wanted
        news = f"新版另有：{'、'.join(self.kind.differences(loaded or {}, wanted))}" if differs else ""
        self.refused.append(key)
        self.remarks[key] = "；".join(filter(None, (gone, news)))

    def refresh(self, key: str, there: Snapshot | None, today: str, allowed: Snapshot) -> bool:
        """Note that what is allowed replaces what only loading has made; False where nothing has to."""
        if there is None:
            self.new.append(key)
            return True
        if not self._differs(key, there, today, allowed):
            return False
        self.refreshed.append(key)
        return True

    def overwrite(self, key: str, there: Snapshot | None, today: str, allowed: Snapshot) -> bool:
        """Note that what is allowed replaces what curators made of a thing; False where nothing has to."""
        if there is None:
            self.restored.append(key)
            return True
        if not self._differs(key, there, today, allowed):
            return False
        self.overwritten[key] = self.kind.differences(there, allowed)
        self.replaced[key] = {
            name: _without(there.get(name), value)
            for name, value in allowed.items()
            if there.get(name) != value
        }
        return True

    def _differs(self, key: str, there: Snapshot, today: str, allowed: Snapshot) -> bool:
        """Whether anything is to be written, with a note of what stays withdrawn, or does not."""
        if there.get("state") == allowed.get("state") in TAKEN_BACK:
            if self.wanted[key]["state"] not in TAKEN_BACK:
                self.withdrawn.append(key)
        elif there.get("state") in TAKEN_BACK:
            self.republished |= {key, today}
        if there == allowed:
            self.unchanged += 1
            return False
        return True

    def fail(self, refusals: dict[str, str]) -> None:
        """Note what could not be written after all, with the reasons."""
        for keys in (self.new, self.refreshed, self.restored):
            keys[:] = [key for key in keys if key not in refusals]
        for key in refusals:
            self.overwritten.pop(key, None)
            self.replaced.pop(key, None)
        self.failed = refusals

    # --- Telling --------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def created(self) -> int:
        return len(self.new) + len(self.restored)

    @property
    def updated(self) -> int:
        return len(self.refreshed) + len(self.overwritten)

    @property
    def says_something(self) -> bool:
        """Whether anything but the unchanged is to be told."""
        return bool(self.created or self.updated or self.refused or self.withdrawn or self.failed)

    def lines(self) -> Iterator[str]:
        """A line with the counts, then the names of all that is not simply unchanged."""
        yield (
            f"{self.label}：新增 {self.created}，更新 {self.updated}，未变 {self.unchanged}，"
            f"保留人工修改 {len(self.refused)}"
        )
        if self.created < len(self.wanted):  # the first time everything is new
            yield from self._list("新增", self.new)
        yield from self._list("更新", self.refreshed)
        yield from self._list("已恢复", self.restored)
        for key, fields in self.overwritten.items():
            yield f"  已覆盖：{self._name(key)}：{'、'.join(fields)}"
        for key in self.withdrawn:
            yield f"  仍为撤回：{self._name(key)}（如需重新发布，请加 --republish {key}）"
        for key in self.refused:
            remark = "；".join(filter(None, (self._title(key), self.remarks[key])))
            yield f"  未覆盖：{key}（{remark}；如需覆盖，请运行 load_library --overwrite）"
        for key, reason in self.failed.items():
            yield f"  未能载入：{self._name(key)}：{reason}改正后请运行 load_library。"

    def _list(self, what: str, keys: list[str]) -> Iterator[str]:
        if keys:
            rest = f" 等 {len(keys)} 条" if len(keys) > LONGEST_LIST else ""
            yield f"  {what}：{'、'.join(map(self._name, keys[:LONGEST_LIST]))}{rest}"

    def _name(self, key: str) -> str:
        return f"{key} {self._title(key)}"

    def _title(self, key: str) -> str:
        return self.kind.title(self.wanted[key])


def _without(before: object, after: object) -> object:
    """Of a list only what the other has not: one changed coding need not bring all others along."""
    if isinstance(before, list) and isinstance(after, list):
        return [item for item in before if item not in after]
    return before
