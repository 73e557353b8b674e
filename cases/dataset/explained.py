"""What stands beside the tables of a package for people: its codebook and its README in two languages."""

from collections.abc import Iterator, Mapping

from django.conf import settings

from cases.dataset.descriptor import citation
from cases.dataset.tables import FURTHER, FurtherTable, PackageTable, package_tables
from cases.exports import licence
from cases.exports.codebook import MEANINGS, rule_label
from cases.models import PublicVersion
from cases.readers.rules import RULES


def codebook() -> Iterator[list[str]]:
    """Every column of every table, every value that the program fixes, every rule of inference."""
    tables: list[PackageTable | FurtherTable] = [*package_tables(), *FURTHER]
    for table in tables:
        for column in table.columns:
            kind = column.kind
            yield ["column", table.name, column.name, "", column.title, kind, column.to, column.meaning]
    for table in package_tables():
        for column in table.columns:
            field = table.rows_of._meta.get_field(column.form) if column.values else None
            for value, label in getattr(field, "flatchoices", ()):
                if value != "":
                    meaning = MEANINGS.get((column.name, str(value)), "")
                    yield ["value", table.name, column.name, str(value), str(label), "", "", meaning]
    for rule in RULES.values():
        yield ["rule", "origins", "rule", rule.id, rule_label(rule), "", "", rule.explanation]


def readmes(version: PublicVersion, left_out: Mapping[str, int], rows: Mapping[str, int]) -> dict[str, str]:
    """File name → text."""
    said = {
        "name": settings.SITE_NAME,
        "number": version.number,
        "day": version.day.isoformat(),
        "awards": rows["awards"],
        "sealed": left_out["awards"],
        "sha256": version.sha256,
        "citation": citation(version),
        "terms": licence.terms_of_use(),
        "url": licence.URL,
        "tables": "\n".join(f"| `{name}.csv` | {title} | {rows[name]} |" for name, title in _titles()),
    }
    return {"README.zh.md": CHINESE.format(**said), "README.md": ENGLISH.format(**said)}


def _titles() -> list[tuple[str, str]]:
    tables: list[PackageTable | FurtherTable] = [*package_tables(), *FURTHER]
    return [(table.name, table.title) for table in tables]


CHINESE = """# {name}：数据包

第 {number} 版，{day}，{awards} 个案例。公布版本的 SHA-256：`{sha256}`。English: README.md

## 内容

| 文件 | 内容 | 行数 |
|---|---|---:|
{tables}
| `codebook.csv` | 编码手册：每一列、每个取值、每条推断规则 | |
| `texts/` | 来源文献的全文，一份一个文件 | |
| `casebook.sqlite3` | 有时另附：同样的表，`datasette casebook.sqlite3 -m metadata.json` 即可查看 | |

`datapackage.json` 是 Frictionless Data Package：各列的类型、主键、外键，各文件的字节数和 SHA-256。
`frictionless validate datapackage.json` 可以核对。

- 各表是 UTF-8（没有字节序标记）的 CSV，行末 CRLF，空着的格子是没有记录。代码都是文字，读入时不要当数字。
- 数组（如 `paragraph_starts`、`former`）是 JSON。起止位置以来源全文的字符计，从 0 起，不含止点那个字符。
- 只有公开的内容：采纳的编码、已公开的方案、编码者公开的名称；没有草稿、用户和内部说明。
- `withdrawn.csv` 是撤回（withdrawn）和封存（sealed）的编号，内容不在数据包里，编号不再给别的案例。
  本版中此后封存的案例 {sealed} 个，已略去；文献里封存的文字以 ■ 代替。
- `revisions.csv` 是各条目最近一次修订，`sha256` 是它规范形式的校验值。某一表的各 `sha256` 排序、
  每行一个（行末 LF），再取 SHA-256，就是 `datapackage.json` 里 `casebook.version.parts` 的那一项。
  做法见网站仓库的 docs/versions.md。
- 同一版在任何数据库上导出的文件逐字节相同。`manage.py load_dataset 目录` 可装入一个空的案例库。

## 引用和许可

{citation}

{terms} {url}
"""
ENGLISH = """# {name}: data package

Public version {number}, {day}, {awards} awards. SHA-256 of the public version: `{sha256}`. 中文：README.zh.md

## What is in it

| file | holds | rows |
|---|---|---:|
{tables}
| `codebook.csv` | codebook: every column, value and rule of inference | |
| `texts/` | the source documents in full, one a file | |
| `casebook.sqlite3` | if added: the same tables, for `datasette casebook.sqlite3 -m metadata.json` | |

`datapackage.json` is a Frictionless Data Package: types, primary and foreign keys, bytes and SHA-256 of each
file. `frictionless validate datapackage.json` checks them.

- The tables are CSV in UTF-8 without a byte order mark, with CRLF; an empty cell is not recorded.
  Codes are strings.
- Arrays (`paragraph_starts`, `former`) are JSON. Offsets count characters (code points) of the text of
  the source,
  from 0, the end exclusive.
- Only what is public: accepted codings, released schemes, coders by their public names; no drafts,
  users or internal notes.
- `withdrawn.csv` has the numbers that were withdrawn or sealed. What they stood for is not in the
  package, and no
  other award gets them. Awards of this version that were sealed since and are left out: {sealed};
  ■ stands for their
  words in the documents.
- `revisions.csv` has the last revision of each thing; `sha256` is that of its canonical form. The
  hashes of a table,
  sorted, each with a line feed, hash to its entry in `casebook.version.parts` of `datapackage.json`
  (docs/versions.md in the repository of the site).
- The same version gives the same bytes on any database. `manage.py load_dataset DIR` fills an empty
  library from it.

## Citation and licence

{citation}

The codings, vocabularies and corrections are licensed under CC BY 4.0: {url}. The texts of the sources are
not; their rights are their authors' and publishers'.
"""
