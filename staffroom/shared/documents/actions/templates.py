"""Templates in a district's own words, and papers made from templates."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.ids import new_pid
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.documents import events, policies
from staffroom.shared.documents.actions.documents import OWN, Business, Content, draft
from staffroom.shared.documents.models import Document, PaperTemplate
from staffroom.shared.documents.queries.filling import (
    fields_in,
    filled,
    filled_line,
    require_sound,
)
from staffroom.shared.documents.queries.templates import known
from staffroom.shared.documents.queries.templates import template as found_template
from staffroom.shared.documents.queries.typed import blocks_of
from staffroom.shared.documents.registry import KINDS
from staffroom.shared.documents.registry.templates import KNOWN_FIELDS, Template, shipped
from staffroom.shared.organizations.models import District, Organization

WORDS = ("heading", "text", "annex_heading", "annex_text")


@transaction.atomic
def save_template(
    *,
    district: District,
    issuer: Organization | None,
    template: Template,
    actor: Viewer,
    at: datetime,
) -> PaperTemplate:
    """Write a template in one's own words; papers that were made before stay as they are.

    Args:
        district: whose template.
        issuer: for whose papers; None: for those of the whole district.
        template: the words; a new one has the code "".
        actor: a keeper of papers.
        at: now.

    Raises:
        DomainError: a broken bracket, an unknown or a lost field, no text; the sentence names the line.
            Nothing is saved then.
    """
    require(policies.may_keep(actor, district.pk))
    _sound(template)
    row, _made = PaperTemplate.objects.update_or_create(
        district=district,
        issuer=issuer,
        code=template.code or f"own-{new_pid()}",
        defaults={
            "kind": template.kind, "title": template.title.strip(), "changed_at": at,
            "changed_by_id": actor.person_id, **{name: getattr(template, name) for name in WORDS},
        },
    )  # fmt: skip
    _tell(row, actor)
    return row


def _sound(template: Template) -> None:
    if template.kind not in KINDS or not KINDS[template.kind].is_ours:
        raise DomainError("Выберите вид документа.", field="kind")
    if not template.title.strip():
        raise DomainError("Назовите шаблон.", field="title")
    for name in WORDS:
        require_sound(getattr(template, name), name)
    if not template.heading.strip():
        raise DomainError("Напишите, о чём документ.", field="heading")
    if not blocks_of(template.text):
        raise DomainError("В шаблоне нет текста.", field="text")
    if bool(template.annex_heading.strip()) != bool(template.annex_text.strip()):
        raise DomainError("У приложения должны быть и заголовок, и текст.", field="annex_heading")
    base = shipped().get(template.code)
    if base:
        _same_fields(template, base)


def _same_fields(template: Template, base: Template) -> None:
    """A template that features fill in keeps to the fields they know."""
    names, may = fields_in(template.words), {*fields_in(base.words), *KNOWN_FIELDS}
    foreign = [name for name in names if name not in may]
    if foreign:
        offered = ", ".join(f"{{{name}}}" for name in sorted(may))
        raise DomainError(f"Поля «{foreign[0]}» здесь нет. Можно: {offered}.", field="text")
    lost = [name for name in base.must if name not in names]
    if lost:
        raise DomainError(f"Потеряно поле {{{lost[0]}}}: без него документ неполон.", field="text")


@transaction.atomic
def drop_template(
    *, district: District, issuer: Organization | None, code: str, actor: Viewer
) -> None:
    """Throw one's own words away: the district's or the shipped ones serve again."""
    require(policies.may_keep(actor, district.pk))
    row = PaperTemplate.objects.filter(district=district, issuer=issuer, code=code).first()
    if row is None:
        raise DomainError("Своего шаблона здесь нет: удалять нечего.")
    _tell(row, actor)
    row.delete()


def _tell(row: PaperTemplate, actor: Viewer) -> None:
    publish(
        events.TemplateChanged(
            district_id=row.district_id, actor_id=actor.person_id, template_id=row.pk
        )
    )


@transaction.atomic
def draft_from(
    *,
    district: District,
    template: str,
    values: Mapping[str, str],
    content: Content,
    actor: Viewer,
    at: datetime,
    business: Business = OWN,
) -> Document:
    """Prepare a paper from a template.

    Args:
        district: whose library it will stand in.
        template: its code; `data/templates.toml` names those that come with the product.
        values: what stands in its fields; what the paper itself tells (`queries.templates.known`) need
            not be given.
        content: issuer, community, basis, signers and the like; the template gives the words.
        actor: who prepares it.
        at: now.
        business: the feature that has it made.

    Raises:
        DomainError: a field has no value (all such are named); as `actions.documents.draft`.
        Absent: there is no such template.
    """
    found = found_template(district, template, content.issuer)
    told = {
        **known(
            district=district, issuer=content.issuer, community=content.community,
            basis=content.basis, amends=content.amends, parties=content.parties,
        ),
        **{name: value for name, value in values.items() if value.strip()},
    }  # fmt: skip
    missing = [name for name in fields_in(found.words) if name not in told]
    if missing:
        named = ", ".join(f"«{name}»" for name in missing)
        raise DomainError(f"Не заполнены поля: {named}.", field="values")
    annex = {
        "heading": filled_line(found.annex_heading, told),
        "text": filled(found.annex_text, told),
    }
    written = replace(
        content,
        heading=filled_line(found.heading, told)[:300],
        text=filled(found.text, told),
        annexes=[annex, *content.annexes] if found.annex_text else content.annexes,
    )
    return draft(
        district=district, kind=found.kind, content=written, actor=actor, at=at, business=business
    )
