/* Before the first paint: the reader's choice of light or dark, else the system's. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.replace("no-js", "js");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function stored() {
    try { return localStorage.getItem("zb-theme"); } catch (e) { return null; }
  }
  function apply() {
    var choice = stored();
    var slate = choice ? choice === "dark" : dark.matches;
    root.setAttribute("data-md-color-scheme", slate ? "slate" : "default");
    root.setAttribute("data-zb-theme", choice || "auto");
  }
  apply();
  dark.addEventListener("change", apply);
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
      try {
        if (choice === "auto") { localStorage.removeItem("zb-theme"); } else { localStorage.setItem("zb-theme", choice); }
      } catch (e) { /* private mode: the choice holds for this page only */ }
      apply();
      if (stored() !== choice && choice !== "auto") {
        root.setAttribute("data-md-color-scheme", choice === "dark" ? "slate" : "default");
        root.setAttribute("data-zb-theme", choice);
      }
    }
  };
})();
