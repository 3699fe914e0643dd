"""Addresses of the account and of people's cards."""

from django.urls import path

from staffroom.core import addresses
from staffroom.shared.accounts.views import (
    cards,
    consents,
    letters,
    passwords,
    second_factor,
    sessions,
    sign_in,
)

addresses.register()

app_name = "accounts"

urlpatterns = [
    path("account/", sessions.account, name="account"),
    path("account/sign-in/", sign_in.sign_in_page, name="sign-in"),
    path("account/sign-in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("account/sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/password/", passwords.password, name="password"),
    path("account/password/reset/", passwords.reset_ask, name="reset-ask"),
    path("account/password/reset/sent/", passwords.reset_sent, name="reset-sent"),
    path("account/password/reset/<pid:pid>/<str:token>/", passwords.reset, name="reset"),
    path("account/email/", passwords.email, name="email"),
    path("account/email/<str:token>/", passwords.email_confirm, name="email-confirm"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/second-factor/set-up/", second_factor.set_up, name="second-factor-set-up"),
    path("account/second-factor/codes/", second_factor.renew_codes, name="second-factor-codes"),
    path("account/second-factor/remove/", second_factor.remove, name="second-factor-remove"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/end/", sessions.sessions_end, name="sessions-end"),
    path("account/profile/", cards.profile, name="profile"),
    path("account/visibility/", cards.visibility, name="visibility"),
    path("account/visibility/<str:field>/", cards.publish, name="publish"),
    path("account/data/", consents.my_data, name="data"),
    path("account/data/archive/", consents.archive_ask, name="data-archive"),
    path("account/data/download/", consents.download, name="data-download"),
    path("account/data/erase/", consents.erase, name="data-erase"),
    path("account/data/erase/withdraw/", consents.erase_withdraw, name="data-erase-withdraw"),
    path("account/consents/ask/", consents.consent_ask, name="consent-ask"),
    path("account/consents/<str:purpose>/", consents.consent, name="consent"),
    path("account/consents/<pid:pid>/withdraw/", consents.withdraw, name="consent-withdraw"),
    path("people/<pid:pid>", cards.person, name="person"),
    path("staff/letters/", letters.letters, name="letters"),
    path("staff/letters/<pid:pid>/", letters.letter, name="letter"),
]
