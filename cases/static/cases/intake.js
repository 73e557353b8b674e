// The preview of an import: rows and the passages that print them find each other, and chosen words fill the open row.
(function () {
  "use strict";
  var aside = document.querySelector("[data-passages]"), data = document.getElementById("intake-passages");
  if (!aside || !data || !window.PassagePanel) { return; }
  var panel = new window.PassagePanel(aside), shown = JSON.parse(data.textContent), current = null;
  var name = aside.querySelector("[data-row-name]"), adding = aside.querySelector("[data-add]");

  function rows() { return Array.prototype.slice.call(document.querySelectorAll(".intake-row")); }
  function row() { return current && document.getElementById(current); }

  function offer() {
    var none = !panel.choice, open = row() && row().querySelector("form");
    aside.querySelectorAll("[data-use]").forEach(function (button) { button.disabled = none || !open; });
    if (!adding) { return; }
    adding.querySelector("button").disabled = none;
    name.textContent = open ? "“" + row().querySelector("summary strong").textContent.trim().slice(0, 20) + "”的：" : name.dataset.none;
  }

  function turnTo(key) {
    current = key;
    rows().forEach(function (each) { each.classList.toggle("passage-current", each.id === key); });
    panel.light(shown.passages, key);
    panel.reveal();
    offer();
  }

  // A row, or the passage of a problem of the document, by the key of its address.
  function open(key) {
    var target = document.getElementById(key);
    if (target && target.matches(".intake-row")) {
      target.open = true;
      target.scrollIntoView({ block: "nearest" });
      target.querySelector("summary").focus({ preventScroll: true });
    }
    turnTo(key);
  }

  function set(form, field, value) {
    var input = form.querySelector("[name='" + field + "']");
    if (input) { input.value = value; }
  }

  function use(what) {
    var form = row().querySelector("form"), choice = panel.choice;
    if (what === "split") {
      set(form, "at", String(choice.start));
      form.querySelector("[value=split]").click();
      return;
    }
    set(form, what + "_start", String(choice.start));
    set(form, what + "_end", String(choice.end));
    if (what !== "tier" && what !== "row") { set(form, what, panel.words(choice.start, choice.end).replace(/\s+$/, "")); }
    if (what === "row") {
      shown.passages.forEach(function (each) { if (each.key === current) { each.start = choice.start; each.end = choice.end; } });
    }
    row().classList.add("is-edited");
    panel.light(shown.passages, current);
  }

  // Words that are typed are looked up by the server where they stand.
  document.addEventListener("input", function (event) {
    var form = event.target.closest(".intake-row form"), field = event.target.name;
    if (!form || !field) { return; }
    set(form, field + "_start", "");
    set(form, field + "_end", "");
    form.closest(".intake-row").classList.add("is-edited");
  });
  document.addEventListener("focusin", function (event) {
    var inside = event.target.closest(".intake-row");
    if (inside && inside.id !== current) { turnTo(inside.id); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".intake-problems a"), page = location.search || "?page=1";
    if (!link || (link.search !== page && !(link.search === "?page=1" && !location.search))) { return; }
    event.preventDefault();
    open(link.hash.slice(1));
  });
  aside.addEventListener("click", function (event) {
    var button = event.target.closest("[data-use]");
    if (button && panel.choice && row()) { use(button.dataset.use); }
  });
  if (adding) {
    adding.addEventListener("submit", function () {
      set(adding, "start", String(panel.choice.start));
      set(adding, "end", String(panel.choice.end));
    });
  }

  panel.onchoice = offer;
  panel.onpick = open;
  document.body.classList.add("with-passages");
  panel.show(shown.text, shown.base);
  panel.light(shown.passages, null);
  if (location.hash) { open(location.hash.slice(1)); }
  offer();
})();
