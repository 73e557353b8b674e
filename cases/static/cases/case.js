// On a case page: print, find in the text, and the evidence switches where CSS has no :has().
(function () {
  "use strict";
  var text = document.querySelector(".case-text");
  if (!text) { return; }

  var printButton = document.querySelector("[data-print]");
  printButton.hidden = false;
  printButton.addEventListener("click", function () { window.print(); });

  var boxes = Array.prototype.slice.call(document.querySelectorAll("[data-evidence]"));
  if (!(window.CSS && CSS.supports && CSS.supports("selector(:has(*))"))) {
    document.addEventListener("change", function () {
      var lit = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.id; });
      text.querySelectorAll(".evidence").forEach(function (mark) {
        var on = mark.classList.contains("m0") || lit.some(function (name) { return mark.classList.contains(name); });
        mark.classList.toggle("off", !on);
      });
    });
  }

  // Finding marks nothing in the document itself: ranges in the browser's highlight registry.
  var finder = document.querySelector("[data-finder]");
  if (!finder || !(window.CSS && CSS.highlights && window.Highlight)) { return; }
  finder.hidden = false;
  var input = finder.querySelector("input"), status = finder.querySelector("[role=status]");
  var ranges = [], at = -1;

  function textNodes() {
    var walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) { nodes.push(walker.currentNode); }
    return nodes;
  }

  function locate(nodes, offset) {
    for (var i = 0; i < nodes.length; i++) {
      if (offset <= nodes[i].length) { return [nodes[i], offset]; }
      offset -= nodes[i].length;
    }
    return null;
  }

  function search(words) {
    var nodes = textNodes(), found = [], from = 0;
    var whole = nodes.map(function (node) { return node.data; }).join("").toLowerCase();
    while (words && (from = whole.indexOf(words, from)) >= 0) {
      var range = document.createRange(), start = locate(nodes, from), end = locate(nodes, from + words.length);
      range.setStart(start[0], start[1]);
      range.setEnd(end[0], end[1]);
      found.push(range);
      from += words.length;
    }
    return found;
  }

  function show() {
    status.textContent = !input.value ? "" : !ranges.length ? "正文中没有" :
      "共 " + ranges.length + " 处" + (at >= 0 ? "，第 " + (at + 1) + " 处" : "，按回车逐处查看");
  }

  input.addEventListener("input", function () {
    ranges = search(input.value.trim().toLowerCase());
    at = -1;
    CSS.highlights.set("found", new Highlight(...ranges));
    show();
  });
  input.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !ranges.length) { return; }
    event.preventDefault();
    at = (at + (event.shiftKey ? ranges.length - 1 : 1)) % ranges.length;
    ranges[at].startContainer.parentElement.scrollIntoView({ block: "center" });
    show();
  });
})();
