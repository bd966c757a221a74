/* What is wrong in a filled form, as generator/forms/checking.py finds it: limits in 字, numbers, codes, conditions. Nothing here touches the page.
   `form` is the definition that the page holds; `answers` are values by field: a text, the ids of options, true, or rows. */
(function () {
  "use strict";
  var OTHER = "other", CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  function own(value, name) { return Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined; }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (found, name) { return name in values ? values[name] : found; });
  }

  /* -- 字 as Word counts them -------------------------------------------------------------------------- */
  /* The ranges of generator/forms/counting.py, where they are explained. */
  var WIDE = "\\u2e80-\\u2fff\\u3001-\\u3029\\u3030-\\u3098\\u309b-\\u312f\\u3190-\\u4dbf\\u4e00-\\ua4cf\\uf900-\\ufaff\\ufe10-\\ufe19" +
    "\\ufe30-\\ufe6f\\uff01-\\uff9f\\uffe0-\\uffe6\\u{16fe0}-\\u{18cff}\\u{1aff0}-\\u{1b16f}\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{3ffff}";
  var SIGNS = "\\u00a4\\u00a7\\u00a8\\u00b0\\u00b1\\u00b7\\u00d7\\u00f7\\u2014-\\u2016\\u2018\\u2019\\u201c\\u201d\\u2025\\u2026\\u2030\\u2032\\u2033" +
    "\\u203b\\u2103\\u2116\\u2160-\\u217f\\u2190-\\u22ff\\u2312\\u2460-\\u25ff\\u2605\\u2606\\u2640\\u2642";
  var SPACES = "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  var NOTHING = new RegExp("[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200f" +
    "\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\u302a-\\u302f\\u3099\\u309a\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff\\u{e0000}-\\u{e0fff}]", "gu");
  var ONE = new RegExp("[" + WIDE + SIGNS + "]|[^" + WIDE + SIGNS + SPACES + "]+", "gu");

  function characters(text) {
    return (text.replace(NOTHING, "").replace(/([A-Za-z])\u2019(?=[A-Za-z])/g, "$1'").match(ONE) || []).length;
  }

  /* -- numbers: exact, as decimals in texts -------------------------------------------------------------- */
  var DIGITS = 15, PLACES = 15, ONE_WHOLE = BigInt("1" + "0".repeat(PLACES));

  function narrow(text) {
    return text.replace(/[０-９．，＋－％−]/g, function (sign) { return sign === "−" ? "-" : String.fromCharCode(sign.charCodeAt(0) - 0xfee0); });
  }

  /* The number as plain digits, or null where it is not certain which one is meant; as generator/forms/numbers.py reads it. */
  function decimal(typed, unit) {
    var text = narrow(typed).trim(), end = unit ? narrow(unit) : "";
    if (end && text.slice(-end.length) === end) { text = text.slice(0, -end.length).trimEnd(); }
    var found = /^([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text);
    if (!found) { return null; }
    var whole = found[2].replace(/,/g, "").replace(/^0+/, ""), part = (found[3] || "").replace(/0+$/, "");
    if (whole.length + part.length > DIGITS) { return null; }
    var digits = (whole || "0") + (part ? "." + part : "");
    return found[1] === "-" && digits !== "0" ? "-" + digits : digits;
  }

  /* A plain decimal as a whole number of 10^-15. */
  function scaled(text) {
    var parts = text.replace("-", "").split("."), size = BigInt(parts[0]) * ONE_WHOLE + BigInt((parts[1] || "").padEnd(PLACES, "0"));
    return text[0] === "-" ? -size : size;
  }

  function unscaled(number) {
    var digits = (number < 0n ? -number : number).toString().padStart(PLACES + 1, "0"), rest = digits.slice(-PLACES).replace(/0+$/, "");
    return (number < 0n ? "-" : "") + digits.slice(0, -PLACES).replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (rest ? "." + rest : "");
  }

  /* -- codes, dates, addresses ------------------------------------------------------------------------------ */
  function checkCharacter(body) {
    var total = 0, weight = 1;
    for (var i = 0; i < 17; i += 1) { total += weight * CREDIT.indexOf(body[i]); weight = weight * 3 % 31; }
    return CREDIT[(31 - total % 31) % 31];
  }

  function creditCode(text, words) {
    if (text.length !== 18) { return fill(words.credit_length, { n: text.length }); }
    for (var i = 0; i < 18; i += 1) {
      if (CREDIT.indexOf(text[i]) < 0) { return fill(words.credit_character, { n: i + 1, character: text[i] }); }
    }
    var last = checkCharacter(text);
    return last === text[17] ? "" : fill(words.credit_check, { given: text[17], expected: last });
  }

  function isDay(text) {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) { return false; }
    var time = Date.parse(text + "T00:00:00Z");
    return !isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
  }

  function unless(right, word) {
    return function (text, words) { return right(text) ? "" : words[word]; };
  }

  function isNumber(text, words, field) { return decimal(text, field.unit) === null ? fill(words[field.unit ? "bad_number_unit" : "bad_number"], { unit: field.unit }) : ""; }

  /* What is wrong with a text of a type: words, or nothing. */
  var TYPES = {
    number: isNumber, money: isNumber, percent: isNumber,
    date: unless(isDay, "bad_date"),
    credit_code: creditCode,
    postcode: unless(function (text) { return /^\d{6}$/.test(text); }, "bad_postcode"),
    phone: unless(function (text) { return /^[-0-9+()（）转,，、/\s]{5,40}$/.test(text); }, "bad_phone"),
    email: unless(function (text) { return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text); }, "bad_email")
  };

  /* What files can hold, as generator/forms/texts.py has it: no control characters, and every line end a line feed. */
  function plain(text) {
    return text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n").replace(/[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  }

  function half(text) {
    return text.replace(/[\uff01-\uff5e\u3000]/g, function (sign) { return sign === "\u3000" ? " " : String.fromCharCode(sign.charCodeAt(0) - 0xfee0); });
  }

  function number(text, field) {
    var found = decimal(text, field.unit);
    return found === null ? text : found;
  }

  /* How what is typed is kept, as generator/forms/tidy.py has it: numbers, codes and addresses in plain signs, the rest as it is. */
  var TIDY = {
    number: number, money: number, percent: number,
    credit_code: function (text) { return half(text).replace(/ /g, "").toUpperCase(); },
    postcode: function (text) { return half(text).replace(/ /g, ""); },
    phone: function (text) { return half(text).trim(); },
    email: function (text) { return half(text).trim(); }
  };

  function written(field, text) {
    var kept = plain(text).replace(/\ufeff/g, "").trim(), way = TIDY[field.type];
    return way ? way(kept, field) : kept;
  }

  /* -- one field ------------------------------------------------------------------------------------------ */
  function isEmpty(value) { return value === undefined || value === "" || value === false || Array.isArray(value) && !value.length; }

  function textProblem(field, value, words) {
    var type = TYPES[field.type], wrong = type ? type(value, words, field) : "";
    if (wrong) { return wrong; }
    var n = field.limit === undefined ? 0 : characters(value);
    return field.limit !== undefined && n > field.limit ? fill(words.too_long, { n: n, limit: field.limit, over: n - field.limit }) : "";
  }

  function optionProblem(field, value, other, words) {
    var ids = field.options.map(function (option) { return option[0]; });
    if (value.some(function (id) { return ids.indexOf(id) < 0; })) { return words.bad_option; }
    return field.other && value.indexOf(OTHER) >= 0 && isEmpty(other) ? words.other_empty : "";
  }

  /* What is wrong with the answer of one field, rows aside. */
  function fieldProblem(field, values, words) {
    var value = own(values, field.id), other = own(values, field.id + "__" + OTHER);
    if (!isEmpty(other) && [].concat(value).indexOf(OTHER) < 0) { return words.other_unticked; }
    if (isEmpty(value)) { return field.required ? words["empty_" + field.type] || words.empty : ""; }
    if (field.options) { return optionProblem(field, [].concat(value), other, words); }
    return typeof value === "string" ? textProblem(field, value, words) : "";
  }

  /* A problem: the place it is at, its field, how strictly it is meant, its words, and its kind: empty, answer, limit or condition. */
  function found(at, field, strength, text, kind) { return { at: at, field: field, strength: strength, text: text, kind: kind }; }

  function kindOf(field, values) {
    var value = own(values, field.id);
    return isEmpty(value) && isEmpty(own(values, field.id + "__" + OTHER)) ? "empty" : field.limit !== undefined && typeof value === "string" && characters(value) > field.limit ? "limit" : "answer";
  }

  function rowsProblems(field, rows, words) {
    var problems = [], given = rows || [];
    if (!given.length && field.required) { problems.push(found(field.id, field, "hard", words.empty_rows, "empty")); }
    if (given.length && given.length < (field.rows_min || 0)) {
      problems.push(found(field.id, field, "hard", fill(words.few_rows, { n: field.rows_min }), "answer"));
    }
    if (field.rows_max !== undefined && given.length > field.rows_max) {
      problems.push(found(field.id, field, "hard", fill(words.many_rows, { n: field.rows_max }), "limit"));
    }
    given.forEach(function (row, i) {
      field.columns.forEach(function (column) {
        var wrong = fieldProblem(column, row, words);
        if (wrong) { problems.push(found(field.id + "/" + i + "/" + column.id, column, "hard", wrong, kindOf(column, row))); }
      });
    });
    return problems;
  }

  /* -- conditions ----------------------------------------------------------------------------------------- */
  var FACTORS = { "元": 1n, "万元": 10000n, "亿元": 100000000n };

  function factor(field) { return field.type === "money" && FACTORS[field.unit] || 1n; }

  function conditionOf(form, id) { return form.conditions.filter(function (condition) { return condition.id === id; })[0]; }

  function fieldIn(fields, id) { return fields.filter(function (field) { return field.id === id; })[0]; }

  function fieldOf(form, id) { return fieldIn(form.fields, id); }

  /* The sum of the fields, money in yuan, the rest in its own unit; null while one of them is missing or no number. */
  function sumOf(fields, answers, ids) {
    return ids.reduce(function (sum, id) {
      var field = fieldIn(fields, id), value = own(answers, id), text = typeof value === "string" ? decimal(value, field.unit) : null;
      return sum === null || text === null ? null : sum + scaled(text) * factor(field);
    }, 0n);
  }

  var SHARE = 100n * ONE_WHOLE;

  /* What the left side is compared with, times 100 × 10^15, so that a percentage stays whole; null while a figure of it is missing. */
  function boundOf(fields, answers, condition) {
    var cap = condition.cap === undefined ? null : scaled(condition.cap) * SHARE;
    if (!condition.right.length) { return cap; }
    var sum = sumOf(fields, answers, condition.right);
    if (sum === null) { return null; }
    var share = condition.rate === undefined ? sum * SHARE : sum * scaled(condition.rate);
    return cap !== null && cap < share ? cap : share;
  }

  var ORDER = {
    le: function (left, right) { return left <= right; },
    ge: function (left, right) { return left >= right; },
    eq: function (left, right) { return left === right; }
  };

  function isBroken(fields, answers, condition) {
    if (condition.comparator === "contains_number") {
      var texts = condition.left.map(function (id) { return own(answers, id) || ""; });
      return texts.every(Boolean) && !texts.some(function (text) { return /[0-9０-９]/.test(text); });
    }
    var left = sumOf(fields, answers, condition.left), bound = boundOf(fields, answers, condition);
    return left !== null && bound !== null && !ORDER[condition.comparator](left * SHARE, bound);
  }

  /* How an amount is shown: in the unit of a field. */
  function shown(amount, field) {
    var unit = field.unit || "";
    return unscaled(amount / factor(field)) + (unit && !/^[%‰]/.test(unit) ? " " : "") + unit;
  }

  /* The most that may be written under a condition, in its left field's unit; null while it is not known. */
  function mostOf(fields, answers, condition) {
    var bound = boundOf(fields, answers, condition);
    return bound === null ? null : shown(bound / SHARE, fieldIn(fields, condition.left[0]));
  }

  /* Where a condition is tested: once, or in each row of the field whose columns it names. */
  function cases(form, answers, condition) {
    var named = condition.left.concat(condition.right);
    function has(fields) { return named.every(function (id) { return fieldIn(fields, id); }); }
    var found = has(form.fields) ? [{ at: "", fields: form.fields, values: answers }] : [];
    form.fields.forEach(function (field) {
      (field.columns.length && has(field.columns) && own(answers, field.id) || []).forEach(function (row, i) {
        found.push({ at: field.id + "/" + i + "/", fields: field.columns, values: row });
      });
    });
    return found;
  }

  function conditionProblems(form, answers) {
    return form.conditions.reduce(function (all, condition) {
      var id = condition.left[condition.left.length - 1];
      return all.concat(cases(form, answers, condition).filter(function (one) { return isBroken(one.fields, one.values, condition); }).map(function (one) {
        return Object.assign(found(one.at + id, fieldIn(one.fields, id), condition.strength, condition.message, "condition"), { condition: condition.id });
      }));
    }, []);
  }

  /* -- what must not be published --------------------------------------------------------------------------- */
  var MOBILE = /(^|\D)1[3-9]\d{9}(\D|$)/;

  function isPrivate(field) { return field.personal || field.internal; }

  function textsOf(form, answers) {
    var texts = form.fields.map(function (field) { return { at: field.id, field: field, text: own(answers, field.id) }; });
    form.fields.forEach(function (field) {
      (field.columns.length && own(answers, field.id) || []).forEach(function (row, i) {
        field.columns.forEach(function (column) { texts.push({ at: field.id + "/" + i + "/" + column.id, field: isPrivate(field) ? field : column, text: own(row, column.id) }); });
      });
    });
    return texts.filter(function (one) { return typeof one.text === "string" && !one.field.options; });
  }

  /* Texts that may be published and hold a mobile number, or what stands in one of the form's personal fields. */
  function personalProblems(form, answers) {
    var texts = textsOf(form, answers);
    var personal = texts.filter(function (one) { return one.field.personal && Array.from(one.text).length >= 2; });
    return texts.filter(function (one) { return !isPrivate(one.field); }).reduce(function (all, one) {
      var other = personal.filter(function (each) { return one.text.indexOf(each.text) >= 0; })[0];
      var told = MOBILE.test(one.text) ? form.words.mobile : other ? fill(form.words.repeated, { label: named(other.field) }) : "";
      return told ? all.concat([found(one.at, one.field, "soft", told, "personal")]) : all;
    }, []);
  }

  /* -- the whole form --------------------------------------------------------------------------------------- */
  function problems(form, answers) {
    var all = form.fields.reduce(function (list, field) {
      if (field.type === "rows") { return list.concat(rowsProblems(field, own(answers, field.id), form.words)); }
      var wrong = fieldProblem(field, answers, form.words);
      return wrong ? list.concat([found(field.id, field, "hard", wrong, kindOf(field, answers))]) : list;
    }, []);
    return all.concat(conditionProblems(form, answers), personalProblems(form, answers));
  }

  /* A field's name with its group's, where it has one. */
  function named(field) { return (field.group ? field.group + " · " : "") + field.label; }

  /* A definition as the page holds it, where what is empty was left out. */
  function defined(data) {
    function whole(field) { return Object.assign({}, field, { columns: (field.columns || []).map(whole) }); }
    return Object.assign({}, data, {
      fields: data.fields.map(whole),
      conditions: data.conditions.map(function (condition) { return Object.assign({}, condition, { right: condition.right || [] }); })
    });
  }

  window.zhangbang.forms = {
    defined: defined, conditionOf: conditionOf, named: named, plain: plain,
    OTHER: OTHER, own: own, fill: fill, characters: characters, decimal: decimal, creditCode: creditCode, isDay: isDay, written: written, isEmpty: isEmpty,
    fieldProblem: fieldProblem, fieldOf: fieldOf, sumOf: sumOf, shown: shown, mostOf: mostOf, isBroken: isBroken, problems: problems
  };
})();
