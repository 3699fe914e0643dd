"""What the regulation asks of an application, and what it lacks today (BT-3.1.b, BT-1.3b.2)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from staffroom.features.governance.models import Application, Founder, FounderAnswer, Way
from staffroom.shared.regulations.queries.rules import Rules, Term, values

# Which field of an application answers a key of `creation.fields`; «participants» are the founders.
FIELDS = {
    "goal": ("goal", _lazy("цель")),
    "theme": ("themes", _lazy("приоритетная тема")),
    "problem": ("problem", _lazy("проблема")),
    "task": ("task", _lazy("профессиональная задача")),
    "result": ("result", _lazy("предполагаемый результат")),
    "term": ("ends_on", _lazy("срок работы")),
    "category": ("audience_words", _lazy("для кого сообщество")),
    "page_link": ("vk_page", _lazy("ссылка на страницу")),
    "base_organization": ("base_organization_id", _lazy("базовая организация")),
    "section": ("parent_id", _lazy("к какой части относится")),
}


@dataclass(frozen=True, slots=True)
class Least:
    """With how many people of how many organisations work begins, and whether with a leader."""

    persons: int
    organizations: int
    leader: bool

    @classmethod
    def of(cls, rules: Rules) -> "Least":
        """What `membership.min` asks for."""
        asked = rules["membership.min"]
        return cls(asked["persons"], asked["organizations"], asked["leader"])


def asked_fields(rules: Rules) -> tuple[str, ...]:
    """Fields of an application that the regulation requires (`creation.fields`)."""
    return tuple(FIELDS[code][0] for code in rules.many("creation.fields") if code in FIELDS)


def decision_term(application: Application) -> Term | None:
    """Days for the decision by the rules under which it began (`creation.decision_days`, BT-3.2.a)."""
    return values(application.rules_id).term("creation.decision_days")


def reason_is_asked(application: Application) -> bool:
    """Whether a refusal must be reasoned (`creation.refusal_reason`, BT-3.2.b)."""
    return values(application.rules_id).flag("creation.refusal_reason")


def what_lacks(application: Application) -> str:
    """Why the application cannot go on, in words; empty when it can."""
    rules = values(application.rules_id)
    asked = rules.many("creation.fields")
    missing = [
        str(FIELDS[code][1])
        for code in asked
        if code in FIELDS and not getattr(application, FIELDS[code][0])
    ]
    if missing:
        return _("Не указано: %(fields)s.") % {"fields": ", ".join(missing)}
    return _people_lack(application, rules, asked)


def _people_lack(application: Application, rules: Rules, asked: tuple[str, ...]) -> str:
    agreed = Founder.objects.filter(application=application, consent=FounderAnswer.AGREED)
    rows = list(agreed.values_list("person_id", "organization_id"))
    least, places = Least.of(rules), {place for _person, place in rows if place}
    wants_leader = least.leader or "administrators" in asked or application.way == Way.ORDER
    is_led = application.leader_id in {person for person, _place in rows}
    if len(rows) < least.persons or len(places) < least.organizations:
        return _(
            "По положению нужны согласившиеся участники: не меньше %(persons)s, из организаций: не меньше "
            "%(places)s. Сейчас согласились: %(n)s, организаций: %(m)s."
        ) % {
            "persons": least.persons, "places": least.organizations, "n": len(rows), "m": len(places),
        }  # fmt: skip
    if wants_leader and not is_led:
        return _("Выберите руководителя из тех, кто согласился участвовать.")
    return ""
