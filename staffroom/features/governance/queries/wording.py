"""The words of the papers: values of the fields of the shipped templates, lists of people."""

from collections.abc import Mapping, Sequence

from staffroom.features.governance.models import Application, Founder, FounderAnswer
from staffroom.features.governance.queries import applications as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITIONS
from staffroom.shared.communities.models import CommunityKind
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import Rules, values
from staffroom.ui.words import in_quotes

GOAL = 400
NO_TERM = {
    "permanent": "без ограничения срока",
    "period": "в течение периода деятельности",
    "task": "до решения задачи",
    "date": "не определён",
}


def _rules(application: Application) -> Rules:
    return values(application.rules_id)


def _end(words: str) -> str:
    """Without its full stop: the template puts one."""
    return words.strip().rstrip(".").strip()


def goal(application: Application) -> str:
    """What the community is for, in one line: the goal, else the task, else the problem."""
    own = application.goal or application.task or application.problem or application.name
    line = " ".join(own.split())
    return line if len(line) <= GOAL else f"{line[: GOAL - 1]}…"


def kind_words(application: Application) -> str:
    """«проблемная группа»."""
    return CommunityKind(application.kind).label.lower()


def term(application: Application) -> str:
    """«до 31.05.2027», «без ограничения срока»."""
    begins, ends = application.starts_on, application.ends_on
    if ends is None:
        return NO_TERM[_rules(application).choice("lifecycle.term")]
    since = f"с {begins:%d.%m.%Y} " if begins else ""
    return f"{since}до {ends:%d.%m.%Y}"


def leader(application: Application) -> str:
    """Who will lead, with post and place of work."""
    person = application.leader
    return queries.person_words(person, application.district) if person else "будет назначен"


def signer(person: Person, district: District) -> dict[str, str]:
    """«Учитель-предметник, Школа № 1» and «А. П. Соколова»."""
    position, place = POSITIONS.get(person.position), queries.workplace(person.pk, district)
    words = [position.label if position else "Педагог", place.short_name if place else ""]
    first = "".join(f"{name[0]}. " for name in (person.first_name, person.patronymic) if name)
    return {
        "position": ", ".join(word for word in words if word),
        "name": f"{first}{person.last_name}",
    }


def _told(application: Application) -> str:
    """Every line that the regulation asks for, as the application gives it."""
    base = application.base_organization
    themes = _rules(application).named("themes.priority")
    lines = [
        ("Проблема", application.problem),
        ("Профессиональная задача", application.task),
        ("Цель", application.goal),
        ("Предполагаемый результат", application.result),
        ("Приоритетная тема", "; ".join(themes.get(one, one) for one in application.themes)),
        ("Для кого", application.audience_words),
        ("Базовая организация", base.name if base else ""),
        ("Часть сообщества", application.parent.name if application.parent else ""),
        ("Страница", application.vk_page),
    ]
    return "\n".join(f"{name}: {_end(' '.join(words.split()))}." for name, words in lines if words)


def of_application(application: Application, sides: Sequence[Founder]) -> Mapping[str, str]:
    """Fields of «application-create»."""
    return {
        "сообщество": application.name,
        "вид сообщества": kind_words(application),
        "инициатор": queries.initiator_of(application),
        "сведения": _told(application) or f"Цель: {goal(application)}.",
        "срок": term(application),
        "руководитель": leader(application),
        "заявители": _table(application, sides),
    }


def of_order(application: Application, *, control: str) -> Mapping[str, str]:
    """Fields of «order-create»; the basis is the application, else the regulation itself."""
    begins = application.starts_on
    found = {
        "сообщество": application.name,
        "вид сообщества": f"{kind_words(application)}; срок работы: {term(application)}",
        "дата начала": f"{begins:%d.%m.%Y}" if begins else "даты подписания приказа",
        "цель": _end(goal(application)),
        "руководитель": leader(application),
        "контролёр": _end(control) or "оставляю за собой",
    }
    if application.paper is None:
        clause = _rules(application).source("creation.mode").clause
        found["основание"] = f"{clause} положения района" if clause else "положения района"
    return found


def of_refusal(application: Application) -> Mapping[str, str]:
    """Fields of «refusal»."""
    paper = application.paper
    named = "заявление"
    if paper and paper.dated_on:
        named = f"заявление от {paper.dated_on:%d.%m.%Y} № {paper.number}"
    return {
        "сообщество": application.name,
        "заявление": named,
        "причина": _end(application.reason) or "не названа",
        "пункт положения": _end(application.clause) or "положение района",
    }


def _table(application: Application, sides: Sequence[Founder]) -> str:
    rows = ["№ | Имя | Должность | Организация"]
    for n, one in enumerate(_agreed(sides), 1):
        person, position = one.person, POSITIONS.get(one.person.position)
        name = f"{person.last_name} {person.first_name} {person.patronymic}".strip()
        place = one.organization.short_name if one.organization else ""
        rows.append(f"{n} | {name} | {position.label if position else ''} | {place}")
    return "\n".join(rows) if len(rows) > 1 else queries.initiator_of(application)


def roster(application: Application, sides: Sequence[Founder]) -> list[dict[str, str]]:
    """The annex that lists those who begin; none where nobody is named."""
    if not _agreed(sides):
        return []
    heading = f"Состав участников сообщества {in_quotes(application.name)}"
    return [{"heading": heading, "text": _table(application, sides)}]


def _agreed(sides: Sequence[Founder]) -> list[Founder]:
    return [one for one in sides if one.consent == FounderAnswer.AGREED]
