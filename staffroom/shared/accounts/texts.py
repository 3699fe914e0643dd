"""Whom a mention in a text names: the person's own name, whatever the writer's editor called him."""

from staffroom.core.richtext import people_named_by
from staffroom.shared.accounts.models import Person


@people_named_by
def names_of(pids: tuple[str, ...]) -> dict[str, str]:
    """Names by public id; who has left or was never there is no mention."""
    found = Person.objects.filter(pid__in=pids, is_active=True)
    return dict(found.order_by("pk").values_list("pid", "name"))
