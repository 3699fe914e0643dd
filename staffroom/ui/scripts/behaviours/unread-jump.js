import { behave } from "../registry.js";

// «К непрочитанному»: a link that goes away while what is new is in sight.

behave("unread-jump", (link) => {
  const target = document.querySelector(link.hash || "#unread");
  if (!target) return void (link.hidden = true);
  new IntersectionObserver(([seen]) => {
    link.hidden = seen.isIntersecting || seen.boundingClientRect.top < 0;
  }).observe(target);
});
