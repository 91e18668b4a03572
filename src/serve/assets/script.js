// Suggestions while a query is typed. Every page works without this file.
"use strict";
const box = document.getElementById("q");
const list = document.getElementById("suggestions");
if (box && list) {
  let waiting = 0;
  let asked = "";
  const ask = async () => {
    const typed = box.value;
    if (typed === asked || typed.trim().length < 2) return;
    asked = typed;
    const answer = await fetch("/api/v1/suggest?" + new URLSearchParams({ q: typed }));
    if (!answer.ok || box.value !== typed) return;
    const { items } = await answer.json();
    list.replaceChildren(...items.map(({ query, field, value }) => {
      const option = document.createElement("option");
      option.value = query;
      option.label = `${value} (${field})`;
      return option;
    }));
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  // As in many programs: a slash goes to the box.
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  });
}
// On a narrow screen the panel is closed until it is asked for.
if (window.matchMedia("(max-width: 56rem)").matches) {
  for (const panel of document.querySelectorAll(".panel > details[open]")) panel.open = false;
}
