"""Fields of a form are decoded quicker than Django does it, and come out the same."""

from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st
import pytest

from staffroom.config.server.wsgi import decoded

TYPED = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=40)), max_size=6)
SIGNS = st.sampled_from(
    [*b"& = + % %3D %26 %2B %25 %0D%0A %D0 %9f _ a \xd0".split(), b"\n", b"\r", b"=\n"]
)


@given(TYPED)
def test_what_a_browser_sends_is_what_was_typed(fields: list[tuple[str, str]]) -> None:
    found = decoded(urlencode(fields).encode())
    assert found is not None
    assert found == QueryDict(urlencode(fields), encoding="utf-8")
    names = dict.fromkeys(name for name, _value in fields)
    assert {name: found.getlist(name) for name in found} == {
        name: [value for one, value in fields if one == name] for name in names
    }


@given(st.lists(SIGNS, max_size=12).map(b"".join))
@example(b"a=%D0%9F%D1%80+%3D%0D%0A&a=&b&&=c")
def test_odd_bytes_give_what_django_gives_or_are_left_to_it(body: bytes) -> None:
    found = decoded(body)
    assert found is None or found == QueryDict(body, encoding="utf-8")


@pytest.mark.parametrize("body", [b"a=%zz", b"a=%", b"a=100%&b=1", "a=я".encode(), b"a=1&" * 2_000])
def test_what_no_browser_sends_is_left_to_django(body: bytes) -> None:
    assert decoded(body) is None


def test_fields_cannot_be_changed() -> None:
    found = decoded(b"a=1")
    assert found is not None
    with pytest.raises(AttributeError, match="immutable"):
        found["b"] = "2"
