/* Amounts, dates and states in words, as generator/money.py, render/view.py and lifecycle.py say them. Nothing here touches the page. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, has = edit.has, isGroup = edit.isGroup;
  var UNITS = { yuan: [0, "元"], wan: [4, "万元"], yi: [8, "亿元"] };
  var QUALIFIERS = { about: ["约", "about "], almost: ["近", "almost "], over: ["逾", "over "], at_most: ["不超过", "up to "], at_least: ["不低于", "at least "] };
  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  var DEMAND = ["owner", "any", "solver", "recommender"], SUPPLY = ["solver", "any", "recommender", "owner"];

  function said(text, lang) { return !isGroup(text) ? "" : lang === "en" && text.en || text.zh || ""; }

  /* A plain decimal, its point moved to the right; thousands apart, no needless zeros. */
  function grouped(number, places) {
    var plain = edit.number(number), cut = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([-+][0-9]+))?$/.exec(plain);
    if (!cut) { return plain; }
    var move = places + Number(cut[4] || 0), digits = cut[2] + (cut[3] || ""), point = cut[2].length + move;
    if (point > digits.length) { digits += "0".repeat(point - digits.length); }
    if (point < 1) {
      digits = "0".repeat(1 - point) + digits;
      point = 1;
    }
    var whole = digits.slice(0, point).replace(/^0+(?=[0-9])/, ""), part = digits.slice(point).replace(/0+$/, "");
    return cut[1] + whole.replace(/\B(?=([0-9]{3})+$)/g, ",") + (part ? "." + part : "");
  }

  function ends(amount) { return isGroup(amount) ? [amount.min, amount.max] : [amount, amount]; }

  function isNumber(value) { return typeof value === "number"; }

  function sayZh(unit, low, high) {
    var name = UNITS[unit][1];
    if (low === high || !isNumber(high)) { return grouped(low, 0) + name + (low === high ? "" : "以上"); }
    return isNumber(low) ? grouped(low, 0) + "–" + grouped(high, 0) + name : "不超过" + grouped(high, 0) + name;
  }

  function sayEn(unit, low, high) {
    var places = UNITS[unit][0];
    if (low === high) { return "CNY " + grouped(low, places); }
    if (!isNumber(high)) { return "CNY " + grouped(low, places) + " or more"; }
    return isNumber(low) ? "CNY " + grouped(low, places) + "–" + grouped(high, places) : "up to CNY " + grouped(high, places);
  }

  /* An amount as people write it; nothing while its figures are not yet figures. */
  function money(amount, lang) {
    var unit = Object.keys(UNITS).filter(function (one) { return has(amount, one); })[0], pair = unit ? ends(amount[unit]) : [];
    if (!unit) { return said(amount.text, lang); }
    if (!isNumber(pair[0]) && !isNumber(pair[1])) { return ""; }
    var words = has(QUALIFIERS, amount.qualifier) ? QUALIFIERS[amount.qualifier][lang === "zh" ? 0 : 1] : "";
    return words + (lang === "zh" ? sayZh : sayEn)(unit, pair[0], pair[1]);
  }

  function date(written, lang) {
    if (isGroup(written)) { return said(written.text, lang); }
    var found = edit.parsed(String(written)), steps = String(written).slice(0, 10).split("-");
    if (!found) { return String(written); }
    var day = steps[2] ? Number(steps[2]) : 0, month = steps[1] ? Number(steps[1]) : 0;
    var spoken = lang === "zh" ? Number(steps[0]) + "年" + (month ? month + "月" : "") + (day ? day + "日" : "")
      : [day || "", month ? MONTHS[month - 1] : "", Number(steps[0])].filter(Boolean).join(" ");
    return found.hour ? spoken + " " + found.hour : spoken;
  }

  /* -- states by dates ---------------------------------------------------------------------------------------- */
  function interval(written) {
    if (typeof written !== "string" && !isGroup(written)) { return null; }
    var group = isGroup(written) ? written : { from: written, to: written };
    var first = edit.parsed(String(group.from || "")), last = edit.parsed(String(group.to || "")), begin = first || last, end = last || first;
    return begin ? { first: begin.first, last: end.last, fromHour: begin.hour, hour: end.hour } : null;
  }

  function plus(day, days) { return new Date(Date.parse(day + "T00:00Z") + days * 86400000).toISOString().slice(0, 10); }

  function opensAt(written) {
    var found = interval(written);
    return found ? found.first + "T" + (found.fromHour || "00:00") : null;
  }

  function closesAt(stated) {
    var found = interval(stated.closes);
    if (!found) { return null; }
    if (found.hour) { return found.last + "T" + found.hour; }
    return (stated.inclusive === "no" ? found.last : plus(found.last, 1)) + "T00:00";
  }

  function least(moments) { return moments.slice().sort()[0]; }

  function deadline(window) {
    return least([{ closes: window.closes }].concat(Array.isArray(window.also_stated) ? window.also_stated : []).map(closesAt).filter(Boolean));
  }

  function windowStates(windows, soon) {
    var opens = windows.map(function (one) { return opensAt(one.opens); }).filter(Boolean), closes = windows.map(deadline).filter(Boolean).sort();
    if (!opens.length && !closes.length) { return [["", "undated"]]; }
    var first = opens.length ? least(opens) : "", phases = (first ? [["", "upcoming"]] : []).concat([[first, "open"]]), last = closes[closes.length - 1];
    if (!last) { return phases; }
    var near = plus(last.slice(0, 10), -soon) + last.slice(10);
    return phases.concat([[near > first ? near : first, "closing"]]).filter(function (phase) { return !phase[0] || phase[0] < last; }).concat([[last, "closed"]]);
  }

  function binding(kind, record) {
    var windows = (Array.isArray(record.windows) ? record.windows : []).filter(isGroup), order = kind === "guide" && record.call === "demand" ? DEMAND : SUPPLY;
    return order.map(function (audience) { return windows.filter(function (one) { return one.audience === audience; }); }).filter(function (found) { return found.length; })[0] || [];
  }

  /* The states that a record's own dates give, by time; none where others decide. */
  function timeline(kind, record, soon) {
    if (isGroup(record.withdrawn)) { return [["", "withdrawn"]]; }
    var windows = binding(kind, record), valid = isGroup(record.valid) ? record.valid : null, end = valid && closesAt({ closes: valid.to });
    if (windows.length) { return windowStates(windows, soon); }
    if (kind === "programme" && valid) { return [["", "in_force"]].concat(end ? [[end, "expired"]] : []); }
    return null;
  }

  edit.said = said;
  edit.money = money;
  edit.date = date;
  edit.timeline = timeline;
  edit.grouped = grouped;
})();
