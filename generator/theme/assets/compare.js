/* Challenges side by side: those that the address names, else those that were chosen. Words and figures come from small files that hold
   what the challenges' own pages say, escaped as there; they load over http and from a folder alike. */
(function () {
  "use strict";
  var zb = window.zhangbang, fill = zb.fill, make = zb.make, page = document.querySelector("[data-zb-comparison]");
  if (!page || !zb.tray || !zb.shards) { return; }
  var data = JSON.parse(page.getAttribute("data-zb-comparison")), words = data.words, MOST = zb.tray.MOST;
  var files = zb.shards.reader(data.base), there = data.files.split(" "), own = data.own;
  var asked = [], shown = [], turn = 0, gone = -1;

  function part(name) { return page.querySelector("[data-zb-" + name + "]"); }

  function button(text, name, act) {
    var made = make("button", "zb-button zb-button--small", text);
    made.type = "button";
    if (name) { made.setAttribute("aria-label", name); }
    made.addEventListener("click", act);
    return made;
  }

  /* HTML of the site's own templates, as it stands on the challenge's page. */
  function filled(element, html) {
    var template = document.createElement("template");
    template.innerHTML = html;
    element.append(template.content);
    return element;
  }

  function tell(text) { part("told").textContent = text || ""; }

  /* -- what is asked for --------------------------------------------------------------------------------- */
  function inAddress() {
    var named = new URLSearchParams(location.search).get("ids");
    return named === null ? null : zb.tray.idsIn(named.split(",").slice(0, 100));
  }

  /* The address names what is shown, so that it can be shared, and so does the way to the page in the other language. */
  function keep() {
    var query = asked.length ? "?ids=" + asked.join(",") : "", other = document.querySelector(".zb-language");
    if (location.search !== query) {
      try { history.replaceState(null, "", location.pathname + query); } catch (e) { /* some file:// pages may not */ }
    }
    if (other) { other.href = other.getAttribute("href").split("?")[0] + query; }
  }

  /* The same as `file_of` in compared.py. */
  function fileOf(id) {
    var number = 0;
    for (var i = 0; i < id.length; i += 1) { number = (number * 31 + id.charCodeAt(i)) % 65521; }
    return ("0" + (number % data.count).toString(16)).slice(-2);
  }

  function isFile(found) { return found !== null && typeof found === "object"; }

  /* What a challenge says; null where the site has none of that id. */
  function read(id) {
    var name = fileOf(id);
    if (there.indexOf(name) < 0) { return Promise.resolve(null); }
    return files.read(name + ".js", "compare/" + name, isFile).then(function (found) {
      return Object.prototype.hasOwnProperty.call(found, id) ? Object.assign({ id: id }, found[id]) : null;
    });
  }

  /* -- changing the choice ------------------------------------------------------------------------------- */
  function change(ids, told) {
    var kept = zb.tray.set(ids);
    asked = ids;
    run(told || (kept ? "" : words.held));
  }

  function removed(id) {
    var at = asked.indexOf(id), title = titleOf(id);
    change(asked.filter(function (one) { return one !== id; }), fill(words.removed, { title: title }));
    gone = at;
  }

  /* Where one was removed the focus goes to the next, else to where one is added. */
  function refocus() {
    var left = Array.from(page.querySelectorAll("[data-zb-remove]")).filter(function (one) { return one.offsetParent !== null; });
    if (gone >= 0) { (left[Math.min(gone, left.length - 1)] || part("id")).focus(); }
    gone = -1;
  }

  function titleOf(id) {
    var found = shown.find(function (one) { return one.id === id; });
    return found ? found.title : id;
  }

  function added(id) {
    if (asked.indexOf(id) >= 0) { tell(words.already); return; }
    if (asked.length >= MOST) { tell(fill(words.full, { most: MOST })); return; }
    tell(words.loading);
    read(id).then(function (found) {
      if (!found) { tell(fill(words.unknown, { id: id })); return; }
      change(asked.concat(id), fill(words.added, { title: found.title }));
    }, failed);
  }

  function failed(error) {
    tell(words.broken);
    if (!(error instanceof zb.shards.Unread)) { throw error; }
  }

  /* -- the table ----------------------------------------------------------------------------------------- */
  function plain(text) { return text.normalize("NFKC").replace(/\s+/g, " ").trim(); }

  /* Indicators agree where their names do, but for case, width, spaces and signs between words. */
  function nameKey(name) { return plain(name).toLowerCase().replace(/[\s,.;:，。；：、·()（）“”"'‘’/\-–—]/g, ""); }

  /* A row of the table: its label and a cell for each challenge. Whether prose differs is not marked, for it always does. */
  function row(label, cells, isProse) {
    var texts = cells.map(function (cell) { return cell ? plain(cell.textContent) : ""; });
    return {
      label: label, cells: cells, isMarked: !isProse && shown.length > 1,
      differs: texts.some(function (text) { return text !== texts[0]; }), empty: texts.every(function (text) { return !text; })
    };
  }

  function cellOf(html) { return html ? filled(make("div"), html) : null; }

  function plainRow(name) {
    return row(data.rows[name], shown.map(function (one) { return cellOf(one.cells[name]); }), data.prose.indexOf(name) >= 0);
  }

  function stateRow() {
    return row(data.rows.state, shown.map(function (one) {
      var badge = make("span", "zb-status");
      badge.setAttribute("data-zb-timeline", one.timeline);
      badge.textContent = one.timeline;
      var made = make("div");
      made.append(badge);
      return made;
    }));
  }

  function figure(indicator, named) {
    var made = make("li");
    if (indicator[2]) { made.append(make("small", "zb-tag", indicator[2]), " "); }
    if (named) { made.append(make("span", "", indicator[0]), " "); }
    made.append(make("strong", "", indicator[1] || (named ? "" : own.stated)));
    if (indicator[3]) { made.append(make("small", "zb-part", indicator[3])); }
    return made;
  }

  function figures(found, named) {
    if (!found.length) { return null; }
    var list = make("ul", "zb-tight");
    list.append.apply(list, found.map(function (indicator) { return figure(indicator, named); }));
    return list;
  }

  /* A row for each indicator that several of the challenges name alike, and one for all others. */
  function indicatorRows() {
    var names = new Map();
    shown.forEach(function (one, i) {
      one.indicators.forEach(function (indicator) {
        var key = nameKey(indicator[0]), known = names.get(key) || { label: indicator[0], in: new Set() };
        known.in.add(i);
        names.set(key, known);
      });
    });
    function isCommon(key) { return names.get(key).in.size > 1; }
    function of(one, fits) { return one.indicators.filter(function (indicator) { return fits(nameKey(indicator[0])); }); }
    var rows = Array.from(names.keys()).filter(isCommon).map(function (key) {
      return row(names.get(key).label, shown.map(function (one) { return figures(of(one, function (k) { return k === key; }), false); }));
    });
    var rest = shown.map(function (one) { return figures(of(one, function (k) { return !isCommon(k); }), true); });
    return rows.concat(row(rows.length ? words.other_indicators : data.rows.indicators, rest, true));
  }

  function rowsOf(name) {
    return name === "state" ? [stateRow()] : name === "indicators" ? indicatorRows() : [plainRow(name)];
  }

  function numbered(i) { return (i + 1) + " · " + shown[i].title; }

  function remover(one) {
    var made = button(words.remove, fill(words.remove_named, { title: one.title }), function () { removed(one.id); });
    made.setAttribute("data-zb-remove", one.id);
    return made;
  }

  function heading(one, i) {
    var made = make("th", "zb-versus__head"), link = make("a", "", one.title);
    made.scope = "col";
    link.href = one.href;
    made.append(make("span", "zb-versus__number", String(i + 1)), link, remover(one));
    return made;
  }

  function mark(differs) {
    return make("span", "zb-versus__mark" + (differs ? " zb-versus__mark--differs" : ""), differs ? words.differs : words.same);
  }

  function line(found) {
    var made = make("tr", found.isMarked ? (found.differs ? "zb-versus__row--differs" : "zb-versus__row--same") : ""), label = make("th", "", found.label);
    label.scope = "row";
    if (found.isMarked) { label.append(mark(found.differs)); }
    made.append(label);
    found.cells.forEach(function (cell, i) {
      var td = make("td");
      td.setAttribute("data-label", numbered(i));
      td.append(cell && cell.textContent ? cell : make("span", "zb-none", own.stated));
      made.append(td);
    });
    return made;
  }

  function section(group) {
    var rows = [].concat.apply([], group.rows.map(rowsOf)).filter(function (found) { return !found.empty; });
    if (!rows.length) { return null; }
    var body = make("tbody"), head = make("tr", "zb-table__group"), label = make("th", "", group.label);
    label.scope = "rowgroup";
    label.colSpan = shown.length + 1;
    head.append(label);
    body.append(head);
    body.append.apply(body, rows.map(line));
    return body;
  }

  function table() {
    var made = make("table", "zb-table zb-table--versus zb-table--" + shown.length), top = make("tr"), corner = make("th", "", words.item), head = make("thead");
    corner.scope = "col";
    top.append(corner);
    top.append.apply(top, shown.map(heading));
    head.append(top);
    made.append(make("caption", "zb-unseen", words.caption), head);
    made.append.apply(made, data.groups.map(section).filter(Boolean));
    return made;
  }

  function showMarks() {
    page.classList.toggle("zb-versus--marked", part("mark").checked);
    page.classList.toggle("zb-versus--only", part("only").checked);
  }

  function counted() {
    var all = part("table").querySelectorAll(".zb-versus__row--differs, .zb-versus__row--same").length;
    var differ = part("table").querySelectorAll(".zb-versus__row--differs").length;
    part("differ").textContent = shown.length > 1 ? fill(words.differ_n, { n: differ, total: all }) : words.one_more;
  }

  /* -- the choice above the table, and what may be added -------------------------------------------------- */
  function chip(one, i) {
    var item = make("li", "zb-versus__chip"), link = make("a", "", one.title), badge = make("span", "zb-status");
    badge.setAttribute("data-zb-timeline", one.timeline);
    link.href = one.href;
    item.append(make("span", "zb-versus__number", String(i + 1)), link, badge, remover(one));
    return item;
  }

  function showWatched() {
    var stars = zb.watch ? zb.watch.stars() : [], list = part("watched"), here = turn;
    var ids = stars.filter(function (star) { return /^challenge\//.test(star); }).map(function (star) { return star.slice(10); });
    ids = ids.filter(function (id) { return asked.indexOf(id) < 0; }).slice(0, 20);
    Promise.all(ids.map(read)).then(function (found) {
      if (here !== turn) { return; }
      list.replaceChildren.apply(list, found.filter(Boolean).map(function (one) {
        var item = make("li"), link = make("a", "", one.title);
        link.href = one.href;
        item.append(link, " ", button(words.add, fill(words.add_named, { title: one.title }), function () { added(one.id); }));
        return item;
      }));
      part("watch").hidden = !list.childElementCount;
    }, function () { part("watch").hidden = true; });
  }

  function show(told, missing) {
    var chosen = part("chosen");
    chosen.replaceChildren.apply(chosen, shown.map(chip));
    part("table").replaceChildren.apply(part("table"), shown.length ? [table()] : []);
    part("none").hidden = shown.length > 0;
    part("some").hidden = !shown.length;
    part("more").hidden = asked.length >= MOST;
    counted();
    tell([told].concat(missing.map(function (id) { return fill(words.unknown, { id: id }); })).filter(Boolean).join(" "));
    zb.when("words", function (site) { zb.refresh(site, zb.beijing(new Date())); });
    showWatched();
    refocus();
  }

  /* -- the work ------------------------------------------------------------------------------------------ */
  function run(told) {
    var here = turn += 1, over = asked.slice(MOST);
    asked = asked.slice(0, MOST);
    page.setAttribute("aria-busy", "true");
    Promise.all(asked.map(read)).then(function (found) {
      if (here !== turn) { return; }
      var missing = asked.filter(function (_, i) { return !found[i]; });
      shown = found.filter(Boolean);
      asked = shown.map(function (one) { return one.id; });
      keep();
      show([told, over.length ? fill(words.too_many, { most: MOST, n: over.length }) : ""].filter(Boolean).join(" "), missing);
      page.setAttribute("aria-busy", "false");
    }, function (error) {
      if (here !== turn) { return; }
      part("again").hidden = false;
      page.setAttribute("aria-busy", "false");
      failed(error);
    });
  }

  /* The way back to this comparison; where the browser keeps the clipboard from us, the address is shown to be copied. */
  function copy() {
    if (!navigator.clipboard) { tell(location.href); return; }
    navigator.clipboard.writeText(location.href).then(function () { tell(words.copied); }, function () { tell(location.href); });
  }

  part("add").addEventListener("submit", function (event) {
    event.preventDefault();
    var typed = part("id").value.trim(), id = zb.tray.idOf(typed) || (zb.tray.isId(typed) ? typed : "");
    if (id) { part("id").value = ""; added(id); } else { tell(words.bad_id); }
  });
  part("again").addEventListener("click", function () { part("again").hidden = true; run(""); });
  part("copy").addEventListener("click", copy);
  part("print").addEventListener("click", function () { window.print(); });
  part("clear").addEventListener("click", function () { change([], words.cleared); part("id").focus(); });
  [part("mark"), part("only")].forEach(function (box) { box.addEventListener("change", showMarks); });
  window.addEventListener("popstate", function () { asked = inAddress() || zb.tray.ids(); run(""); });

  part("needs").hidden = true;
  part("live").hidden = false;
  asked = inAddress() || zb.tray.ids();
  showMarks();
  run("");
})();
