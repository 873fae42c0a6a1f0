// The day slides, and a choice asks at once. Without this, the form has its button.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const slide = document.getElementById("slide");
  const on = document.getElementById("on");
  if (slide && on) {
    const first = new Date(`${slide.dataset.first}T00:00:00Z`);
    const day = 24 * 60 * 60 * 1000;
    slide.hidden = false;
    if (on.value) slide.value = String(Math.round((new Date(`${on.value}T00:00:00Z`) - first) / day));
    slide.addEventListener("input", () => {
      on.value = new Date(first.getTime() + Number(slide.value) * day).toISOString().slice(0, 10);
    });
    slide.addEventListener("change", () => slide.form.requestSubmit());
  }
});
