"""What is done about publications by the clock."""

import logging

from staffroom.core.jobs import every, job
from staffroom.shared.publications.actions.space import check_space

log = logging.getLogger(__name__)


@every("10 3 * * *")
@job(title="Сверка места, занятого файлами сообществ", queue="slow", timeout=600, unique=True)
def check_file_space() -> None:
    """Compare the counters with the files; a difference is our mistake, so it is logged."""
    if wrong := check_space():
        log.warning("file space: %s counters were wrong and have been corrected", wrong)
