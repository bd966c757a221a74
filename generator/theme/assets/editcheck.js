/* What is wrong with a record by its schema: the codes, places and words of generator/schemas.py, which words what jsonschema finds.
   Nothing here touches the page. `schemas` are all schemas by name, `words` the wordings by code, with the words for types and limits. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, step = edit.step, has = edit.has, isGroup = edit.isGroup;

  function typeOf(value) {
    return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  }

  function isType(type, value) {
    var found = typeOf(value);
    return type === "integer" ? found === "number" && Number.isInteger(value) : found === type;
  }

  function equal(one, other) {
    if (typeOf(one) !== typeOf(other)) { return false; }
    if (Array.isArray(one)) { return one.length === other.length && one.every(function (item, i) { return equal(item, other[i]); }); }
    if (!isGroup(one)) { return one === other; }
    var keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every(function (key) { return has(other, key) && equal(one[key], other[key]); });
  }

  function isUnique(items) {
    return items.every(function (item, i) { return !items.slice(0, i).some(function (other) { return equal(item, other); }); });
  }

  /* -- dates, as generator/dates.py reads them -------------------------------------------------------------- */
  function daysIn(year, month) {
    return month === 2 ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28 : [4, 6, 9, 11].indexOf(month) >= 0 ? 30 : 31;
  }

  /* The first and last day that a written date may mean, and its hour; null where there is no such date. */
  function parsed(written) {
    var found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?$/.exec(written);
    if (!found) { return null; }
    var year = Number(found[1]), month = Number(found[2] || 1), day = Number(found[3] || 1);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) { return null; }
    if (found[4] !== undefined && (Number(found[4]) > 23 || Number(found[5]) > 59)) { return null; }
    var last = found[3] ? written.slice(0, 10) : found[1] + "-" + (found[2] || "12") + "-" + daysIn(year, Number(found[2] || 12));
    return { first: (written.slice(0, 10) + "-01-01").slice(0, 10), last: last, hour: found[4] ? found[4] + ":" + found[5] : null };
  }

  /* -- keywords ---------------------------------------------------------------------------------------------- */
  function Checker(schemas) {
    this.schemas = schemas;
    this.patterns = {};
  }

  Checker.prototype.target = function (reference, home) {
    var parts = reference.split("#"), name = parts[0] ? parts[0].replace(/\.json$/, "") : home;
    var found = parts[1].split("/").slice(1).reduce(function (inner, key) { return inner[key]; }, this.schemas[name]);
    return { schema: found, home: name };
  };

  Checker.prototype.pattern = function (source) {
    if (!has(this.patterns, source)) {
      try { this.patterns[source] = new RegExp(source, "u"); } catch (error) { this.patterns[source] = new RegExp(source); }
    }
    return this.patterns[source];
  };

  function found(keyword, schema, value, at, more) {
    return Object.assign({ keyword: keyword, rule: schema[keyword], schema: schema, value: value, at: at }, more);
  }

  function when(isWrong, keyword, schema, value, at) { return isWrong ? [found(keyword, schema, value, at)] : []; }

  function text(value) { return typeof value === "string"; }

  function numeric(value) { return typeof value === "number"; }

  function count(value) { return Array.from(value).length; }

  /* Each keyword: its errors, of `value` at `at`; `home` is the schema in which it stands. */
  var KEYWORDS = {
    $ref: function (self, schema, value, at, home) {
      var target = self.target(schema.$ref, home);
      return self.errors(target.schema, value, at, target.home);
    },
    type: function (self, schema, value, at) { return when(!isType(schema.type, value), "type", schema, value, at); },
    required: function (self, schema, value, at) {
      return when(isGroup(value) && schema.required.some(function (key) { return !has(value, key); }), "required", schema, value, at);
    },
    properties: function (self, schema, value, at, home) {
      if (!isGroup(value)) { return []; }
      return Object.keys(schema.properties).filter(function (key) { return has(value, key); }).reduce(function (all, key) {
        return all.concat(self.errors(schema.properties[key], value[key], step(at, key), home));
      }, []);
    },
    additionalProperties: function (self, schema, value, at) {
      var known = schema.properties || {};
      return when(isGroup(value) && Object.keys(value).some(function (key) { return !has(known, key); }), "additionalProperties", schema, value, at);
    },
    items: function (self, schema, value, at, home) {
      if (!Array.isArray(value)) { return []; }
      return value.reduce(function (all, item, i) { return all.concat(self.errors(schema.items, item, step(at, i), home)); }, []);
    },
    minItems: function (self, schema, value, at) { return when(Array.isArray(value) && value.length < schema.minItems, "minItems", schema, value, at); },
    uniqueItems: function (self, schema, value, at) {
      return when(schema.uniqueItems && Array.isArray(value) && !isUnique(value), "uniqueItems", schema, value, at);
    },
    minProperties: function (self, schema, value, at) {
      return when(isGroup(value) && Object.keys(value).length < schema.minProperties, "minProperties", schema, value, at);
    },
    enum: function (self, schema, value, at) {
      return when(!schema.enum.some(function (choice) { return equal(choice, value); }), "enum", schema, value, at);
    },
    const: function (self, schema, value, at) { return when(!equal(schema.const, value), "const", schema, value, at); },
    pattern: function (self, schema, value, at) { return when(text(value) && !self.pattern(schema.pattern).test(value), "pattern", schema, value, at); },
    format: function (self, schema, value, at) {
      return when(schema.format === "calendar-date" && text(value) && !parsed(value), "format", schema, value, at);
    },
    minLength: function (self, schema, value, at) { return when(text(value) && count(value) < schema.minLength, "minLength", schema, value, at); },
    maxLength: function (self, schema, value, at) { return when(text(value) && count(value) > schema.maxLength, "maxLength", schema, value, at); },
    minimum: function (self, schema, value, at) { return when(numeric(value) && value < schema.minimum, "minimum", schema, value, at); },
    maximum: function (self, schema, value, at) { return when(numeric(value) && value > schema.maximum, "maximum", schema, value, at); },
    dependentRequired: function (self, schema, value, at) {
      return when(isGroup(value) && needs(schema.dependentRequired, value).length > 0, "dependentRequired", schema, value, at);
    },
    not: function (self, schema, value, at, home) { return when(!self.errors(schema.not, value, at, home).length, "not", schema, value, at); },
    allOf: function (self, schema, value, at, home) {
      return schema.allOf.reduce(function (all, inner) { return all.concat(self.errors(inner, value, at, home)); }, []);
    },
    if: function (self, schema, value, at, home) {
      return schema.then && !self.errors(schema.if, value, at, home).length ? self.errors(schema.then, value, at, home) : [];
    },
    anyOf: function (self, schema, value, at, home) {
      var branches = branchesOf(self, schema.anyOf, value, at, home);
      return branches.every(function (branch) { return branch.length; }) ? [found("anyOf", schema, value, at, { branches: branches })] : [];
    },
    oneOf: function (self, schema, value, at, home) {
      var branches = branchesOf(self, schema.oneOf, value, at, home), fit = branches.filter(function (branch) { return !branch.length; }).length;
      return fit === 1 ? [] : [found("oneOf", schema, value, at, { branches: fit ? [] : branches })];
    }
  };

  function branchesOf(self, schemas, value, at, home) {
    return schemas.map(function (inner) { return self.errors(inner, value, at, home); });
  }

  /* What is missing beside the keys that need it: pairs of a key and what it needs. */
  function needs(rule, value) {
    return Object.keys(rule).filter(function (key) { return has(value, key); }).reduce(function (pairs, key) {
      return pairs.concat(rule[key].filter(function (missing) { return !has(value, missing); }).map(function (missing) { return [key, missing]; }));
    }, []);
  }

  Checker.prototype.errors = function (schema, value, at, home) {
    var self = this;
    return Object.keys(schema).reduce(function (all, keyword) {
      return has(KEYWORDS, keyword) ? all.concat(KEYWORDS[keyword](self, schema, value, at, home)) : all;
    }, []);
  };

  /* -- words ------------------------------------------------------------------------------------------------- */
  function titleOf(schema) {
    var title = String(schema.title || ""), cut = title.indexOf(" / ");
    return cut < 0 ? { zh: title, en: title } : { zh: title.slice(0, cut), en: title.slice(cut + 3) || title.slice(0, cut) };
  }

  function hintOf(schema) {
    var hint = String(schema.description || ""), cut = hint.lastIndexOf("。 ");
    return cut < 0 ? { zh: "", en: hint } : { zh: hint.slice(0, cut + 1), en: hint.slice(cut + 2) };
  }

  /* A value as Python's json.dumps writes it. */
  function dumped(value) {
    if (Array.isArray(value)) { return "[" + value.map(dumped).join(", ") + "]"; }
    if (isGroup(value)) { return "{" + Object.keys(value).map(function (key) { return JSON.stringify(key) + ": " + dumped(value[key]); }).join(", ") + "}"; }
    return numeric(value) ? edit.number(value) : JSON.stringify(value);
  }

  function short(value) {
    var shown = Array.from(text(value) ? value : dumped(value));
    return shown.length <= 60 ? shown.join("") : shown.slice(0, 57).join("") + "…";
  }

  /* A value on one line, at most 80 characters, invisible ones made visible. */
  function shown(value) {
    var line = Array.from(Array.from(String(value)).map(function (one) {
      return one === " " || !/[\p{C}\p{Z}]/u.test(one) ? one : "\\u" + one.codePointAt(0).toString(16).padStart(4, "0");
    }).join(""));
    return line.length <= 80 ? line.join("") : line.slice(0, 77).join("") + "…";
  }

  function fill(template, values) {
    return template.replace(/\{\{|\}\}|\{(\w+)\}/g, function (mark, name) {
      return name === undefined ? mark[0] : has(values, name) ? values[name] : mark;
    });
  }

  /* -- the nearest of known words, as difflib ranks them ------------------------------------------------------ */
  function longest(a, b, alo, ahi, blo, bhi) {
    var best = { a: alo, b: blo, size: 0 }, lengths = {};
    for (var i = alo; i < ahi; i += 1) {
      var now = {};
      for (var j = blo; j < bhi; j += 1) {
        if (a[i] !== b[j]) { continue; }
        var size = now[j] = (lengths[j - 1] || 0) + 1;
        if (size > best.size) { best = { a: i - size + 1, b: j - size + 1, size: size }; }
      }
      lengths = now;
    }
    return best;
  }

  function matching(a, b, alo, ahi, blo, bhi) {
    var found = longest(a, b, alo, ahi, blo, bhi);
    return found.size ? found.size + matching(a, b, alo, found.a, blo, found.b) + matching(a, b, found.a + found.size, ahi, found.b + found.size, bhi) : 0;
  }

  function likeness(word, value) {
    var a = Array.from(word), b = Array.from(value), total = a.length + b.length;
    return total ? 2 * matching(a, b, 0, a.length, 0, b.length) / total : 1;
  }

  function couldBeNear(word, value) { return 2 * Math.min(word.length, value.length) / (word.length + value.length || 1) >= 0.6; }

  function nearestOf(value, known) {
    return known.reduce(function (best, word) {
      var score = couldBeNear(word, value) ? likeness(word, value) : 0;
      return score >= 0.6 && (!best || score > best.score || score === best.score && word > best.word) ? { word: word, score: score } : best;
    }, null);
  }

  function nearest(value, known) {
    var close = nearestOf(value, known), listed = known.slice(0, 20).join(", ") + (known.length > 20 ? " …" : "");
    return close ? { advice: "是不是“" + close.word + "”？", advice_en: "Did you mean “" + close.word + "”?" }
      : { advice: "可用的有：" + listed + "。", advice_en: "There are: " + listed + "." };
  }

  function among(value, known) {
    var close = nearestOf(value, known), listed = known.join(", ");
    return {
      advice: (close ? "是不是“" + close.word + "”？" : "") + "可用的有：" + listed + "。",
      advice_en: (close ? "Did you mean “" + close.word + "”? " : "") + "There are: " + listed + "."
    };
  }

  /* -- problems ---------------------------------------------------------------------------------------------- */
  /* The problem `code` at `at`, in both languages; `value` is shown on one line. */
  function problem(words, code, at, value, details) {
    var wording = words.codes[code], values = Object.assign({ value: value === undefined ? "" : shown(value) }, details);
    return {
      code: code, at: at, severity: wording.severity, missing: details && details.missing || "",
      message: { zh: fill(wording.message.zh, values), en: fill(wording.message.en, values) },
      remedy: { zh: fill(wording.remedy.zh, values), en: fill(wording.remedy.en, values) }
    };
  }

  function typeHint(words, error) {
    var value = error.value, rule = error.rule, hint = hintOf(error.schema), hints = words.hints;
    function said(name, values) { return { zh: fill(hints[name].zh, values || {}), en: fill(hints[name].en, values || {}) }; }
    if (value === null) { return said("empty"); }
    if (rule === "string" && (numeric(value) || typeof value === "boolean")) {
      return said("quote", { value: typeof value === "boolean" ? value ? "True" : "False" : edit.number(value), hint: hint.zh, hint_en: hint.en });
    }
    if (rule === "boolean" && typeof value !== "object" && /^(yes|no|on|off|y|n|true|false)$/i.test(String(value))) { return said("boolean"); }
    if ((rule === "number" || rule === "integer") && text(value)) { return said("number"); }
    if (rule === "object" && text(value) && error.schema.properties && has(error.schema.properties, "zh")) { return said("text", { value: short(value) }); }
    return hint;
  }

  function limit(code) {
    return function (words, error) {
      var rule = words.limits[error.keyword], args = function (lang) { return rule[lang].replace("{}", error.rule === true ? "True" : edit.number(error.rule)); };
      return [problem(words, code, error.at, short(error.value), { rule: args("zh"), rule_en: args("en") })];
    };
  }

  function shape(words, error) {
    var label = titleOf(error.schema), hint = hintOf(error.schema);
    return [problem(words, "value-shape", error.at, short(error.value), { label: label.zh, label_en: label.en, hint: hint.zh, hint_en: hint.en })];
  }

  var WORDED = {
    required: function (words, error) {
      return error.rule.filter(function (key) { return !has(error.value, key); }).map(function (key) {
        var label = titleOf(error.schema.properties && error.schema.properties[key] || {});
        return problem(words, "key-missing", error.at, undefined, { missing: key, label: label.zh || key, label_en: label.en || key });
      });
    },
    additionalProperties: function (words, error) {
      var known = Object.keys(error.schema.properties || {}).sort();
      return Object.keys(error.value).filter(function (key) { return known.indexOf(key) < 0; }).map(function (key) {
        return problem(words, "key-unknown", step(error.at, key), key, nearest(key, known));
      });
    },
    dependentRequired: function (words, error) {
      return needs(error.rule, error.value).map(function (pair) { return problem(words, "key-needs", step(error.at, pair[0]), pair[0], { missing: pair[1] }); });
    },
    type: function (words, error) {
      var expected = words.types[error.rule], actual = words.types[typeOf(error.value)], hint = typeHint(words, error);
      return [problem(words, "value-type", error.at, short(error.value), {
        expected: expected.zh, expected_en: expected.en, actual: actual.zh, actual_en: actual.en, hint: hint.zh, hint_en: hint.en
      })];
    },
    enum: function (words, error) {
      return [problem(words, "value-choice", error.at, short(error.value), among(short(error.value), error.rule.map(String)))];
    },
    pattern: function (words, error) {
      var hint = hintOf(error.schema);
      for (var outer = error.outer; !hint.zh && outer; outer = outer.outer) { hint = hintOf(outer.schema); }
      return [problem(words, "value-pattern", error.at, error.value, { hint: hint.zh, hint_en: hint.en })];
    },
    format: function (words, error) {
      return /^\d{4}(-\d{2}){0,2}(T\d{2}:\d{2})?$/.test(error.value) ? [problem(words, "value-date", error.at, error.value)] : [];
    },
    minLength: limit("value-length"), maxLength: limit("value-length"), minimum: limit("value-range"), maximum: limit("value-range"),
    minItems: limit("value-items"), uniqueItems: limit("value-items"), minProperties: limit("value-items"),
    oneOf: branches, anyOf: branches
  };

  /* The errors without those that another at the same place explains: a wrong type, or a wrong way of writing. */
  function decisive(errors) {
    function decides(error) { return error.keyword === "type" || error.keyword === "pattern"; }
    var explained = errors.filter(decides).map(function (error) { return error.at; });
    return errors.filter(function (error) { return decides(error) || explained.indexOf(error.at) < 0; });
  }

  /* Reports the branch of anyOf or oneOf that the contributor meant: the one whose type is right. */
  function branches(words, error) {
    var failed = error.branches.filter(function (branch) { return branch.length; }), all = [].concat.apply([], failed);
    if (all.length && all.every(function (inner) { return inner.keyword === "required"; })) {
      var missing = [].concat.apply([], all.map(function (inner) { return inner.rule; }));
      missing = missing.filter(function (key, i) { return missing.indexOf(key) === i; });
      return [problem(words, "key-missing-one-of", error.at, undefined, { missing: missing.join("、") })];
    }
    var meant = failed.filter(function (branch) {
      return !branch.some(function (inner) { return inner.keyword === "type" && inner.at === error.at; });
    });
    if (meant.length !== 1) { return shape(words, error); }
    return worded(words, decisive(meant[0]).map(function (inner) { return Object.assign({}, inner, { outer: error }); }));
  }

  function worded(words, errors) {
    return errors.reduce(function (all, error) { return all.concat((WORDED[error.keyword] || shape)(words, error)); }, []);
  }

  /* Each problem once. */
  function unique(problems) {
    var seen = {};
    return problems.filter(function (one) {
      var key = JSON.stringify([one.at, one.code, one.message.zh]), isNew = !has(seen, key);
      seen[key] = true;
      return isNew;
    });
  }

  /* Every way in which a record departs from its kind's schema. */
  function schemaProblems(data, kind, record) {
    var checker = data.checker = data.checker || new Checker(data.schemas), errors = checker.errors(data.schemas[kind], record, "", kind);
    var told = worded(data.words, decisive(errors));
    return unique(errors.length && !told.length ? [problem(data.words, "record-invalid", "", String(record && record.id || ""))] : told);
  }

  edit.fill = fill;
  edit.parsed = parsed;
  edit.titleOf = titleOf;
  edit.hintOf = hintOf;
  edit.nearest = nearest;
  edit.likeness = likeness;
  edit.problem = problem;
  edit.unique = unique;
  edit.schemaProblems = schemaProblems;
})();
