"""Living screens to which the board leads."""

from dataclasses import dataclass
from enum import StrEnum

from staffroom.shared.accounts.registry import Power

ANYBODY = Power(0)


class Where(StrEnum):
    """What the address of a screen names."""

    SITE = "site"
    DISTRICT = "district"
    COMMUNITY = "community"  # the district's first working community shows it


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its name, its address, and the power without which it does not open."""

    label: str
    address: str
    where: Where = Where.DISTRICT
    power: Power = ANYBODY


SITE, GROUP = Where.SITE, Where.COMMUNITY
MEMBERS, STRUCTURE = Power.MANAGE_MEMBERS, Power.MANAGE_STRUCTURE

SCREENS: dict[str, Screen] = {
    "account": Screen("Вход и безопасность", "accounts:account", SITE),
    "acts": Screen("Нормативное", "documents:acts"),
    "admissions": Screen("Заявки на участие", "admissions:queue", power=Power.ADMIT),
    "adoption": Screen("Принятие документов", "adoption:adoptions", power=Power.KEEP_DOCUMENTS),
    "cabinet": Screen("Полки кабинета", "site:shelves", power=Power.PUBLISH_NEWS),
    "collections": Screen("Подборки", "collections:list"),
    "colleagues": Screen("Коллеги", "search:people", SITE),
    "community": Screen("Сообщество", "communities:community", GROUP),
    "composition": Screen("Состав", "communities:district-composition", power=Power.SEE_STATISTICS),
    "conduct": Screen("Правила общения", "communities:conduct", GROUP),
    "control": Screen("Контроль исполнения", "control:items"),
    "creation": Screen("Инициативы и создание сообществ", "governance:creation"),
    "desk": Screen("Обзор работы", "desks:desk", power=Power.SEE_STATISTICS),
    "directory": Screen("Сообщества района", "communities:directory"),
    "district": Screen("Район", "organizations:district", power=Power.MANAGE_ORGANIZATIONS),
    "documents": Screen("Документы", "documents:library"),
    "drafting": Screen("Проекты документов", "drafting:drafts"),
    "exchange": Screen("Ищу и делюсь", "collections:exchange"),
    "experience": Screen("Опыт педагогов", "experience:list"),
    "gather": Screen("Собрать творческую группу", "communities:gather"),
    "groups": Screen("Открытый перечень сообществ", "site:groups"),
    "health": Screen("Состояние сайта", "upkeep:health", SITE, Power.TECHNICAL),
    "home": Screen("Главная", "home:home", SITE),
    "import": Screen("Список сотрудников", "organizations:import", power=Power.MANAGE_PEOPLE),
    "letterheads": Screen("Бланки", "documents:letterheads", power=Power.KEEP_DOCUMENTS),
    "links": Screen("Ссылки на другие сайты", "publications:links", power=Power.MODERATE),
    "log": Screen("Журнал сообщества", "journal:log", GROUP),
    "materials": Screen("Материалы", "materials:bank"),
    "menu": Screen("Разделы сообщества", "communities:menu", GROUP, STRUCTURE),
    "news": Screen("Новости", "site:news"),
    "notices": Screen("Настройка уведомлений", "notifications:settings", SITE),
    "novelties": Screen("Новинки", "collections:novelties"),
    "organizations": Screen(
        "Организации", "organizations:organizations", power=Power.MANAGE_ORGANIZATIONS
    ),
    "people": Screen("Участники сообщества", "communities:people", GROUP, MEMBERS),
    "profile": Screen("Мой профиль", "accounts:profile", SITE),
    "reports": Screen("Жалобы", "moderation:reports", power=Power.MODERATE),
    "register": Screen("Реестр материалов", "materials:register"),
    "review": Screen("Экспертиза", "review:home"),
    "roles": Screen("Роли района", "communities:roles", power=Power.GRANT_ROLES),
    "rules": Screen("Правила района", "regulations:rules", power=Power.CHANGE_REGULATION),
    "search": Screen("Поиск", "search:search", SITE),
    "sections": Screen("Карта разделов", "desks:sections", power=Power.SEE_STATISTICS),
    "sharing": Screen("Обмен ресурсами", "sharing:board"),
    "site": Screen("Сайт района", "site:district"),
    "sitemenu": Screen("Меню сайта", "site:menu", power=Power.PUBLISH_NEWS),
    "state": Screen("Состояние сообщества", "communities:state", GROUP, Power.MANAGE_COMMUNITIES),
    "strategy": Screen("Стандарты и стратегия", "materials:strategy"),
    "terms": Screen("Сроки района", "duties:board", power=Power.SEE_STATISTICS),
    "ties": Screen("Связи сообщества", "communities:ties", GROUP, STRUCTURE),
    "trends": Screen("Тенденции образования", "collections:trends"),
    "waiting": Screen("Ждёт вас", "duties:list", SITE),
}
