/* A record as a file's text, character by character as generator/yamltext.py writes it. Nothing here touches the page.
   `written` holds, by pointer, the numbers that a script cannot tell from others: 6.0 is 6 to it. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit = zb.edit || {};
  var WIDTH = 100, PLAIN = 9007199254740992;
  var FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;
  var UNSAFE_START = /^[-?:,[\]{}#&*!|>'"%@`=~<.\s]/u, UNSAFE = /: |:$| #|\s$/u, UNSAFE_IN_FLOW = /[,[\]{}:#]/;
  var ELSEWHERE = /^(?:y|n|yes|no|on|off|true|false|null|[-+]?[0-9][-+0-9_.:a-fxoT]*)$/iu, DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  var NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;
  var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u;

  function isGroup(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function length(text) { return Array.from(text).length; }

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

  function isShown(character) { return character === " " || character === "\u3000" || !HIDDEN.test(character); }

  function isShownWhole(text) { return Array.from(text).every(isShown); }

  function readsAsText(text) { return text !== "true" && text !== "false" && text !== "null" && !NUMBER.test(text); }

  function isSafe(text, inFlow) {
    return text !== "" && isShownWhole(text) && !UNSAFE_START.test(text) && !UNSAFE.test(text) && !(inFlow && UNSAFE_IN_FLOW.test(text)) &&
      readsAsText(text) && (!ELSEWHERE.test(text) || DAY.test(text));
  }

  function escaped(character) {
    var code = character.codePointAt(0).toString(16);
    return character.codePointAt(0) > 0xffff ? "\\U" + code.padStart(8, "0") : "\\u" + code.padStart(4, "0");
  }

  function quoted(text) { return Array.from(JSON.stringify(text)).map(function (one) { return isShown(one) ? one : escaped(one); }).join(""); }

  function scalar(text, inFlow) {
    if (FORBIDDEN.test(text)) { throw new RangeError("control character"); }
    return isSafe(text, inFlow) ? text : quoted(text);
  }

  function isPlainLines(text) {
    return Array.from(text).every(function (one) { return one === "\n" || isShown(one); }) &&
      !/^[ \n]/.test(text) && !/\n$/.test(text) && text.replace(/[\s\x1c-\x1f\x85]/gu, "") !== "";
  }

  function Writer(options) {
    this.written = options && options.written || {};
  }

  Writer.prototype.flat = function (value, at) {
    if (value !== null && typeof value === "object" || typeof value === "string" && value.indexOf("\n") >= 0) { return null; }
    if (typeof value === "number") { return at in this.written ? this.written[at] : number(value); }
    return typeof value === "string" ? scalar(value, true) : JSON.stringify(value);
  };

  /* The value on one line; null for groups within groups and for texts of several lines. */
  Writer.prototype.flow = function (value, at) {
    var self = this, parts;
    if (Array.isArray(value)) {
      parts = value.map(function (inner, i) { return self.flat(inner, step(at, i)); });
      return parts.indexOf(null) >= 0 ? null : "[" + parts.join(", ") + "]";
    }
    if (isGroup(value)) {
      parts = Object.keys(value).map(function (key) { return [key, self.flat(value[key], step(at, key))]; });
      if (parts.some(function (part) { return part[1] === null; })) { return null; }
      return "{" + parts.map(function (part) { return scalar(part[0], true) + ": " + part[1]; }).join(", ") + "}";
    }
    return this.flat(value, at);
  };

  function fits(before, flow) { return length(before) + 1 + length(flow) <= WIDTH; }

  function isEmpty(value) { return Array.isArray(value) ? !value.length : !Object.keys(value).length; }

  function textLines(before, text, pad) {
    if (text.indexOf("\n") < 0 || !isPlainLines(text)) { return [before + " " + scalar(text, false)]; }
    if (FORBIDDEN.test(text)) { throw new RangeError("control character"); }
    return [before + " |-"].concat(text.split("\n").map(function (line) { return line ? pad + "  " + line : ""; }));
  }

  Writer.prototype.mapping = function (data, pad, at) {
    var self = this;
    return Object.keys(data).reduce(function (lines, key) {
      return lines.concat(self.entry(pad + scalar(key, false) + ":", data[key], pad, step(at, key)));
    }, []);
  };

  /* `before`, then the value on its line if it fits there, else below it. */
  Writer.prototype.entry = function (before, value, pad, at) {
    var self = this, flow;
    if (typeof value === "string") { return textLines(before, value, pad); }
    flow = this.flow(value, at);
    if (value === null || typeof value !== "object" || flow !== null && (fits(before, flow) || isEmpty(value))) { return [before + " " + flow]; }
    if (isGroup(value)) { return [before].concat(this.mapping(value, pad + "  ", at)); }
    return value.reduce(function (lines, item, i) { return lines.concat(self.item(item, pad + "  ", step(at, i))); }, [before]);
  };

  /* One item behind its dash; a group that does not fit there begins on that line. */
  Writer.prototype.item = function (item, pad, at) {
    var flow = isGroup(item) ? this.flow(item, at) : null, lines;
    if (!isGroup(item) || isEmpty(item) || flow !== null && fits(pad + "-", flow)) { return this.entry(pad + "-", item, pad, at); }
    lines = this.mapping(item, pad + "  ", at);
    return [pad + "- " + lines[0].slice(pad.length + 2)].concat(lines.slice(1));
  };

  /* The record's text; `options`: the schema's address for the first line, `written`. */
  function yaml(data, options) {
    var head = options && options.schema ? ["# yaml-language-server: $schema=" + options.schema] : [];
    return head.concat(new Writer(options).mapping(data, "", "")).join("\n") + "\n";
  }

  edit.yaml = yaml;
  edit.number = number;
  edit.numeral = numeral;
  edit.step = step;
  edit.isGroup = isGroup;
  edit.FORBIDDEN = FORBIDDEN;
  edit.NUMBER = NUMBER;
})();
