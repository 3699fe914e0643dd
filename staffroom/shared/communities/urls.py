"""Addresses of communities: all of them under their district."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.communities.views import (
    admissions,
    blocks,
    community,
    composition,
    conduct,
    data_requests,
    directory,
    first_run,
    gathering,
    manage,
    membership,
    menu,
    people,
    queue,
    roles,
    rules,
    states,
    ties,
)

addresses.register()

app_name = "communities"

HERE = "<slug:district>/c/<named:pid>/"
PAGE = f"{HERE}manage/menu/<pid:section_pid>/page/"

urlpatterns = [
    path("communities/", directory.mine, name="mine"),
    path("<slug:district>/c/", directory.directory, name="directory"),
    path("<slug:district>/c/new/", manage.open_community, name="open"),
    path("<slug:district>/c/gather/", gathering.gather, name="gather"),
    path("<slug:district>/c/preset/", manage.open_preset, name="open-preset"),
    path("<slug:district>/composition/", composition.district, name="district-composition"),
    path("<slug:district>/roles/", roles.roles, name="roles"),
    path("<slug:district>/roles/<slug:code>/", roles.role, name="role"),
    path("<slug:district>/roles/<slug:code>/appoint/", roles.appoint, name="appoint"),
    path("<slug:district>/roles/<slug:code>/<pid:grant_pid>/end/", roles.dismiss, name="dismiss"),
    path(HERE, community.community, name="community"),
    path(f"{HERE}enter/", membership.enter, name="enter"),
    path(f"{HERE}leave/", membership.leave, name="leave"),
    path(f"{HERE}answer/", membership.answer, name="answer"),
    path(f"{HERE}conduct/", conduct.conduct, name="conduct"),
    path(f"{HERE}conduct/accept/", conduct.accept, name="conduct-accept"),
    path(f"{HERE}manage/conduct/", conduct.change, name="conduct-change"),
    path(f"{HERE}manage/", manage.change, name="change"),
    path(f"{HERE}manage/archive/", states.archive, name="archive"),
    path(f"{HERE}manage/state/", states.state, name="state"),
    path(f"{HERE}manage/state/<slug:to>/", states.move, name="state-move"),
    path(f"{HERE}manage/menu/", menu.menu, name="menu"),
    path(f"{HERE}manage/menu/order/", menu.order, name="menu-order"),
    path(f"{HERE}manage/menu/<pid:section_pid>/", menu.section, name="menu-section"),
    path(f"{HERE}manage/menu/<pid:section_pid>/remove/", menu.remove_section, name="menu-remove"),
    path(PAGE, blocks.page, name="page"),
    path(f"{PAGE}preview/", blocks.preview, name="page-preview"),
    path(f"{PAGE}publish/", blocks.publish, name="page-publish"),
    path(f"{PAGE}drop/", blocks.drop, name="page-drop"),
    path(f"{PAGE}order/", blocks.order, name="page-order"),
    path(f"{PAGE}new/<slug:kind>/", blocks.new, name="block-new"),
    path(f"{PAGE}<pid:block_pid>/", blocks.block, name="block"),
    path(f"{PAGE}<pid:block_pid>/remove/", blocks.remove, name="block-remove"),
    path(f"{HERE}manage/composition/", composition.community, name="composition"),
    path(f"{HERE}manage/people/", people.people, name="people"),
    path(f"{HERE}manage/people/<pid:person_pid>/decide/", people.decide, name="decide"),
    path(f"{HERE}manage/people/<pid:person_pid>/remove/", people.remove, name="remove"),
    path(f"{HERE}manage/ties/", ties.ties, name="ties"),
    path(f"{HERE}manage/ties/<pid:tie>/", ties.answer_partner, name="partner-answer"),
    path(f"{HERE}ties/<pid:tie>/organization/", ties.answer_for, name="organization-answer"),
    path(f"{HERE}manage/rules/", rules.rules, name="rules"),
    path(f"{HERE}manage/rules/<str:what>/", rules.rule, name="rule"),
    path(f"{HERE}manage/roles/", people.grant, name="grant"),
    path(f"{HERE}manage/roles/<pid:grant_pid>/end/", people.end_grant, name="end-grant"),
    path(f"{HERE}<slug:section>/", community.community, name="section"),
]

# Registration has a name space of its own («admissions:queue»); the root addresses include it.
admission_patterns = [
    path("registration/", admissions.choose, name="choose"),
    path("registration/first/", first_run.first, name="first"),
    path("registration/sent/", admissions.sent, name="sent"),
    path("registration/confirm/<pid:pid>/", admissions.confirm, name="confirm"),
    path("registration/<slug:district>/", admissions.register, name="register"),
    path("registration/<slug:district>/form/", admissions.register_form, name="register-form"),
    path("registration/<slug:district>/apply/", admissions.apply, name="apply"),
    path("registration/<slug:district>/mine/", admissions.application, name="application"),
    path("registration/<slug:district>/mine/withdraw/", admissions.withdraw, name="withdraw"),
    path("registration/<slug:district>/welcome/", admissions.welcome, name="welcome"),
    path("<slug:district>/staff/data-requests/", data_requests.data_requests, name="data-requests"),
    path("<slug:district>/staff/data-requests/<pid:pid>/", data_requests.erase, name="erase"),
    path("<slug:district>/staff/admissions/", queue.queue, name="queue"),
    path("<slug:district>/staff/admissions/decide/", queue.decide, name="decide"),
]
