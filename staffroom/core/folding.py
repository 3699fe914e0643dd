"""Names as people type them: `name__folded__contains` finds in any case, and «ё» by «е»."""

from typing import Any

from django.db.models import CharField, TextField, Transform


def folded(words: str) -> str:
    """Words as `__folded` compares them."""
    return words.lower().replace("ё", "е")


class Folded(Transform):
    """Both sides of a comparison, alike on both databases."""

    lookup_name = "folded"
    bilateral = True
    template = "REPLACE(LOWER(%(expressions)s), 'ё', 'е')"

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """PostgreSQL wants to be told of which type a typed word is."""
        sql, params = self.as_sql(
            compiler,
            connection,
            template="REPLACE(LOWER((%(expressions)s)::text), 'ё', 'е')",
            **context,
        )
        return sql, list(params)


for kind in (CharField, TextField):
    kind.register_lookup(Folded)
