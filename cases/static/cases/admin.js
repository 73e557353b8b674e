// The menus of the curators' pages: one is open at a time, and what is pressed beside it or Escape closes it.
// Without scripts each opens and closes by itself.
(function () {
  "use strict";
  var menus = document.querySelectorAll("[data-menus] details");

  function closeBut(kept) {
    menus.forEach(function (menu) { if (menu !== kept) { menu.open = false; } });
  }

  menus.forEach(function (menu) {
    if (menu.querySelector("[aria-current]")) { menu.classList.add("is-here"); }
  });
  document.addEventListener("click", function (event) { closeBut(event.target.closest("[data-menus] details")); });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("[data-menus] details[open]");
    if (!open) { return; }
    closeBut(null);
    open.querySelector("summary").focus();
  });
})();
