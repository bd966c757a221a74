/* Programmes rule by rule: up to four beside one another, a row for each kind of rule and whom it binds, made of the tables of the page. */
(function () {
  "use strict";
  var box = document.querySelector("[data-zb-rules]");
  if (!box) { return; }
  var make = window.zhangbang.make, words = JSON.parse(box.getAttribute("data-zb-rules")), MOST = 4, FIRST = 3;
  var ticks = Array.from(box.querySelectorAll("input")), told = box.querySelector("[data-zb-told]"), place = box.querySelector("[data-zb-table]");

  function chosen() { return ticks.filter(function (tick) { return tick.checked; }); }

  function nameOf(tick) { return tick.nextElementSibling.textContent.trim(); }

  /* -- what is asked for ------------------------------------------------------------------------------- */
  /* Those that the address names, else those with the most rules. */
  function asked() {
    var named = new URLSearchParams(location.search).get("programmes");
    if (named !== null) { return named.split(",").slice(0, MOST); }
    var most = ticks.slice().sort(function (a, b) { return count(b) - count(a); });
    return most.slice(0, FIRST).map(function (tick) { return tick.value; });
  }

  function count(tick) { return Number(tick.closest("label").querySelector("small").textContent); }

  function keep() {
    var query = "?programmes=" + chosen().map(function (tick) { return tick.value; }).join(","), other = document.querySelector(".zb-language");
    try { history.replaceState(null, "", location.pathname + query + location.hash); } catch (e) { /* some file:// pages may not */ }
    carry(other, query);
  }

  function carry(other, query) {
    if (other) { other.href = other.getAttribute("href").split("?")[0] + query; }
  }

  /* -- the table --------------------------------------------------------------------------------------- */
  /* A rule as its table tells it: what it says, the clause and its document. */
  function item(row) {
    var cells = row.querySelectorAll("td"), made = make("li"), track = trackOf(row);
    if (track) { made.append(track); }
    made.append.apply(made, Array.from(cells[1].cloneNode(true).childNodes));
    made.append.apply(made, Array.from(cells[2].cloneNode(true).childNodes));
    return made;
  }

  function trackOf(row) {
    var track = row.querySelector("[data-zb-track]");
    return track && track.cloneNode(true);
  }

  function listed(items) {
    var list = make("ul", "zb-tight zb-versus__rules");
    list.append.apply(list, items);
    return list;
  }

  function line(label, found, picked, isMarked) {
    var made = make("tr"), head = make("th", "", label), texts = found.map(function (cell) { return cell ? cell.textContent : ""; });
    var differs = texts.some(function (text) { return text !== texts[0]; });
    head.scope = "row";
    if (isMarked && picked.length > 1) {
      made.className = differs ? "zb-versus__row--differs" : "zb-versus__row--same";
      head.append(make("span", "zb-versus__mark" + (differs ? " zb-versus__mark--differs" : ""), differs ? words.differs : words.same));
    }
    made.append(head);
    found.forEach(function (cell, i) {
      var td = make("td");
      td.setAttribute("data-label", (i + 1) + " · " + nameOf(picked[i]));
      td.append(cell || make("span", "zb-none", words.none_of_kind));
      made.append(td);
    });
    return made;
  }

  function ofProgramme(rows, tick) { return rows.filter(function (row) { return row.dataset.programme === tick.value; }); }

  /* The rules of each of the chosen, in one row. */
  function ruleLine(label, rows, picked) {
    return line(label, picked.map(function (tick) {
      var own = ofProgramme(rows, tick);
      return own.length ? listed(own.map(item)) : null;
    }), picked, false);
  }

  /* What rules ask of one figure: the values of each of the chosen, in one row. */
  function figureLine(asks, rows, picked) {
    return line(asks, picked.map(function (tick) {
      var values = ofProgramme(rows, tick).reduce(function (found, row) { return found.concat(valuesOf(row, asks)); }, []);
      return values.length ? listed(once(values)) : null;
    }), picked, true);
  }

  function valuesOf(row, asks) {
    return testsOf(row).filter(function (test) { return asksOf(test) === asks; }).map(function (test) {
      var made = make("li"), track = trackOf(row);
      made.append(test.querySelector("b").cloneNode(true));
      if (track) { made.append(track); }
      return made;
    });
  }

  function once(items) {
    return items.filter(function (one, i) { return items.findIndex(function (other) { return other.textContent === one.textContent; }) === i; });
  }

  function testsOf(row) { return Array.from(row.querySelectorAll("td:nth-child(4) li")); }

  function asksOf(test) { return test.querySelector("span").textContent; }

  /* A kind: a row for each figure that rules of the chosen ask for, then the rules; where it matters, one row for each whom they bind. */
  function section(kind, picked) {
    var rows = Array.from(kind.querySelectorAll("tbody tr")).filter(function (row) { return picked.some(function (tick) { return tick.value === row.dataset.programme; }); });
    if (!rows.length) { return null; }
    var body = make("tbody"), head = make("tr", "zb-table__group"), label = make("th", "", kind.dataset.zbKind), audiences = new Map();
    label.scope = "rowgroup";
    label.colSpan = picked.length + 1;
    head.append(label);
    body.append(head);
    var asks = rows.reduce(function (found, row) { return found.concat(testsOf(row).map(asksOf)); }, []);
    asks.filter(function (one, i) { return asks.indexOf(one) === i; }).forEach(function (one) { body.append(figureLine(one, rows, picked)); });
    rows.forEach(function (row) {
      var audience = kind.hasAttribute("data-zb-by-audience") && row.dataset.audience || words.clauses;
      audiences.set(audience, (audiences.get(audience) || []).concat(row));
    });
    audiences.forEach(function (found, audience) { body.append(ruleLine(audience, found, picked)); });
    return body;
  }

  function heading(tick, i) {
    var made = make("th"), link = document.querySelector('tr[data-programme="' + tick.value + '"] a').cloneNode(true);
    made.scope = "col";
    link.textContent = nameOf(tick);
    made.append(make("span", "zb-versus__number", String(i + 1)), link);
    return made;
  }

  function table(picked) {
    var made = make("table", "zb-table zb-table--versus"), head = make("thead"), top = make("tr"), corner = make("th", "", words.row);
    corner.scope = "col";
    top.append(corner);
    top.append.apply(top, picked.map(heading));
    head.append(top);
    made.append(make("caption", "zb-unseen", words.caption), head);
    made.append.apply(made, Array.from(document.querySelectorAll("[data-zb-kind]")).map(function (kind) { return section(kind, picked); }).filter(Boolean));
    return made;
  }

  function show() {
    var picked = chosen();
    place.replaceChildren.apply(place, picked.length ? [table(picked)] : []);
    told.textContent = picked.length < 2 ? words.choose_more : "";
  }

  box.addEventListener("change", function (event) {
    if (chosen().length > MOST) {
      event.target.checked = false;
      told.textContent = words.full;
      return;
    }
    keep();
    show();
  });
  var first = asked();
  ticks.forEach(function (tick) { tick.checked = first.indexOf(tick.value) >= 0; });
  box.hidden = false;
  carry(document.querySelector(".zb-language"), location.search);
  show();
})();
