// Copies the text of the element that a button names, or the address of the page where it names none.
(function () {
  "use strict";
  function text(id) {
    var source = document.getElementById(id);
    return source ? source.value || source.textContent : document.querySelector("link[rel=canonical]").href;
  }

  // execCommand also works where the clipboard interface does not: over plain HTTP on an intranet
  function copied(words, place) {
    var box = document.createElement("textarea");
    box.className = "visually-hidden";
    box.value = words;
    place.appendChild(box);
    box.select();
    var done = document.execCommand("copy");
    place.removeChild(box);
    return done;
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    var place = button.closest("[data-copying]"), words = text(button.getAttribute("data-copy"));
    var done = copied(words, place);
    button.focus();
    place.querySelector("[role=status]").textContent = done ? "已复制。" : "浏览器不允许复制，请选中后按 Ctrl+C。";
  });
})();
