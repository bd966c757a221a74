/* A record as a file's text, character by character as generator/yamltext.py writes it. Nothing here touches the page.
   `written` holds, by pointer, the numbers that a script cannot tell from others: 6.0 is 6 to it. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit = zb.edit || {};
  var DIGEST = /^[0-9a-f]{8}$/, DIGESTS_A_LINE = 8;
  var WIDTH = 110, NESTING = 2, PLAIN = 9007199254740992, END = "-";
  var FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;
  var UNSAFE_START = /^[-?:,[\]{}#&*!|>'"%@`=~<.\s]/u, UNSAFE = /: |:$| #|\s$/u, UNSAFE_IN_FLOW = /[,[\]{}:#]/;
  var ELSEWHERE = new RegExp("^(?:y|n|yes|no|on|off|true|false|null|[-+]?(?:0x[0-9a-f_]*|0o?[0-7_]*|0b[01_]*|[0-9][0-9_]*(?::[0-9]{1,2})*" +
    "(?:\\.[0-9_]*)?(?:e[-+]?[0-9]*)?)|[0-9]{4}(?:-[0-9]{1,2}){1,2}(?:[t ].*)?)$", "iu");
  var MOMENT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?$/;
  var NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;
  var DIGEST = /^[0-9a-f]{8}$/, DIGESTS_A_LINE = 8;
  var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u;

  function has(group, key) { return Object.prototype.hasOwnProperty.call(group, key); }

  function isGroup(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function step(at, name) { return at + "/" + String(name).replace(/~/g, "~0").replace(/\//g, "~1"); }

  /* A number as Python's repr writes it. */
  function number(value) {
    var size = Math.abs(value);
    if (Object.is(value, -0)) { return "-0.0"; }
    if (Number.isInteger(value) && size <= PLAIN || size >= 0.0001 && size < 1e16) { return String(value); }
    return value.toExponential().replace(/e([-+])(\d)$/, "e$10$2");
  }

  /* The number that was typed as it is written: one with a point keeps it. */
  function numeral(text) {
    var value = Number(text);
    return /[.eE]/.test(text) && Number.isInteger(value) && Math.abs(value) < 1e16 ? number(value).replace(/^(-?\d+)$/, "$1.0") : number(value);
  }

  /* What was typed where a number is asked for: a number, if it can be kept exactly, as generator/yamlio.py reads one; else the text. */
  function typedNumber(text) {
    var value = Number(text);
    return NUMBER.test(text) && (/[.eE]/.test(text) ? Number.isFinite(value) : Number.isSafeInteger(value)) ? value : text;
  }

  function isTooLarge(text) { return typeof text === "string" && NUMBER.test(text) && typedNumber(text) === text; }

  function isShown(character) { return character === " " || character === "\u3000" || !HIDDEN.test(character); }

  function isShownWhole(text) { return Array.from(text).every(isShown); }

  function readsAsText(text) { return text !== "true" && text !== "false" && text !== "null" && !NUMBER.test(text); }

  function isSafe(text, inFlow) {
    return MOMENT.test(text) || text !== "" && isShownWhole(text) && !UNSAFE_START.test(text) && !UNSAFE.test(text) &&
      !(inFlow && UNSAFE_IN_FLOW.test(text)) && readsAsText(text) && !ELSEWHERE.test(text);
  }

  function escaped(character) {
    var code = character.codePointAt(0).toString(16);
    return character.codePointAt(0) > 0xffff ? "\\U" + code.padStart(8, "0") : "\\u" + code.padStart(4, "0");
  }

  var SHORT = { "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

  function quoted(text) {
    return "\"" + Array.from(text).map(function (one) { return has(SHORT, one) ? SHORT[one] : isShown(one) ? one : escaped(one); }).join("") + "\"";
  }

  function scalar(text, inFlow) {
    if (FORBIDDEN.test(text)) { throw new RangeError("control character"); }
    return isSafe(text, inFlow) ? text : quoted(text);
  }

  function finite(value) {
    if (!Number.isFinite(value)) { throw new RangeError("no finite number"); }
    return number(value);
  }

  function isPlainLines(text) {
    return Array.from(text).every(function (one) { return one === "\n" || isShown(one); }) &&
      !/^[ \n]/.test(text) && !/\n$/.test(text) && text.replace(/[\s\x1c-\x1f\x85]/gu, "") !== "";
  }

  function isEmpty(value) { return Array.isArray(value) ? !value.length : !Object.keys(value).length; }

  /* -- comments, as generator/yamlcomments.py fits them to data ----------------------------------------------- */
  function steps(at) {
    return at.split("/").slice(1).map(function (name) { return name.replace(/~1/g, "/").replace(/~0/g, "~"); });
  }

  function isContainer(value) { return value !== null && typeof value === "object"; }

  function child(value, name) {
    if (Array.isArray(value)) { return /^[0-9]+$/.test(name) && Number(name) < value.length ? { value: value[Number(name)] } : null; }
    return isGroup(value) && has(value, name) ? { value: value[name] } : null;
  }

  function place(names) { return names.reduce(step, ""); }

  /* A place in data: the one that was asked for, its end, or else the deepest one above it. */
  function found(at, data) {
    var names = [], value = data, asked = steps(at);
    for (var i = 0; i < asked.length; i += 1) {
      var inner = child(value, asked[i]);
      if (!inner) {
        var isEnd = asked[i] === END && i === asked.length - 1 && isContainer(value);
        return { names: names, isThere: isEnd, isEnd: isEnd && !isEmpty(value) };
      }
      names = names.concat([Array.isArray(value) ? Number(asked[i]) : asked[i]]);
      value = inner.value;
    }
    return { names: names, isThere: true, isEnd: false };
  }

  function valueAt(names, data) { return names.reduce(function (value, name) { return value[name]; }, data); }

  function firstOf(names, data) {
    var value = valueAt(names, data);
    return isGroup(value) ? Object.keys(value)[0] : 0;
  }

  /* The place above which a comment can stand: an item, for an item's own first entry; "" is below everything. */
  function above(spot, data) {
    var names = spot.names;
    if (spot.isEnd) { return names.length ? place(names) + "/" + END : ""; }
    while (names.length > 1 && typeof names[names.length - 2] === "number" && names[names.length - 1] === firstOf(names.slice(0, -1), data)) { names = names.slice(0, -1); }
    return place(names);
  }

  /* Whether the place has a line of its own to stand behind: no end has, nor a list that begins another list. */
  function hasLine(spot, data) {
    if (!spot.isThere || spot.isEnd || !spot.names.length) { return false; }
    var value = valueAt(spot.names, data), isBare = isContainer(value) ? isEmpty(value) : !value;
    return spot.names[spot.names.length - 1] !== 0 || place(spot.names) === above(spot, data) || isBare;
  }

  function lines(texts) {
    return texts.reduce(function (all, text) {
      var clean = text.replace(new RegExp(FORBIDDEN.source, "g"), "").split(/\r\n|[\r\n\x85\u2028\u2029]/);
      return all.concat(clean.map(function (line) {
        line = line.trimEnd();
        return line[0] === "#" || !line ? line : "# " + line;
      }));
    }, []);
  }

  /* The same comments, each at a place that `data` has and that can be written: what has none goes to the nearest. */
  function settled(comments, data) {
    var before = {}, after = {}, tail;
    function add(at, texts) { before[at] = (before[at] || []).concat(texts.filter(Boolean)); }
    Object.keys(comments.after || {}).forEach(function (at) {
      var spot = found(at, data), told = lines([comments.after[at]]), to = place(spot.names);
      if (hasLine(spot, data) && !has(after, to)) { after[to] = told.join(" "); } else { add(above(spot, data), told); }
    });
    Object.keys(comments.before || {}).forEach(function (at) { add(above(found(at, data), data), lines(comments.before[at])); });
    tail = (before[""] || []).concat(lines(comments.tail || []));
    delete before[""];
    return { head: lines(comments.head || []), before: before, after: after, tail: tail };
  }

  /* Comments at the places to which what they belong to was moved; what is gone leaves them to what is around it. */
  function carried(comments, origins) {
    function placed(at) {
      if (has(origins, at)) { return origins[at]; }
      var cut = at.lastIndexOf("/"), outer = at.slice(0, cut);
      if (cut < 0) { return at; }
      return at.slice(cut) === "/-" && has(origins, outer) ? origins[outer] + "/-" : outer ? placed(outer) : at.slice(cut) === "/-" ? at : "";
    }
    var moved = { head: comments.head, tail: comments.tail, before: {}, after: {} };
    Object.keys(comments.before || {}).forEach(function (at) { moved.before[placed(at)] = (moved.before[placed(at)] || []).concat(comments.before[at]); });
    Object.keys(comments.after || {}).forEach(function (at) {
      var to = placed(at);
      if (has(origins, at) && !has(moved.after, to)) { moved.after[to] = comments.after[at]; } else { moved.before[to] = (moved.before[to] || []).concat([comments.after[at]]); }
    });
    return moved;
  }

  /* The places that must stand in lines because of comments within them. */
  function placesAround(comments) {
    var around = {};
    Object.keys(comments.before).concat(Object.keys(comments.after)).forEach(function (at) {
      for (var i = 0; i < at.length; i += 1) { if (at[i] === "/") { around[at.slice(0, i)] = true; } }
    });
    return around;
  }

  /* -- writing ---------------------------------------------------------------------------------------------- */
  function Writer(data, options) {
    this.written = options.written || {};
    this.wide = options.wide || [];
    this.comments = settled(options.comments || {}, data);
    this.around = placesAround(this.comments);
  }

  Writer.prototype.isWide = function (character) {
    var code = character.codePointAt(0), low = 0, high = this.wide.length - 1;
    while (low <= high) {
      var middle = low + high >> 1, range = this.wide[middle];
      if (code < range[0]) { high = middle - 1; } else if (code > range[1]) { low = middle + 1; } else { return true; }
    }
    return false;
  };

  Writer.prototype.columns = function (text) {
    var self = this;
    return Array.from(text).reduce(function (sum, one) { return sum + (self.isWide(one) ? 2 : 1); }, 0);
  };

  Writer.prototype.fits = function (before, flow) { return this.columns(before) + 1 + this.columns(flow) <= WIDTH; };

  Writer.prototype.above = function (at, pad) {
    return (has(this.comments.before, at) ? this.comments.before[at] : []).filter(Boolean).map(function (text) { return pad + text; });
  };

  Writer.prototype.behind = function (at) { return has(this.comments.after, at) && this.comments.after[at] ? "  " + this.comments.after[at] : ""; };

  /* The value on one line; null where it nests deeper, and for texts of several lines. */
  Writer.prototype.flow = function (value, at, depth) {
    var self = this, isList = Array.isArray(value), keys, parts;
    if (typeof value === "string") { return value.indexOf("\n") >= 0 ? null : scalar(value, true); }
    if (typeof value === "number") { return has(this.written, at) ? this.written[at] : finite(value); }
    if (!isContainer(value)) { return JSON.stringify(value); }
    keys = Object.keys(value);
    if (keys.length && !depth) { return null; }
    parts = keys.map(function (key) { return self.flow(value[key], step(at, key), isList ? 0 : depth - 1); });
    if (areDigests(value)) { parts = value.map(quoted); }
    if (parts.indexOf(null) >= 0) { return null; }
    if (areDigests(value)) { return "[" + value.map(quoted).join(", ") + "]"; }
    return isList ? "[" + parts.join(", ") + "]"
      : "{" + keys.map(function (key, i) { return scalar(key, true) + ": " + parts[i]; }).join(", ") + "}";
  };

  function areDigests(items) {
    return Array.isArray(items) && items.length > 0 && items.every(function (item) { return typeof item === "string" && DIGEST.test(item); });
  }

  /* The digests in brackets, some on each line. */
  function digestLines(digests, pad) {
    var rows = [];
    for (var i = 0; i < digests.length; i += DIGESTS_A_LINE) { rows.push(digests.slice(i, i + DIGESTS_A_LINE).map(quoted).join(", ")); }
    return rows.map(function (row, i) { return pad + (i ? " " : "[") + row + (i === rows.length - 1 ? "]" : ","); });
  }

  Writer.prototype.line = function (value, at) { return has(this.around, at) ? null : this.flow(value, at, NESTING); };

  function areDigests(value) {
    return Array.isArray(value) && value.length > 0 && value.every(function (one) { return typeof one === "string" && DIGEST.test(one); });
  }

  /* Digests in brackets, some on each line. */
  function digestLines(digests, pad) {
    var rows = [];
    for (var i = 0; i < digests.length; i += DIGESTS_A_LINE) { rows.push(digests.slice(i, i + DIGESTS_A_LINE).map(quoted).join(", ")); }
    return rows.map(function (row, i) { return pad + (i ? " " : "[") + row + (i === rows.length - 1 ? "]" : ","); });
  }

  function textLines(before, text, pad, behind) {
    if (text.indexOf("\n") < 0 || !isPlainLines(text)) { return [before + " " + scalar(text, false) + behind]; }
    return [before + " |-" + behind].concat(text.split("\n").map(function (line) { return line ? pad + "  " + line : ""; }));
  }

  Writer.prototype.mapping = function (data, pad, at) {
    var self = this, all = Object.keys(data).reduce(function (lines, key) {
      var place = step(at, key);
      return lines.concat(self.above(place, pad), self.entry(pad + scalar(key, false) + ":", data[key], pad, place));
    }, []);
    return has(data, END) ? all : all.concat(this.above(at + "/" + END, pad));
  };

  /* `before`, then the value on its line if it fits there, else below it. */
  Writer.prototype.entry = function (before, value, pad, at) {
    var behind = this.behind(at), flow;
    if (typeof value === "string") { return textLines(before, value, pad, behind); }
    flow = this.line(value, at);
    if (flow !== null && (!isContainer(value) || isEmpty(value) || this.fits(before, flow))) { return [before + " " + flow + behind]; }
    if (flow !== null && areDigests(value)) { return [before + behind].concat(digestLines(value, pad + "  ")); }
    return [before + behind].concat(isGroup(value) ? this.mapping(value, pad + "  ", at) : this.items(value, pad + "  ", at));
  };

  Writer.prototype.items = function (items, pad, at) {
    var self = this;
    return items.reduce(function (all, item, i) {
      return all.concat(self.above(at + "/" + i, pad), self.item(item, pad, at + "/" + i));
    }, []).concat(this.above(at + "/" + END, pad));
  };

  /* One item behind its dash; a group that does not fit there begins on that line, and its comment stands above. */
  Writer.prototype.item = function (item, pad, at) {
    var flow = this.line(item, at), isBlock = isContainer(item) && !isEmpty(item) && (flow === null || !this.fits(pad + "-", flow)), first = [], rest;
    if (isBlock && has(this.comments.after, at)) {
      first = [pad + this.comments.after[at]];
      delete this.comments.after[at];
    }
    if (!isBlock || !isGroup(item)) { return first.concat(this.entry(pad + "-", item, pad, at)); }
    rest = this.mapping(item, pad + "  ", at);
    return first.concat([pad + "- " + rest[0].slice(pad.length + 2)], rest.slice(1));
  };

  /* The record's text; `options`: the schema's address for the first line, `comments`, `written`, and which characters are `wide`. */
  function yaml(data, options) {
    var writer = new Writer(data, options || {}), head = options && options.schema ? ["# yaml-language-server: $schema=" + options.schema] : [];
    if (writer.comments.head.length) { head = head.concat(writer.comments.head, [""]); }
    return head.concat(writer.mapping(data, "", ""), writer.comments.tail).join("\n") + "\n";
  }

  /* -- the order of keys, as generator/formatting.py puts them ------------------------------------------------- */
  /* The part of a schema itself, and every other that it refers to or offers as a choice. */
  function meant(schemas, part) {
    var schema = part.schema, all = [part];
    if (schema.$ref) {
      var cut = schema.$ref.split("#"), file = cut[0] ? cut[0].replace(/\.json$/, "") : part.file;
      var target = steps(cut[1] || "").reduce(function (inner, name) { return inner[name]; }, schemas[file]);
      all = all.concat(meant(schemas, { schema: target, file: file }));
    }
    ["oneOf", "anyOf", "allOf"].forEach(function (word) {
      (schema[word] || []).forEach(function (choice) { all = all.concat(meant(schemas, { schema: choice, file: part.file })); });
    });
    return all;
  }

  function below(schemas, parts, pick) {
    return parts.reduce(function (all, part) {
      var inner = pick(part.schema);
      return isGroup(inner) ? all.concat(meant(schemas, { schema: inner, file: part.file })) : all;
    }, []);
  }

  function sortedValue(schemas, value, parts) {
    if (isGroup(value)) { return sortedGroup(schemas, value, parts); }
    if (!Array.isArray(value)) { return value; }
    var ofItems = below(schemas, parts, function (schema) { return schema.items; });
    return value.map(function (item) { return sortedValue(schemas, item, ofItems); });
  }

  function sortedGroup(schemas, group, parts) {
    function knows(part) { return Object.keys(group).filter(function (key) { return has(part.schema.properties, key); }).length; }
    var fitting = parts.filter(function (part) { return part.schema.properties; }).sort(function (one, other) { return knows(other) - knows(one); });
    var keys = [], ordered = {};
    fitting.forEach(function (part) {
      Object.keys(part.schema.properties).forEach(function (key) { if (has(group, key) && keys.indexOf(key) < 0) { keys.push(key); } });
    });
    Object.keys(group).forEach(function (key) { if (keys.indexOf(key) < 0) { keys.push(key); } });
    keys.forEach(function (key) {
      ordered[key] = sortedValue(schemas, group[key], below(schemas, fitting, function (schema) { return schema.properties[key]; }));
    });
    return ordered;
  }

  /* The record with its keys in the order of its kind's schema, at every depth; those in `data.last` come behind all others. */
  function ordered(data, kind, record) {
    var sorted = sortedGroup(data.schemas, record, meant(data.schemas, { schema: data.schemas[kind], file: kind })), found = {};
    Object.keys(sorted).filter(function (key) { return data.last.indexOf(key) < 0; }).forEach(function (key) { found[key] = sorted[key]; });
    data.last.filter(function (key) { return has(sorted, key); }).forEach(function (key) { found[key] = sorted[key]; });
    return found;
  }

  edit.ordered = ordered;
  edit.carried = carried;
  edit.steps = steps;
  edit.has = has;
  edit.yaml = yaml;
  edit.number = number;
  edit.numeral = numeral;
  edit.typedNumber = typedNumber;
  edit.isTooLarge = isTooLarge;
  edit.step = step;
  edit.isGroup = isGroup;
  edit.FORBIDDEN = FORBIDDEN;
  edit.NUMBER = NUMBER;
})();
