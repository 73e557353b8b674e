"""Acts of care for the terms of the vocabulary: merged, renamed, moved, retired and taken up again."""

from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, Sentences
from cases.curation.care.addresses import rewrite_queries
from cases.curation.care.codings import pass_on
from cases.models import Coding, FormerMechanismSlug, Mechanism, MechanismContrast, MechanismName
from cases.terms import BETWEEN

SAME = "两个机制是同一个，请另选。"
OTHER_SCHEME = "两个机制不在同一编码方案内，不能合并。"
UNCHANGED = "与现在相同，没有需要改的。"


def merging(term: Mechanism, into: Mechanism) -> Act:
    """All that is said of `term` is said of `into` from now on, which is found by its names and addresses."""
    return Act(f"合并：“{term}”并入“{into}”", lambda: _merge(_again(term), _again(into)))


def renaming(term: Mechanism, name: str, slug: str) -> Act:
    """The old name becomes another name of it, the old slug leads on."""
    return Act(f"改名：“{term}”改为“{name}”", lambda: _rename(_again(term), name, slug))


def moving(term: Mechanism, broader: Mechanism | None) -> Act:
    """Under another broader term, or to the top of the tree."""
    where = f"移到“{broader}”之下" if broader is not None else "改为最上一级"
    return Act(f"移动：“{term}”{where}", lambda: _move(_again(term), broader and _again(broader)))


def retiring(term: Mechanism) -> Act:
    """What is coded with it stays; nothing new is. A term that is retired is taken up again."""
    verb = "恢复使用" if term.is_retired else "停用"
    return Act(f"{verb}：“{term}”", lambda: _retire(_again(term)))


def _again(term: Mechanism) -> Mechanism:
    """As it is now, when nobody else can write."""
    found = Mechanism.objects.select_related("broader").filter(pk=term.pk).first()
    if found is None:
        raise ValidationError(f"“{term}”已经不在词表里，请重新选择。")
    return found


def _rewritten(slug: str, into: Mechanism) -> Sentences:
    """The queries of problems that named a term by its slug, now those of the one that it went into."""
    if into.scheme.is_of_mechanisms:
        return rewrite_queries("mechanism", slug, into.slug)
    return rewrite_queries("coding", *(f"{into.scheme.slug}{BETWEEN}{each}" for each in (slug, into.slug)))


# --- Merging ----------------------------------------------------------------------------------------


def _merge(term: Mechanism, into: Mechanism) -> Sentences:
    if term == into:
        raise ValidationError(SAME)
    if term.scheme_id != into.scheme_id:
        raise ValidationError(OTHER_SCHEME)
    name, slug, path = term.name, term.slug, term.get_absolute_url()
    codings = Coding.objects.filter(mechanism=term).select_related("award")
    said = pass_on(codings, into, called=name)
    said += _pass_on_narrower(term, into)
    contrasts = _pass_on_contrasts(term, into)
    others = list(term.names.order_by("pk").values_list("name", flat=True))
    MechanismName.objects.filter(mechanism=term).update(mechanism=into)
    FormerMechanismSlug.objects.filter(mechanism=term).update(mechanism=into)
    term.delete()
    MechanismName.objects.create(mechanism=into, name=name)
    FormerMechanismSlug.objects.create(mechanism=into, slug=slug)
    names = "、".join(f"“{each}”" for each in (name, *others))
    said += [
        f"{names}成为“{into}”的其他名称，用原来的名称仍能检索到。",
        _leads_on(path, slug, into),
        *contrasts,
        *_rewritten(slug, into),
    ]
    if into.is_retired and not term.is_retired:
        said.append(f"“{into}”已停用：并入以后，新的编码也不能再用“{name}”。")
    return [*said, f"“{name}”的定义不再列出（修改记录里可查），“{into}”的定义不变。"]


