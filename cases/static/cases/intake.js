// The preview of an import: rows and the passages that print them find each other, and chosen words fill the open row.
(function () {
  "use strict";
  var aside = document.querySelector("[data-passages]"), data = document.getElementById("intake-passages");
  if (!aside || !data || !window.PassagePanel) { return; }
  var panel = new window.PassagePanel(aside), shown = JSON.parse(data.textContent), current = null;
  var name = aside.querySelector("[data-row-name]"), adding = aside.querySelector("[data-add]");
  var form = document.getElementById("intake-form"), isSent = false;

  function rows() { return Array.prototype.slice.call(document.querySelectorAll(".intake-row")); }
  function row() { return current && document.getElementById(current); }

  function offer() {
    var none = !panel.choice, open = form && row() && row().querySelector(".intake-fields");
    aside.querySelectorAll("[data-use]").forEach(function (button) {
      button.disabled = none || !open || (button.dataset.use === "split" && !row().querySelector("[value=split]"));
    });
    if (!adding) { return; }
    adding.disabled = none;
    name.textContent = open ? "“" + row().querySelector("summary strong").textContent.trim().slice(0, 20) + "”的：" : name.dataset.none;
  }

  // --- What is not saved yet ---------------------------------------------------------------------

  function unsaved() { return document.querySelectorAll(".intake-row.is-edited"); }
  function isFactsEdited() { return Boolean(document.querySelector("[data-facts].is-edited")); }

  function count() {
    var bar = document.querySelector("[data-savebar]"), number = unsaved().length;
    if (!bar) { return; }
    bar.hidden = !number;
    bar.querySelector("[data-unsaved]").textContent = number + " 条有改动，还没有保存";
  }

  function edited(element) {
    var inside = element.closest(".intake-row, [data-facts]");
    if (!form || !inside || !form.contains(inside)) { return; }
    inside.classList.add("is-edited");
    count();
  }

  function turnTo(key) {
    current = key;
    rows().forEach(function (each) { each.classList.toggle("passage-current", each.id === key); });
    panel.light(shown.passages, key);
    panel.reveal();
    offer();
  }

  // The row that a lit passage belongs to: its own, or the evidence of a mechanism.
  function rowOf(key) { return key.replace(/^coding-(\d+)-.*$/, "row-$1"); }

  // A row, or the passage of a problem of the document, by the key of its address.
  function open(key) {
    var target = document.getElementById(rowOf(key));
    if (target && target.matches(".intake-row")) {
      target.open = true;
      target.scrollIntoView({ block: "nearest" });
      (target.querySelector("[data-said]") || target.querySelector("summary")).focus({ preventScroll: true });
    }
    turnTo(rowOf(key));
  }

  // What the server sent back stands where it is: at the row that the button was of, or at the first that is wrong.
  function start() {
    var there = location.hash && document.getElementById(location.hash.slice(1));
    var wrong = document.querySelector(".intake-row .errorlist");
    if (wrong && !(there && there.querySelector("[data-said]"))) { open(wrong.closest(".intake-row").id); wrong.scrollIntoView({ block: "center" }); return; }
    if (there || /^#problem-/.test(location.hash)) { open(location.hash.slice(1)); }
  }

  function set(field, value) {
    var input = form.querySelector("[name='" + field + "']");
    if (input) { input.value = value; }
  }

  // 9 for "9.", 九, ⑨ and （九）, as a field of numbers takes it; empty where none is printed.
  function numberIn(words) {
    var plain = /[0-9０-９]+/.exec(words), circled = /[①-⑳]/.exec(words), signs = /[一二三四五六七八九十]+/.exec(words);
    if (plain) { return String(Number(plain[0].replace(/[０-９]/g, function (sign) { return String(sign.charCodeAt(0) - 0xFF10); }))); }
    if (circled) { return String(circled[0].charCodeAt(0) - 0x2460 + 1); }
    if (!signs) { return ""; }
    var parts = signs[0].split("十"), digit = function (sign) { return "一二三四五六七八九".indexOf(sign) + 1; };
    return String(parts.length === 1 ? digit(parts[0]) : (digit(parts[0] || "一") * 10) + (parts[1] ? digit(parts[1]) : 0));
  }

  function use(what) {
    var choice = panel.choice;
    if (what === "split") {
      set("at", String(choice.start));
      row().querySelector("[value=split]").click();
      return;
    }
    set(current + "-" + what + "_start", String(choice.start));
    set(current + "-" + what + "_end", String(choice.end));
    if (what === "rank") {
      set(current + "-rank", numberIn(panel.words(choice.start, choice.end)));
    } else if (what !== "tier" && what !== "row") { set(current + "-" + what, panel.words(choice.start, choice.end).replace(/\s+$/, "")); }
    if (what === "row") {
      shown.passages.forEach(function (each) { if (each.key === current) { each.start = choice.start; each.end = choice.end; } });
    }
    edited(row());
    panel.light(shown.passages, current);
  }

  // Words that are typed are looked up by the server where they stand.
  document.addEventListener("input", function (event) {
    if (!form || !form.contains(event.target) || !event.target.name) { return; }
    if (event.target.closest(".intake-row")) {
      set(event.target.name + "_start", "");
      set(event.target.name + "_end", "");
    }
    edited(event.target);
  });
  // The menu of places says only jQuery that another was chosen.
  if (form && window.django && window.django.jQuery) {
    window.django.jQuery(form).on("change", "select", function () { edited(this); });
  }
  if (form) {
    form.addEventListener("submit", function () { isSent = true; });
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || !event.target.matches("[data-facts] input")) { return; }
      event.preventDefault();
      form.querySelector("[value=facts]").click();
    });
  }
  window.addEventListener("pageshow", function () { isSent = false; });
  window.addEventListener("beforeunload", function (event) {
    if (isSent || !(unsaved().length || isFactsEdited())) { return; }
    event.preventDefault();
    event.returnValue = "";
  });
  document.addEventListener("focusin", function (event) {
    var inside = event.target.closest(".intake-row");
    if (inside && inside.id !== current) { turnTo(inside.id); }
    var evidence = event.target.closest(".intake-mechanisms [data-key]");
    if (evidence) { panel.light(shown.passages, evidence.dataset.key); panel.reveal(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".intake-problems a");
    if (!link || link.search !== (location.search || "?page=1")) { return; }
    event.preventDefault();
    open(link.hash.slice(1));
  });
  // On a narrow page: to the open row's words in the text, and back to the row.
  document.addEventListener("click", function (event) {
    var back = event.target.closest("[data-to-rows]");
    if (!back && !event.target.closest("[data-to-text]")) { return; }
    event.preventDefault();
    (back ? row() || document.getElementById("content-main") : aside).scrollIntoView({ block: "start" });
    panel.reveal();
  });
  aside.addEventListener("click", function (event) {
    var button = event.target.closest("[data-use]");
    if (button && panel.choice && row()) { use(button.dataset.use); }
  });
  if (adding) {
    adding.addEventListener("click", function () {
      set("start", String(panel.choice.start));
      set("end", String(panel.choice.end));
    });
  }

  panel.onchoice = offer;
  panel.onpick = open;
  document.body.classList.add("with-passages");
  panel.show(shown.text, shown.base);
  panel.light(shown.passages, null);
  count();
  start();
  offer();
})();
