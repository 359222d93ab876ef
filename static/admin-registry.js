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
