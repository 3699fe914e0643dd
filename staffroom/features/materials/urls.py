"""Addresses of the bank of materials."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.materials.views import (
    bank,
    consents,
    downloads,
    opening,
    strategy,
    uses,
    versions,
)

addresses.register()

app_name = "materials"

HERE = "p/<named:pid>/"

urlpatterns = [
    path("<slug:district>/materials/", bank.bank, name="bank"),
    path("<slug:district>/materials/register/", bank.register, name="register"),
    path("<slug:district>/materials/register/table/", bank.register_table, name="register-table"),
    path("<slug:district>/materials/consent/", consents.consents, name="consents"),
    path(
        "<slug:district>/materials/consent/<slug:whose>.<slug:kind>", consents.blank, name="consent"
    ),
    path("<slug:district>/materials/strategy/", strategy.summary, name="strategy"),
    path("<slug:district>/materials/strategy/table/", strategy.table, name="strategy-table"),
    path(f"{HERE}versions/", versions.versions, name="versions"),
    path(f"{HERE}versions/<int:n>/", versions.version, name="version"),
    path(f"{HERE}versions/<int:n>/changes/", versions.difference, name="difference"),
    path(f"{HERE}uses/new/", uses.use, name="use"),
    path(f"{HERE}uses/note/", uses.note, name="note"),
    path(f"{HERE}uses/<pid:use_pid>/withdraw/", uses.withdraw, name="use-withdraw"),
    path(f"{HERE}download/", downloads.download, name="download"),
    path(f"{HERE}opening/", opening.opening, name="opening"),
    path(f"{HERE}opening/answer/", opening.opening_answer, name="opening-answer"),
    path(f"{HERE}opening/decide/", opening.opening_decide, name="opening-decide"),
    path(f"{HERE}opening/edit/", opening.opening_edit, name="opening-edit"),
    path(f"{HERE}adapt/", uses.adapt, name="adapt"),
]
