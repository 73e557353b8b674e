// The terms of the coding desk: found by names, other names and pinyin while one types, or in their tree.
(function () {
  "use strict";
  var MOST = 12, NONE = 99, BLANKS = /[\s'’]+/g;

  // Within `[data-coding]`. `onterm` is called with the term that is taken, `onleave` when nothing is.
  function TermPicker(root) {
    this.form = root.querySelector("[data-code-form]");
    this.typed = this.form.querySelector("[data-typed]");
    this.options = this.form.querySelector("[data-options]");
    this.line = this.form.querySelector("[data-taken]");
    this.shown = this.form.querySelector("[data-shown]");
    this.menu = this.form.querySelector("[name=mechanism]");
    this.tree = root.querySelector("[data-tree]");
    this.buttons = Array.prototype.slice.call(this.tree.querySelectorAll("[data-term]"));
    this.terms = this.buttons.map(read);
    this.active = -1;
    this.onterm = this.onleave = function () {};
    this.listen();
    this.rove(this.buttons[0]);
    this.clear();
  }

  // A term with its names, each with its readings in syllables.
  function read(button) {
    var names = button.dataset.names.split("|").map(function (name) {
      var parts = name.split("=");
      return { text: parts[0], readings: parts.slice(1).map(function (each) { return each.split(" "); }) };
    });
    return { key: button.dataset.term, name: names[0].text, names: names };
  }

  // The lower, the better; NONE, where the letters say nothing of the name.
  function rank(name, letters) {
    var at = name.text.toLowerCase().indexOf(letters), best = at < 0 ? NONE : at ? 3 : name.text.length === letters.length ? 0 : 1;
    name.readings.forEach(function (parts) {
      for (var i = 0; i < parts.length; i++) {
        var rest = parts.slice(i), initials = rest.map(function (part) { return part.charAt(0); }).join("");
        var isWhole = !i && (rest.join("") === letters || initials === letters);
        if (rest.join("").indexOf(letters) === 0 || initials.indexOf(letters) === 0) { best = Math.min(best, isWhole ? 1 : i ? 4 : 2); }
      }
    });
    return best;
  }

  TermPicker.prototype.find = function (typed) {
    var letters = typed.toLowerCase().replace(BLANKS, ""), found = [];
    if (!letters) { return found; }
    this.terms.forEach(function (term, order) {
      var best = null;
      term.names.forEach(function (name, number) {
        var value = rank(name, letters) + (number ? .5 : 0);
        if (value < NONE && (!best || value < best.rank)) { best = { term: term, name: name.text, rank: value, order: order }; }
      });
      if (best) { found.push(best); }
    });
    found.sort(function (one, other) { return one.rank - other.rank || one.order - other.order; });
    return found.slice(0, MOST);
  };

  TermPicker.prototype.listen = function () {
    var self = this;
    this.typed.addEventListener("input", function () { self.offer(self.find(self.typed.value)); });
    this.typed.addEventListener("keydown", function (event) { self.key(event); });
    this.options.addEventListener("mousedown", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); self.take(option.dataset.key); }
    });
    this.tree.addEventListener("focusin", function (event) {
      var button = event.target.closest("[data-term]");
      if (button) { self.rove(button); self.define(button.dataset.term); }
    });
    this.tree.addEventListener("click", function (event) {
      var button = event.target.closest("[data-term]");
      if (button) { self.take(button.dataset.term); }
    });
    this.tree.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = self.buttons.indexOf(event.target);
      if (!step || at < 0) { return; }
      event.preventDefault();
            self.buttons[(at + step + self.buttons.length) % self.buttons.length].focus();
    });
  };

  TermPicker.prototype.key = function (event) {
    if (event.isComposing) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.active >= 0) { this.take(this.options.children[this.active].dataset.key); }
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.onleave();
    }
  };

  TermPicker.prototype.offer = function (found) {
    var self = this;
    this.options.textContent = "";
    found.forEach(function (each, number) {
      var option = document.createElement("li");
      option.id = self.options.id + "-" + number;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.key = each.term.key;
      option.textContent = each.term.name;
      if (each.name !== each.term.name) {
        var other = document.createElement("span");
        other.textContent = "又称 " + each.name;
        option.appendChild(other);
      }
      self.options.appendChild(option);
    });
    this.options.hidden = !found.length;
    this.typed.setAttribute("aria-expanded", String(found.length > 0));
    this.typed.removeAttribute("aria-activedescendant");
    this.active = -1;
    this.tree.classList.toggle("is-behind", found.length > 0);
    if (found.length) { this.move(1); }
  };

  TermPicker.prototype.move = function (step) {
    var options = this.options.children, length = options.length;
    if (!length) { return; }
    this.active = (this.active + step + length) % length;
    for (var i = 0; i < length; i++) { options[i].setAttribute("aria-selected", String(i === this.active)); }
    this.typed.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
    this.define(options[this.active].dataset.key);
  };

  TermPicker.prototype.rove = function (button) {
    this.buttons.forEach(function (each) { each.tabIndex = each === button ? 0 : -1; });
  };

  // Shows what the term is, and what it must not be confused with.
  TermPicker.prototype.define = function (key) {
    var said = this.tree.querySelector("[data-says='" + key + "']");
    if (said) { this.shown.textContent = ""; }
    if (said) { Array.prototype.forEach.call(said.cloneNode(true).children, function (node) { this.shown.appendChild(node.cloneNode(true)); }, this); }
    this.buttons.forEach(function (each) { each.classList.toggle("is-shown", each.dataset.term === key); });
  };

  TermPicker.prototype.take = function (key) {
    var term = this.terms.filter(function (each) { return each.key === key; })[0];
    if (!term) { return; }
    this.menu.value = key;
    this.taken = term;
    this.define(key);
    this.offer([]);
    this.typed.value = term.name;
    this.line.textContent = "已定机制：" + term.name;
    this.line.hidden = false;
    this.onterm(term);
  };

  TermPicker.prototype.clear = function () {
    this.taken = null;
    this.menu.value = "";
    this.typed.value = "";
    this.line.hidden = true;
    this.offer([]);
  };

  TermPicker.prototype.focus = function (letters) {
    if (letters) {
      this.clear();
      this.typed.value = letters;
      this.offer(this.find(letters));
    }
    this.typed.focus();
    if (!letters) { this.typed.select(); }
  };

  window.TermPicker = TermPicker;
})();
