"""The second half of a regulation: what is done, by which rules, with which papers, how it is judged."""

from collections.abc import Iterator

from staffroom.shared.regulations.queries.printed.clauses import Clause, said, says, small
from staffroom.shared.regulations.queries.printed.ground import DAYS
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.shared.regulations.registry import FORMS
from staffroom.shared.regulations.registry.numerals import counted_named, counted_of
from staffroom.shared.regulations.registry.words import joined, lowered

DAY, DAY_OF = ("день", "дня", "дней"), ("дня", "дней")


def activity(rules: Rules) -> Iterator[Clause]:
    """Forms, plan, liveliness."""
    forms = [FORMS[code] for code in rules.many("forms.enabled") if code in FORMS]
    lines = tuple(f"{lowered(form.label)}: {form.gloss}" for form in forms)
    yield Clause("Формы общей работы:", ("forms.enabled",), lines)
    yield says(rules, "plan.required")
    gap = rules.number("content.max_gap_days")
    if gap:
        yield Clause(
            f"Если в сообществе нет новых записей в течение {counted_of(gap, *DAY_OF)}, об этом узнаёт "
            "тот, кто его ведёт.",
            ("content.max_gap_days",),
        )
    else:
        yield Clause("Частота записей в сообществе не установлена.", ("content.max_gap_days",))
    window = rules.number("activity.window_days") or 0
    yield Clause(
        "Активным считается участник, у которого есть хотя бы одно действие за "
        f"{counted_named(window, DAY)}. Неактивных не исключают.",
        ("activity.window_days",),
    )


def openness(rules: Rules) -> Iterator[Clause]:
    """Who sees what; whose it is."""
    yield says(rules, "visibility.default")
    open_to = joined(small(rules, "visibility.audiences"))
    yield (
        Clause(f"Без регистрации открыты: {open_to}.", ("visibility.audiences",))
        if rules.many("visibility.audiences")
        else Clause("Без регистрации страницы сообществ не открыты.", ("visibility.audiences",))
    )
    if rules["site.cabinet"]:
        yield Clause(
            f"На сайте действует раздел «{rules['site.cabinet']}» с документами и материалами.",
            ("site.cabinet",),
        )
    yield says(rules, "contacts.public")
    yield says(rules, "visibility.experience")
    preparing = rules.term("visibility.prepare_days")
    if preparing and rules.choice("visibility.experience") == "after_editing":
        days = counted_of(preparing.days, *DAYS[preparing.is_working])
        yield Clause(
            f"Модератор готовит материал к показу в течение {days}.", ("visibility.prepare_days",)
        )
    kinds = joined(small(rules, "materials.kinds"))
    yield Clause(f"Материалы, которые собирает сеть: {kinds}.", ("materials.kinds",))
    opening = rules.term("materials.opening_days")
    if opening:
        days = counted_of(opening.days, *DAYS[opening.is_working])
        yield Clause(
            f"На просьбу открыть материал шире и на правку модератора отвечают в течение {days}.",
            ("materials.opening_days",),
        )
    yield says(rules, "ip.policy")
    yield says(rules, "portfolio.public")
    room = rules.number("storage.quota") or 0
    yield Clause(
        f"Для файлов сообщества отводят до {counted_of(room, 'мегабайта', 'мегабайт')}.",
        ("storage.quota",),
    )


def talking(rules: Rules) -> Iterator[Clause]:
    """Rules of talk and what is done about those who break them."""
    yield Clause(
        "Высказывания подписаны настоящим именем; за сказанное отвечает автор.",
        by="Имя стоит у каждой записи; правки хранятся",
    )
    yield Clause(
        "Пожаловаться можно на такое:", ("moderation.rules",), small(rules, "moderation.rules")
    )
    yield Clause(
        "Скрывая запись, модератор называет причину, и автор её читает.",
        by="«Скрыть» спрашивает причину; автор получает уведомление",
    )
    for code in (
        "moderation.meta_topics",
        "moderation.sanctions",
        "moderation.pii_check",
        "chat.direct",
    ):
        yield says(rules, code)
    yield Clause(
        f"Известия приходят: {joined(small(rules, 'channels.enabled'))}.", ("channels.enabled",)
    )
    links = joined(small(rules, "video.provider"))
    yield Clause(
        f"Видео показывают своим файлом или по ссылке. Какие ссылки принимают: {links}.",
        ("video.provider",),
    )


