"""Reading the demonstration's texts: one folder a district, TOML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
import tomllib
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class DistrictTexts:
    """Everything written for one district."""

    district: Mapping[str, Any]
    organizations: Sequence[Mapping[str, Any]]
    people: Sequence[Mapping[str, Any]]
    communities: Sequence[Mapping[str, Any]]  # each with its `topic` list
    site: Mapping[str, Any]  # what stands on the public face
    papers: Mapping[str, Any]  # the letterhead and the registered papers
    creation: Mapping[str, Any]  # what is on the way: topics, applications, initiatives
    plans: Mapping[str, Any]  # plans of work, rubrics and projects
    together: Mapping[
        str, Any
    ]  # adoption, items of orders, a draft; where the regulation asks for them
    terms: Mapping[str, Any]  # terms that are near, results, communities split off
    sharing: Mapping[str, Any]  # resources, requests and agreements of organisations
    rosters: Mapping[str, Any]  # compositions and appointments by order
    materials: Mapping[str, Any]  # the bank of materials
    reviews: Mapping[str, Any]  # experts and works; where the regulation has review
    shelves: Mapping[str, Any]  # collections, novelties, the exchange, what is recommended


def read(slug: str) -> DistrictTexts:
    """The texts of a district; parents come before their children."""
    folder = FOLDER / slug
    communities = [_toml(path) for path in sorted((folder / "communities").glob("*.toml"))]
    communities.sort(
        key=lambda one: (bool(one["community"].get("parent")), one["community"]["key"])
    )
    return DistrictTexts(
        district=_toml(folder / "district.toml"),
        organizations=_toml(folder / "organizations.toml")["organization"],
        people=_toml(folder / "people.toml")["person"],
        communities=communities,
        site=_toml(folder / "site.toml"),
        papers=_toml(folder / "papers.toml"),
        creation=_toml(folder / "creation.toml"),
        plans=_toml(folder / "plans.toml"),
        together=_if_any(folder / "together.toml"),
        terms=_if_any(folder / "terms.toml"),
        sharing=_if_any(folder / "sharing.toml"),
        rosters=_if_any(folder / "rosters.toml"),
        materials=_toml(folder / "materials.toml"),
        reviews=_if_any(folder / "reviews.toml"),
        shelves=_toml(folder / "shelves.toml"),
    )


def _if_any(path: Path) -> Mapping[str, Any]:
    return _toml(path) if path.exists() else {}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
