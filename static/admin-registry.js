// The fields in which one chooses by typing are drawn by Select2 without a name; they get the one of their label.
"use strict";

const NAMELESS = ".select2-search__field, .select2-selection--single, .select2-selection__rendered[role='textbox']";

function name(container) {
  const select = container.previousElementSibling;
  const label = select?.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (!label) return;
  for (const part of container.querySelectorAll(NAMELESS)) {
    part.removeAttribute("aria-labelledby");
    part.setAttribute("aria-label", label.textContent.trim());
  }
}

function nameAll() {
  document.querySelectorAll(".select2-container").forEach(name);
}

new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });

// From list to form to next by keyboard: arrows between the rows, Enter opens one, Ctrl+Enter saves and goes on.
const ROWS = "#result_list tbody th a";

function step(event) {
  const rows = [...document.querySelectorAll(ROWS)];
  const place = rows.indexOf(document.activeElement);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1 }[event.key];
  if (place < 0 || next === undefined || !rows[next]) return;
  event.preventDefault();
  rows[next].focus();
}

function saveAndGoOn(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form") ?? document;
  const button = form.querySelector("[name=_next], .submit-row .default");
  if (!button) return;
  event.preventDefault();
  button.click();
}

document.addEventListener("keydown", step);
document.addEventListener("keydown", saveAndGoOn);
document.addEventListener("DOMContentLoaded", () => {
  if (new URLSearchParams(location.search).has("worklist")) document.querySelector(ROWS)?.focus();
});

// Up and down a column of the grid with Alt and an arrow: the arrows alone choose, as everywhere. Alt+Enter opens a cell.
function stepInGrid(event) {
  const cell = event.target.closest?.(".grid td");
  if (cell && event.altKey && event.key === "Enter") {
    event.preventDefault();
    cell.querySelector("button")?.click();
    return;
  }
  const direction = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!cell || !event.altKey || !direction) return;
  const row = cell.parentElement[direction];
  const next = row?.cells[cell.cellIndex]?.querySelector("select");
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", stepInGrid);

// A page that waits for the worker looks again by itself; without a script the browser loads it anew instead.
const WAITING = "[data-waits]";
const LOOK_AGAIN_AFTER = 1000;

async function lookAgain() {
  const answer = await fetch(location.href).catch(() => null);
  const here = document.querySelector(WAITING);
  const there = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(WAITING);
  if (answer?.ok && !there) location.reload();
  if (there) here.replaceChildren(...there.childNodes);
  setTimeout(lookAgain, LOOK_AGAIN_AFTER);
}

if (document.querySelector(WAITING)) setTimeout(lookAgain, LOOK_AGAIN_AFTER);
