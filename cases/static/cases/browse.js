// Says the new result to screen readers after htmx has replaced the list, and keeps the reader's place.
(function () {
  "use strict";
  document.addEventListener("htmx:afterSettle", function () {
    var list = document.getElementById("browse"), line = document.getElementById("announcement");
    if (list && line) { line.textContent = list.getAttribute("data-announce"); }
  });
})();
