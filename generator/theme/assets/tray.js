/* Challenges chosen to be compared, up to four: a button beside each, and a bar that leads to the comparison. They are kept in this
   browser alone; where it keeps nothing they hold for this page, and the way to the comparison names them. */
(function () {
  "use strict";
  var zb = window.zhangbang, fill = zb.fill, make = zb.make, KEY = "zb-compare", MOST = 4, LONGEST = 120;
  var ID = /^[a-z0-9]+(-[a-z0-9]+)*$/, PAGE = /(?:^|\/)challenges\/([a-z0-9]+(?:-[a-z0-9]+)*)\.html(?:[?#]|$)/, NONE = /^(index|page-\d+)$/;
  var held = null, words = null, bar = null;

  /* -- what is chosen ------------------------------------------------------------------------------------ */
  function isId(value) { return typeof value === "string" && value.length <= LONGEST && ID.test(value) && !NONE.test(value); }

  /* Those of the values that are ids, each once, in their order. */
  function idsIn(values) {
    return values.filter(function (value, i) { return isId(value) && values.indexOf(value) === i; });
  }

  function stored() {
    try {
      var found = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(found) ? idsIn(found).slice(0, MOST) : [];
    } catch (e) { return []; }
  }

  function ids() { return held !== null ? held.slice() : stored(); }

  /* Whether the browser keeps it; where it does not, it holds for this page. */
  function set(chosen) {
    var kept = idsIn(chosen).slice(0, MOST);
    try {
      if (kept.length) { localStorage.setItem(KEY, JSON.stringify(kept)); } else { localStorage.removeItem(KEY); }
      held = null;
    } catch (e) { held = kept; }
    show();
    return held === null;
  }

  function has(id) { return ids().indexOf(id) >= 0; }

  function remove(id) { return set(ids().filter(function (one) { return one !== id; })); }

  /* The word of `compare_…` that says why not; empty where it is chosen now. */
  function add(id) {
    if (has(id)) { return ""; }
    if (ids().length >= MOST) { return "full"; }
    return set(ids().concat(id)) ? "" : "held";
  }

  /* -- the way to the comparison ------------------------------------------------------------------------- */
  function idOf(href) {
    var found = PAGE.exec(href || "");
    return found && !NONE.test(found[1]) ? found[1] : "";
  }

  function address(chosen) {
    var home = document.querySelector(".zb-brand");
    return new URL("compare.html" + (chosen.length ? "?ids=" + chosen.join(",") : ""), home ? home.href : location.href).href;
  }

  /* -- buttons ------------------------------------------------------------------------------------------- */
  function showButton(button) {
    var on = has(button.getAttribute("data-zb-compare"));
    button.setAttribute("aria-pressed", String(on));
    button.firstChild.textContent = on ? "☑" : "☐";
  }

  function toggle(button) {
    var id = button.getAttribute("data-zb-compare"), told = "";
    if (has(id)) { remove(id); } else { told = add(id); }
    tell(told ? fill(words["compare_" + told], { most: MOST }) : "");
  }

  function buttonFor(id, title) {
    var button = make("button", "zb-versus"), box = make("span", "zb-versus__box", "☐");
    button.type = "button";
    box.setAttribute("aria-hidden", "true");
    button.append(box, " " + words.compare_toggle);
    button.setAttribute("data-zb-compare", id);
    button.setAttribute("aria-label", fill(words.compare_toggle_named, { title: title }));
    button.addEventListener("click", function () { toggle(button); });
    showButton(button);
    return button;
  }

  /* A button in each of these places that shows a challenge and has none; invented and withdrawn ones cannot be compared. */
  function place(selector, put) {
    document.querySelectorAll(selector).forEach(function (spot) {
      var link = spot.querySelector("a[href*='challenges/']"), id = link && idOf(link.getAttribute("href"));
      if (!id || spot.querySelector("[data-zb-compare], .zb-tag--private, .zb-status--withdrawn")) { return; }
      put(spot, buttonFor(id, link.textContent.trim()));
    });
  }

  function placeAll() {
    place(".zb-cards > .zb-card", function (card, button) { card.append(button); });
    place(".zb-hit", function (hit, button) { hit.querySelector(".zb-hit__tools").prepend(button); });
    place(".zb-table--printed tbody tr", function (row, button) { row.querySelector("a[href*='challenges/']").closest("td").append(button); });
    var own = document.querySelector("[data-zb-comparable]");
    if (own && !own.querySelector("[data-zb-compare]")) {
      own.append(buttonFor(own.getAttribute("data-zb-comparable"), document.querySelector("h1").textContent.trim()));
    }
  }

  /* -- the bar ------------------------------------------------------------------------------------------- */
  function tell(text) { if (bar) { bar.querySelector("[role=status]").textContent = text; } }

  function makeBar() {
    var made = make("aside", "zb-tray"), inner = make("div", "md-grid zb-tray__inner"), status = make("span", "zb-tray__told");
    var go = make("a", "zb-tray__go", words.compare_go), clear = make("button", "zb-tray__clear", words.compare_clear);
    made.setAttribute("aria-label", words.compare_title);
    status.setAttribute("role", "status");
    clear.type = "button";
    clear.addEventListener("click", function () { set([]); tell(""); });
    inner.append(make("strong", "zb-tray__n"), go, clear, status);
    made.append(inner);
    document.body.append(made);
    return made;
  }

  function show() {
    var chosen = ids();
    document.querySelectorAll("[data-zb-compare]").forEach(showButton);
    if (!words || document.querySelector("[data-zb-comparison]")) { return; }
    if (!bar && chosen.length) { bar = makeBar(); }
    if (!bar) { return; }
    bar.hidden = !chosen.length;
    bar.querySelector(".zb-tray__n").textContent = fill(words.compare_chosen, { n: chosen.length, most: MOST });
    bar.querySelector(".zb-tray__go").href = address(chosen);
  }

  zb.tray = { ids: ids, has: has, add: add, remove: remove, set: set, idsIn: idsIn, idOf: idOf, isId: isId, MOST: MOST };
  zb.when("words", function (site) {
    words = site;
    placeAll();
    show();
    document.addEventListener("zb-shown", placeAll);
    window.addEventListener("storage", function (event) { if (event.key === KEY || event.key === null) { show(); } });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { show(); } });
  });
})();
