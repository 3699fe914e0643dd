"""The result of a project goes to the bank of materials (BB-2.1.5.a)."""

from datetime import datetime
from html import escape

from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.features.materials.registry import MATERIAL, RESULTS
from staffroom.features.plans.models import Project
from staffroom.features.plans.registry import banks
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import write_draft
from staffroom.shared.publications.models import Publication

FIT = (
    "projects",
    *RESULTS,
)  # kinds of the regulation that a project's result is, the likeliest first


def begin(*, project: Project, actor: Viewer, at: datetime) -> Publication:
    """A draft in the project's community with the card filled as far as the project says it.

    Its kind is one of the regulation's own, its theme the community's where it has one alone; the author
    may change everything before others read it.
    """
    home = project.community
    kinds = rules_of(home).labels("materials.kinds")
    kind = next((code for code in FIT if code in kinds), next(iter(kinds), ""))
    said = [f"Цель проекта: {project.goal}", project.outcome]
    text = clean("".join(f"<p>{escape(words)}</p>" for words in said if words))
    return write_draft(
        kind=MATERIAL.code, home=home, actor=actor, at=at,
        content=Content(
            title=project.title, text=text, theme=home.themes[0] if len(home.themes) == 1 else "",
            card={"kind": kind, "origin": "own"},
        ),
    )  # fmt: skip


banks[MATERIAL.code] = begin
