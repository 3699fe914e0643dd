"""The papers of an application and what is owed on its way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from staffroom.core.viewer import Viewer
from staffroom.features.governance import registry
from staffroom.features.governance.models import Application, Founder, FounderAnswer
from staffroom.features.governance.queries import applications as queries
from staffroom.features.governance.queries import wording
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import groups
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import district_staff_token, person_token
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Audience, Document, Level
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.regulations.queries.rules import values as rules_by_id
from staffroom.ui.words import in_quotes


def _as_system(actor: Viewer) -> Viewer:
    """The actor with every right over a paper: what he may do was judged before."""
    return replace(actor, is_system=True)


def _business(origin: str, application: Application) -> Business:
    agreed = Founder.objects.filter(application=application, consent=FounderAnswer.AGREED)
    sides = {*agreed.values_list("person_id", flat=True), application.author_id}
    tokens = {person_token(key) for key in sides if key}
    return Business(
        origin=origin, origin_id=application.pk,
        readers=tokens | {district_staff_token(application.district_id)},
    )  # fmt: skip


def register_application(application: Application, *, actor: Viewer, at: datetime) -> Document:
    """Print the application and give it its number and date (BT-3.1.a, BT-3.1.b)."""
    place = office(application.district)
    author, sides = application.author, queries.founders(application)
    content = Content(
        heading="", issuer=place.organization, addressee=place.organization.name,
        signers=[wording.signer(author, application.district)] if author else [],
        audience=Audience.KEEPERS, level=Level.MUNICIPAL,
    )  # fmt: skip
    made = draft_from(
        district=application.district, template="application-create",
        values=wording.of_application(application, sides), content=content,
        actor=_as_system(actor), at=at, business=_business(registry.APPLICATION_PAPER, application),
    )  # fmt: skip
    today = today_in(application.district, at)
    issuing.issue(document=made, dated_on=today, actor=_as_system(actor), at=at)
    _keep(application, paper=made)
    return made


def prepare_order(
    application: Application, *, actor: Viewer, at: datetime, control: str = ""
) -> Document:
    """Prepare the community and draft the order that creates it (BT-3.1.d)."""
    place, district = office(application.district), application.district
    community = application.community or application.group or _prepared(application, actor, at)
    sides = queries.founders(application)
    content = Content(
        heading="", issuer=place.organization, community=community, basis=application.paper,
        signers=place.signers, annexes=wording.roster(application, sides), level=Level.MUNICIPAL,
        audience=Audience.MEMBERS,
    )  # fmt: skip
    duties.close_duties(
        subject=(registry.SUBJECT, application.pk), outcome=Outcome.DONE, actor=actor, at=at
    )
    made = draft_from(
        district=district, template="order-create",
        values=wording.of_order(application, control=control), content=content,
        actor=_as_system(actor), at=at, business=_business(registry.ORDER_PAPER, application),
    )  # fmt: skip
    _keep(application, order=made, community=community)
    duties.open_duty(
        kind=registry.REGISTRATION, district_id=district.pk,
        subject=(registry.SUBJECT, application.pk),
        title=f"Зарегистрируйте приказ о создании: {in_quotes(application.name)}",
        url=reverse("documents:document", args=[district.slug, made.pid]),
        power=Power.KEEP_DOCUMENTS, scope=("district", district.pk), actor=actor, at=at,
        rules_id=application.rules_id,
    )  # fmt: skip
    return made


def _prepared(application: Application, actor: Viewer, at: datetime) -> Community:
    told = {
        "themes": application.themes, "audience_words": application.audience_words,
        "vk_page": application.vk_page, "starts_on": application.starts_on,
        "ends_on": application.ends_on,
    }  # fmt: skip
    return groups.open_community(
        district=application.district, kind=application.kind, name=application.name,
        goal=wording.goal(application), parent=application.parent,
        base_organization=application.base_organization, is_prepared=True,
        actor=_as_system(actor), at=at, **told,
    )  # fmt: skip


def write_refusal(application: Application, *, actor: Viewer, at: datetime) -> Document:
    """Prepare the letter of refusal for the register; its words are the decision's own (BT-3.2.b)."""
    place = office(application.district)
    content = Content(
        heading="", issuer=place.organization, addressee=queries.initiator_of(application),
        basis=application.paper, signers=place.signers, audience=Audience.KEEPERS,
        level=Level.MUNICIPAL,
    )  # fmt: skip
    made = draft_from(
        district=application.district, template="refusal",
        values=wording.of_refusal(application), content=content, actor=_as_system(actor), at=at,
        business=_business(registry.REFUSAL_PAPER, application),
    )  # fmt: skip
    _keep(application, refusal=made)
    return made