def _pass_on_narrower(term: Mechanism, into: Mechanism) -> Sentences:
    said = []
    if term.pk in _above(into):  # else the terms between the two would lie in a circle
        into.broader = term.broader
        into.save()
        said.append(f"“{into}”原在“{term}”之下，改到它原来的位置：{_where(term.broader)}。")
    narrower = list(term.narrower.exclude(pk=into.pk).order_by("slug"))
    for each in narrower:
        each.broader = into
        each.save()
    if narrower:
        said.append(f"下级机制{'、'.join(f'“{each}”' for each in narrower)}改属“{into}”。")
    return said


def _above(term: Mechanism) -> set[int]:
    found = set[int]()
    while term.broader is not None and term.broader_id not in found:
        found.add(term.broader.pk)
        term = term.broader
    return found


def _pass_on_contrasts(term: Mechanism, into: Mechanism) -> Sentences:
    """What told the two from each other goes; the others stand with the term that stays."""
    own = {term.name, *term.names.values_list("name", flat=True)}
    theirs = {into.name, *into.names.values_list("name", flat=True)}
    known = set(into.contrasts.values_list("text", flat=True))
    gone = [*term.contrasts.filter(text__in=theirs), *into.contrasts.filter(text__in=own)]
    doubled = list(term.contrasts.filter(text__in=known).exclude(text__in=theirs))
    MechanismContrast.objects.filter(pk__in=[each.pk for each in (*gone, *doubled)]).delete()
    moved = MechanismContrast.objects.filter(mechanism=term).update(mechanism=into)
    said = [f"{moved} 条易混辨析并入“{into}”。"] if moved else []
    if gone:
        said.append(f"辨析这两个机制的 {len(gone)} 条易混辨析去掉。")
    if doubled:
        said.append(f"“{into}”已有的易混辨析不重复并入：{'、'.join(each.text for each in doubled)}。")
    return said


# --- The others ---------------------------------------------------------------------------------------


def _rename(term: Mechanism, name: str, slug: str) -> Sentences:
    old, old_slug, old_path = term.name, term.slug, term.get_absolute_url()
    if (old, old_slug) == (name, slug):
        raise ValidationError(UNCHANGED)
    said = []
    term.names.filter(name=name).delete()
    term.name, term.slug = name, slug
    term.save()
    if name != old:
        MechanismName.objects.create(mechanism=term, name=old)
        said.append(f"名称改为“{name}”；“{old}”成为其他名称，用它仍能检索到。")
    if slug != old_slug:
        said.append(_leads_on(old_path, old_slug, term))
    return [*said, f"{_coded(term)} 个案例的编码不变，显示新的名称。"]


def _move(term: Mechanism, broader: Mechanism | None) -> Sentences:
    if term.broader == broader:
        raise ValidationError(UNCHANGED)
    before = term.broader
    term.broader = broader
    term.save()
    said = [f"“{term}”从{_where(before)}移到{_where(broader)}。"]
    count = _coded(term)
    if before is not None:
        said.append(f"检索“{before}”不再列出只标注“{term}”的案例（“{term}”共 {count} 个）。")
    if broader is not None:
        said.append(f"检索“{broader}”从此也列出“{term}”的 {count} 个案例。")
    return [*said, "编码本身不变。"]


def _where(broader: Mechanism | None) -> str:
    return f"“{broader}”之下" if broader is not None else "最上一级"


def _retire(term: Mechanism) -> Sentences:
    term.is_retired = not term.is_retired
    term.save()
    if not term.is_retired:
        return ["新的编码又可以用它，选择机制时重新列出。"]
    return [
        f"已有的 {_coded(term)} 个案例的编码保留，读者照旧检索、筛选，机制页注明“已停用”。",
        "新的编码不能再用它：选择机制时不再列出，读入公告时也不再据它提出编码。",
    ]


def _leads_on(path: str, slug: str, term: Mechanism) -> str:
    return f"旧网址 {path} 转到 {term.get_absolute_url()}；筛选和导出里的 {slug} 读作 {term.slug}。"


def _coded(term: Mechanism) -> int:
    return Coding.objects.filter(mechanism=term).values("award").distinct().count()
