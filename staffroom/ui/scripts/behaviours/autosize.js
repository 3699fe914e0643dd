import { behave } from "../registry.js";

// A box that grows with its text, up to most of the window.

behave("autosize", (box) => {
  const fit = () => {
    box.style.blockSize = "auto";
    const edges = box.offsetHeight - box.clientHeight;
    box.style.blockSize = `${Math.min(box.scrollHeight + edges, innerHeight * 0.7)}px`;
  };
  box.addEventListener("input", fit);
  if (box.value) fit();
});
