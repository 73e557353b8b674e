// Large type, colour scheme and the size of the text of cases, remembered in this browser.
// Runs in the head, before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  var DARK = "(prefers-color-scheme: dark)";

  function read(name) {
    try { return localStorage.getItem("casebook-" + name); } catch (error) { return null; }
  }

  function store(name, value) {
    try { localStorage.setItem("casebook-" + name, value); } catch (error) { /* not remembered then */ }
  }

  function current(name) {
    var chosen = root.getAttribute("data-" + name);
    if (chosen || name !== "theme") { return chosen || "normal"; }
    return window.matchMedia && matchMedia(DARK).matches ? "dark" : "light";
  }

  ["type", "theme", "text"].forEach(function (name) {
    var value = read(name);
    if (value) { root.setAttribute("data-" + name, value); }
  });
  root.classList.add("scripted");

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[name=text-size]").forEach(function (size) {
      size.checked = size.value === current("text");
      size.addEventListener("change", function () {
        root.setAttribute("data-text", size.value);
        store("text", size.value);
      });
    });
    var group = document.querySelector(".display");
    if (!group) { return; }
    group.hidden = false;
    group.querySelectorAll("button").forEach(function (button) {
      var name = button.getAttribute("data-display"), on = button.getAttribute("data-value");
      var off = name === "theme" ? "light" : "normal";
      button.setAttribute("aria-pressed", String(current(name) === on));
      button.addEventListener("click", function () {
        var value = current(name) === on ? off : on;
        root.setAttribute("data-" + name, value);
        store(name, value);
        button.setAttribute("aria-pressed", String(value === on));
      });
    });
  });
})();
