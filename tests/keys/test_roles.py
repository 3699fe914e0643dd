"""Roles of the district: who may be appointed, and what an appointment ends."""

from collections.abc import Callable
import re

import pytest

from staffroom.shared.organizations.models import Affiliation
from tests.factories.world import World, organization
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("roles.site_admin_source")
def test_the_site_administrator_is_taken_from_where_the_regulation_says(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    dmitry, page = browser(world.dmitry), "/berezovka/roles/technician/appoint/"
    refused = dmitry.post(page, {"person": "Анна Соколова"})
    assert refused.status_code == 422
    assert "сайт администрирует сотрудник методического центра" in text_of(refused)

    set_rule("roles.site_admin_source", "department_staff")

    refused = dmitry.post(page, {"person": "Анна Соколова"})
    assert "сайт администрирует сотрудник управления образования" in text_of(refused)
    office = organization(world.district, "Управление образования")
    office.kind = "education_department"
    office.save(update_fields=["kind"])
    Affiliation.objects.create(
        person=world.anna, organization=office, is_main=False, is_confirmed=True
    )
    assert dmitry.post(page, {"person": "Анна Соколова"}).status_code == 302

    set_rule("roles.site_admin_source", "teachers")

    assert dmitry.post(page, {"person": "Борис Орлов"}).status_code == 302


@pytest.mark.key("roles.lead")
def test_the_leading_role_passes_from_one_to_another(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    dmitry = browser(world.dmitry)
    listed = text_of(dmitry.get("/berezovka/roles/"))
    assert "Координатор отвечает за всю сеть" in listed
    methodist = "/berezovka/roles/methodist/appoint/"
    assert dmitry.post(methodist, {"person": "Анна Соколова"}).status_code == 302

    set_rule("roles.lead", "methodist")

    assert "Методист отвечает за всю сеть" in text_of(dmitry.get("/berezovka/roles/"))
    assert re.search(r'name="replaces"[^>]*checked', dmitry.get(methodist).content.decode())
    refused = dmitry.post(methodist, {"person": "Борис Орлов", "replaces": "on"})
    assert refused.status_code == 422
    named = {"person": "Борис Орлов", "replaces": "on", "basis": "приказ № 7"}
    assert dmitry.post(methodist, named).status_code == 302
    now_held, _, history = text_of(dmitry.get("/berezovka/roles/methodist/")).partition("История")
    assert "Борис Орлов приказ № 7" in now_held
    assert "Анна Соколова" in history
