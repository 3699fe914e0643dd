"""Keys of a regulation: who is said to read one does, a test proves it, and the table is up to date."""

from importlib import import_module
from importlib.util import find_spec
import inspect
from typing import Any

import pytest

from staffroom.shared.regulations.registry import KEYS, Key
from tools import profile_keys

READ = [key for key in KEYS.values() if key.is_read]
READERS = [(key.code, name) for key in READ for name in key.read_by]


def _named(dotted: str) -> Any:
    """The module, class or function of a dotted name."""
    try:
        if find_spec(dotted):
            return import_module(dotted)
    except ModuleNotFoundError:
        pass
    module, _, attribute = dotted.rpartition(".")
    return getattr(import_module(module), attribute)


@pytest.mark.parametrize(("code", "reader"), READERS)
def test_reader_mentions_its_key(code: str, reader: str) -> None:
    assert f'"{code}"' in inspect.getsource(_named(reader))


@pytest.mark.parametrize("key", READ, ids=lambda key: key.code)
def test_a_read_key_says_where_it_is_noticed_and_has_a_proof(key: Key) -> None:
    assert key.page
    assert key.code in profile_keys.proofs(), (
        f"no test is marked @pytest.mark.key({key.code!r}): change the key through the settings page "
        "and show what another page does differently"
    )


def test_proofs_name_keys_that_are_read() -> None:
    unread = set(profile_keys.proofs()) - {key.code for key in READ}

    assert not unread, f"declare who reads them (read_by): {sorted(unread)}"


def test_the_table_is_up_to_date() -> None:
    assert profile_keys.TABLE.read_text("utf-8") == profile_keys.table(), (
        "run python -m tools.profile_keys"
    )
