"""Terms of the index that no text can contain: what narrows a search before anything is ranked."""

from collections.abc import Iterable, Mapping


def kind_term(kind: str) -> str:
    """Things of a kind («publication», «person»)."""
    return f"_k_{_plain(kind)}"


def subkind_term(subkind: str) -> str:
    """Publications of one kind («topic», «news»)."""
    return f"_s_{_plain(subkind)}"


def district_term(district_id: int) -> str:
    """What belongs to a district."""
    return f"_d_{int(district_id)}"


def community_term(community_id: int) -> str:
    """What stands in a community."""
    return f"_c_{int(community_id)}"


def author_term(person_id: int) -> str:
    """What a person wrote."""
    return f"_a_{int(person_id)}"


def title_term(word: str) -> str:
    """What has the word in its title: these lists are short, the lists of words are long."""
    return f"_t_{word}"


def facet_term(name: str, code: str) -> str:
    """What is of this subject, for this class, of this year."""
    return f"_f_{_plain(name)}_{_plain(code)}"


def token_term(token: int) -> str:
    """What the holders of a reader token may find."""
    return f"_r_{int(token)}"


def _plain(code: str) -> str:
    """Letters and digits of a code; underscores are only ours."""
    return "".join(letter for letter in code.lower() if letter.isascii() and letter.isalnum())


def terms_of(
    *,
    kind: str,
    subkind: str,
    district_id: int | None,
    community_ids: Iterable[int],
    author_id: int | None,
    tokens: Iterable[int],
    title: Iterable[str],
    facets: Mapping[str, Iterable[str]],
) -> list[str]:
    """All the terms of one row."""
    found = [kind_term(kind)]
    if subkind:
        found.append(subkind_term(subkind))
    if district_id is not None:
        found.append(district_term(district_id))
    if author_id is not None:
        found.append(author_term(author_id))
    found += [community_term(key) for key in community_ids]
    found += [facet_term(name, code) for name, codes in facets.items() for code in codes]
    found += [token_term(token) for token in sorted(set(tokens))]
    return [*found, *(title_term(word) for word in dict.fromkeys(title))]
