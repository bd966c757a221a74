/* What a reader stars and the searches they keep, in this browser alone: nothing is sent, and nothing stored is ever run.
   Each change answers {done, told}: whether it is stored, and the word of `watch_…` that says why not. What cannot be stored holds for
   this page; what is stored and cannot be read is set aside before anything is written over it. */
(function () {
  "use strict";
  var KEY = "zb-watch", ASIDE = "zb-watch-aside", FORMAT = "zhangbang-watch", VERSION = 1;
  var LIMITS = { stars: 5000, searches: 200, name: 80, query: 2000, text: 2000000 };
  var PAUSE = 30 * 60000;
  var STAR = /^(programme|guide|list|challenge|winner|success|organisation)\/[a-z0-9]+(-[a-z0-9]+)*$/;
  var QUERY = /^[A-Za-z0-9%+._*=&~!'()-]*$/;
  var MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

  /* -- what may stand in a watchlist --------------------------------------------------------------------- */
  function isStar(value) { return typeof value === "string" && value.length <= 120 && STAR.test(value); }

  function isQuery(value) { return typeof value === "string" && value.length > 0 && value.length <= LIMITS.query && QUERY.test(value); }

  function isMoment(value) {
    if (typeof value !== "string" || !MOMENT.test(value)) { return false; }
    var time = Date.parse(value + ":00Z");
    return !isNaN(time) && new Date(time).toISOString().slice(0, 16) === value;
  }

  /* A name in one line, without invisible signs that turn its direction or hide in it; empty where it is none. */
  function named(value) {
    var name = typeof value === "string" ? value.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\s]+/g, " ").trim() : "";
    return Array.from(name).length <= LIMITS.name ? name : "";
  }

  function isSearch(value) { return value !== null && typeof value === "object" && named(value.name) !== "" && isQuery(value.query); }

  function empty() { return { stars: [], searches: [], lastVisit: null, seenAt: null }; }

  function own(value, name) { return Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined; }

  function listed(value) { return Array.isArray(value) ? value : []; }

  /* -- adding, which never takes anything away ------------------------------------------------------------- */
  /* Each answers added, already or the word for why it was refused. */
  function addStar(state, star) {
    if (!isStar(star)) { return "bad_star"; }
    if (state.stars.indexOf(star) >= 0) { return "already"; }
    if (state.stars.length >= LIMITS.stars) { return "too_many"; }
    state.stars.push(star);
    return "added";
  }

  function addSearch(state, search) {
    if (!isSearch(search)) { return "bad_search"; }
    var name = named(search.name), taken = state.searches.map(function (kept) { return kept.name; });
    if (state.searches.some(function (kept) { return kept.query === search.query && stem(kept.name) === stem(name); })) { return "already"; }
    if (state.searches.length >= LIMITS.searches) { return "too_many"; }
    state.searches.push({ name: free(name, taken), query: search.query });
    return "added";
  }

  function stem(name) { return name.replace(/ \(\d+\)$/, ""); }

  /* A second search of the same name stands beside the first, with a number. */
  function free(name, taken) {
    for (var n = 2, found = name; taken.indexOf(found) >= 0; n += 1) {
      found = Array.from(stem(name)).slice(0, LIMITS.name - 6).join("") + " (" + n + ")";
    }
    return found;
  }

  function addAll(state, data) {
    var counts = { added: 0, already: 0, refused: 0 };
    function count(outcome) { counts[outcome in counts ? outcome : "refused"] += 1; }
    listed(own(data, "stars")).forEach(function (star) { count(addStar(state, star)); });
    listed(own(data, "searches")).forEach(function (search) { count(addSearch(state, search)); });
    ["stars", "searches"].forEach(function (name) {
      var value = own(data, name);
      if (value !== undefined && !Array.isArray(value)) { counts.refused += 1; }
    });
    return counts;
  }

  /* -- reading a text -------------------------------------------------------------------------------------- */
  function parsed(text) {
    if (typeof text !== "string" || text.length > LIMITS.text) { return { told: "too_large" }; }
    var data;
    try { data = JSON.parse(text.replace(/^\ufeff/, "")); } catch (e) { return { told: "not_json" }; }
    if (data === null || typeof data !== "object" || own(data, "format") !== FORMAT) { return { told: "not_ours" }; }
    var version = own(data, "version");
    if (version !== VERSION) { return { told: Number.isInteger(version) && version > VERSION ? "newer" : "not_ours" }; }
    return { told: "", data: data };
  }

  /* A stored text as a state; `whole` is false where something of it could not be kept. */
  function stateOf(text) {
    var state = empty(), found = parsed(text);
    if (!found.data) { return { state: state, whole: false, newer: found.told === "newer" }; }
    var counts = addAll(state, found.data), lastVisit = own(found.data, "lastVisit"), seenAt = own(found.data, "seenAt");
    state.lastVisit = isMoment(lastVisit) ? lastVisit : null;
    state.seenAt = isMoment(seenAt) ? seenAt : null;
    return { state: state, whole: counts.refused === 0, newer: false };
  }

  function textOf(state, space) {
    return JSON.stringify({
      format: FORMAT, version: VERSION, stars: state.stars, searches: state.searches, lastVisit: state.lastVisit, seenAt: state.seenAt
    }, null, space);
  }

  /* -- the browser's storage --------------------------------------------------------------------------------- */
  var held = null, last = { text: null, known: null };

  function stored() {
    try { return { text: localStorage.getItem(KEY), told: "" }; } catch (e) { return { text: null, told: "forbidden" }; }
  }

  function read() {
    if (held !== null) { return { state: held, whole: true, newer: false, told: "" }; }
    var found = stored();
    if (found.text === null) { return { state: empty(), whole: true, newer: false, told: found.told }; }
    if (found.text !== last.text) { last = { text: found.text, known: stateOf(found.text) }; }
    var known = last.known;
    return { state: known.state, whole: known.whole, newer: known.newer, text: found.text, told: known.newer ? "newer" : known.whole ? "" : "set_aside" };
  }

  function copied(state) {
    return { stars: state.stars.slice(), searches: state.searches.slice(), lastVisit: state.lastVisit, seenAt: state.seenAt };
  }

  function isFull(error) { return error !== null && typeof error === "object" && /quota/i.test(String(error.name)); }

  function write(state, known) {
    if (known.newer) { return "newer"; }
    try {
      if (!known.whole) { localStorage.setItem(ASIDE, known.text); }
      localStorage.setItem(KEY, textOf(state));
      return "";
    } catch (e) { return isFull(e) ? "full" : "forbidden"; }
  }

  /* Changes what is stored; where that fails, the change holds for this page and is tried again with the next. */
  function change(act) {
    var state = copied(read().state), outcome = act(state), told = "";
    if (outcome === "added") {
      told = write(state, held !== null ? beneath() : read());
      held = told ? state : null;
    }
    return { done: !told && (outcome === "added" || outcome === "already"), told: told || (outcome === "added" ? "" : outcome), outcome: outcome };
  }

  /* What lies in the storage beneath a state that this page holds. */
  function beneath() {
    var kept = held;
    held = null;
    var known = read();
    held = kept;
    return known;
  }

  function answer(changed) { return { done: changed.done, told: changed.told }; }

  /* -- stars and searches ------------------------------------------------------------------------------------ */
  function star(key) { return answer(change(function (state) { return addStar(state, key); })); }

  function unstar(key) {
    return answer(change(function (state) {
      var at = state.stars.indexOf(key);
      if (at < 0) { return "already"; }
      state.stars.splice(at, 1);
      return "added";
    }));
  }

  function isStarred(key) { return read().state.stars.indexOf(key) >= 0; }

  function saveSearch(name, query) {
    var asked = typeof query === "string" ? query.replace(/^\?/, "") : query;
    return answer(change(function (state) { return addSearch(state, { name: name, query: asked }); }));
  }

  function dropSearch(name) {
    return answer(change(function (state) {
      var at = state.searches.map(function (search) { return search.name; }).indexOf(name);
      if (at < 0) { return "already"; }
      state.searches.splice(at, 1);
      return "added";
    }));
  }

  /* -- visits ------------------------------------------------------------------------------------------------- */
  function minutes(moment) { return Date.parse(moment + ":00Z"); }

  /* Notes that the reader is here, and answers the end of the visit before. A pause of half an hour begins a new visit. Who watches
     nothing leaves no trace. */
  function visit(moment) {
    var known = read().state;
    if (!isMoment(moment) || !(known.stars.length || known.searches.length)) { return known.lastVisit; }
    change(function (state) {
      if (state.seenAt !== null && minutes(moment) - minutes(state.seenAt) > PAUSE) { state.lastVisit = state.seenAt; }
      state.seenAt = moment;
      return "added";
    });
    return read().state.lastVisit;
  }

  /* Rows with an `updated` (yyyymmdd) of the day of the last visit or later: rather twice than never. */
  function newSince(rows) {
    var last = read().state.lastVisit;
    var day = last === null ? Infinity : Number(last.slice(0, 10).replace(/-/g, ""));
    return rows.filter(function (row) { return typeof row.updated === "number" && row.updated >= day; });
  }

  /* -- files -------------------------------------------------------------------------------------------------- */
  function exportJson() { return textOf(read().state, 2) + "\n"; }

  /* Adds what a file holds to what is there: how many were added, were there already, or were refused, and the word to tell. */
  function importJson(text) {
    var found = parsed(text), counts = { added: 0, already: 0, refused: 0 };
    if (!found.data) { return { added: 0, already: 0, refused: 0, told: found.told }; }
    var changed = change(function (state) {
      counts = addAll(state, found.data);
      return counts.added ? "added" : "already";
    });
    return { added: counts.added, already: counts.already, refused: counts.refused, told: changed.done ? "imported" : changed.told };
  }

  window.zhangbang.watch = {
    star: star, unstar: unstar, isStarred: isStarred, saveSearch: saveSearch, dropSearch: dropSearch, visit: visit, newSince: newSince,
    exportJson: exportJson, importJson: importJson,
    stars: function () { return read().state.stars.slice(); },
    searches: function () { return read().state.searches.map(function (search) { return { name: search.name, query: search.query }; }); },
    lastVisit: function () { return read().state.lastVisit; },
    told: function () { return held !== null ? "held" : read().told; }
  };
})();
