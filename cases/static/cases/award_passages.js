// The form of an award beside the text of its documents: words chosen there fill its rows, a row lights its passage.
(function () {
  "use strict";
  var aside = document.querySelector("[data-passages]"), form = document.querySelector("#content-main form");
  if (!aside || !form || !window.PassagePanel || !window.unfold || !window.fetch) { return; }
  var panel = new window.PassagePanel(aside), documents = aside.querySelector("[data-documents]");
  var KINDS = { attributions: "origin", codings: "coding", figures: "coding", milestones: "beside", attestations: "beside" };
  var texts = {}, shown = "", current = null;

  // --- The form ---------------------------------------------------------------------------------

  function field(row, name) { return row.querySelector("[name='" + name + "'], [name$='-" + name + "']"); }
  function value(row, name) { var input = field(row, name); return input ? input.value : ""; }
  function all(selector) { return Array.prototype.slice.call(form.querySelectorAll(selector)); }
  function rows() { return all(".inline-related:not(.empty-form)").filter(function (row) { return field(row, "words"); }); }
  function main() { var input = form.querySelector("#id_source"); return input ? input.value : aside.dataset.source; }
  function documentOf(row) { return value(row, "source") || main(); }
  function prefixOf(row) { return row.id.replace(/-\d+$/, ""); }
  function isDeleted(row) { var box = row.querySelector("[name$='-DELETE']"); return Boolean(box && box.checked); }

  function set(input, text) {
    if (!input || input.value === text) { return; }
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A menu that is filled by typing knows only what was typed.
  function setDocument(row) {
    var menu = field(row, "source");
    if (!menu || shown === main() || menu.value === shown) { return; }
    menu.appendChild(new Option(documents.selectedOptions[0].text, shown, true, true));
    menu.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function added(prefix) {
    var link = form.querySelector("#" + prefix + "-group .add-row a");
    if (!link) { return null; }
    link.click();
    var row = rows().filter(function (each) { return prefixOf(each) === prefix; }).pop() || null;
    window.unfold(row);
    return row;
  }

  // --- Lighting ---------------------------------------------------------------------------------

  function passageOf(row) {
    var start = value(row, "start");
    return panel.locate(value(row, "words"), start === "" ? null : Number(start));
  }

  function passages() {
    var found = rows().filter(function (row) { return documentOf(row) === shown && !isDeleted(row); }).map(function (row) {
      var place = passageOf(row);
      return place && { key: row.id, kind: KINDS[prefixOf(row)] || "beside", start: place.start, end: place.end };
    });
    var start = aside.dataset.start || value(form, "start"), end = aside.dataset.end || value(form, "end");
    if (shown === main() && start !== "" && end !== "") {
      found.unshift({ key: "award", kind: "award", start: Number(start), end: Number(end) });
    }
    return found.filter(Boolean);
  }

  function light() {
    panel.light(passages(), current);
    all(".passage-current").forEach(function (row) { row.classList.remove("passage-current"); });
    var row = current && document.getElementById(current);
    if (row) { row.classList.add("passage-current"); }
    aside.querySelectorAll("[data-origin]").forEach(function (button) {
      button.classList.toggle("has-origin", Boolean(originOf(button.dataset.origin)));
    });
    showOrigins();
    offer();
  }

  // Beside each value where it comes from, as the rows of the origins say it now.
  function showOrigins() {
    all("[data-origins]").forEach(function (holder) {
      var names = holder.dataset.origins.split(" "), shown = document.createDocumentFragment();
      names.forEach(function (name) {
        rows().forEach(function (row) {
          if (prefixOf(row) === "attributions" && value(row, "field") === name && !isDeleted(row)) { shown.appendChild(originLink(row, names.length > 1)); }
        });
      });
      holder.textContent = "";
      holder.appendChild(shown);
    });
  }

  function originLink(row, isNamed) {
    var link = document.createElement("a"), menu = field(row, "field"), rule = row.querySelector("[data-says='rule']");
    var aside = field(row, "set_aside");
    link.className = "value-origin" + (aside && aside.checked ? " is-set-aside" : "") + (row.id === current ? " is-current" : "");
    link.href = "#id_" + row.id + "-words";
    link.dataset.row = row.id;
    if (isNamed) { link.appendChild(piece("value-of", menu.selectedOptions ? menu.selectedOptions[0].text : "")); }
    link.appendChild(piece("origin " + (rule.classList.contains("is-inferred") ? "inferred" : "printed"), rule.textContent));
    link.appendChild(piece("value-words", row.querySelector("[data-says='words']").textContent));
    return link;
  }

  function piece(name, words) {
    var span = document.createElement("span");
    span.className = name;
    span.textContent = words;
    return span;
  }

  // An origin lights its passage; pressed again, or where a rule stands for it, its row is shown.
  function followOrigin(event) {
    var link = event.target.closest("[data-row]"), row = link && document.getElementById(link.dataset.row);
    if (!row) { return; }
    event.preventDefault();
    if (current === row.id || !value(row, "words")) { pick(row.id); return; }
    current = row.id;
    if (documentOf(row) === shown) { light(); panel.reveal(); } else { show(documentOf(row)); }
  }

  // --- The document -------------------------------------------------------------------------------

  function listDocuments() {
    var menus = all("select[name='source'], .inline-related:not(.empty-form) select[name$='-source']"), known = {};
    documents.textContent = "";
    menus.forEach(function (menu) {
      var chosen = menu.selectedOptions[0];
      if (!chosen || !chosen.value || known[chosen.value]) { return; }
      known[chosen.value] = true;
      documents.appendChild(new Option(chosen.text, chosen.value, false, chosen.value === shown));
    });
    aside.querySelector("[data-several]").hidden = documents.options.length < 2;
  }

  function show(key) {
    if (key === shown) { light(); return; }
    shown = key;
    listDocuments();
    if (!key) { panel.show(aside.dataset.none); return; }
    if (texts[key] !== undefined) { panel.show(texts[key]); light(); return; }
    var failure = "failed";
    fetch(aside.dataset.url.replace("/0/", "/" + encodeURIComponent(key) + "/"))
      .then(function (answer) {
        if (answer.status === 403) { failure = "forbidden"; }
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.json();
      })
      .then(function (found) { texts[key] = found.text; })
      .then(function () { if (key === shown) { panel.show(texts[key]); light(); panel.reveal(); } })
      .catch(function () { if (key === shown) { panel.show(aside.dataset[failure]); } });
  }

  function changed(event) {
    var target = event.target;
    if (target.id === "id_source") { shown = ""; show(main()); return; }
    if (/-source$/.test(target.name || "")) { listDocuments(); }
    light();
  }

  // --- Filling ------------------------------------------------------------------------------------

  function fill(row) {
    set(field(row, "words"), panel.words(panel.choice.start, panel.choice.end));
    set(field(row, "start"), String(panel.choice.start));
    set(field(row, "rule"), "");
    current = row.id;
    light();
    (holderOf(row) || row).scrollIntoView({ block: "nearest" });
  }

  // The place beside a value that shows where it comes from.
  function holderOf(row) {
    var name = value(row, "field");
    return prefixOf(row) === "attributions" && name ? form.querySelector("[data-origins~='" + name + "']") : null;
  }

  function originOf(name) {
    return rows().filter(function (row) {
      return prefixOf(row) === "attributions" && value(row, "field") === name && documentOf(row) === shown && !isDeleted(row);
    })[0] || null;
  }

  function useAsOrigin(name) {
    var row = originOf(name) || added("attributions");
    if (!row) { return; }
    set(field(row, "field"), name);
    setDocument(row);
    fill(row);
    var input = form.querySelector("#id_" + name);
    if (input && input.matches("input[type=text], textarea") && !input.value) { set(input, value(row, "words")); }
  }

  function useAs(what) {
    var words = panel.words(panel.choice.start, panel.choice.end), row;
    if (what === "award") {
      set(field(form, "start"), String(panel.choice.start));
      set(field(form, "end"), String(panel.choice.end));
    } else if (what === "text") {
      set(field(form, "text"), words.split(/\r\n?|\n/).map(function (line) { return line.trim(); }).filter(Boolean).join("\n"));
    } else if ((row = added(what))) {
      setDocument(row);
      fill(row);
    }
    light();
  }

  function offer() {
    var row = current && document.getElementById(current), none = !panel.choice;
    aside.querySelectorAll("[data-origin], [data-use]").forEach(function (button) { button.disabled = none; });
    var button = aside.querySelector("[data-fill]");
    button.disabled = none || !row;
    button.textContent = row ? "填入" + nameOf(row) : button.dataset.fill;
  }

  function nameOf(row) {
    var heading = row.closest(".inline-group").querySelector("h2").dataset.called;
    var menu = field(row, "field") || field(row, "mechanism") || field(row, "kind"), chosen = menu && menu.selectedOptions[0];
    return "“" + heading + (chosen && chosen.value ? "：" + chosen.text : "") + "”";
  }

  // --- Between the two ----------------------------------------------------------------------------

  function follow(event) {
    var row = event.target.closest(".inline-related"), inAward = /^(start|end|title|text)$/.test(event.target.name || "");
    if (!(row && field(row, "words")) && !inAward) { return; }
    current = inAward ? "award" : row.id;
    var key = inAward ? main() : documentOf(row);
    if (key === shown) { light(); panel.reveal(); } else { show(key); }
  }

  function pick(key) {
    current = key;
    light();
    var row = key === "award" ? field(form, "start") : document.getElementById(key);
    if (!row) { return; }
    window.unfold(row);
    row.scrollIntoView({ block: "center" });
    (key === "award" ? row : field(row, "words")).focus({ preventScroll: true });
  }

  panel.onchoice = offer;
  panel.onpick = pick;
  form.addEventListener("focusin", follow);
  form.addEventListener("click", followOrigin);
  form.addEventListener("input", function (event) { if (/words$|start$|end$/.test(event.target.name || "")) { light(); } });
  document.addEventListener("formset:added", light);
  document.addEventListener("formset:removed", light);
  // Select2 tells only jQuery of a change.
  if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", changed); } else { form.addEventListener("change", changed); }
  documents.addEventListener("change", function () { current = null; show(documents.value); });
  aside.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button || !panel.choice) { return; }
    if (button.dataset.origin) { useAsOrigin(button.dataset.origin); }
    else if (button.dataset.use) { useAs(button.dataset.use); }
    else if (button.hasAttribute("data-fill")) { fill(document.getElementById(current)); }
  });

  document.body.classList.add("with-passages");
  aside.hidden = false;
  listDocuments();
  if (main()) { show(main()); } else { panel.show(aside.dataset.none); }
  offer();
})();
