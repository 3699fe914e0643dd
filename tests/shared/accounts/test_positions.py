"""The list of positions against the official nomenclature of teachers' posts."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.shared.accounts.registry import POSITION_GROUPS, POSITIONS
from staffroom.shared.organizations.models import ImportDraft
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.shared.accounts.pages import text_of

# The Government's decree 225 of 21 February 2022, section I, with the group that each post maps to.
OFFICIAL = {
    "Воспитатель": "Педагоги детских садов",
    "Инструктор-методист": "Педагоги дополнительного образования",
    "Инструктор по труду": "Педагоги дополнительного образования",
    "Инструктор по физической культуре": "Педагоги детских садов",
    "Концертмейстер": "Педагоги дополнительного образования",
    "Логопед": "Специалисты служб сопровождения",
    "Мастер производственного обучения": "Учителя",
    "Методист": "Методисты и специалисты управления",
    "Музыкальный руководитель": "Педагоги детских садов",
    "Педагог дополнительного образования": "Педагоги дополнительного образования",
    "Педагог-библиотекарь": "Школьные библиотекари",
    "Педагог-организатор": "Педагоги дополнительного образования",
    "Педагог-психолог": "Специалисты служб сопровождения",
    "Преподаватель": "Учителя",
    "Преподаватель-организатор основ безопасности и защиты Родины": "Учителя",
    "Руководитель физического воспитания": "Учителя",
    "Советник директора по воспитанию и взаимодействию с детскими общественными объединениями": (
        "Педагоги дополнительного образования"
    ),
    "Социальный педагог": "Специалисты служб сопровождения",
    "Старший вожатый": "Педагоги дополнительного образования",
    "Старший воспитатель": "Педагоги детских садов",
    "Старший инструктор-методист": "Педагоги дополнительного образования",
    "Старший методист": "Методисты и специалисты управления",
    "Старший педагог дополнительного образования": "Педагоги дополнительного образования",
    "Старший тренер-преподаватель": "Педагоги дополнительного образования",
    "Тренер-преподаватель": "Педагоги дополнительного образования",
    "Тьютор": "Специалисты служб сопровождения",
    "Учитель": "Учителя",
    "Учитель-дефектолог": "Специалисты служб сопровождения",
    "Учитель-логопед": "Специалисты служб сопровождения",
}
FINER = {
    "senior_preschool_educator": "Старший воспитатель",
    "music_leader": "Музыкальный руководитель",
    "pe_instructor": "Инструктор по физической культуре",
}


@pytest.fixture
def world(db: None) -> made.World:
    return made.make_world()


@pytest.mark.clause("TV-A.4")
def test_a_list_in_the_words_of_the_nomenclature_is_understood_and_counted_by_groups(
    world: made.World, client: Client
) -> None:
    """Дмитрий brings one person of each official post; the table of composition has each in its group."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(("Фамилия", "Имя", "Почта", "Организация", "Должность"))
    for n, post in enumerate(OFFICIAL):
        rows.writerow(
            (
                f"Номерной{'абвгдежзиклмнопрстуфхцчшщэюяьъы'[n]}",
                "Олег",
                f"n{n}@example.org",
                "школа № 1",
                post,
            )
        )
    dmitry = sign_in(client, world.dmitry)
    file = SimpleUploadedFile("список.csv", out.getvalue().encode("cp1251"))
    shown = dmitry.post("/berezovka/staff/import/", {"file": file}, follow=True)
    assert "не узнали" not in text_of(shown)
    draft = ImportDraft.objects.get()
    dmitry.post(f"/berezovka/staff/import/{draft.pid}/apply/")
    table = text_of(dmitry.get("/berezovka/composition/"))
    # Four of the small district are subject teachers, the coordinator is a methodologist.
    counted = {
        label: sum(group == label for group in OFFICIAL.values())
        for label in set(OFFICIAL.values())
    }
    for label in (
        "Педагоги детских садов",
        "Специалисты служб сопровождения",
        "Школьные библиотекари",
    ):
        assert f"{label} {counted[label]} " in table
    for post in ("Концертмейстер", "Тьютор", "Старший вожатый", *FINER.values()):
        assert f"{post} 1 " in table


@pytest.mark.clause("TV-A.4")
@pytest.mark.parametrize("code", FINER)
def test_a_specialist_of_a_kindergarten_is_told_apart_and_offered_the_group_of_tula(
    client: Client, db: None, code: str
) -> None:
    """The form of registration names the post; its holder is offered the preschool group, and it alone."""
    place = made.district("tula", "Тула", profile="tula")
    school = made.organization(place, "Детский сад № 5")
    nursery = made.community(
        place, "Дошкольное образование", subjects=["preschool"],
        positions=["senior_preschool_educator", "preschool_educator", "music_leader", "pe_instructor"],
    )  # fmt: skip
    primary = made.community(place, "Начальные классы", positions=["primary_teacher"])
    asked = client.post("/registration/tula/", {"answer": "yes"}, follow=True)
    assert FINER[code] in text_of(asked)
    maya = person("Майя Лукина", position=code)
    made.admit(maya, place, school)
    home = text_of(sign_in(client, maya).get("/home/"))
    assert nursery.name in home
    assert primary.name not in home


def test_every_position_has_a_group_and_another_name() -> None:
    """No post is left without a group, and no two are called alike."""
    assert all(position.groups for position in POSITIONS.values())
    assert {group for one in POSITIONS.values() for group in one.groups} == set(POSITION_GROUPS)
    assert len({position.label for position in POSITIONS.values()}) == len(POSITIONS)
