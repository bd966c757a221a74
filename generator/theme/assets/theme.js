/* Before the first paint: the reader's choice of light or dark, else the system's; paper is light. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.replace("no-js", "js");
  var dark = window.matchMedia("(prefers-color-scheme: dark)"), paper = window.matchMedia("print"), held = null;
  function stored() {
    try { return localStorage.getItem("zb-theme"); } catch (e) { return null; }
  }
  function apply() {
    var choice = stored() || held;
    var slate = !paper.matches && (choice ? choice === "dark" : dark.matches);
    root.setAttribute("data-md-color-scheme", slate ? "slate" : "default");
    root.setAttribute("data-zb-theme", choice || "auto");
  }
  apply();
  dark.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  var waiting = {}, given = {};
  window.zhangbang = {
    put: function (key, data) {
      given[key] = data;
      (waiting[key] || []).forEach(function (use) { use(data); });
      delete waiting[key];
    },
    when: function (key, use) {
      if (key in given) { use(given[key]); } else { (waiting[key] = waiting[key] || []).push(use); }
    },
    setTheme: function (choice) {
      held = choice === "auto" ? null : choice;
      try {
        if (held) { localStorage.setItem("zb-theme", held); } else { localStorage.removeItem("zb-theme"); }
      } catch (e) { /* private mode: the choice holds for this page only */ }
      apply();
    }
  };
})();
