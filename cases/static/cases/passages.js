// A text in which passages are lit and words are chosen: beside the award's form and in the preview of a batch.
// Offsets are those of the server: characters of the text, where JavaScript counts two for those beyond U+FFFF.
(function () {
  "use strict";
  var PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g, BLANK = /\s/, LONGEST_SAID = 48, QUIET = 150; // milliseconds

  function Offsets(text) {
    var pairs = this.pairs = [], found;
    PAIR.lastIndex = 0;
    while ((found = PAIR.exec(text))) { pairs.push(found.index); }
  }

  // How many pairs begin before: `at` says of the pair of this number where it begins.
  Offsets.prototype.before = function (limit, at) {
    var low = 0, high = this.pairs.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (at(this.pairs[middle], middle) < limit) { low = middle + 1; } else { high = middle; }
    }
    return low;
  };
  Offsets.prototype.toServer = function (unit) {
    return unit - this.before(unit, function (index) { return index; });
  };
  Offsets.prototype.fromServer = function (offset) {
    return offset + this.before(offset, function (index, number) { return index - number; });
  };

  // The panel `[data-passages]`: the text, a line that searches it, what is chosen. `onchoice` and `onpick` are called
  // when words are chosen, and with the key of a lit passage that is clicked on.
  function PassagePanel(panel) {
    this.box = panel.querySelector("[data-text]");
    this.status = panel.querySelector("[data-chosen]");
    this.finder = panel.querySelector("[data-find]");
    this.passages = [];
    this.onchoice = this.onpick = function () {};
    this.show("", 0);
    this.listen(panel);
  }

  // Shows the text, whose first character stands at `base` of the whole one.
  PassagePanel.prototype.show = function (text, base) {
    this.text = text;
    this.base = base || 0;
    this.offsets = new Offsets(text);
    this.choice = this.current = null;
    this.passages = [];
    this.draw();
    this.box.scrollTop = 0;
    this.say();
  };

  PassagePanel.prototype.unit = function (offset) { return this.offsets.fromServer(offset - this.base); };
  PassagePanel.prototype.offset = function (unit) { return this.offsets.toServer(unit) + this.base; };
  PassagePanel.prototype.words = function (start, end) { return this.text.slice(this.unit(start), this.unit(end)); };

  // Where the words stand when `start` is not known: only where they stand once. Null, where they do not stand.
  PassagePanel.prototype.locate = function (words, start) {
    var ends = /\r\n?/.exec(this.text), printed = ends ? words.replace(/\n/g, ends[0]) : words;
    var from = start === null ? this.text.indexOf(printed) : this.unit(start);
    var again = start === null && this.text.indexOf(printed, from + 1) >= 0;
    if (!printed || from < 0 || again || this.text.substr(from, printed.length) !== printed) { return null; }
    return { start: this.offset(from), end: this.offset(from + printed.length) };
  };

  // Lights passages `{key, kind, start, end}`; that of `current` stands out.
  PassagePanel.prototype.light = function (passages, current) {
    this.passages = passages;
    this.current = current || null;
    this.keep();
    this.draw();
  };

  // Drawing anew takes the browser's selection away: what it chose is drawn in its place.
  PassagePanel.prototype.keep = function () {
    var selection = window.getSelection();
    this.isDrawn = Boolean(this.choice);
    if (this.box.contains(selection.anchorNode)) { selection.removeAllRanges(); }
  };

  PassagePanel.prototype.draw = function () {
    var panel = this, length = this.text.length, lit = [], cuts = [0, length], drawn = this.isDrawn && this.choice;
    this.passages.concat(drawn ? [{ key: "", kind: "chosen", start: drawn.start, end: drawn.end }] : []).forEach(function (each) {
      var start = Math.max(0, panel.unit(each.start)), end = Math.min(length, panel.unit(each.end));
      if (start >= end) { return; }
      lit.push({ key: each.key, kind: each.kind, start: start, end: end });
      cuts.push(start, end);
    });
    cuts.sort(function (one, other) { return one - other; });
    var held = document.createDocumentFragment();
    for (var i = 1; i < cuts.length; i++) {
      if (cuts[i - 1] < cuts[i]) { held.appendChild(this.piece(cuts[i - 1], cuts[i], lit)); }
    }
    this.box.textContent = "";
    this.box.appendChild(held);
  };

  PassagePanel.prototype.piece = function (start, end, lit) {
    var words = document.createTextNode(this.text.slice(start, end)), current = this.current;
    var around = lit.filter(function (each) { return each.start <= start && each.end >= end; });
    if (!around.length) { return words; }
    around.sort(function (one, other) { return other.end - other.start - (one.end - one.start); });
    var mark = document.createElement("mark");
    mark.className = around.map(function (each) { return "lit-" + each.kind + (each.key && each.key === current ? " lit-current" : ""); }).join(" ");
    mark.dataset.key = around.map(function (each) { return each.key; }).filter(Boolean).pop() || "";
    mark.appendChild(words);
    return mark;
  };

  // Brings the passage that stands out, or else the award's, into the middle of the box, and leaves the page.
  PassagePanel.prototype.reveal = function () {
    this.scrollTo(this.box.querySelector(".lit-current") || this.box.querySelector(".lit-award"));
  };
  PassagePanel.prototype.scrollTo = function (mark) {
    if (mark) { this.box.scrollTop = mark.offsetTop - this.box.clientHeight / 3; }
  };

  // --- Choosing --------------------------------------------------------------------------------

  PassagePanel.prototype.listen = function (panel) {
    var self = this;
    document.addEventListener("selectionchange", function () { self.follow(); });
    // Not by "click": what is pressed may be drawn anew before it is let go, and then no click follows.
    this.box.addEventListener("mousedown", function (event) {
      var mark = event.target.closest("mark");
      self.pressed = mark ? mark.dataset.key : "";
    });
    this.box.addEventListener("mouseup", function () {
      var pressed = self.pressed;
      self.pressed = "";
      // The browser takes a selection that was clicked on away only after this.
      setTimeout(function () { if (pressed && window.getSelection().isCollapsed) { self.onpick(pressed); } });
    });
    // A button leaves the selection as it is.
    panel.addEventListener("mousedown", function (event) { if (event.target.closest("button")) { event.preventDefault(); } });
    this.finder.addEventListener("input", function () { self.find(0); });
    this.finder.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.isComposing) { return; }
      event.preventDefault();
      self.find(event.shiftKey ? -1 : 1);
    });
    panel.querySelector("[data-next]").addEventListener("click", function () { self.find(1); });
  };

  // What is selected in the text is chosen; a selection elsewhere leaves the choice, which is then drawn.
  PassagePanel.prototype.follow = function () {
    var selection = window.getSelection(), range = selection.rangeCount ? selection.getRangeAt(0) : null;
    var inside = range && range.intersectsNode(this.box) && this.box.contains(selection.anchorNode);
    if (!inside) {
      if (this.choice && !this.isDrawn) { this.isDrawn = true; this.draw(); }
      return;
    }
    if (range.collapsed) {
      if (document.activeElement !== this.finder) { this.choose(null); }
      return;
    }
    var start = this.unitOf(range, true), end = this.unitOf(range, false);
    while (start < end && BLANK.test(this.text[start])) { start++; }
    while (start < end && BLANK.test(this.text[end - 1])) { end--; }
    this.choose(start < end ? { start: this.offset(start), end: this.offset(end) } : null);
  };

  PassagePanel.prototype.unitOf = function (range, isStart) {
    var before = document.createRange();
    before.selectNodeContents(this.box);
    if (range.compareBoundaryPoints(isStart ? Range.START_TO_START : Range.END_TO_END, before) * (isStart ? 1 : -1) <= 0) {
      return isStart ? 0 : this.text.length;
    }
    before.setEnd(isStart ? range.startContainer : range.endContainer, isStart ? range.startOffset : range.endOffset);
    return before.toString().length;
  };

  PassagePanel.prototype.choose = function (choice, isFound) {
    this.choice = choice;
    var wasDrawn = this.isDrawn;
    this.isDrawn = Boolean(isFound);
    if (isFound || (wasDrawn && !choice)) { this.draw(); }
    this.say();
    this.onchoice(choice);
  };

  // Chooses where the words of the line stand next: from the choice on (0), behind it (1), before it (-1).
  PassagePanel.prototype.find = function (step) {
    var words = this.finder.value.trim(), from = this.choice ? this.unit(this.choice.start) : 0, at;
    if (!words) { this.choose(null, true); return; }
    at = step < 0 ? (from ? this.text.lastIndexOf(words, from - 1) : -1) : this.text.indexOf(words, from + (this.choice ? step : 0));
    if (at < 0) { at = step < 0 ? this.text.lastIndexOf(words) : this.text.indexOf(words); }
    this.choose(at < 0 ? null : { start: this.offset(at), end: this.offset(at + words.length) }, true);
    this.scrollTo(this.box.querySelector(".lit-chosen"));
    if (at < 0) { this.announce("文中没有“" + words + "”。"); }
  };

  PassagePanel.prototype.say = function () {
    if (!this.choice) { this.announce(this.status.dataset.chosen); return; }
    var words = this.words(this.choice.start, this.choice.end), at = this.unit(this.choice.start);
    var starts = [], start = this.text.indexOf(words);
    while (start >= 0) { starts.push(start); start = this.text.indexOf(words, start + 1); }
    var which = starts.length > 1 ? "（第 " + (starts.indexOf(at) + 1) + " 处，共 " + starts.length + " 处）" : "";
    this.announce("已选“" + shortened(words) + "”" + which);
  };

  // Said when the hand rests: a screen reader would read out each letter on the way.
  PassagePanel.prototype.announce = function (words) {
    var status = this.status;
    clearTimeout(this.timer);
    this.timer = setTimeout(function () { status.textContent = words; }, QUIET);
  };

  function shortened(words) {
    var line = words.replace(/\s+/g, " "), half = LONGEST_SAID / 2;
    return line.length <= LONGEST_SAID ? line : line.slice(0, half) + "……" + line.slice(-half);
  }

  window.PassagePanel = PassagePanel;
})();
