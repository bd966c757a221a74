/* The reader's desk below the results: files to take home, stars, saved searches. It joins takeaway.js and watch.js to the finder. */
(function () {
  "use strict";
  var zb = window.zhangbang, desk = document.querySelector("[data-zb-desk]");
  if (!desk || !zb.finder || !zb.takeaway || !zb.watch) { return; }
  var words = JSON.parse(desk.getAttribute("data-zb-desk")), AT_ONCE = 320;
  var lang = document.documentElement.lang.slice(0, 2) === "zh" ? "zh" : "en";
  var picked = new Map(), make = zb.finder.make, fill = zb.finder.fill;

  function part(name) { return desk.querySelector("[data-zb-" + name + "]"); }

  function button(text, act) {
    var made = make("button", "zb-button zb-button--small", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function tell(text) { part("told").textContent = text || ""; }

  /* -- files to take home -------------------------------------------------------------------------------- */
  /* The documents that were picked, in their order; all results where none was. */
  function chosen() { return picked.size ? Array.from(picked.values()) : zb.finder.results(); }

  function showChosen() { part("chosen-n").textContent = fill(words.desk.chosen, { n: chosen().length }); }

  /* A few files of cards at a time, so that none waits too long for its turn. */
  async function rowsOf(docs) {
    var rows = [];
    for (var from = 0; from < docs.length; from += AT_ONCE) {
      if (from) { tell(fill(words.take.reading, { n: from, total: docs.length })); }
      rows = rows.concat(await zb.finder.rows(docs.slice(from, from + AT_ONCE)));
    }
    return rows;
  }

  async function take(format) {
    var docs = chosen(), offset = Number(part("offset").value);
    if (!docs.length) { tell(words.take.nothing); return; }
    try {
      var made = zb.takeaway.make(format, await rowsOf(docs), words.take, lang, { offset: offset });
      zb.takeaway.save(made);
      tell(made.name);
    } catch (error) {
      tell(words.take.failed);
      throw error;
    }
  }

  function formats() {
    Object.keys(zb.takeaway.FORMATS).forEach(function (format) {
      part("formats").append(button(words.take["as_" + format], function () { take(format); }));
    });
    part("formats").append(button(words.take.as_link, takeLink));
  }

  /* The way back to this search; where the browser keeps the clipboard from us, the address is shown to be copied. */
  async function takeLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      tell(words.take.linked);
    } catch (error) { tell(location.href); }
  }

  /* -- stars and searches -------------------------------------------------------------------------------- */
  function showStar(star) {
    var on = zb.watch.isStarred(star.getAttribute("data-zb-star"));
    star.setAttribute("aria-pressed", String(on));
    star.textContent = on ? "★" : "☆";
  }

  function toggle(star) {
    var key = star.getAttribute("data-zb-star"), on = zb.watch.isStarred(key);
    answer((on ? zb.watch.unstar : zb.watch.star)(key));
    showStar(star);
  }

  function answer(answered) {
    tell(answered.told ? words.watch[answered.told] : "");
    showWatched();
  }

  function link(href, text) {
    var made = make("a", "", text);
    made.href = href;
    return made;
  }

  function starred(key) {
    var parts = key.split("/"), item = make("li");
    item.append(link(words.folders[parts[0]] + "/" + parts[1] + ".html", parts[1]), " ",
      button(words.watch.unstar, function () { answer(zb.watch.unstar(key)); document.querySelectorAll("[data-zb-star]").forEach(showStar); }));
    return item;
  }

  function saved(search) {
    var item = make("li");
    item.append(link("find.html?" + search.query, search.name), " ",
      button(words.watch.drop, function () { answer(zb.watch.dropSearch(search.name)); }));
    return item;
  }

  function showWatched() {
    var stars = zb.watch.stars(), searches = zb.watch.searches();
    part("stars").replaceChildren.apply(part("stars"), stars.map(starred));
    part("searches").replaceChildren.apply(part("searches"), searches.map(saved));
    part("unwatched").hidden = stars.length + searches.length > 0;
  }

  function showNew() {
    var last = zb.watch.lastVisit(), news = last ? zb.watch.newSince(zb.finder.dated()) : [], query = new URLSearchParams(location.search);
    if (!news.length) { return; }
    query.set("sort", "updated");
    part("news").replaceChildren(link("?" + query, fill(words.watch.new_since, { date: last.slice(0, 10), n: news.length })));
  }

  /* -- files of the watchlist ---------------------------------------------------------------------------- */
  function exported() {
    var bytes = new TextEncoder().encode(zb.watch.exportJson());
    zb.takeaway.save({ name: "zhangbang-watch.json", type: "application/json", bytes: bytes });
  }

  function imported(file) {
    file.text().then(function (text) {
      var told = zb.watch.importJson(text);
      tell(fill(words.watch[told.told] || "", told));
      showWatched();
      document.querySelectorAll("[data-zb-star]").forEach(showStar);
    }, function () { tell(words.watch.not_json); });
  }

  /* -- events -------------------------------------------------------------------------------------------- */
  document.addEventListener("zb-shown", function (event) {
    var rows = new Map(event.detail.rows.map(function (row) { return [row.key, row]; }));
    document.querySelectorAll("[data-zb-star]").forEach(showStar);
    document.querySelectorAll("[data-zb-pick]").forEach(function (pick) {
      var key = pick.getAttribute("data-zb-pick");
      pick.checked = picked.has(key);
      pick.addEventListener("change", function () {
        if (pick.checked) { picked.set(key, rows.get(key).doc); } else { picked.delete(key); }
        showChosen();
      });
    });
    showChosen();
  });
  document.addEventListener("click", function (event) {
    var star = event.target.closest("[data-zb-star]");
    if (star) { toggle(star); }
  });
  part("save").addEventListener("submit", function (event) {
    event.preventDefault();
    answer(zb.watch.saveSearch(part("name").value, location.search));
  });
  part("export").addEventListener("click", exported);
  part("import").addEventListener("change", function () {
    if (part("import").files.length) { imported(part("import").files[0]); }
    part("import").value = "";
  });

  desk.hidden = false;
  formats();
  showWatched();
  zb.watch.visit(zb.beijing(new Date()));
  document.addEventListener("zb-shown", function () { showNew(); }, { once: true });
  if (zb.finder.shown()) { document.dispatchEvent(new CustomEvent("zb-shown", { detail: { rows: zb.finder.shown() } })); }
})();