def reviewing(rules: Rules) -> Iterator[Clause]:
    """Expert review."""
    yield says(rules, "review.mode")
    if rules.choice("review.mode") == "none":
        return
    yield from said(rules, "review.organiser", "review.expert_source")
    term = rules.term("review.days")
    if term:
        days = counted_of(term.days, *DAYS[term.is_working])
        yield Clause(
            f"Заключение дают в течение {days} после получения продукта.", ("review.days",)
        )
    else:
        yield Clause("Срок экспертизы назначает тот, кто её организует.", ("review.days",))
    yield Clause(
        f"Уровень заключения: {lowered(small(rules, 'review.levels')[0])}.", ("review.levels",)
    )
    yield from said(rules, "review.recommendation")
    voting = rules.term("review.vote_days")
    if rules.flag("review.recommendation") and voting:
        days = counted_of(voting.days, *DAYS[voting.is_working])
        yield Clause(
            f"Совет голосует в течение {days}, считая со следующего дня.", ("review.vote_days",)
        )


def growing(rules: Rules) -> Iterator[Clause]:
    """Help and mentoring."""
    if rules.many("consultations.modes"):
        modes = joined(small(rules, "consultations.modes"))
        yield Clause(f"Консультируют: {modes}.", ("consultations.modes",))
    days = rules.number("consultations.sla_days") or 0
    answered = counted_of(days, *DAYS[True])
    yield Clause(f"На вопрос отвечают в течение {answered}.", ("consultations.sla_days",))
    if rules.many("mentoring.modes"):
        modes = joined(small(rules, "mentoring.modes"))
        yield Clause(f"Наставничество: {modes}.", ("mentoring.modes",))
    if rules.many("target.groups"):
        who = joined(small(rules, "target.groups"))
        yield Clause(
            f"Особое внимание: {who}. Отметку об этом видят только сотрудники.", ("target.groups",)
        )


def papers(rules: Rules) -> Iterator[Clause]:
    """Papers."""
    yield Clause(
        f"Хранятся: {joined(small(rules, 'documents.required'))}.", ("documents.required",)
    )
    if rules["documents.issuer"]:
        yield Clause(f"Приказы издаёт: {rules['documents.issuer']}.", ("documents.issuer",))
    yield from said(
        rules,
        "documents.approval",
        "documents.adoption",
        "documents.control",
        "documents.agreements",
        "documents.drafting",
    )
    answer = counted_of(rules.number("partners.answer_days") or 1, *DAYS[True])
    consent = counted_of(rules.number("partners.consent_days") or 1, *DAYS[True])
    yield Clause(
        f"На просьбу и предложение другой организации отвечают в течение {answer}; "
        f"на договор каждая сторона отвечает в течение {consent}.",
        ("partners.answer_days", "partners.consent_days"),
    )
    languages = joined(small(rules, "documents.languages"))
    yield Clause(f"Языки бланков: {languages}.", ("documents.languages",))


def reporting(rules: Rules) -> Iterator[Clause]:
    """How the work is judged."""
    yield says(rules, "evaluation.method")
    criteria = small(rules, "evaluation.criteria")
    yield Clause("Показатели:", ("evaluation.criteria",), criteria)
    yield says(rules, "evaluation.period")
    yield says(rules, "report.template")
    yield Clause("Отчётов от педагогов не требуют: числа складываются из того, что сделано.")


def closing(rules: Rules) -> Iterator[Clause]:
    """How the regulation holds and changes."""
    if rules.choice("documents.approval") == "council_order":
        yield Clause(
            "Положение принимает совет и утверждает приказ; оно действует до принятия нового.",
            ("documents.approval",),
        )
    elif rules.choice("documents.approval") == "order":
        yield Clause(
            "Положение утверждается приказом и действует до принятия нового.",
            ("documents.approval",),
        )
    else:
        yield Clause("Положение действует до принятия нового.", ("documents.approval",))
    yield Clause(
        "Изменения вносят в том же порядке. У каждого изменения есть дата, автор и причина.",
        by="Правила района: «Что менялось»",
    )
    yield Clause(
        "Начатые процедуры заканчивают по правилам, которые действовали при их начале.",
        by="Срок заявления хранит редакцию правил, при которой его подали",
    )
