import { behave } from "../registry.js";
import { words } from "../words.js";

// Near moments grow old on an open page: «5 минут назад» becomes «сегодня в 15:30». The clock is the
// reader's own zone as the server knows it: it stands in the element's datetime.

const shown = new Set();
let ticking = 0;

function refresh(element) {
  const stamp = element.getAttribute("datetime");
  const minutes = Math.floor((Date.now() - Date.parse(stamp)) / 60000);
  const clock = stamp.slice(11, 16).replace(/^0/, "");
  const zone = stamp.match(/([+-])(\d\d):(\d\d)$/);
  const shift = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  const day = (at) => Math.floor((at + shift * 60000) / 864e5);
  const days = day(Date.now()) - day(Date.parse(stamp));
  if (minutes < 0 || days > 1) return;
  if (minutes < 1) element.textContent = words.justNow;
  else if (minutes < 60) element.textContent = words.minutesAgo(minutes);
  else element.textContent = days ? words.yesterday(clock) : words.today(clock);
}

behave("time", (element) => {
  if (document.documentElement.lang !== "ru") return; // the words of this script are Russian
  if (Math.abs(Date.now() - Date.parse(element.getAttribute("datetime"))) > 864e5) return;
  shown.add(new WeakRef(element));
  ticking ||= setInterval(() => {
    for (const one of shown) {
      const element = one.deref();
      if (element?.isConnected) refresh(element);
      else shown.delete(one);
    }
  }, 60000);
});
