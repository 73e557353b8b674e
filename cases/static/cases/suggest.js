// Turns every search box into a combobox (WAI-ARIA 1.2, list autocomplete with manual selection).
// Without it the box is a plain search field, and nothing is lost but the suggestions.
(function () {
  "use strict";
  var address = document.documentElement.getAttribute("data-suggest");
  var PAUSE = 150; // milliseconds without a key before the server is asked
  if (!address || !window.fetch) { return; }

  function Combobox(line) {
    this.input = line.querySelector("input");
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = this.input.id + "-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "检索建议");
    this.active = -1;
    this.asked = "";
    this.timer = 0;
    line.appendChild(this.list);
    this.describe();
    this.listen();
  }

  Combobox.prototype.describe = function () {
    var pairs = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    Object.keys(pairs).forEach(function (name) { this.input.setAttribute(name, pairs[name]); }, this);
  };

  Combobox.prototype.listen = function () {
    var box = this;
    this.input.addEventListener("input", function () {
      clearTimeout(box.timer);
      box.timer = setTimeout(function () { box.ask(); }, PAUSE);
    });
    this.input.addEventListener("keydown", function (event) { box.key(event); });
    this.input.addEventListener("blur", function () { box.close(); });
    // mousedown, not click: the list is gone by the time a click would arrive
    this.list.addEventListener("mousedown", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); box.take(option); }
    });
  };

  Combobox.prototype.ask = function () {
    var box = this, typed = this.input.value.trim();
    this.asked = typed;
    if (!typed) { this.close(); return; }
    fetch(address + "?q=" + encodeURIComponent(typed.slice(0, 60)))
      .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
      .then(function (found) { if (box.asked === typed) { box.show(found.suggestions); } })
      .catch(function () { box.close(); });
  };

  Combobox.prototype.show = function (suggestions) {
    var box = this;
    this.active = -1;
    this.list.textContent = "";
    suggestions.forEach(function (suggestion, number) {
      var option = document.createElement("li"), kind = document.createElement("span");
      option.setAttribute("role", "option");
      option.id = box.list.id + "-" + number;
      option.textContent = suggestion.text;
      option.dataset.text = suggestion.text;
      option.dataset.url = suggestion.url || "";
      kind.className = "kind";
      kind.textContent = suggestion.label || "";
      option.appendChild(kind);
      box.list.appendChild(option);
    });
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  };

  Combobox.prototype.close = function () {
    clearTimeout(this.timer);
    this.asked = "";
    this.show([]);
  };

  Combobox.prototype.move = function (step) {
    var options = this.list.children;
    if (!options.length) { return; }
    this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
    for (var i = 0; i < options.length; i++) { options[i].setAttribute("aria-selected", String(i === this.active)); }
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
  };

  Combobox.prototype.take = function (option) {
    if (option.dataset.url) { location.href = option.dataset.url; return; }
    this.input.value = option.dataset.text;
    this.close();
    this.input.form.submit();
  };

  Combobox.prototype.key = function (event) {
    if (event.isComposing || this.list.hidden) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(this.list.children[this.active]);
    }
  };

  function start(root) {
    root.querySelectorAll("[data-suggestions]").forEach(function (line) {
      if (!line.querySelector(".suggestions")) { new Combobox(line); }
    });
  }

  start(document);
  document.addEventListener("htmx:afterSwap", function () { start(document); });
})();