def _keep(application: Application, **made: Document | Community) -> None:
    for name, thing in made.items():
        setattr(application, name, thing)
    application.save(update_fields=list(made))


def decision_owed(application: Application, actor: Viewer, at: datetime) -> None:
    """Those who decide owe a decision within the term (BT-3.2.a)."""
    rules = rules_by_id(application.rules_id)
    duties.open_duty(
        kind=registry.DECISION, district_id=application.district_id,
        subject=(registry.SUBJECT, application.pk),
        title=f"Заявление о создании сообщества {in_quotes(application.name)}", url=url_of(application),
        power=Power.MANAGE_COMMUNITIES, scope=("district", application.district_id),
        about_id=application.author_id, due_at=application.due_at,
        clause=rules.source("creation.decision_days").clause[:80], rules_id=application.rules_id,
        actor=actor, at=at,
    )  # fmt: skip


def answer_owed(
    application: Application, key: int, owner_id: int, actor: Viewer, at: datetime
) -> None:
    """The initiator owes an answer; the term of the decision goes on."""
    duties.open_duty(
        kind=registry.ANSWER, district_id=application.district_id, subject=("question", key),
        title=f"Ответьте на вопрос о заявлении {in_quotes(application.name)}", url=url_of(application),
        owner_id=owner_id, actor=actor, at=at, rules_id=application.rules_id,
    )  # fmt: skip


def consent_owed(application: Application, founder: Founder, actor: Viewer, at: datetime) -> None:
    """Whoever was called owes an answer."""
    duties.open_duty(
        kind=registry.FOUNDING, district_id=application.district_id,
        subject=("founder", founder.pk), title=f"Вас зовут создать {in_quotes(application.name)}",
        url=url_of(application), owner_id=founder.person_id, actor=actor, at=at,
        rules_id=application.rules_id,
    )  # fmt: skip


def call_answered(founder: Founder, actor: Viewer, at: datetime) -> None:
    """Nothing is owed by whoever has answered or is called no more."""
    agreed = founder.consent == FounderAnswer.AGREED
    duties.close_duties(
        subject=("founder", founder.pk), actor=actor, at=at,
        outcome=Outcome.DONE if agreed else Outcome.REFUSED,
    )  # fmt: skip


def nothing_owed(
    application: Application, actor: Viewer, at: datetime, outcome: Outcome = Outcome.GONE
) -> None:
    """Close what is owed about an application, its questions and its calls."""
    subject = (registry.SUBJECT, application.pk)
    duties.close_duties(subject=subject, outcome=outcome, actor=actor, at=at)
    others: Sequence[tuple[str, int]] = [
        *(("question", key) for key in application.questions.values_list("pk", flat=True)),
        *(("founder", key) for key in application.founders.values_list("pk", flat=True)),
    ]
    for one in others:
        duties.close_duties(subject=one, outcome=Outcome.GONE, actor=actor, at=at)


def url_of(application: Application) -> str:
    """The page of an application."""
    return reverse("governance:application", args=[application.district.slug, application.pid])


def order_owed(application: Application, actor: Viewer, at: datetime) -> None:
    """Those who decide owe the draft of an order."""
    duties.open_duty(
        kind=registry.REGISTRATION, district_id=application.district_id,
        subject=(registry.SUBJECT, application.pk),
        title=f"Подготовьте приказ о создании: {in_quotes(application.name)}", url=url_of(application),
        power=Power.MANAGE_COMMUNITIES, scope=("district", application.district_id), actor=actor,
        at=at, rules_id=application.rules_id,
    )  # fmt: skip


def draft_owed(application: Application, actor: Viewer, at: datetime) -> None:
    """Whoever offered the topic owes the rest of the application: its term, its leader."""
    if application.author_id is None:
        return
    duties.open_duty(
        kind=registry.DRAFT, district_id=application.district_id,
        subject=(registry.SUBJECT, application.pk),
        title=f"Тема собрала участников: подайте заявление {in_quotes(application.name)}",
        url=url_of(application), owner_id=application.author_id, actor=actor, at=at,
        rules_id=application.rules_id,
    )  # fmt: skip
