"""The boxes of the advanced search form, which are written together into one search text."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form. `form` writes each word into the search text."""

    name: str
    label: str
    hint: str
    form: str
    joint: str = " "


BOXES = (
    Box("all", "包含全部字词", "以空格隔开，每个都要有", "{}"),
    Box("any", "包含任一字词", "以空格隔开，有一个就行", "{}", " | "),
    Box("phrase", "包含整句", "连同空格、标点照原样", '"{}"'),
    Box("none", "不包含", "以空格隔开，有一个就排除", "-{}"),
    Box("title", "标题中有", "", "标题:{}"),
    Box("text", "正文中有", "", "正文:{}"),
    Box("applicant", "申报单位中有", "", "申报单位:{}"),
    Box("area", "地区中有", "今称、旧称、上级都可以", "地区:{}"),
)


def written(data: QueryDict) -> str:
    """The search text that the boxes say together: the boxes are AND, and so are the words of a box."""
    parts = []
    for box in BOXES:
        given = data.get(f"w_{box.name}", "").replace('"', " ").strip()
        words = [given] if box.name == "phrase" and given else given.split()
        parts += [box.joint.join(box.form.format(word) for word in words)] if words else []
    return " ".join(parts)
