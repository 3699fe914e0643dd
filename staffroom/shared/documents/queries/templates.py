"""Which words a paper begins with: the issuer's own, the district's, those that come with the product."""

from collections.abc import Mapping

from staffroom.core.errors import Absent
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document, PaperTemplate
from staffroom.shared.documents.registry.templates import Template, shipped
from staffroom.shared.organizations.models import District, Organization


def templates(district: District, issuer: Organization | None = None) -> list[Template]:
    """Every template of a district, as the issuer (or, without one, the district) words it; one query."""
    rows = PaperTemplate.objects.filter(district=district).order_by("title", "pk")
    own: dict[str, PaperTemplate] = {}
    for row in rows:
        is_nearer = row.issuer_id is not None
        if row.issuer_id in {None, issuer.pk if issuer else None} and (
            row.code not in own or is_nearer
        ):
            own[row.code] = row
    found = [_template(own.pop(code, None), one) for code, one in shipped().items()]
    return [*found, *(_template(row, None) for row in own.values())]


def template(district: District, code: str, issuer: Organization | None = None) -> Template:
    """One template by its code.

    Raises:
        Absent: there is none.
    """
    found = next((one for one in templates(district, issuer) if one.code == code), None)
    if found is None:
        raise Absent
    return found


def _template(row: PaperTemplate | None, base: Template | None) -> Template:
    if row is None:
        if base is None:
            raise Absent
        return base
    return Template(
        code=row.code, kind=row.kind, title=row.title, heading=row.heading, text=row.text,
        annex_heading=row.annex_heading, annex_text=row.annex_text, must=base.must if base else (),
        is_shipped=base is not None, is_own=True,
    )  # fmt: skip


def known(
    *,
    district: District,
    issuer: Organization | None = None,
    community: Community | None = None,
    basis: Document | None = None,
    amends: Document | None = None,
    parties: str = "",
) -> Mapping[str, str]:
    """Values that nobody has to type (`registry.templates.KNOWN_FIELDS`); what is unknown is absent."""
    found = {"район": district.name, "учредитель": district.authority, "стороны": parties}
    base = (community.base_organization if community else None) or issuer
    if issuer:
        found["организация"] = issuer.name
    if base:  # a community is based at an organisation in any case (PD-1.3)
        found["базовая организация"] = base.name
    if community:
        found["сообщество"] = community.name
        found["вид сообщества"] = community.get_kind_display().lower()
        found["цель"] = _within_a_sentence(community.goal)
    if basis and basis.dated_on:
        found["основание"] = f"{basis.sort.by} от {basis.dated_on:%d.%m.%Y} № {basis.number}"
    if amends and amends.dated_on:
        found["изменяемый документ"] = _within_a_sentence(amends.name)
    return {name: value for name, value in found.items() if value}


def _within_a_sentence(words: str) -> str:
    """A small first letter, unless the word is an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
