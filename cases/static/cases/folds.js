// Rows that fold to a line: the line says what their inputs hold, and what leads to an input unfolds all around it.
// Without scripts the lines say what is saved, and open and close by themselves.
(function () {
  "use strict";
  var form = document.querySelector("#content-main form");
  if (!form) { return; }

  function input(row, name) { return row.querySelector("[name$='-" + name + "']"); }

  function text(field) {
    if (!field) { return ""; }
    var chosen = field.selectedOptions && field.selectedOptions[0];
    return field.selectedOptions ? (chosen && chosen.value ? chosen.text : "") : field.value;
  }

  function say(row) {
    var rules = input(row, "rule"), rule = text(rules), isAsSaved = rules && rules.selectedOptions[0] && rules.selectedOptions[0].defaultSelected;
    row.querySelectorAll("[data-says]").forEach(function (part) {
      var name = part.dataset.says;
      if (!input(row, name)) { return; }
      if (name === "words" && rule && isAsSaved && !text(input(row, name))) { return; } // the rule in a sentence
      part.classList.toggle("is-inferred", name === "rule" && Boolean(rule));
      part.textContent = name === "rule" ? (rule ? "推断" : "原文") : text(input(row, name)) || (name === "words" ? rule : "");
    });
    var deleted = input(row, "DELETE");
    row.classList.toggle("is-deleted", Boolean(deleted && deleted.checked));
  }

  function changed(event) {
    var row = event.target.closest(".inline-related");
    if (row && row.querySelector("[data-says]")) { say(row); }
  }

  // Unfolds what an element is folded in.
  window.unfold = function (element) {
    for (var around = element; around && around !== form; around = around.parentElement) {
      if (around.tagName === "DETAILS") { around.open = true; }
    }
    var own = element && element.querySelector("details.fold");
    if (own) { own.open = true; }
  };

  form.addEventListener("input", changed);
  // Select2 tells only jQuery of a change.
  if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", changed); } else { form.addEventListener("change", changed); }
})();
