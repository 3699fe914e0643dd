"""The job that cleans all stored texts again after the rules have changed."""

from typing import Any

from staffroom.core.jobs import job
from staffroom.core.richtext.columns import reclean_all


@job(title="Очистка сохранённых текстов по новым правилам", retries=5, backoff=60)
def reclean_texts(**_later: Any) -> None:
    """Clean every stored text by the present rules; enqueue after raising RULES_VERSION."""
    reclean_all()
