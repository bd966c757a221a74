/* The finder's page: the form, the filters, the address bar and the results; texts become text nodes only. */
(function () {
  "use strict";
  var zb = window.zhangbang, fill = zb.fill, make = zb.make, box = document.querySelector("[data-zb-find]");
  if (!box) { return; }
  var data = JSON.parse(box.getAttribute("data-zb-find")), words = data.words;
  var lang = document.documentElement.lang.slice(0, 2) === "zh" ? "zh" : "en";
  var scope = data.scope || {}, still = document.querySelector("[data-zb-still]");
  var LISTS = zb.facets.LISTS, NUMBERS = ["pay_min", "pay_max", "sup_min", "sup_max"];
  var SORTS = ["relevance", "deadline", "owner", "support", "newest", "updated"];
  var STATELESS = ["programme", "organisation"]; /* Those that are published and no more. */
  var PAGE = 20, BURST = 120, PAUSE = 60, BEFORE = { zh: 40, en: 70 }, AFTER = { zh: 120, en: 210 };
  var form = box.querySelector("form"), field = form.elements.q, filters = part("filters"), sort = part("sort");
  var index = null, columns = null, asked = null, looking = null, state = null, shownNow = null, results = [];
  var turns = 0, timer = 0, typed = -BURST, begun = false, composing = false, growing = false, stopped = false, status = {};

  function part(name) { return box.querySelector("[data-zb-" + name + "]"); }

  function grouped(number) { return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ","); }

  function button(text, act) {
    var made = make("button", "zb-button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /* -- the address bar ---------------------------------------------------------------------------------- */
  function amount(text) {
    var plain = text.normalize("NFKC").replace(/[,\s]/g, "");
    return /^\d{1,9}(\.\d{1,4})?$/.test(plain) ? Number(plain) : null;
  }

  function read(query) {
    var found = { q: query.get("q") || "", audience: query.get("audience") || "", sort: query.get("sort") || "" };
    LISTS.forEach(function (facet) {
      var values = query.getAll(facet).filter(function (value) { return /^[\w.-]{1,120}$/.test(value); });
      values = values.concat(scope[facet] || []);
      found[facet] = values.filter(function (value, i) { return values.indexOf(value) === i; });
    });
    NUMBERS.forEach(function (name) { found[name] = amount(query.get(name) || ""); });
    if (SORTS.indexOf(found.sort) < 0) { found.sort = "relevance"; }
    if (!(found.audience in data.audience)) { found.audience = ""; }
    found.page = Math.max(1, Math.min(100000, parseInt(query.get("page"), 10) || 1));
    return found;
  }

  function written(given) {
    var query = new URLSearchParams();
    if (given.q.trim()) { query.set("q", given.q); }
    LISTS.forEach(function (facet) { chosen(given, facet).forEach(function (value) { query.append(facet, value); }); });
    if (given.audience) { query.set("audience", given.audience); }
    NUMBERS.forEach(function (name) { if (given[name] !== null) { query.set(name, given[name]); } });
    if (given.sort !== "relevance") { query.set("sort", given.sort); }
    if (given.page > 1) { query.set("page", given.page); }
    return query.toString();
  }

  /* The values of a list that the reader chose: not those that the page itself is about. */
  function chosen(given, facet) {
    return given[facet].filter(function (value) { return (scope[facet] || []).indexOf(value) < 0; });
  }

  function address(given) {
    var query = written(given);
    return location.pathname + (query ? "?" + query : "");
  }

  /* A new entry in the history for what was chosen; the same entry while words are being typed. */
  function keep(push) {
    var there = address(state);
    if (there !== location.pathname + location.search) {
      try { history[push ? "pushState" : "replaceState"](null, "", there); } catch (e) { /* some file:// pages may not */ }
    }
    carry();
  }

  /* The page in the other language opens with the same question. */
  function carry() {
    var other = document.querySelector(".zb-language"), query = written(state);
    if (other) { other.href = other.getAttribute("href").split("?")[0] + (query ? "?" + query : ""); }
  }

  /* -- controls ----------------------------------------------------------------------------------------- */
  function boxes() { return Array.from(filters.querySelectorAll("input[type=checkbox]")); }

  function taken() {
    var given = { q: field.value, audience: part("audience").value, sort: sort.value, page: 1 };
    LISTS.forEach(function (facet) {
      var ticked = boxes().filter(function (tick) { return tick.name === facet && tick.checked; });
      var unseen = state[facet].filter(function (value) { return !tickOf(facet, value); });
      given[facet] = ticked.map(function (tick) { return tick.value; }).concat(unseen);
    });
    NUMBERS.forEach(function (name) {
      var input = filters.querySelector("[name=" + name + "]");
      given[name] = amount(input.value);
      input.setAttribute("aria-invalid", String(given[name] === null && input.value.trim() !== ""));
    });
    return given;
  }

  function tickOf(facet, value) {
    return boxes().find(function (tick) { return tick.name === facet && tick.value === value; });
  }

  function put(given) {
    field.value = given.q;
    sort.value = given.sort;
    part("audience").value = given.audience;
    boxes().forEach(function (tick) { tick.checked = given[tick.name].indexOf(tick.value) >= 0; });
    NUMBERS.forEach(function (name) { filters.querySelector("[name=" + name + "]").value = given[name] === null ? "" : given[name]; });
  }

  /* Takes what the controls say and looks; `push` makes it an entry of the history. */
  function ask(push) {
    window.clearTimeout(timer);
    state = taken();
    keep(push);
    run();
  }

  function clearFilters() {
    var nothing = read(new URLSearchParams());
    put(Object.assign(nothing, { q: field.value, sort: state.sort }));
    state = nothing;
    ask(true);
  }

  /* -- filters ------------------------------------------------------------------------------------------ */
  function named(entry) { return (lang === "en" && entry[2]) || entry[1]; }

  function optionsOf(facet) {
    var table = columns.facets[facet];
    if (facet === "due") { return zb.facets.DUE.map(function (id) { return [id, words["due_" + id]]; }); }
    if (facet === "year") { return years(); }
    if (facet === "kind" || facet === "status") {
      var names = facet === "kind" ? data.kind : status;
      return Object.keys(names).filter(function (id) { return table.indexOf(id) >= 0; }).map(function (id) { return [id, names[id]]; });
    }
    return table.map(function (entry) { return [entry[0], named(entry)]; }).sort(byName);
  }

  function byName(one, other) { return one[1].localeCompare(other[1], lang === "zh" ? "zh-CN" : "en"); }

  function years() {
    var found = Array.from(new Set(columns.held.year)).filter(Boolean).sort().reverse();
    return found.map(function (year) { return [String(year), String(year)]; });
  }

  function option(facet, value, text) {
    var item = make("li"), label = make("label", "zb-tick"), tick = make("input");
    tick.type = "checkbox";
    tick.name = facet;
    tick.value = value;
    tick.checked = state[facet].indexOf(value) >= 0;
    label.append(tick, make("span", "", text), make("small", "zb-tick__n"));
    item.append(label);
    return item;
  }

  function buildFilters() {
    LISTS.filter(function (facet) { return !scope[facet]; }).forEach(function (facet) {
      var list = filters.querySelector('[data-zb-facet="' + facet + '"] ul');
      var items = facet === "region" ? regions(-1) : optionsOf(facet).map(function (o) { return option(facet, o[0], o[1]); });
      list.replaceChildren.apply(list, items);
    });
  }

  /* Regions as a tree: what lies in one folds out below it. */
  function regions(parent) {
    var inside = columns.facets.region.map(function (entry, at) { return [at, named(entry), entry]; });
    return inside.filter(function (r) { return r[2][3] === parent; }).sort(byName).map(function (r) {
      var item = option("region", r[2][0], r[1]), below = regions(r[0]);
      if (below.length) { item.append(folded(below, r[1])); }
      return item;
    });
  }

  function folded(items, name) {
    var more = make("details", "zb-tree"), list = make("ul");
    more.open = items.some(function (item) { return item.querySelector("input:checked"); });
    more.append(make("summary", "", fill(words.inside, { name: name })), list);
    list.append.apply(list, items);
    return more;
  }

  /* Counts beside the values; a value that would find nothing is shown only while it is chosen. */
  function showCounts(counts) {
    boxes().forEach(function (tick) {
      var n = counts[tick.name].get(tick.value) || 0;
      tick.closest("li").hidden = !n && !tick.checked;
      tick.parentElement.querySelector("small").textContent = grouped(n);
    });
    filters.querySelectorAll(".zb-tree, [data-zb-facet]").forEach(function (group) {
      group.hidden = !group.querySelector("li:not([hidden])");
    });
    var n = LISTS.reduce(function (sum, facet) { return sum + chosen(state, facet).length; }, 0);
    n += NUMBERS.filter(function (name) { return state[name] !== null; }).length + (state.audience ? 1 : 0);
    part("chosen").textContent = n ? "(" + n + ")" : "";
    part("clear").hidden = !n;
  }

  /* -- results ------------------------------------------------------------------------------------------ */
  var folds = new Map();

  /* A character folded by itself; the same few thousand come again and again. */
  function plainOf(character) {
    var plain = folds.get(character);
    if (plain === undefined) {
      plain = zb.search.fold(character, index.foldTable);
      folds.set(character, plain);
    }
    return plain;
  }

  /* The text folded, with the place in the text of each of its characters. */
  function foldedText(text) {
    var out = "", at = [], i = 0;
    for (var character of text) {
      var plain = plainOf(character);
      for (var k = 0; k < plain.length; k += 1) { at.push(i); }
      out += plain;
      i += character.length;
    }
    return { text: out, at: at.concat(i) };
  }

  /* Where the found words stand in the text, in order and without overlaps. */
  function spansOf(text) {
    var plain = foldedText(text), found = [];
    asked.found.words.forEach(function (word) {
      for (var at = plain.text.indexOf(word.text); at >= 0 && word.text; at = plain.text.indexOf(word.text, at + word.text.length)) {
        if (!word.word || !/[a-z0-9]/.test(plain.text.charAt(at - 1))) { found.push([plain.at[at], plain.at[at + word.text.length]]); }
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; }).reduce(apart, []);
  }

  function apart(spans, span) {
    var last = spans[spans.length - 1];
    if (!last || span[0] >= last[1]) { spans.push(span); } else { last[1] = Math.max(last[1], span[1]); }
    return spans;
  }

  function marked(element, text, spans, from, to) {
    var at = from;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > to) { return; }
      element.append(text.slice(at, span[0]), make("mark", "", text.slice(span[0], span[1])));
      at = span[1];
    });
    element.append(text.slice(at, to));
    return element;
  }

  function excerpt(text) {
    var plain = text.replace(/\n/g, " · "), spans = spansOf(plain), first = spans.length ? spans[0][0] : 0;
    var from = first > BEFORE[lang] ? first - BEFORE[lang] : 0, to = Math.min(plain.length, from + BEFORE[lang] + AFTER[lang]);
    if (from && lang === "en") { from = plain.indexOf(" ", from) + 1 || from; }
    if (from > first) { from = first; }
    if (to < plain.length && lang === "en") { to = Math.max(plain.lastIndexOf(" ", to), from + 1); }
    var made = make("p", "zb-hit__text", from ? "…" : "");
    marked(made, plain, spans, from, to);
    if (to < plain.length) { made.append("…"); }
    return made;
  }

  function fact(name, value) {
    var made = make("div");
    made.append(make("dt", "", name), make("dd", "", value));
    return made;
  }

  function deadlineFact(doc, card, standing, now) {
    var next = standing.nextOf(doc), set = columns.deadlineSets[columns.held.deadlines[doc]] || [];
    var at = set.findIndex(function (deadline) { return deadline[2] === next; }), told = (card.d || [])[at];
    if (!told) { return null; }
    var made = fact(data.deadline[told[0]] || words.closes, told[1]), left = make("span", "zb-left");
    left.setAttribute("data-zb-until", next);
    zb.when("words", function (site) {
      var days = zb.daysLeft(next, now);
      left.textContent = now >= next ? "" : zb.left(site, days);
    });
    made.lastChild.append(" ", left);
    return made;
  }

  function keyOf(doc, card) {
    return columns.facets.kind[columns.held.kind[doc]] + "/" + card.p.replace(/^.*\//, "").replace(/\.html$/, "");
  }

  function tools(key, title) {
    var made = make("div", "zb-hit__tools"), star = make("button", "zb-star", "☆"), label = make("label", "zb-tick"), pick = make("input");
    star.type = "button";
    star.setAttribute("data-zb-star", key);
    star.setAttribute("aria-pressed", "false");
    star.setAttribute("aria-label", fill(words.star, { title: title }));
    star.hidden = !zb.watch;
    pick.type = "checkbox";
    pick.setAttribute("data-zb-pick", key);
    pick.setAttribute("aria-label", fill(words.pick, { title: title }));
    label.hidden = !zb.takeaway;
    label.append(pick);
    [star, label].forEach(function (one) { one.title = (one === star ? star : pick).getAttribute("aria-label"); });
    made.append(label, star);
    return made;
  }

  function hit(doc, card, standing, now) {
    var item = make("li", "zb-hit"), top = make("div", "zb-card__top"), id = standing.statusOf(doc);
    var title = make("h3", "zb-card__title"), link = make("a"), facts = make("dl", "zb-hit__facts");
    var kind = columns.facets.kind[columns.held.kind[doc]];
    if (id !== "published" || STATELESS.indexOf(kind) < 0) { top.append(make("span", "zb-status zb-status--" + id, status[id])); }
    top.append(make("span", "zb-card__kind", card.w || data.kind[kind]), tools(keyOf(doc, card), card.t));
    link.href = (data.up || "") + card.p;
    title.append(marked(link, card.t, spansOf(card.t), 0, card.t.length));
    var domains = columns.held.domain[doc].map(function (at) { return named(columns.facets.domain[at]); });
    var about = [card.g, card.o, domains.join(words.comma), card.n].filter(Boolean).join(" · ");
    [[words.owner_payment, card.m], [words.government_support, card.h]].forEach(function (pair) {
      if (pair[1]) { facts.append(fact(pair[0], pair[1])); }
    });
    var deadline = deadlineFact(doc, card, standing, now);
    if (deadline) { facts.append(deadline); }
    item.append(top, title);
    if (about) { item.append(make("p", "zb-hit__about", about)); }
    if (card.x) { item.append(excerpt(card.x)); }
    if (facts.childElementCount) { item.append(facts); }
    return item;
  }

  /* The cards of these documents, in their order, in the page's language. */
  function cardsOf(docs) { return index.cards(lang, docs); }

  /* What files to take home tell of a document. */
  function rowOf(doc, card, standing) {
    var facets = columns.facets, held = columns.held, kind = facets.kind[held.kind[doc]], id = standing.statusOf(doc);
    var programme = facets.programme[held.programme[doc]], set = columns.deadlineSets[held.deadlines[doc]] || [];
    return {
      kind: kind, id: keyOf(doc, card).split("/")[1], href: new URL((data.up || "") + card.p, location.href).href, title: card.t,
      status: id, statusText: status[id], opens: card.b || "", owner: card.o || "", sponsor: card.i || "",
      area: held.domain[doc].map(function (at) { return named(facets.domain[at]); }).join(words.comma), region: card.g || "",
      programme: programme ? named(programme) : "", year: held.year[doc] || "", ownerPayment: card.m || "", support: card.h || "",
      term: card.e || "", ownFunds: card.r || "", quota: card.q || "", number: card.n || "", excerpt: card.x || "",
      source: { title: (card.u || [])[0] || "", url: (card.u || [])[1] || "" },
      deadlines: set.map(function (deadline, i) {
        var told = (card.d || [])[i] || [], region = facets.region[deadline[1]];
        return { audience: facets.audience[deadline[0]], audienceText: data.deadline[facets.audience[deadline[0]]] || words.closes,
          region: region ? region[0] : "", regionText: region ? named(region) : "", nth: deadline[3] || 1, moment: deadline[2],
          written: told[1] || "" };
      })
    };
  }

  /* When each result was last changed on this site, as yyyymmdd; nothing is loaded for it. */
  function dated() { return results.map(function (doc) { return { doc: doc, updated: columns.held.updated[doc] }; }); }

  async function rowsOf(docs) {
    var standing = new zb.facets.Standing(columns, zb.beijing(new Date()), state), cards = await cardsOf(docs);
    return docs.map(function (doc, i) { return rowOf(doc, cards[i], standing); });
  }

  function pageLink(n, text) {
    var link = make("a", "", text === undefined ? String(n) : text);
    link.href = address(Object.assign({}, state, { page: n }));
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      state.page = n;
      keep(true);
      run().then(function () { part("heading").focus(); });
    });
    return link;
  }

  /* The first, the last and those around this page. */
  function showPages(pages) {
    var list = make("ul");
    for (var n = 1; n <= pages; n += 1) {
      if (n > 1 && n < pages && Math.abs(n - state.page) > 2) { continue; }
      var item = make("li"), here = make("span", "", String(n));
      here.setAttribute("aria-current", "page");
      item.append(n === state.page ? here : pageLink(n));
      list.append(item);
    }
    part("pages").replaceChildren(list);
    part("pages").hidden = pages < 2;
  }

  function showCount(n, pages) {
    var whole = columns.isWhole(), values = { n: grouped(n), loaded: grouped(columns.loaded), rest: grouped(columns.total - columns.loaded) };
    part("count").textContent = fill(n ? words.count : words.none, values) +
      (pages > 1 ? fill(words.page, { page: state.page, pages: pages }) : "");
    part("none").hidden = n > 0;
    part("cut").hidden = !asked.found.cut;
    part("cover").hidden = whole;
    part("cover").textContent = whole ? "" : fill(words.cover, values);
  }

  async function show(turn) {
    var now = zb.beijing(new Date()), standing = new zb.facets.Standing(columns, now, state);
    var found = zb.facets.filtered(columns, standing, asked.found.matches, state);
    var docs = zb.facets.ordered(columns, standing, found.docs, asked.found, state.sort, now);
    var pages = Math.max(1, Math.ceil(docs.length / PAGE));
    state.page = Math.min(state.page, pages);
    var shown = docs.slice((state.page - 1) * PAGE, state.page * PAGE), cards = await cardsOf(shown);
    if (turn !== turns) { return; }
    results = docs;
    showCounts(found.counts);
    showCount(docs.length, pages);
    part("hits").replaceChildren.apply(part("hits"), shown.map(function (doc, i) { return hit(doc, cards[i], standing, now); }));
    part("hits").start = (state.page - 1) * PAGE + 1;
    showPages(pages);
    part("fault").hidden = true;
    box.setAttribute("aria-busy", "false");
    shownNow = shown.map(function (doc, i) { return { key: keyOf(doc, cards[i]), doc: doc, card: cards[i] }; });
    document.dispatchEvent(new CustomEvent("zb-shown", { detail: { rows: shownNow } }));
  }

  /* -- what goes wrong ---------------------------------------------------------------------------------- */
  function tell(error) {
    var fault = part("fault"), stale = error.key === "finder/manifest";
    var act = stale ? button(words.reload, function () { location.reload(); }) : button(words.retry, retry);
    fault.replaceChildren(make("p", "", stale ? words.stale : fill(words.broken, { file: error.key || error.message })), act);
    fault.hidden = false;
    box.setAttribute("aria-busy", "false");
    part("count").textContent = "";
    part("none").hidden = true;
    part("hits").replaceChildren();
    part("pages").hidden = true;
    if (!(error instanceof zb.shards.Unread)) { throw error; }
  }

  function retry() {
    stopped = false;
    part("fault").hidden = true;
    run().then(function () { part("heading").focus(); });
  }

  function tellRest(error) {
    var cover = part("cover");
    stopped = true;
    cover.replaceChildren(fill(words.rest_broken, { rest: grouped(columns.total - columns.loaded) }) + " ", button(words.retry, retry));
    if (!(error instanceof zb.shards.Unread)) { throw error; }
  }

  /* -- the work ----------------------------------------------------------------------------------------- */
  async function begin() {
    if (!index) { index = await zb.search.open(box.getAttribute("data-zb-base"), box.getAttribute("data-zb-manifest")); }
    columns = columns || new zb.facets.Columns(index);
    if (!columns.segments) {
      await Promise.all([columns.more(), index.list("text-" + lang)]);
      buildFilters();
      box.setAttribute("data-zb-ready", "");
    }
  }

  async function look(turn) {
    var question = state.q;
    if (asked && asked.q === question) { return; }
    var found = await searched(question);
    if (turn === turns) { asked = { q: question, found: found }; }
  }

  /* A search that runs goes on, so that the pause after a key and the way of its files are one time. */
  function searched(question) {
    if (!looking || looking.q !== question) {
      looking = { q: question, found: index.search(question) };
      looking.found.catch(function () { looking = null; });
    }
    return looking.found;
  }

  /* A page about a domain, region, year or programme shows its own list until something is asked. */
  function rest() {
    begun = begun || !still || written(state) !== "";
    if (still) { still.hidden = begun; }
    part("live").hidden = !begun;
    return !begun;
  }

  async function run() {
    if (rest()) { return; }
    var turn = turns += 1;
    box.setAttribute("aria-busy", "true");
    if (!columns) { part("count").textContent = words.loading; }
    try {
      await begin();
      if (turn !== turns) { return; }
      await look(turn);
      if (turn !== turns) { return; }
      await show(turn);
      grow().then(ready);
    } catch (error) {
      if (turn === turns) { tell(error); }
    }
  }

  /* The rest of the columns, one file after another, once there is something to look at. */
  async function grow() {
    if (growing || stopped || columns.isWhole()) { return; }
    growing = true;
    try {
      await columns.more();
      buildFilters();
    } catch (error) {
      tellRest(error);
    } finally {
      growing = false;
    }
    if (!stopped) { await run(); }
  }

  /* The tables that the first question needs; what fails to come is asked for again with it. */
  function ready() { index.prepare().catch(function () {}); }

  /* -- events ------------------------------------------------------------------------------------------- */
  /* Looks at once, and only while keys follow one another fast waits for the last of them. */
  function later() {
    var since = performance.now() - typed;
    typed += since;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, since < BURST ? PAUSE : 0, false);
    if (columns && columns.segments) { searched(field.value); }
  }

  field.addEventListener("compositionstart", function () {
    composing = true;
    window.clearTimeout(timer);
  });
  field.addEventListener("compositionend", function () { composing = false; later(); });
  field.addEventListener("input", function (event) { if (!composing && !event.isComposing) { later(); } });
  field.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.isComposing || !field.value) { return; }
    event.preventDefault();
    field.value = "";
    ask(true);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(true); });
  filters.addEventListener("change", function () { ask(true); });
  sort.addEventListener("change", function () { ask(true); });
  part("clear").addEventListener("click", clearFilters);
  window.addEventListener("popstate", function () { restore(); run(); });

  function restore() {
    state = read(new URLSearchParams(location.search));
    put(state);
    carry();
  }

  /* Beside the results where there is room; folded above them where there is not. */
  function fold() { filters.open = wide.matches; }
  var wide = window.matchMedia("(min-width: 60rem)");
  wide.addEventListener("change", fold);
  fold();

  Object.keys(scope).forEach(function (facet) { filters.querySelector('[data-zb-facet="' + facet + '"]').remove(); });
  field.addEventListener("focus", function () { if (still && !columns) { begin().catch(tell); } });
  if (!still) { document.querySelector("[data-zb-browse]").hidden = true; }
  zb.when("words", function (site) { data.status.forEach(function (id) { status[id] = site.status[id]; }); });
  zb.finder = { results: function () { return results.slice(); }, shown: function () { return shownNow; }, cards: cardsOf, rows: rowsOf, dated: dated, make: make, fill: fill };
  restore();
  run();
})();
