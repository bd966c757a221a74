/* A filled form as a draft of a record: a need that was collected, without what is personal or internal, as generator/forms/record.py makes it.
   It becomes a challenge only with the list that it stands in; no build reads a need. */
(function () {
  "use strict";
  var zb = window.zhangbang, forms = zb.forms, own = forms.own;

  /* -- answers under a record's keys -------------------------------------------------------------------------- */
  var MONEY = { "元": "yuan", "万元": "wan", "亿元": "yi" }, SEVERAL = ["/domains", "/types"], WITHOUT_OTHER = ["/domains"];

  function figure(field, answer) {
    var plain = forms.decimal(answer, field.unit);
    return plain === null ? null : Number(plain);
  }

  function money(field, answer) {
    var amount = figure(field, answer), value = {};
    if (amount === null || !MONEY[field.unit]) { return null; }
    value[MONEY[field.unit]] = amount;
    return value;
  }

  function choice(field, answer) {
    var kept = [].concat(answer).filter(function (id) { return id !== forms.OTHER || WITHOUT_OTHER.indexOf(field.maps_to) < 0; });
    return SEVERAL.indexOf(field.maps_to) >= 0 || field.type === "choices" ? kept : kept.length ? kept[0] : null;
  }

  function asWritten(_, answer) { return answer; }

  var VALUES = {
    number: figure, percent: figure, money: money, choice: choice, choices: choice,
    date: asWritten, credit_code: asWritten, postcode: asWritten
  };

  function text(_, answer) { return { zh: answer }; }

  function isGroup(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function putAt(data, steps, value) {
    for (var i = 0; i < steps.length - 1; i += 1) {
      if (own(data, steps[i]) === undefined) { data[steps[i]] = {}; }
      data = data[steps[i]];
      if (!isGroup(data)) { return; }
    }
    var last = steps[steps.length - 1];
    data[last] = last === "zh" && isGroup(value) ? value.zh : value;
  }

  function mapped(fields, answers) {
    var data = {};
    fields.filter(function (field) { return field.maps_to; }).forEach(function (field) {
      var value = (VALUES[field.type] || text)(field, answers[field.id]);
      if (value !== null && !(Array.isArray(value) && !value.length)) { putAt(data, field.maps_to.slice(1).split("/"), value); }
    });
    return data;
  }

  /* -- what is public, and what is left out ------------------------------------------------------------------- */
  function isPrivate(field) { return !!(field.personal || field.internal); }

  function publicOf(field, values) {
    var kept = {};
    if (field.type === "rows") {
      var columns = field.columns.filter(function (column) { return !isPrivate(column); });
      kept[field.id] = values[field.id].map(function (row) {
        return columns.reduce(function (all, column) { return Object.assign(all, publicOf(column, row)); }, {});
      }).filter(function (row) { return Object.keys(row).length; });
      return kept;
    }
    [field.id, field.id + "__" + forms.OTHER].forEach(function (name) { if (own(values, name) !== undefined) { kept[name] = values[name]; } });
    return kept;
  }

  function left(form, answers) {
    return form.fields.reduce(function (names, field) {
      var value = own(answers, field.id);
      if (value === undefined) { return names; }
      if (isPrivate(field)) { return names.concat([forms.named(field)]); }
      return names.concat(field.columns.filter(function (column) {
        return isPrivate(column) && value.some(function (row) { return own(row, column.id) !== undefined; });
      }).map(function (column) { return forms.named(field) + " · " + column.label; }));
    }, []);
  }

  /* -- what goes with them -------------------------------------------------------------------------------------- */
  function note(fields, answers) {
    var said = fields.filter(function (field) { return field.maps_to && own(answers, field.id + "__" + forms.OTHER) !== undefined; }).map(function (field) {
      return field.name + "（" + field.options[field.options.length - 1][2] + "）：" + answers[field.id + "__" + forms.OTHER];
    });
    return said.length ? { note: { zh: said.join("；") + "。" } } : {};
  }

  function source(form, filing, written) {
    var of = form.id + " · " + form.version, told = filing.digest + "；表格 " + of + "；" + filing.imported_on + "导入。";
    return {
      id: "filing",
      title: { zh: "填报的《" + form.title + "》", en: "Filed form: " + form.record.title_en },
      issuer: isGroup(written.owner) && written.owner.name || { zh: "填报单位", en: "The unit that filed it" },
      note: {
        zh: "文件“" + filing.file + "”，SHA-256 " + told,
        en: "File “" + filing.file + "”, SHA-256 " + filing.digest + "; form " + of + "; imported on " + filing.imported_on + "."
      }
    };
  }

  var FIRST = ["id", "state", "form", "title", "list", "owner", "domains", "region", "year"], LAST = ["answers", "sources", "updated_on", "note"];

  function inOrder(data) {
    var middle = Object.keys(data).filter(function (key) { return FIRST.indexOf(key) < 0 && LAST.indexOf(key) < 0; }), ordered = {};
    FIRST.concat(middle, LAST).forEach(function (key) { if (own(data, key) !== undefined) { ordered[key] = data[key]; } });
    return ordered;
  }

  /* The need as data; `filing` is the file that it comes from: its name, its SHA-256, and the day. */
  function draftOf(form, answers, filing) {
    var fields = form.fields.filter(function (field) { return field.id !== "security_review" && !isPrivate(field) && own(answers, field.id) !== undefined; });
    var written = mapped(fields, answers), kept = {};
    fields.filter(function (field) { return !field.maps_to; }).forEach(function (field) { Object.assign(kept, publicOf(field, answers)); });
    return inOrder(Object.assign({}, written, {
      id: form.record.prefix + "-" + idOf(form, written), state: "collected", form: { id: form.id, version: form.version }
    }, Object.keys(kept).length ? { answers: kept } : {}, {
      region: form.record.region, sources: [source(form, filing, written)], updated_on: filing.imported_on
    }, note(fields, answers)));
  }

  function idOf(form, written) {
    var said = [form.id, written.owner === undefined ? null : written.owner, written.title === undefined ? null : written.title];
    return zb.sha256(zb.files.utf8(JSON.stringify(said))).slice(0, 8);
  }

  /* -- YAML ---------------------------------------------------------------------------------------------------- */
  /* A text that no reader of YAML takes for anything else stands as it is, all others in double quotes. */
  function scalar(value) {
    if (typeof value !== "string") { return JSON.stringify(value); }
    if (/^[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9_（）《》、，。；-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value)) { return value; }
    return JSON.stringify(value).replace(/[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2017\u2018-\u2027\u2030-\u205e\u2070-\u2fff\u3000-\u9fff\uff01-\uffee]/gu, function (sign) {
      var code = sign.codePointAt(0).toString(16);
      return code.length > 4 ? "\\U" + code.padStart(8, "0") : "\\u" + code.padStart(4, "0");
    });
  }

  function lines(value, pad) {
    return Object.keys(value).reduce(function (all, key) { return all.concat(entry(pad + key + ":", value[key], pad)); }, []);
  }

  function entry(before, value, pad) {
    if (!isGroup(value) && !Array.isArray(value)) { return [before + " " + scalar(value)]; }
    if (isGroup(value)) { return [before].concat(lines(value, pad + "  ")); }
    return [before].concat(value.reduce(function (all, item) {
      if (!isGroup(item)) { return all.concat([pad + "  - " + scalar(item)]); }
      var inner = lines(item, pad + "    ");
      return all.concat([pad + "  - " + inner[0].trimStart()], inner.slice(1));
    }, []));
  }

  function yaml(data) { return lines(data, "").join("\n") + "\n"; }

  function today() { return zb.beijing(new Date()).slice(0, 10); }

  /* The draft as YAML, and the names of what was left out of it. */
  function recordOf(form, answers) {
    var file = zb.files.utf8(forms.text(form, answers, 2) + "\n");
    var filing = { file: form.id + ".json", digest: zb.sha256(file), imported_on: today() };
    return { text: yaml(draftOf(form, answers, filing)), left: left(form, answers) };
  }

  forms.sha256 = zb.sha256;
  forms.draftOf = draftOf;
  forms.yaml = yaml;
  forms.recordOf = recordOf;
})();
