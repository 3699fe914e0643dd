"""The regulation of a district in our own words, made from the values of its profile."""

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.shared.regulations.registry import FORMS, KEYS
from staffroom.shared.regulations.registry.words import (
    counted,
    in_words,
    joined,
    lowered,
    powers_in_words,
)

Clause = str | tuple[str, list[str]]  # a sentence, or a sentence with a list under it


def regulation_page(rules: Rules, district_name: str) -> str:
    """The page's rich text: headings and numbered clauses; only the small shape of text we allow."""
    document = regulation_of(rules.profile_id)
    sections: list[tuple[str, Iterable[Clause]]] = [
        ("Общие положения", _general(document, district_name)),
        ("Как вступить", _joining(rules)),
        ("Как создаётся сообщество", _creating(rules)),
        ("Кто ведёт", _leading(rules)),
        ("Что публикуем", _publishing(rules)),
        ("Правила общения", _talking(rules)),
        ("Экспертиза", _reviewing(rules)),
        ("Обучение и помощь", _growing(rules)),
        ("Документы", _papers(rules)),
        ("Оценка и отчёт", _reporting(rules)),
    ]
    return str(
        Markup("").join(
            _section(number, title, list(clauses))
            for number, (title, clauses) in enumerate(sections, start=1)
        )
    )


def regulation_of(profile_id: int) -> dict[str, Any]:
    """Title and requisites of the shipped document that a profile stands on."""
    profile = Profile.objects.get(pk=profile_id)
    while not profile.is_shipped and profile.parent_id is not None:
        profile = Profile.objects.get(pk=profile.parent_id)
    return dict(profile.regulation)


def _section(number: int, title: str, clauses: list[Clause]) -> Markup:
    html = Markup("<h2>{}. {}</h2>").format(number, title)
    for place, clause in enumerate(clauses, start=1):
        words, lines = (clause, []) if isinstance(clause, str) else clause
        html += Markup("<p>{}.{}. {}</p>").format(number, place, words)
        if lines:
            ended = [*lines[:-1], lines[-1].rstrip(";") + "."]
            html += Markup("<ul>{}</ul>").format(
                Markup("").join(Markup("<li>{}</li>").format(line) for line in ended)
            )
    return html


def _general(document: dict[str, Any], district_name: str) -> Iterator[Clause]:
    yield (
        f"Это положение рассказывает, как живут профессиональные сообщества педагогов: {district_name}. "
        "Оно изложено простыми словами. То, что сайт умеет, он исполняет сам; "
        "об остальном договариваются люди."
    )
    if document.get("purpose"):
        yield f"Цель. {document['purpose']}"
    if document.get("about"):
        yield str(document["about"])
    if document.get("principles"):
        yield "На чём держится общая работа:", [f"{one};" for one in document["principles"]]
    if document.get("approved"):
        yield f"Основание: «{document['title']}», {document['approved']}."
    elif document.get("title"):
        yield f"Основание: «{document['title']}». Реквизиты утверждения не указаны."


def _joining(rules: Rules) -> Iterator[Clause]:
    yield _says(rules, "registration.mode")
    yield _says(rules, "membership.scope")
    yield "Участвовать могут:", _small(rules, "membership.positions")
    yield "Человека с другой должностью или из другого района принимают отдельным решением, гостем."
    yield _says(rules, "membership.mode")
    limit = rules.number("membership.limit")
    if limit is None:
        yield "Число участников не ограничено."
    else:
        yield f"В сообществе не больше {_of(limit, 'участника', 'участников')}."
    yield _says(rules, "participants.organizations")
    yield "Выйти из сообщества можно в любое время. Всё написанное остаётся с именем автора."


def _creating(rules: Rules) -> Iterator[Clause]:
    yield _says(rules, "creation.mode")
    yield f"Начать могут: {joined(_small(rules, 'creation.initiators', end=''))}."
    yield f"О новом сообществе нужно сказать: {joined(_small(rules, 'creation.fields', end=''))}."
    minimum = rules["membership.min"]
    if minimum["persons"] > 1:
        yield f"Наименьший состав: {in_words(KEYS['membership.min'], minimum, {})[0]}."
    term = rules.term("creation.decision_days")
    if term:
        yield f"Заявление рассматривают за {_words(rules, 'creation.decision_days')}."
    yield _says(rules, "creation.refusal_reason")
    yield _says(rules, "lifecycle.term")
    yield _says(rules, "lifecycle.closure")
    yield _says(rules, "structure.nesting")
    groups = rules["structure.group_list"]
    if groups:
        yield "Сообщества по перечню:", [_group(group) for group in groups]
    yield _says(rules, "structure.links")


def _leading(rules: Rules) -> Iterator[Clause]:
    yield f"За всю сеть отвечает {_title(rules, 'roles.lead')}."
    yield f"Сообщество ведёт {_title(rules, 'roles.group_lead')}."
    if rules["roles.section_leads"] not in {None, rules["roles.group_lead"]}:
        yield f"Части сообщества ведёт {_title(rules, 'roles.section_leads')}."
    yield _says(rules, "roles.moderator_source")
    yield _says(rules, "roles.moderator_appointed_by")
    yield _says(rules, "roles.site_admin_source")
    if rules.many("duties.remind_days"):
        when = joined(_small(rules, "duties.remind_days", end=""))
        yield f"О сроке решения или ответа сайт напоминает заранее: {when}."
    yield (
        "Роли и права:",
        [
            f"{role['title']}: {powers_in_words(role['powers'])};"
            for role in rules["roles.catalogue"]
        ],
    )


