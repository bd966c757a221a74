/* Shows the last days only, by the reader's clock in Beijing; the choice stands in the address. */
(function () {
  "use strict";
  var DAY = 86400000, box = document.querySelector("[data-zb-changes]");
  if (!box) { return; }
  var filter = box.querySelector("[data-zb-within]"), choice = filter.querySelector("select");

  function each(selector, act) { Array.prototype.forEach.call(box.querySelectorAll(selector), act); }

  /* The first of the last `days` days, today included; nothing where all are wanted. */
  function since(days) {
    return days ? window.zhangbang.beijing(new Date(Date.now() - (days - 1) * DAY)).slice(0, 10) : "";
  }

  function show() {
    var first = since(Number(choice.value)), shown = 0;
    each("[data-zb-day]", function (section) {
      section.hidden = section.getAttribute("data-zb-day") < first;
      shown += section.hidden ? 0 : 1;
    });
    box.querySelector("[data-zb-nothing]").hidden = shown > 0;
  }

  function remember() {
    var query = new URLSearchParams(window.location.search);
    if (choice.value) { query.set("days", choice.value); } else { query.delete("days"); }
    var asked = query.toString();
    try { window.history.replaceState(null, "", window.location.pathname + (asked ? "?" + asked : "") + window.location.hash); } catch (e) { /* a file */ }
  }

  function restore() {
    choice.value = new URLSearchParams(window.location.search).get("days") || "";
    if (choice.selectedIndex < 0) { choice.value = ""; }
  }

  choice.addEventListener("change", function () { remember(); show(); });
  filter.hidden = false;
  restore();
  show();
})();
