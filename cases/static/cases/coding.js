// The coding desk: words are chosen, get a term and are saved; proposals are accepted and refused. Keys do all of it.
(function () {
  "use strict";
  var root = document.querySelector("[data-coding]"), data = document.getElementById("coding-text");
  if (!root || !data || !window.PassagePanel || !window.TermPicker || !window.fetch) { return; }
  var CLAUSE = /[^，,。；;：:！!？?\r\n]+/g, SENTENCE = /[^。！!？?\r\n]+/g, BLANK = /(\r?\n)(?:[^\S\r\n]*\r?\n)+/g, WORD = /[0-9A-Za-z\u00c0-\uffff]/, SURE = ["high", "medium", "low"];
  var HELD = "coding-keys"; // whether single letters are keys
  var shown = JSON.parse(data.textContent), panel = new window.PassagePanel(root.querySelector("[data-passages]"));
  var picker = new window.TermPicker(root), box = panel.box, rows = root.querySelector("[data-codings]");
  var said = root.querySelector("[data-said]"), single = root.querySelector("[data-single]"), current = "", last = "", caret = 0, blanks = [];
  var waiting = Promise.resolve(); // one act after the other, each on what the one before left

  // --- The codings ------------------------------------------------------------------------------

  function all() { return Array.prototype.slice.call(rows.querySelectorAll(".coding")); }
  function open() { return all().filter(function (row) { return !row.closest("details:not([open])"); }); }
  function row(key) { return all().filter(function (each) { return each.dataset.key === key; })[0] || null; }

  // Where the page of a site had many blank lines, all but the first.
  function blankLines() {
    var found = [], match;
    BLANK.lastIndex = 0;
    while ((match = BLANK.exec(panel.text))) { found.push({ key: "", kind: "blank", start: panel.offset(match.index + match[1].length), end: panel.offset(match.index + match[0].length) }); }
    return found;
  }

  function light() {
    var passages = [{ key: "", kind: "heading", start: shown.heading[0], end: shown.heading[1] }].concat(blanks);
    all().forEach(function (each) {
      var is = each.dataset;
      each.classList.toggle("passage-current", is.key === current);
      if (is.kind !== "refused" || is.key === current) { passages.push({ key: is.key, kind: is.kind, start: Number(is.start), end: Number(is.end) }); }
    });
    panel.light(passages, current);
  }

  function turn(key, isQuiet) {
    var there = row(key);
    current = there ? key : "";
    light();
    if (!there) { return; }
    if (there.closest("details")) { there.closest("details").open = true; }
    panel.reveal();
    if (isQuiet) { return; }
    picker.define(there.dataset.ofTerm);
    there.querySelector("[data-turn]").focus({ preventScroll: true });
    there.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    var list = open(), at = list.indexOf(row(current));
    if (!list.length) { say("没有编码。"); return; }
    turn(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length].dataset.key);
  }

  function say(words, isWrong) {
    said.textContent = words;
    said.classList.toggle("is-wrong", Boolean(isWrong));
  }

  // --- Acts -------------------------------------------------------------------------------------

  function sendLater(make) {
    waiting = waiting.then(function () {
      var job = make();
      return job ? send(job) : null;
    });
  }

  function send(job) {
    say("正在保存……");
    return fetch(root.dataset.act, { method: "POST", body: job.body, headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (answer) { return answer.json().then(function (found) { return { isDone: answer.ok, found: found }; }); })
      .then(function (answer) {
        rows.innerHTML = answer.found.html;
        light();
        say(answer.found.said, !answer.isDone);
        if (answer.isDone) { job.done(answer.found); } else { job.refused(); }
      })
      .catch(function () { say(root.dataset.failed, true); job.refused(); });
  }

  // Does with the row of this key, or with that in hand, what its button says; then the next proposal is in hand.
  function act(named, wanted, more) {
    sendLater(function () {
      var key = named || (wanted === "reopen" && !offers(current, wanted) ? last : current), there = row(key), form = there && there.querySelector("form");
      var button = there && there.querySelector("button[value^='" + wanted.split("-")[0] + "']");
      var action = button && wanted === "accept" ? button.value : wanted;
      if (!form || !button) { say(there ? "这条编码不能这样处理。" : "先用 j、k 选一条编码。", true); return null; }
      var body = new FormData(form), list = open(), at = list.indexOf(there), isOpen = Boolean(there.dataset.open);
      var next = list.slice(at + 1).concat(list.slice(0, at)).filter(function (each) { return each.dataset.open; })[0];
      var goesOn = isOpen && /^(accept|reject|delete)/.test(action) && next;
      body.set("action", action);
      if (more) { Object.keys(more).forEach(function (name) { body.set(name, more[name]); }); }
      return {
        body: body,
        done: function (found) { last = found.key; turn(goesOn ? next.dataset.key : found.key || (next ? next.dataset.key : "")); },
        refused: function () { turn(row(key) ? key : ""); },
      };
    });
  }

  function offers(key, action) { var there = row(key); return Boolean(there && there.querySelector("button[value=" + action + "]")); }

  function sure(value) {
    var there = row(current), isWritten = there && there.querySelector("[value=change]");
    if (isWritten) { act("", "change", { confidence: value }); } else { act("", "accept-" + value); }
  }

  // The chosen words get the term that was taken.
  function code(value) {
    var choice = panel.choice, term = picker.taken;
    if (!choice) { say("先在原文中选中文字。", true); box.focus(); return; }
    if (!term) { say("先定一个治理机制。", true); picker.focus(); return; }
    var body = new FormData(picker.form), note = picker.form.querySelector("[name=note]"), kept = note.value;
    body.set("words", panel.words(choice.start, choice.end));
    body.set("start", String(choice.start));
    body.set("confidence", value);
    caret = panel.unit(choice.end);
    note.value = "";
    picker.clear();
    choose(null);
    box.focus({ preventScroll: true });
    sendLater(function () {
      return {
        body: body,
        done: function (found) { turn(found.key, true); },
        refused: function () {
          if (panel.choice || picker.taken) { return; }
          choose(choice);
          note.value = kept;
          picker.take(term.key);
        },
      };
    });
  }

  // --- Choosing by keys -------------------------------------------------------------------------

  function pieces(pattern) {
    var found = [], match;
    pattern.lastIndex = 0;
    while ((match = pattern.exec(panel.text))) {
      var lead = /^\s*/.exec(match[0])[0].length, words = match[0].trim();
      if (WORD.test(words)) { found.push({ start: match.index + lead, end: match.index + lead + words.length }); }
    }
    return found;
  }

  function choose(choice) {
    panel.keep();
    panel.choose(choice, true);
    var mark = choice && box.querySelector(".lit-chosen");
    if (mark && (mark.offsetTop < box.scrollTop || mark.offsetTop > box.scrollTop + box.clientHeight - 80)) { panel.scrollTo(mark); }
  }

  function chooseUnits(piece) {
    if (piece) { choose({ start: panel.offset(piece.start), end: panel.offset(piece.end) }); }
  }

  function go(pattern, by) {
    var list = pieces(pattern), from = panel.choice ? panel.unit(panel.choice.start) : caret - (by > 0 ? 1 : 0);
    var there = list.filter(function (each) { return by > 0 ? each.start > from : each.start < from; });
    chooseUnits(by > 0 ? there[0] : there[there.length - 1]);
  }

  function extend(by, isClause) {
    var choice = panel.choice;
    if (!choice) { return; }
    if (!isClause) { bound(choice.start, choice.end + by); return; }
    var end = panel.unit(choice.end), start = panel.unit(choice.start);
    var ends = pieces(CLAUSE).map(function (each) { return each.end; }).filter(function (each) { return by > 0 ? each > end : each < end && each > start; });
    if (ends.length) { chooseUnits({ start: start, end: by > 0 ? ends[0] : ends[ends.length - 1] }); }
  }

  function bound(start, end) {
    if (start >= panel.base && start < end && end <= panel.offset(panel.text.length)) { choose({ start: start, end: end }); }
  }

  function choosing(event) {
    var by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], isAcross = /Left|Right/.test(event.key), choice = panel.choice;
    if (by && event.shiftKey) { extend(by, !isAcross); return true; }
    if (by) { go(isAcross ? SENTENCE : CLAUSE, by); return true; }
    if (!choice) { return false; }
    if (event.key === "[") { bound(choice.start - 1, choice.end); return true; }
    if (event.key === "]") { bound(choice.start + 1, choice.end); return true; }
    if (event.key === "Enter") { picker.focus(); return true; }
    return false;
  }

  // --- Keys -------------------------------------------------------------------------------------

  function follow(name) { var link = root.querySelector("[data-" + name + "]"); if (link) { location.href = link.href; } else { say("没有了。"); } }

  function note() {
    var there = row(current), input = there && there.querySelector("[name=note]");
    if (!input) { say("先用 j、k 选一条编码。", true); return; }
    input.closest("details").open = true;
    input.focus();
  }

  function leave() {
    if (panel.choice) { caret = panel.unit(panel.choice.start); }
    picker.clear();
    choose(null);
    box.focus({ preventScroll: true });
  }

  function toggleKeys() {
    var button = root.querySelector("[data-keys]"), list = document.getElementById("coding-keys");
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  }

  var KEYS = {
    j: function () { step(1); }, k: function () { step(-1); }, a: function () { act("", "accept"); }, r: function () { act("", "reject"); },
    u: function () { act("", "reopen"); }, d: function () { act("", "delete"); }, m: note, t: function () { picker.focus(); },
    n: function () { follow("behind"); }, p: function () { follow("before"); }, "?": toggleKeys,
  };

  function key(event) {
    var target = event.target, isText = target.matches("textarea, select, input:not([type=checkbox])"), letter = event.key;
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (letter === "Escape" && !target.matches("[data-typed]")) { event.preventDefault(); leave(); return; }
    if (isText) { return; }
    if (target === box && choosing(event)) { event.preventDefault(); return; }
    var number = "123".indexOf(letter), inHand = panel.choice && !rows.contains(target);
    if (letter.length !== 1 || letter === " ") { return; }
    if (number >= 0 && (inHand || picker.taken)) { event.preventDefault(); code(SURE[number]); return; }
    if (inHand && /[A-Za-z\u4e00-\u9fff]/.test(letter)) { event.preventDefault(); picker.focus(letter); return; }
    if (!single.checked) { return; }
    if (number >= 0) { event.preventDefault(); sure(SURE[number]); }
    if (KEYS[letter]) { event.preventDefault(); KEYS[letter](); }
  }

  // Keys are those of the desk: where the focus is within it, or nowhere.
  document.addEventListener("keydown", function (event) {
    if (root.contains(event.target) || event.target === document.body) { key(event); }
  });

  // --- Between them -----------------------------------------------------------------------------

  panel.onchoice = function (choice) { root.querySelector("[data-code]").disabled = !choice; };
  panel.onpick = function (name) { turn(name); };
  picker.onterm = function () {
    if (panel.choice) { root.querySelector("[data-sure] button").focus(); } else { say("先在原文中选中文字，再定机制。"); }
  };
  picker.onleave = leave;
  box.addEventListener("mouseup", function () {
    setTimeout(function () { if (panel.choice && !window.getSelection().isCollapsed) { picker.focus(); } });
  });
  root.querySelector("[data-code]").addEventListener("click", function () { picker.focus(); });
  root.querySelector("[data-keys]").addEventListener("click", toggleKeys);
  picker.form.addEventListener("submit", function (event) { event.preventDefault(); });
  root.querySelector("[data-sure]").addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) { event.preventDefault(); code(button.value); }
  });
  rows.addEventListener("click", function (event) {
    var button = event.target.closest("button"), there = event.target.closest(".coding");
    if (!there || !button) { return; }
    event.preventDefault();
    if (button.hasAttribute("data-turn")) { turn(there.dataset.key); return; }
    act(there.dataset.key, button.value);
  });
  rows.addEventListener("keydown", function (event) {
    var there = event.target.closest(".coding");
    if (!there || event.key !== "Enter" || event.isComposing || !event.target.matches("input, select")) { return; }
    event.preventDefault();
    act(there.dataset.key, "change");
  });

  try { single.checked = localStorage.getItem(HELD) !== "off"; } catch (error) { single.checked = true; }
  single.addEventListener("change", function () { try { localStorage.setItem(HELD, single.checked ? "on" : "off"); } catch (error) { /* not kept */ } });
  root.classList.add("with-desk");
  panel.show(shown.text, shown.base);
  blanks = blankLines();
  light();
  box.focus({ preventScroll: true });
})();