def _publishing(rules: Rules) -> Iterator[Clause]:
    forms = [FORMS[code] for code in rules.many("forms.enabled") if code in FORMS]
    yield "Формы общей работы:", [f"{form.label.lower()}: {form.gloss};" for form in forms]
    themes = rules.named("themes.priority")
    if themes:
        yield f"Приоритетные темы: {joined(f'«{label}»' for label in themes.values())}."
    yield _says(rules, "visibility.default")
    yield f"Без входа на сайте открыты: {joined(_small(rules, 'visibility.audiences', end=''))}."
    yield _says(rules, "visibility.experience")
    yield f"Банк материалов собирают из видов: {joined(_small(rules, 'materials.kinds', end=''))}."
    yield _says(rules, "ip.policy")
    yield _says(rules, "portfolio.public")
    yield _says(rules, "plan.required")
    gap = rules.number("content.max_gap_days")
    if gap:
        days = counted(gap, KEYS["content.max_gap_days"].unit)
        yield f"Если в сообществе тихо {days}, об этом узнаёт тот, кто его ведёт."
    window = rules.number("activity.window_days") or 0
    yield (
        "Активным считается тот, кто сделал что-то полезное за последние "
        f"{counted(window, KEYS['activity.window_days'].unit)}. Неактивных не исключают."
    )


def _talking(rules: Rules) -> Iterator[Clause]:
    yield "Пожаловаться можно на такое:", _small(rules, "moderation.rules")
    yield (
        "Скрывая запись, модератор называет причину, и автор её читает. "
        "Высказывание подписано настоящим именем."
    )
    yield _says(rules, "moderation.meta_topics")
    yield _says(rules, "moderation.sanctions")
    yield _says(rules, "moderation.pii_check")
    yield _says(rules, "chat.direct")
    yield f"Известия приходят {joined(_small(rules, 'channels.enabled', end=''))}."
    yield _says(rules, "contacts.public")


def _reviewing(rules: Rules) -> Iterator[Clause]:
    yield _says(rules, "review.mode")
    if rules.choice("review.mode") == "none":
        return
    yield from _said(rules, "review.organiser", "review.expert_source")
    if rules.term("review.days"):
        yield f"Заключение дают за {_words(rules, 'review.days')} после получения."
    yield f"Уровень заключения: {_words(rules, 'review.levels').lower()}."
    yield from _said(rules, "review.recommendation")


def _growing(rules: Rules) -> Iterator[Clause]:
    yield f"Консультации: {joined(_small(rules, 'consultations.modes', end=''))}."
    days = rules.number("consultations.sla_days") or 0
    yield f"На вопрос отвечают за {counted(days, KEYS['consultations.sla_days'].unit)}."
    if rules.many("mentoring.modes"):
        yield f"Наставничество: {joined(_small(rules, 'mentoring.modes', end=''))}."
    yield from _said(rules, "competence.model")
    if rules.many("target.groups"):
        yield (
            f"Особое внимание: {joined(_small(rules, 'target.groups', end=''))}. "
            "Отметку об этом видят только сотрудники."
        )


def _papers(rules: Rules) -> Iterator[Clause]:
    yield f"Хранятся: {joined(_small(rules, 'documents.required', end=''))}."
    if rules["documents.issuer"]:
        yield f"Приказы издаёт: {rules['documents.issuer']}."
    yield from _said(
        rules,
        "documents.approval",
        "documents.adoption",
        "documents.control",
        "documents.agreements",
        "documents.drafting",
    )
    yield f"Языки бланков: {joined(_small(rules, 'documents.languages', end=''))}."


def _reporting(rules: Rules) -> Iterator[Clause]:
    yield _says(rules, "evaluation.method")
    yield "Показатели:", _small(rules, "evaluation.criteria")
    yield _says(rules, "evaluation.period")
    yield _says(rules, "report.template")
    yield "Отчётов от педагогов сайт не требует: числа складываются из того, что сделано."


def _says(rules: Rules, code: str) -> str:
    """The sentence of the chosen option (of a flag: of yes or no)."""
    value = rules[code]
    chosen = ("yes" if value else "no") if isinstance(value, bool) else value
    option = KEYS[code].option(chosen)
    return option.says or f"{KEYS[code].title}: {option.label.lower()}."


def _said(rules: Rules, *codes: str) -> Iterator[str]:
    """Sentences of those options that have one; «нет» often says nothing."""
    for code in codes:
        value = rules[code]
        chosen = ("yes" if value else "no") if isinstance(value, bool) else value
        if KEYS[code].option(chosen).says:
            yield KEYS[code].option(chosen).says


def _small(rules: Rules, code: str, *, end: str = ";") -> list[str]:
    """Chosen options in small letters, as lines of a list."""
    return [f"{lowered(label)}{end}" for label in in_words(KEYS[code], rules[code], {})]


def _words(rules: Rules, code: str) -> str:
    return in_words(KEYS[code], rules[code], {})[0]


def _title(rules: Rules, code: str) -> str:
    role = rules.roles.get(str(rules[code]))
    return lowered(role.title if role else str(rules[code]))


def _group(group: dict[str, Any]) -> str:
    whom = group["participants"]
    return f"{group['name']}{': ' + lowered(whom) if whom else ''};"


def _of(n: int, few: str, many: str) -> str:
    is_one = n % 10 == 1 and n % 100 != 11
    return f"{n} {few if is_one else many}"
