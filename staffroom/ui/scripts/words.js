// What scripts say to people, in one place.

export function plural(n, one, few, many) {
  if (n % 10 === 1 && n % 100 !== 11) return one;
  return n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? few : many;
}

export const words = {
  copied: "Ссылка скопирована",
  notCopied: "Не удалось скопировать: выделите адрес и скопируйте сами",
  offline: "Нет связи с сайтом. Написанное сохранено в браузере, отправьте позже.",
  failed: "Не получилось: сайт не ответил. Написанное осталось в форме, попробуйте ещё раз.",
  uploading: (name, share) => `Загружаем «${name}»: ${share} %`,
  uploaded: (name) => `Файл «${name}» загружен`,
  broken: "Связь прервалась. Загрузка продолжится сама, когда сайт ответит.",
  notUploaded: "Не получилось загрузить файл. Попробуйте ещё раз.",
  close: "Закрыть",
  draftKept: (clock) => `Черновик сохранён в ${clock}`,
  draftKeptHere: (clock) => `Нет связи с сайтом. Черновик сохранён в этом браузере в ${clock}`,
  draftWaits: (day) => `Есть неотправленный текст (${day}).`,
  draftTake: "Вернуть его",
  draftBack: (day) => `Вернули неотправленный текст (${day}).`,
  draftDrop: "Убрать",
  left: (n) => `Можно ещё ${n} ${plural(n, "знак", "знака", "знаков")}`,
  over: (n) => `Лишних ${n} ${plural(n, "знак", "знака", "знаков")}`,
  minutesAgo: (n) => `${n} ${plural(n, "минуту", "минуты", "минут")} назад`,
  justNow: "только что",
  today: (clock) => `сегодня в ${clock}`,
  yesterday: (clock) => `вчера в ${clock}`,
};
