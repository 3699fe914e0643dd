// The chosen one of a long menu is seen without scrolling the menu: tabs on a phone, the rail of a desk.

export function showWhere() {
  for (const here of document.querySelectorAll(".tabs [aria-current], .rail [aria-current]")) {
    const box = here.closest(".tabs, .rail");
    const [one, all] = [here.getBoundingClientRect(), box.getBoundingClientRect()];
    if (one.right > all.right) box.scrollLeft += one.right - all.right;
    if (one.bottom > all.bottom) box.scrollTop += one.bottom - all.bottom;
  }
}
