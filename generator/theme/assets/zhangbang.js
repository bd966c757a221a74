/* States and days left, worked out again for the reader's now, in Beijing time; the theme's switch; the key of the search box. */
(function () {
  "use strict";
  var DAY = 86400000;

  /* Beijing wall time as YYYY-MM-DDTHH:MM: compares as text with the moments in the pages. */
  function beijing(date) {
    return new Date(date.getTime() + 8 * 3600000).toISOString().slice(0, 16);
  }

  function statusAt(timeline, moment) {
    var held = timeline[0][1];
    timeline.forEach(function (phase) { if (phase[0] <= moment) { held = phase[1]; } });
    return held;
  }

  /* A timeline as it stands in a page: each status after the moment from which it holds; the first holds from the beginning.
     Where nothing follows, the status stands in the class alone. */
  function timelineOf(badge) {
    var since = "", phases = [];
    (badge.getAttribute("data-zb-timeline") || badge.className.split("--").pop()).split(" ").forEach(function (word) {
      if (/^\d/.test(word)) { since = word; } else { phases.push([since, word]); }
    });
    return phases;
  }

  function daysLeft(until, moment) {
    var last = Date.parse(until + ":00Z") - 60000;
    return Math.floor(last / DAY) - Math.floor(Date.parse(moment + ":00Z") / DAY);
  }

  function left(words, days) {
    return days === 0 ? words.last_day : days === 1 ? words.day_left : words.days_left.replace("{n}", days);
  }

  function each(selector, scope, act) {
    Array.prototype.forEach.call(scope.querySelectorAll(selector), act);
  }

  /* The words with the values in the places of their names. */
  function fill(template, values) { return template.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); }

  /* An element with its classes and its text, where it has any. */
  function make(tag, classes, text) {
    var element = document.createElement(tag);
    if (classes) { element.className = classes; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  /* Today stands before the first of its list that has not begun; where none has a date it is not there. */
  function placeToday(mark, moment) {
    var time = mark.querySelector("time"), day = moment.slice(0, 10), lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
    time.setAttribute("datetime", day);
    time.textContent = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day + "T00:00Z"));
    var ahead = mark.parentElement.querySelector("li:has(> * .zb-status--stage_next, > * .zb-status--stage_ahead)");
    if (ahead !== mark.nextElementSibling) { mark.parentElement.insertBefore(mark, ahead); }
  }

  function refresh(words, moment) {
    each("[data-zb-timeline]", document, function (badge) {
      var status = statusAt(timelineOf(badge), moment);
      badge.className = "zb-status zb-status--" + status;
      badge.textContent = words.status[status];
    });
    each("[data-zb-until]", document, function (mark) {
      var until = mark.getAttribute("data-zb-until"), days = daysLeft(until, moment);
      mark.textContent = moment >= until ? "" : left(words, days);
      mark.hidden = !mark.textContent;
    });
    each("[data-zb-show]", document, function (item) {
      var badge = item.querySelector("[data-zb-timeline]") || (item.parentElement.querySelector("[data-zb-timeline]"));
      if (!badge) { return; }
      var status = statusAt(timelineOf(badge), moment);
      item.hidden = item.getAttribute("data-zb-show").split(" ").indexOf(status) < 0;
    });
    each("[data-zb-now]", document, function (mark) { placeToday(mark, moment); });
    each("[data-zb-open]", document, function (list) {
      var empty = list.parentElement.querySelector(":scope > [data-zb-empty]");
      var shown = !!list.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
      list.hidden = !shown;
      if (empty) { empty.hidden = shown; }
    });
  }

  function themeSwitch(words) {
    each("[data-zb-theme-switch]", document, function (button) {
      var next = { auto: "light", light: "dark", dark: "auto" };
      function show() {
        button.title = words["theme_" + document.documentElement.getAttribute("data-zb-theme")];
        button.setAttribute("aria-label", button.title);
      }
      button.hidden = false;
      button.addEventListener("click", function () {
        window.zhangbang.setTheme(next[document.documentElement.getAttribute("data-zb-theme")]);
        show();
      });
      show();
    });
  }

  /* What stands on paper alone: which page it is, and when it was printed. */
  function address(words) {
    each("[data-zb-address]", document, function (line) {
      var named = document.querySelector("link[rel=canonical]"), url = named ? named.href : location.href.split("#")[0];
      line.textContent = words.printed.replace("{url}", url).replace("{date}", beijing(new Date()).slice(0, 10));
    });
  }

  /* "/" goes to the search box, except where something is being typed. */
  function searchKey() {
    document.addEventListener("keydown", function (event) {
      var box = document.querySelector("[data-zb-searchbox]"), here = event.target;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !box) { return; }
      if (here.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(here.tagName) && here.type !== "checkbox") { return; }
      event.preventDefault();
      box.focus();
      box.select();
    });
  }

  window.zhangbang.statusAt = statusAt;
  window.zhangbang.daysLeft = daysLeft;
  window.zhangbang.left = left;
  window.zhangbang.refresh = refresh;
  window.zhangbang.beijing = beijing;
  window.zhangbang.fill = fill;
  window.zhangbang.make = make;
  window.zhangbang.when("words", function (words) {
    refresh(words, beijing(new Date()));
    window.setInterval(function () { refresh(words, beijing(new Date())); }, 60000);
    themeSwitch(words);
    address(words);
    window.addEventListener("beforeprint", function () { address(words); });
  });
  searchKey();
})();
