"""Notices on the site and by e-mail: who is told what, how and when.

Nouns: NoticeRow, Preference, CommunityPreference, MailSetting. It states no facts of its own: apps
declare kinds of notices (`core.plugs.notice`), a job makes rows of them after the fact, rights are
judged again when a row is shown or mailed.
"""
