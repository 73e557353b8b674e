"""The tables of worked-example.md: python worked_example.py SOURCE

SOURCE is the address of a site, or a folder with what it answers at /cases.csv, /codings.csv and
/figures.csv, each with ?year=2014&year=2015, and at /codebook.csv.
Needs pandas alone; worked_example.R prints the same.
"""

import sys

import pandas

PROGRAMME, SECOND_SCHEME = "sqzl", "innovation-field"
NOT_SAID, TOTAL = "原文未注明", "合计"
source = sys.argv[1].rstrip("/")
query = "?year=2014&year=2015" if source.startswith("http") else ""
as_text = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
both_years = pandas.read_csv(f"{source}/cases.csv{query}", **as_text)
all_codings = pandas.read_csv(f"{source}/codings.csv{query}", **as_text)
all_figures = pandas.read_csv(f"{source}/figures.csv{query}", **as_text)
codebook = pandas.read_csv(f"{source}/codebook.csv", **as_text)

labels = {"year": {year: year for year in sorted(both_years.year.unique())}}
values = codebook[codebook.section == "value"]
for column in values.column.unique():
    rows = values[values.column == column]
    labels[column] = dict(zip(rows.value, rows.label, strict=True))
terms = codebook[codebook.section.isin(["mechanism", "term"])].sort_values("value")
labels["term"] = dict(zip(terms.value, terms.label, strict=True))
labels["three_regions"] = {each: labels["region"][each] for each in ("east", "central", "west")}


def in_order(frame: pandas.DataFrame, column: str) -> list[str]:
    """The values that occur, in the order of the codebook, what is not recorded last."""
    found = set(frame[column])
    return [value for value in labels[column] if value in found] + ([""] if "" in found else [])


def called(column: str, value: str) -> str:
    return labels[column].get(value, NOT_SAID)


def table(
    title: str, frame: pandas.DataFrame, rows: str, *columns: str, of: str = "id", by_size: bool = False
) -> None:
    """Print how many different values of `of` each value of `rows` has in each combination of `columns`."""
    wanted = in_order(frame, rows)
    if by_size:  # the most frequent first; the sort keeps the order of those that are equal
        sizes = frame.groupby(rows)[of].nunique()
        wanted = sorted(wanted, key=lambda value: -sizes[value])
    heads = [()]
    for column in columns:
        heads = [(*head, value) for head in heads for value in in_order(frame, column)]
    cells = frame.groupby([rows, *columns])[of].nunique().to_dict()
    of_rows, of_heads = frame.groupby(rows)[of].nunique(), frame.groupby([*columns])[of].nunique().to_dict()
    names = [" ".join(map(called, columns, head)) for head in heads]
    lines = [[title, *names, TOTAL]]
    for value in wanted:
        lines.append([called(rows, value), *(cells.get((value, *head), 0) for head in heads), of_rows[value]])
    ends = [of_heads.get(head if len(head) > 1 else head[0], 0) for head in heads]
    lines.append([TOTAL, *ends, frame[of].nunique()])
    sys.stdout.write("".join("\t".join(map(str, line)) + "\n" for line in lines) + "\n")


def three_regions(case: pandas.Series) -> str:
    """The regions of literature that has three: 辽宁 in the east, 吉林 and 黑龙江 in the middle."""
    if case.region != "northeast":
        return case.region
    return "east" if case.province == "辽宁省" else "central"


table("年度筛选", both_years, "programme", "year")
cases = both_years[both_years.programme == PROGRAMME].copy()
cases["three_regions"] = cases.apply(three_regions, axis=1)
table("区域 × 年度 × 等次", cases, "region", "year", "tier")
table("三分区域 × 年度", cases, "three_regions", "year")
table("层级 × 机关", cases, "applicant_level", "applicant_organ")
table("城乡 × 年度", cases, "setting", "year")

codings = cases[["id", "year"]].merge(all_codings, left_on="id", right_on="award")
codings["evidence"] = codings.award + ":" + codings.start + "-" + codings.end
codings["term"] = (codings.term_slug + "；" + codings.broader_slugs).str.strip("；").str.split("；")
codings = codings.explode("term")  # a coding counts for the terms above its own as well
of_mechanisms = codings[codings.scheme == "mechanism"]
table("机制 × 年度", of_mechanisms, "term", "year", by_size=True)
table("机制依据 × 年度", of_mechanisms, "term", "year", of="evidence", by_size=True)
table("创新领域 × 年度", codings[codings.scheme == SECOND_SCHEME], "term", "year", by_size=True)
figures = both_years[["id", "year", "programme"]].merge(all_figures, left_on="id", right_on="award")
table("关键数字 × 年度", figures.reset_index(), "programme", "year", of="index")
