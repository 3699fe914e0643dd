import { behave } from "../registry.js";

// What is wrong with a form takes the keyboard, so that a screen reader begins there.

behave("focus", (element) => element.focus({ preventScroll: false }));
