"""What the paper of a conclusion says, from its rows."""

from collections.abc import Sequence

from staffroom.features.review.models import Assignment, Conclusion, Criterion, Outcome, Strategy
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.regulations.registry import KEYS
from staffroom.ui.words import plural

PLAIN = str.maketrans({"{": "(", "}": ")", "|": "/"})


def level_words(conclusion: Conclusion) -> str:
    """The level in the words of the regulation the review began with (`review.levels`)."""
    options = {one.code: str(one.label) for one in KEYS["review.levels"].options}
    return options.get(conclusion.level, conclusion.level)


def values_of(conclusion: Conclusion, handed: Sequence[Assignment]) -> dict[str, str]:
    """The fields of the template «review-conclusion»."""
    request = conclusion.request
    author = request.author
    place = f", {author.workplace}" if author.workplace else ""
    began, ended = (
        today_in(request.district, moment) for moment in (request.received_at, conclusion.made_at)
    )
    return {
        "работа": clean(request.publication.title),
        "автор": clean(f"Автор: {author.full_name}{place}"),
        "направление": request.direction,
        "начало": f"{began:%d.%m.%Y}",
        "конец": f"{ended:%d.%m.%Y}",
        "уровень": level_words(conclusion).lower(),
        "эксперты": experts(conclusion, handed),
        "критерии": "\n".join(lines(conclusion, handed)),
        "итог": total(conclusion),
        "вывод": str(Outcome(conclusion.outcome).label).lower(),
        "обоснование": clean(conclusion.words),
    }


def experts(conclusion: Conclusion, handed: Sequence[Assignment]) -> str:
    """Who judged: by names where everybody knows everybody, by number where the mode hides them."""
    n = conclusion.expert_n
    if conclusion.request.hides_experts:
        return f"{n} {plural(n, 'эксперт', 'эксперта', 'экспертов')}, экспертиза слепая"
    return clean(", ".join(one.name for one in handed))


def lines(conclusion: Conclusion, handed: Sequence[Assignment]) -> list[str]:
    """A line for each criterion with the mean of its points."""
    rubric = conclusion.request.rubric
    criteria = Criterion.objects.filter(rubric=rubric).order_by("n")
    if rubric.strategy == Strategy.COMMENT:
        return [f"4.{one.n}. {clean(one.title)}." for one in criteria]
    points: dict[int, list[int]] = {}
    for opinion in handed:
        for score in opinion.scores.all():
            if score.points is not None:
                points.setdefault(score.criterion_id, []).append(score.points)
    return [
        f"4.{one.n}. {clean(one.title)}: {_mean(points.get(one.pk, []))} из {one.most}."
        for one in criteria
    ]


def total(conclusion: Conclusion) -> str:
    """The score of a hundred in words."""
    if conclusion.percent is None:
        return "Экспертиза проведена без баллов."
    return f"Итоговая оценка: {decimal(conclusion.percent)} из 100."


def decimal(value: float) -> str:
    """«83,3»; a whole number without a comma."""
    return f"{value:g}".replace(".", ",")


def _mean(points: Sequence[int]) -> str:
    return decimal(round(sum(points) / len(points), 1)) if points else "нет"


def clean(words: str) -> str:
    """Words of people inside a template: no fields of ours, no cells of a table."""
    return words.translate(PLAIN)
