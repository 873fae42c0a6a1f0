// What the pages do beyond links and forms. Without this, each form has its button.
"use strict";
const DAY = 24 * 60 * 60 * 1000;

document.addEventListener("DOMContentLoaded", () => {
  slideDays();
  for (const field of document.querySelectorAll("form.facts select, form.asks select")) {
    field.addEventListener("change", () => field.form.requestSubmit());
  }
  for (const link of document.querySelectorAll("a[data-line]")) {
    link.addEventListener("click", (event) => chooseLine(event, link));
  }
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  document.addEventListener("submit", (event) => leaveOutEmpty(event.target));
});

// The day is dragged along the bar; letting go asks of that day.
function slideDays() {
  const slide = document.getElementById("slide");
  const on = document.getElementById("on");
  if (!slide || !on) return;
  const first = Date.parse(`${slide.dataset.first}T00:00:00Z`);
  const told = document.getElementById("slid");
  slide.hidden = false;
  if (on.value) slide.value = String(Math.round((Date.parse(`${on.value}T00:00:00Z`) - first) / DAY));
  slide.addEventListener("input", () => {
    const day = new Date(first + Number(slide.value) * DAY);
    on.value = day.toISOString().slice(0, 10);
    const words = day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    slide.setAttribute("aria-valuetext", words);
    if (told) told.textContent = words;
  });
  slide.addEventListener("change", () => on.form.requestSubmit());
}

// An address holds what is said and nothing else.
function leaveOutEmpty(form) {
  if (form.method !== "get") return;
  for (const field of form.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
  setTimeout(() => {
    for (const field of form.elements) field.disabled = false;
  });
}

// A link to a line of a text that was pasted chooses that line.
function chooseLine(event, link) {
  const field = document.querySelector(link.hash);
  if (!field) return;
  event.preventDefault();
  const lines = field.value.split("\n");
  const before = lines.slice(0, link.dataset.line - 1).join("\n").length;
  const start = before + (link.dataset.line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + lines[link.dataset.line - 1].length);
  field.scrollTop = (field.scrollHeight * (link.dataset.line - 4)) / lines.length;
}
