// Remembers the chosen cases (已选案例) in this browser, so that they can be gathered on any page.
// Everything works without it: the choice itself lives in the address of /selection/.
(function () {
  "use strict";
  var KEY = "casebook-selection", MOST = 200, NUMBER = /^[0-9]{4}-[a-z]+-[a-z][0-9]{2,}$/;
  var link = document.querySelector("[data-basket]");
  if (!link) { return; }
  var address = link.getAttribute("href").split("?")[0], label = link.textContent;
  var here = document.querySelector("[data-selection]"), beside = document.querySelector("[data-beside]");
  // As many as cases.pages.compare sets side by side.
  var SIDES = 4, compare = beside && beside.getAttribute("href");

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY) || "[]").filter(function (id) { return NUMBER.test(id); });
    } catch (error) { return []; }
  }

  function write(ids) {
    try { localStorage.setItem(KEY, JSON.stringify(ids)); } catch (error) { /* not remembered then */ }
    paint();
  }

  function query(ids) {
    return "?" + ids.map(function (id) { return "id=" + id; }).join("&");
  }

  function url(ids) {
    return ids.length ? address + query(ids) : address;
  }

  function toggle(id, on) {
    var ids = read().filter(function (other) { return other !== id; });
    if (on && ids.length >= MOST) { window.alert("已选案例最多 " + MOST + " 个案例。"); on = false; }
    write(on ? ids.concat(id) : ids);
  }

  function union(ids, others) {
    return ids.concat(others.filter(function (id) { return ids.indexOf(id) < 0; })).slice(0, MOST);
  }

  function shown() {
    return here.getAttribute("data-ids").split(" ").filter(Boolean);
  }

  function paint() {
    var ids = read();
    link.setAttribute("href", url(ids));
    link.textContent = ids.length ? label + "（" + ids.length + "）" : label;
    document.querySelectorAll("[data-pick]").forEach(function (item) {
      var on = ids.indexOf(item.value) >= 0;
      if (item.type === "checkbox") { item.checked = on; return; }
      item.setAttribute("aria-pressed", String(on));
      item.textContent = on ? "已选（点击取消）" : "选用";
    });
    if (here) { compareWithStored(ids); }
    if (beside) { offerComparison(ids); }
  }

  // On the page of a case: side by side with the chosen ones, of which too many are first looked through.
  function offerComparison(ids) {
    var own = beside.getAttribute("data-beside"), fit = ids.length < SIDES || (ids.length === SIDES && ids.indexOf(own) >= 0);
    var others = ids.filter(function (id) { return id !== own; });
    beside.hidden = !others.length;
    beside.textContent = "与已选案例比较（" + (fit ? others.length + " 例" : "最多 " + SIDES + " 例，先挑选") + "）";
    beside.setAttribute("href", fit ? compare + query([own].concat(others)) : url(ids));
  }

  function compareWithStored(ids) {
    var differs = ids.length > 0 && shown().length > 0 && shown().join() !== ids.join();
    here.querySelector("[data-differs]").hidden = !differs;
    here.querySelector("[data-stored-count]").textContent = ids.length;
    here.querySelector("[data-stored]").setAttribute("href", url(ids));
  }

  document.addEventListener("change", function (event) {
    if (event.target.matches("input[data-pick]")) { toggle(event.target.value, event.target.checked); }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-pick]");
    if (!button) { return; }
    event.preventDefault();
    toggle(button.value, button.getAttribute("aria-pressed") !== "true");
  });
  document.addEventListener("submit", function (event) {
    if (event.target.id !== "picks") { return; }
    event.preventDefault();
    window.location.assign(url(read()));
  });
  document.addEventListener("htmx:afterSettle", paint);
  window.addEventListener("storage", paint);
  window.addEventListener("pageshow", paint);

  function isRemembered() {
    return shown().join() === read().join();
  }

  // Whether the page before asked for its successor to be remembered; then sets that wish anew.
  function following(wish) {
    try {
      var before = sessionStorage.getItem(KEY);
      if (wish) { sessionStorage.setItem(KEY, wish); } else { sessionStorage.removeItem(KEY); }
      return before;
    } catch (error) { return null; }
  }

  // Changes made on the page of the remembered selection are changes of what is remembered.
  function follow() {
    if (!shown().length) {
      if (read().length && !window.location.search) { window.location.replace(url(read())); }
    } else if (!read().length || following(null)) {
      write(shown());
    }
    here.addEventListener("click", function (event) {
      var kept = event.target.closest("[data-keep]");
      if (kept && isRemembered()) { write(new URL(kept.href).searchParams.getAll("id")); }
    });
    here.querySelector("[data-add]").addEventListener("submit", function () {
      if (isRemembered()) { following("yes"); }
    });
    here.querySelector("[data-merge]").addEventListener("click", function () {
      write(union(read(), shown()));
      window.location.assign(url(read()));
    });
    here.querySelector("[data-replace]").addEventListener("click", function () { write(shown()); });
  }

  if (here) { follow(); }
  paint();
})();
