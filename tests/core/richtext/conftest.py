"""The rules of text are tried alone: nobody here knows the names of persons."""

from collections.abc import Iterator

import pytest

from staffroom.core.richtext import compose


@pytest.fixture(autouse=True, scope="module")
def _no_names() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "_name_people", None)
        yield
