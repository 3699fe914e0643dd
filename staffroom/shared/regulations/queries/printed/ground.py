"""The first half of a regulation: what the network is, who takes part, how a community begins and ends."""

from collections.abc import Iterator
from typing import Any

from staffroom.shared.regulations.queries.printed.clauses import (
    Clause,
    Names,
    said,
    says,
    small,
    title_of,
)
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.shared.regulations.registry.numerals import counted_of
from staffroom.shared.regulations.registry.words import joined, lowered, powers_in_words

DAYS = {False: ("календарного дня", "календарных дней"), True: ("рабочего дня", "рабочих дней")}


def general(rules: Rules, document: dict[str, Any], names: Names) -> Iterator[Clause]:
    """Whose regulation it is and what it rests on."""
    yield Clause(
        "Положение определяет порядок создания, работы и закрытия профессиональных сообществ педагогов. "
        f"Территория действия: {names.district}."
    )
    if document.get("about"):
        yield Clause(str(document["about"]))
    if names.founder:
        yield Clause(f"Учредитель сети сообществ: {names.founder}.")
    if names.centre:
        yield Clause(f"Методическое сопровождение: {names.centre}.")
    yield Clause(
        "Участники руководствуются законодательством Российской Федерации, актами региона и муниципального "
        "образования, уставами своих организаций и этим положением."
    )
    yield Clause(
        "Сообщество не является юридическим лицом и документов от своего имени не издаёт: их издают организации.",
        by="Издать документ может только организация",
    )
    if document.get("approved"):
        yield Clause(
            f"Положение составлено на основе документа «{document['title']}» ({document['approved']})."
        )


def aims(rules: Rules, document: dict[str, Any]) -> Iterator[Clause]:
    """What for."""
    if document.get("purpose"):
        yield Clause(f"Цель сети: {lowered(str(document['purpose']))}")
    themes = rules.named("themes.priority")
    if themes:
        listed = joined(f"«{label}»" for label in themes.values())
        yield Clause(f"Приоритетные темы: {listed}.", ("themes.priority",))
    else:
        yield Clause("Темы работы каждое сообщество выбирает само.", ("themes.priority",))
    aspects = rules.named("strategy.aspects")
    if aspects:
        listed = joined(f"«{label}»" for label in aspects.values())
        yield Clause(
            f"Работа служит стратегии района по направлениям: {listed}. Сообщества и материалы их называют.",
            ("strategy.aspects",),
        )
    yield from said(rules, "competence.model")
    if document.get("principles"):
        yield Clause("На чём держится общая работа:", lines=tuple(map(str, document["principles"])))


def structure(rules: Rules) -> Iterator[Clause]:
    """How communities and organisations stand to each other."""
    yield says(rules, "structure.nesting")
    groups = rules["structure.group_list"]
    if groups:
        lines = tuple(map(_group, groups))
        yield Clause("Сообщества создаются по перечню:", ("structure.group_list",), lines)
    yield says(rules, "structure.links")
    yield says(rules, "participants.organizations")


def people(rules: Rules) -> Iterator[Clause]:
    """Who takes part, how one comes and goes."""
    yield says(rules, "registration.mode")
    yield says(rules, "membership.scope")
    yield Clause(
        "Участвовать могут:", ("membership.positions",), small(rules, "membership.positions")
    )
    yield Clause(
        "Человека с другой должностью или из другого района принимают отдельным решением, гостем.",
        ("membership.positions", "membership.scope"),
    )
    yield says(rules, "membership.mode")
    limit = rules.number("membership.limit")
    if limit is None:
        yield Clause("Число участников не ограничено.", ("membership.limit",))
    else:
        most = counted_of(limit, "участника", "участников")
        yield Clause(f"В сообществе не больше {most}.", ("membership.limit",))
    yield Clause(
        "Участие добровольное. Один педагог может состоять в нескольких сообществах.",
        by="Страница каждого сообщества: «Вступить»",
    )
    yield Clause(
        "Выйти из сообщества можно в любое время. Всё написанное остаётся с именем автора.",
        by="Страница сообщества: «Выйти»",
    )


def creation(rules: Rules) -> Iterator[Clause]:
    """How a community comes into being."""
    yield says(rules, "creation.mode")
    yield Clause(
        f"Начать могут: {joined(small(rules, 'creation.initiators'))}.", ("creation.initiators",)
    )
    asked = joined(["название", *small(rules, "creation.fields")])
    yield Clause(f"О новом сообществе сообщают: {asked}.", ("creation.fields",))
    yield Clause(_least(rules["membership.min"]), ("membership.min",))
    term = rules.term("creation.decision_days")
    if term:
        days = counted_of(term.days, *DAYS[term.is_working])
        yield Clause(
            f"Заявление рассматривают в течение {days}. Срок считают со дня, следующего за днём регистрации. "
            "Если решения нет, заявление не считается ни принятым, ни отклонённым.",
            ("creation.decision_days",),
        )
    yield says(rules, "creation.refusal_reason")
    yield Clause(
        "Никто не принимает решения по собственному заявлению и не утверждает собственных действий.",
        by="Своё заявление решить нельзя: решает другой",
    )


def lifecycle(rules: Rules) -> Iterator[Clause]:
    """How long a community lives and what ends it."""
    yield says(rules, "lifecycle.term")
    yield says(rules, "lifecycle.closure")
    term = rules.term("lifecycle.decision_days")
    if term:
        days = counted_of(term.days, *DAYS[term.is_working])
        yield Clause(
            f"По просьбе сообщества о продлении или закрытии решают в течение {days}, считая со следующего дня.",
            ("lifecycle.decision_days",),
        )
    yield Clause(
        "Записи и документы закрытого сообщества остаются доступны для чтения; новых записей в нём нет.",
        by="Архив сообщества только для чтения",
    )


def leading(rules: Rules) -> Iterator[Clause]:
    """Who leads and by what right."""
    yield Clause(f"За всю сеть отвечает {title_of(rules, 'roles.lead')}.", ("roles.lead",))
    yield Clause(f"Сообщество ведёт {title_of(rules, 'roles.group_lead')}.", ("roles.group_lead",))
    if rules["roles.section_leads"] not in {None, rules["roles.group_lead"]}:
        lead = title_of(rules, "roles.section_leads")
        yield Clause(f"Части сообщества ведёт {lead}.", ("roles.section_leads",))
    yield says(rules, "roles.moderator_source")
    yield says(rules, "roles.moderator_appointed_by")
    yield says(rules, "roles.site_admin_source")
    lines = tuple(
        f"{lowered(role['title']).replace(': ', ', ')}: {powers_in_words(role['powers'])}"
        for role in rules["roles.catalogue"]
    )
    yield Clause("Роли и права:", ("roles.catalogue",), lines)
    if rules.many("duties.remind_days"):
        when = joined(small(rules, "duties.remind_days"))
        yield Clause(
            f"О сроке решения или ответа напоминают заранее: {when}.", ("duties.remind_days",)
        )


def _least(minimum: dict[str, Any]) -> str:
    persons, organizations = minimum["persons"], minimum["organizations"]
    if persons == 1 and not minimum["leader"]:
        return "Наименьшее число участников для начала работы не установлено."
    words = f"Для начала работы нужно не меньше {counted_of(persons, 'человека', 'человек')}"
    if organizations > 1:
        words += f" из {counted_of(organizations, 'организации', 'разных организаций', 'f')}"
    return words + (" и руководитель." if minimum["leader"] else ".")


def _group(group: dict[str, Any]) -> str:
    whom = group["participants"]
    return f"{group['name']}{': ' + lowered(whom) if whom else ''}"
