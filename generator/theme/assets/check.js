/* An applicant's figures held against rules, as generator/policy does; nothing typed here leaves the page. */
(function () {
  "use strict";
  var WHOLE = 10000n, FEN_IN_WAN = 1000000n;

  /* What support or a figure is held against, times 10,000; null while it is not known. */
  function whole(comparison, figures) {
    if (comparison.number !== undefined) { return BigInt(comparison.number) * WHOLE; }
    var of = figures[comparison.of];
    return typeof of === "bigint" && comparison.rate !== undefined ? of * BigInt(comparison.rate) : null;
  }

  var ORDER = {
    "<=": function (left, right) { return left <= right; },
    ">=": function (left, right) { return left >= right; },
    "<": function (left, right) { return left < right; },
    "=": function (left, right) { return left === right; }
  };

  function words(comparison, left) {
    function chosen(word) { return comparison.choices.indexOf(word) >= 0; }
    if (comparison.comparator === "any") { return left.some(chosen); }
    if (comparison.comparator === "has") {
      return comparison.choices.every(function (word) { return left.indexOf(word) >= 0; });
    }
    return left.every(chosen);
  }

  function compare(comparison, figures) {
    var left = figures[comparison.left];
    if (left === undefined) { return "untested"; }
    if (typeof left === "boolean") { return left === comparison.expects ? "meets" : "breaks"; }
    if (Array.isArray(left)) { return words(comparison, left) ? "meets" : "breaks"; }
    if (comparison.comparator === "in") {
      return comparison.choices.some(function (choice) { return BigInt(choice) === left; }) ? "meets" : "breaks";
    }
    var right = whole(comparison, figures);
    if (right === null) { return "untested"; }
    return ORDER[comparison.comparator](left * WHOLE, right) ? "meets" : "breaks";
  }

  function statusOf(rule, figures) {
    if (rule.settled) { return rule.settled; }
    var results = rule.comparisons.map(function (comparison) { return compare(comparison, figures); });
    return results.indexOf("breaks") >= 0 ? "breaks" : results.indexOf("untested") >= 0 ? "untested" : "meets";
  }

  function lowest(amounts) {
    return amounts.reduce(function (low, amount) { return low === null || amount < low ? amount : low; }, null);
  }

  function highest(data, figures) {
    var limits = data.ceilings.map(function (ceiling) { return whole(ceiling, figures); });
    var known = limits.filter(function (limit) { return limit !== null; }).map(function (limit) { return limit / WHOLE; });
    var low = lowest(known);
    var sums = data.sums.map(BigInt).filter(function (sum) { return low === null || sum <= low; });
    var complete = known.length === limits.length && (limits.length > 0 || sums.length > 0);
    return { amount: sums.length ? sums[sums.length - 1] : low, complete: complete };
  }

  function assess(data, figures) {
    var statuses = {};
    data.rules.forEach(function (rule) { statuses[rule.id] = statusOf(rule, figures); });
    return { statuses: statuses, highest: highest(data, figures) };
  }

  /* -- words ------------------------------------------------------------------------------------------- */
  function grouped(number) { return number.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ","); }

  function decimal(number, unit) {
    var digits = unit.toString().length - 1;
    var rest = (number % unit).toString().padStart(digits, "0").replace(/0+$/, "");
    return grouped(number / unit) + (rest ? "." + rest : "");
  }

  function money(fen, lang) {
    return lang === "zh" ? decimal(fen, FEN_IN_WAN) + "万元" : "CNY " + decimal(fen, 100n);
  }

  function rate(hundredths) { return decimal(BigInt(hundredths), 100n) + "%"; }

  /* An amount in 万元 as typed, in fen; null where it is none. Full-width digits and separators are read too. */
  function parseMoney(text) {
    var plain = text.normalize("NFKC").replace(/[,\s]/g, "");
    var match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(plain);
    return match ? BigInt(match[1]) * FEN_IN_WAN + BigInt((match[2] || "").padEnd(6, "0")) : null;
  }

  function parseCount(text) {
    var plain = text.normalize("NFKC").replace(/[,\s]/g, "");
    return /^\d{1,6}$/.test(plain) ? BigInt(plain) : null;
  }

  window.zhangbang.check = { assess: assess, money: money, parseMoney: parseMoney, parseCount: parseCount };

  /* -- the page ---------------------------------------------------------------------------------------- */
  var form = document.querySelector("[data-zb-check]");
  if (!form) { return; }
  var data = JSON.parse(form.getAttribute("data-zb-check"));
  var lang = document.documentElement.lang.slice(0, 2) === "zh" ? "zh" : "en";
  var PARSERS = { money: parseMoney, months: parseCount, count: parseCount };

  function controls() { return Array.prototype.filter.call(form.elements, function (control) { return control.name; }); }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  /* The figures that are filled in; a number that cannot be read says so and counts as not given. */
  function read() {
    var figures = {};
    controls().forEach(function (control) {
      var kind = control.dataset.zbForm, parse = PARSERS[kind], value = control.value;
      if (parse) {
        var number = value.trim() ? parse(value) : undefined, wrong = number === null;
        control.setAttribute("aria-invalid", String(wrong));
        document.getElementById(control.getAttribute("aria-describedby")).textContent = wrong ? data.words.bad_number : "";
        if (number !== undefined && number !== null) { figures[control.name] = number; }
      } else if (control.type === "checkbox") {
        if (control.checked) { figures[control.name] = (figures[control.name] || []).concat(value); }
      } else if (value) {
        figures[control.name] = kind === "answer" ? value === "yes" : [value];
      }
    });
    return withUnits(figures);
  }

  /* Of a consortium people give leads and members; no members means a unit alone. */
  function withUnits(figures) {
    if (figures.members === undefined) { delete figures.leads; return figures; }
    figures.consortium = figures.members > 0n;
    if (!figures.consortium) { delete figures.members; delete figures.leads; return figures; }
    if (figures.leads !== undefined) { figures.units = figures.leads + figures.members; }
    return figures;
  }

  function shown(name, value) {
    if (typeof value === "boolean") { return value ? data.words.yes : data.words.no; }
    if (typeof value === "bigint") { return data.forms[name] === "money" ? money(value, lang) : grouped(value); }
    return value.map(function (word) {
      var option = form.querySelector('[name="' + name + '"] option[value="' + word + '"], [name="' + name + '"][value="' + word + '"]');
      return option ? (option.text || option.parentElement.textContent.trim()) : word;
    }).join(lang === "zh" ? "、" : ", ");
  }

  function why(comparison, figures) {
    var text = comparison.text, right = comparison.of ? whole(comparison, figures) : null;
    if (right !== null) { text += " = " + money(right / WHOLE, lang); }
    var given = figures[comparison.left];
    return given === undefined ? text : text + fill(data.words.yours, { value: shown(comparison.left, given) });
  }

  function showRules(assessed, figures) {
    data.rules.forEach(function (rule) {
      var row = form.ownerDocument.querySelector('[data-zb-rule="' + rule.id + '"]');
      var outcome = row.querySelector("[data-zb-outcome]"), status = assessed.statuses[rule.id];
      outcome.className = "zb-outcome zb-outcome--" + status;
      outcome.textContent = data.words[status];
      row.querySelector("[data-zb-why]").replaceChildren.apply(row.querySelector("[data-zb-why]"), rule.comparisons.map(function (comparison) {
        var item = document.createElement("li");
        item.textContent = why(comparison, figures);
        return item;
      }));
    });
  }

  function sumOf(ceiling, figures) {
    if (ceiling.number !== undefined) { return fill(data.words.sum_cap, { amount: money(BigInt(ceiling.number), lang) }); }
    var of = figures[ceiling.of], right = whole(ceiling, figures);
    return fill(data.words.sum_rate, {
      basis: data.labels[ceiling.of], given: of === undefined ? "?" : money(of, lang), rate: rate(ceiling.rate),
      amount: right === null ? "?" : money(right / WHOLE, lang)
    });
  }

  function showHighest(found, figures, broken) {
    var sums = data.ceilings.map(function (ceiling) { return sumOf(ceiling, figures); });
    if (data.sums.length) {
      sums.push(fill(data.words.sum_fixed, { amounts: data.sums.map(function (sum) { return money(BigInt(sum), lang); }).join(" / ") }));
    }
    var words = found.amount === null ? data.words.no_figure
      : fill(found.complete ? data.words.highest : data.words.highest_open, { amount: money(found.amount, lang) });
    document.querySelector("[data-zb-highest]").textContent = words;
    document.querySelector("[data-zb-sum]").textContent = sums.join(lang === "zh" ? "；" : "; ") + (broken ? data.words.but_broken : "");
  }

  function showTally(statuses) {
    var counts = { meets: 0, breaks: 0, untested: 0, judged: 0, authority: 0, shown: 0 };
    Object.keys(statuses).forEach(function (id) { counts[statuses[id]] += 1; });
    document.querySelector("[data-zb-tally]").textContent = fill(data.words.tally, counts);
    return counts;
  }

  /* The address bar holds what is filled in, so that the page can be shared as a link. */
  function keep() {
    var query = new URLSearchParams();
    controls().forEach(function (control) {
      if (control.type === "checkbox" ? control.checked : control.value.trim()) { query.append(control.name, control.value.trim()); }
    });
    try { history.replaceState(null, "", location.pathname + (query.toString() ? "?" + query : "") + location.hash); } catch (e) { /* some file:// pages may not */ }
    return query;
  }

  function restore() {
    var query = new URLSearchParams(location.search);
    controls().forEach(function (control) {
      if (control.type === "checkbox") { control.checked = query.getAll(control.name).indexOf(control.value) >= 0; }
      else if (query.has(control.name)) { control.value = query.get(control.name); }
    });
  }

  /* The page in the other language opens with the same figures. */
  function carry(query) {
    var other = document.querySelector(".zb-language");
    if (other) { other.href = other.getAttribute("href").split("?")[0] + (query.toString() ? "?" + query : ""); }
  }

  function refresh() {
    var figures = read(), assessed = assess(data, figures);
    showRules(assessed, figures);
    var counts = showTally(assessed.statuses);
    showHighest(assessed.highest, figures, counts.breaks > 0);
    carry(keep());
  }

  document.querySelector("[data-zb-check-off]").hidden = true;
  form.hidden = false;
  var result = document.querySelector("[data-zb-result]");
  result.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); refresh(); result.focus(); });
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  form.addEventListener("reset", function () { window.setTimeout(refresh); });
  document.querySelector("[data-zb-copy]").addEventListener("click", function () {
    var told = document.querySelector("[data-zb-copied]");
    if (!navigator.clipboard) { told.textContent = location.href; return; }
    navigator.clipboard.writeText(location.href).then(
      function () { told.textContent = data.words.copied; }, function () { told.textContent = location.href; });
  });
  restore();
  refresh();
})();
