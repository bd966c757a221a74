/* Which Chinese the English of a record was made from, as generator/passages.py and translating/records.py keep account of it. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, step = edit.step, isGroup = edit.isGroup, DIGITS = 8;

  function digest(zh) { return zb.sha256(new TextEncoder().encode(zh.normalize("NFC"))).slice(0, DIGITS); }

  /* The texts in two languages of a record, with their places, in its order. */
  function passages(value, at) {
    var found = isGroup(value) && typeof value.zh === "string" ? [{ at: at, zh: value.zh, en: typeof value.en === "string" ? value.en : "" }] : [];
    if (value === null || typeof value !== "object") { return found; }
    return Object.keys(value).reduce(function (all, key) { return all.concat(passages(value[key], step(at, key))); }, found);
  }

  /* The digests of the Chinese whose English was up to date, or is new: each once, in the texts' order. */
  function account(record, held, isNew) {
    return passages(record, "").filter(function (one) { return one.en; }).map(function (one) { return [digest(one.zh), isNew(one)]; })
      .filter(function (one) { return one[1] || held.indexOf(one[0]) >= 0; }).map(function (one) { return one[0]; })
      .filter(function (one, i, all) { return all.indexOf(one) === i; });
  }

  function without(record) {
    var rest = Object.assign({}, record);
    delete rest.translated;
    return rest;
  }

  /* A record that is edited with its account brought up to date; `origins` are the places in the original by which its values are known. */
  function accounted(record, original, origins) {
    var rest = without(record), before = {}, from = {}, digests;
    if (!Array.isArray(original.translated)) { return record; }
    if (JSON.stringify(rest) === JSON.stringify(without(original))) { return Object.assign(rest, { translated: original.translated }); }
    passages(original, "").forEach(function (one) { before[one.at] = one.en; });
    Object.keys(origins).forEach(function (at) { from[origins[at]] = at; });
    digests = account(rest, original.translated, function (one) { return before[from[one.at]] !== one.en; });
    return digests.length ? Object.assign(rest, { translated: digests }) : rest;
  }

  edit.digest = digest;
  edit.accounted = accounted;
})();
