// After htmx has replaced the list: says the new result to screen readers, and takes a reader who went to #results
// there. Facets keep their place; they look like boxes and therefore answer to Space. The head's links follow the
// list, and where the network fails the page says so and offers the plain link.
(function () {
  "use strict";
  document.addEventListener("htmx:afterSettle", function (event) {
    var list = document.getElementById("browse"), line = document.getElementById("announcement");
    if (list && line) { line.textContent = list.getAttribute("data-announce"); }
    if (list) { follow(list); }
    var path = event.detail.pathInfo, target = path && path.anchor && document.getElementById(path.anchor);
    if (target) { target.focus({ preventScroll: true }); }
  });

  function follow(list) {
    var links = { 'link[rel="canonical"]': "data-canonical", 'link[rel="alternate"]': "data-feed" };
    Object.keys(links).forEach(function (selector) {
      var link = document.querySelector(selector);
      if (link) { link.setAttribute("href", list.getAttribute(links[selector])); }
    });
    document.querySelectorAll('meta[name="Url"], meta[property="og:url"]').forEach(function (meta) {
      meta.setAttribute("content", list.getAttribute("data-canonical"));
    });
  }

  var notice = document.getElementById("not-updated");
  document.addEventListener("htmx:beforeRequest", function () { notice.hidden = true; });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var link = notice.querySelector("a"), path = event.detail.pathInfo;
      link.href = path.finalRequestPath || path.requestPath;
      notice.hidden = false;
      notice.scrollIntoView({ block: "center" });
      link.focus({ preventScroll: true });
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== " " || !event.target.matches(".facet-value")) { return; }
    event.preventDefault();
    event.target.click();
  });
})();
