// A long form keeps what is typed until it is saved, and says who else has it open. Nothing is locked.
// Without scripts it works as any form.
(function () {
  "use strict";
  var line = document.querySelector("[data-long-form]"), form = line && document.getElementById(line.dataset.longForm);
  if (!form || !form.elements._page || !window.fetch || !form.requestSubmit || form.querySelector("[type=password]")) { return; }
  // Milliseconds: after the last and the first change, between beats, without anybody there, until a lost login is looked for.
  var STILL = 3000, LONGEST = 15000, BEAT = 60000, IDLE = 3600000, LOOK = 4000, PATIENCE = 5000, SOON = 400;
  var offer = line.querySelector("[data-offer]"), warning = line.querySelector("[data-warning]"), login = line.querySelector("[data-login]");
  var HELD = "unsaved " + line.dataset.user + " " + line.dataset.name; // in this tab, while nobody is logged in
  var LOST = "登录已经失效，输入的都还在这一页，还没有保存。请不要关闭本页：", BACK = "已重新登录，输入的都还在，可以保存了。";
  var UNDECIDED = "以前在这里输入的内容还没有保存，现在输入的没有另外留底：请先在页首恢复或者丢弃那一份，或者直接保存。";
  var OFFLINE = "连不上服务器，输入的没有留底，请不要关闭本页。", SWAP = "恢复以后，现在这一页上新输入的就没有了。要恢复吗？";
  var kept = "", first = 0, timer = 0, active = Date.now(), isGoing = false, isSent = false, isChecking = false, isLost = false, sending = Promise.resolve();

  // --- What it says -----------------------------------------------------------------------------

  function note(words) { line.querySelector("[data-kept]").textContent = words; }

  function warn(words, isLogin) {
    line.querySelector("[data-said]").textContent = words;
    warning.hidden = !words;
    login.hidden = !isLogin;
  }

  function offerAgain(found) {
    if (!found.address) { return; }
    offer.querySelector("[data-offered]").textContent = found.offered;
    offer.querySelector("[data-restore]").href = found.address;
    offer.querySelector("[name=page]").value = found.page;
    offer.hidden = false;
  }

  // --- Asking -----------------------------------------------------------------------------------

  function typed() {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "_page") { fields.push([name, value]); }
    });
    return JSON.stringify({ query: location.search, fields: fields });
  }

  function token() { return form.elements.csrfmiddlewaretoken.value; }

  // What the server says; `status` 0: it was not reached, 302: nobody is logged in.
  function read(answer) {
    if (answer.type === "opaqueredirect") { return { status: 302 }; }
    if ((answer.headers.get("Content-Type") || "").indexOf("json") < 0) { return { status: answer.status }; }
    return answer.json().then(function (found) { found.status = answer.status; return found; });
  }

  function ask(data) {
    return fetch(line.dataset.address, {
      method: data ? "POST" : "GET", body: data, headers: { Accept: "application/json" },
      credentials: "same-origin", redirect: "manual",
    }).then(read).catch(function () { return { status: 0 }; });
  }

  // Who is logged in now, whose token the forms of this page then send: after another login theirs is worth nothing.
  function look() {
    return ask(null).then(function (found) {
      if (found.status === 200 && found.user === line.dataset.user) {
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (input) { input.value = found.token; });
      }
      return found;
    });
  }

  function body(action, more) {
    var found = new URLSearchParams({ csrfmiddlewaretoken: token(), action: action, form: line.dataset.name, page: form.elements._page.value, user: line.dataset.user });
    Object.keys(more || {}).forEach(function (name) { found.set(name, more[name]); });
    return found;
  }

  function post(action, more) {
    return ask(body(action, more)).then(function (found) {
      if (found.status !== 403 || found.said) { return found; }
      return look().then(function (now) { return now.status === 200 && now.user === line.dataset.user ? ask(body(action, more)) : now; });
    });
  }

  // --- Keeping ----------------------------------------------------------------------------------

  function hold(content) {
    try { sessionStorage.setItem(HELD, JSON.stringify({ page: form.elements._page.value, content: content })); } catch (error) { /* not held */ }
  }

  function letGo() { try { sessionStorage.removeItem(HELD); } catch (error) { /* nothing is held */ } }

  function heard(found, content) {
    if (found.status === 200 && found.said) {
      kept = content;
      isLost = false;
      letGo();
      warn("");
      note(found.said);
    } else if (found.status === 302) {
      isLost = true;
      hold(content);
      warn(LOST, true);
    } else if (found.status === 409 && !found.other) {
      offerAgain(found);
      warn(found.said);
    } else if (found.status === 0) {
      hold(content);
      warn(OFFLINE);
    } else if (found.status !== 503) {
      warn(found.said || "");
    }
    return found;
  }

  // One after the other; what is as it was kept is not sent again.
  function keep() {
    clearTimeout(timer);
    first = 0;
    sending = sending.then(sendNow);
    return sending;
  }

  // Browsers send some 60 kB while a page goes; what is longer was kept when the typing stopped.
  function keepLast() {
    var content = typed();
    if (content !== kept && !isSent) { navigator.sendBeacon(line.dataset.address, body("keep", { content: content })); }
  }

  function sendNow() {
    var content = typed();
    if (content === kept) { return Promise.resolve({ status: 200 }); }
    if (!offer.hidden) { warn(UNDECIDED); return Promise.resolve({ status: 200 }); } // which the server would refuse
    return post("keep", { content: content }).then(function (found) {
      if (found.status !== 429) { return heard(found, content); }
      return new Promise(function (done) { setTimeout(done, SOON); })
        .then(function () { return post("keep", { content: content }); })
        .then(function (again) { return heard(again, content); });
    });
  }

  function later() {
    active = Date.now();
    if (isSent) { return; }
    first = first || active;
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(STILL, first + LONGEST - active)));
  }

  // --- Saving -----------------------------------------------------------------------------------

  // Whether the form may go: not where nobody is logged in, since the login page would swallow it, or somebody else.
  function check() {
    var answer = keep().then(function (found) { return found.said ? found : look(); });
    var late = new Promise(function (done) { setTimeout(function () { done({ status: 0 }); }, PATIENCE); });
    return Promise.race([answer, late]).then(function (found) {
      if (found.status === 302) { isLost = true; hold(typed()); warn(LOST, true); return false; }
      if (found.other || (found.user && found.user !== line.dataset.user)) { warn(found.said || "现在登录的是另一个账号，请用原来的账号重新登录。", true); return false; }
      return true;
    });
  }

  form.addEventListener("submit", function (event) {
    if (isGoing) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isChecking) { return; }
    isChecking = true;
    check().then(function (mayGo) {
      isChecking = false;
      if (!mayGo) { return; }
      isGoing = true;
      form.requestSubmit(event.submitter);
      isGoing = false;
    });
  }, true);
  document.addEventListener("submit", function (event) {
    if (event.target === form && isGoing) { isSent = !event.defaultPrevented; }
  });

  // --- Who else is there ------------------------------------------------------------------------

  function beat() {
    if (isSent || isLost || Date.now() - active > IDLE) { return; }
    keep();
    if (line.hasAttribute("data-new")) { return; }
    post("beat").then(function (found) {
      var others = line.querySelector("[data-others]");
      if (found.status === 200 && others.textContent !== found.others) { others.textContent = found.others; }
    });
  }

  setInterval(beat, BEAT);
  setInterval(function () {
    if (!isLost) { return; }
    look().then(function (found) {
      if (found.status !== 200 || found.user !== line.dataset.user) { return; }
      isLost = false;
      keep().then(function (now) { if (now.status === 200) { warn(BACK); } });
    });
  }, LOOK);

  // --- Restoring and discarding -----------------------------------------------------------------

  offer.querySelector("[data-restore]").addEventListener("click", function (event) {
    if (typed() !== kept && !window.confirm(SWAP)) { event.preventDefault(); } else { isSent = true; }
  });
  offer.addEventListener("submit", function (event) {
    event.preventDefault();
    post("discard", { page: offer.querySelector("[name=page]").value }).then(function (found) {
      if (found.status !== 200) { warn(found.said || OFFLINE); return; }
      offer.hidden = true;
      warn("");
      keep();
    });
  });

  // --- Its course -------------------------------------------------------------------------------

  ["input", "change", "click"].forEach(function (name) { form.addEventListener(name, later); });
  if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", later); } // Select2 tells only jQuery
  document.addEventListener("keydown", function () { active = Date.now(); });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && !isSent) { keep(); } else { active = Date.now(); }
  });
  window.addEventListener("pagehide", keepLast);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { isSent = false; beat(); } });

  // What was held in this tab while nobody was logged in is kept now, and offered by the page that comes.
  function pick() {
    var held = null;
    try { held = JSON.parse(sessionStorage.getItem(HELD)); } catch (error) { return; }
    if (!held) { return; }
    letGo();
    post("keep", held).then(function (found) { if (found.status === 200) { isSent = true; location.reload(); } });
  }

  function start() {
    kept = typed();
    pick();
    beat();
  }
  if (document.readyState === "complete") { start(); } else { window.addEventListener("load", start); }
})();
