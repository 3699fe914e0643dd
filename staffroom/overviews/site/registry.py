"""Words that a visitor agrees to, and how long his question is kept."""

from datetime import timedelta

FORGET_AFTER = timedelta(days=30)  # 152-ФЗ, article 21: the goal is reached, the data go

# The text in force is the last; a changed text is a new version, the old ones stay for who agreed.
INQUIRY_CONSENT = {
    1: (
        "Я даю согласие оператору этого сайта на обработку моих персональных данных (имя и адрес "
        "электронной почты), чтобы получить ответ на этот вопрос. Их увидят только те, кто отвечает; "
        "дальше они не передаются. Через 30 дней после ответа имя, адрес и текст вопроса сотрутся. "
        "Отозвать согласие можно раньше: напишите об этом ещё одним вопросом."
    )
}
CONSENT_VERSION = max(INQUIRY_CONSENT)
