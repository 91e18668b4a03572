// Suggestions while a query is typed, and years drawn over. Every page works without this file.
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
// A span of years is drawn over the columns; by keys, or with one finger, the days below do the same.
const years = document.querySelector(".panel .years");
const days = document.querySelector(".panel .days");
if (years && days) {
  const columns = [...years.children];
  const { from, to } = days.elements;
  const chosen = columns.map((column) => column.classList.contains("within"));
  let drawn = null;
  // The columns from the one to the other are the span; without one, it is what the page came with.
  const show = (span) => {
    const [first, last] = span ? span.toSorted((one, other) => one - other) : [];
    columns.forEach((column, at) => column.classList.toggle("within", span ? first <= at && at <= last : chosen[at]));
    from.value = span ? `${columns[first].dataset.year}-01-01` : from.defaultValue;
    to.value = span ? `${columns[last].dataset.year}-12-31` : to.defaultValue;
  };
  const column = (event) => columns.indexOf(event.target.closest?.(".years > li"));
  years.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch" && column(event) >= 0) drawn = [column(event)];
  });
  // Without this a column would be carried away as a link.
  years.addEventListener("dragstart", (event) => event.preventDefault());
  years.addEventListener("pointermove", (event) => {
    if (!drawn || column(event) < 0 || column(event) === drawn[1]) return;
    // Within one column it is a click.
    if (drawn.length === 1 && column(event) === drawn[0]) return;
    drawn[1] = column(event);
    show(drawn);
  });
  document.addEventListener("pointerup", () => {
    if (drawn?.length === 2) days.requestSubmit();
    drawn = null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawn) return;
    drawn = null;
    show(null);
  });
}
// On a narrow screen the panel is closed until it is asked for.
if (window.matchMedia("(max-width: 56rem)").matches) {
  for (const panel of document.querySelectorAll(".panel > details[open]")) panel.open = false;
}
