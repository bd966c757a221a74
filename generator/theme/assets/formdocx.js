/* The Word form filled in the browser: the very parts that the build makes, with the answers in its controls; and its controls read back.
   What is called how, generator/forms/tags.py says; how an answer stands in a control, generator/forms/wordml.py. */
(function () {
  "use strict";
  var forms = window.zhangbang.forms, own = forms.own;
  var W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
  var W15 = "http://schemas.microsoft.com/office/word/2012/wordml", MAIN = "word/document.xml", CUSTOM = "docProps/custom.xml";
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', XML_LIMIT = 16 * 1048576;

  function all(scope, name, space) { return Array.prototype.slice.call(scope.getElementsByTagNameNS(space || W, name)); }

  function child(element, name) {
    return Array.prototype.filter.call(element.childNodes, function (node) { return node.localName === name && node.namespaceURI === W; })[0];
  }

  function said(element, name) {
    var found = element && child(element, name);
    return found ? found.getAttributeNS(W, "val") : "";
  }

  function controls(scope) { return all(scope, "sdt"); }

  function tagOf(control) { return said(child(control, "sdtPr"), "tag"); }

  /* -- what stands in which control ------------------------------------------------------------------------ */
  function boxName(option) { return option === forms.OTHER ? "__other_box" : "__" + option.replace(/-/g, "_"); }

  /* Word cuts the name of a bookmark at 40 characters: a longer name ends in eight that its whole gives. */
  function bounded(name) { return name.length <= 40 ? name : name.slice(0, 31) + "_" + forms.sha256(window.zhangbang.files.utf8(name)).slice(0, 8); }

  /* The controls of a field by their tags: each with its text, or with whether it is ticked. */
  function fieldControls(field, values, name, filled, isInRow) {
    var value = own(values, field.id), other = own(values, field.id + "__" + forms.OTHER);
    if (field.type === "tick") { filled[name] = { tick: value === true }; return; }
    if (field.type !== "choices") { filled[name] = { text: forms.onPaper(field, value, isInRow) }; }
    (field.options || []).forEach(function (option) { filled[bounded(name + boxName(option[0]))] = { tick: forms.isTicked(value, option[0]) }; });
    if (field.other) { filled[name + "__other"] = { text: forms.onPaper(null, other) }; }
  }

  function filledOf(form, answers) {
    var filled = Object.create(null);
    form.fields.forEach(function (field) {
      if (field.type !== "rows") { fieldControls(field, answers, "zb_" + field.id, filled); return; }
      (own(answers, field.id) || []).forEach(function (row, i) {
        field.columns.forEach(function (column) { fieldControls(column, row, "zb_" + field.id + "_" + (i + 1) + "_" + column.id, filled, true); });
      });
    });
    return filled;
  }

  /* -- filling --------------------------------------------------------------------------------------------- */
  function element(document, name, attributes) {
    var made = document.createElementNS(W, "w:" + name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttributeNS(W, "w:" + key, attributes[key]); });
    return made;
  }

  function piece(document, part) {
    if (part === "\n") { return element(document, "br"); }
    if (part === "\t") { return element(document, "tab"); }
    var text = element(document, "t");
    text.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
    text.textContent = part;
    return text;
  }

  function write(control, text) {
    var document = control.ownerDocument, hint = child(child(control, "sdtPr"), "showingPlcHdr"), run = element(document, "r");
    if (hint) { hint.remove(); }
    text.split(/([\n\t])/).filter(Boolean).forEach(function (part) { run.appendChild(piece(document, part)); });
    child(control, "sdtContent").replaceChildren(run);
  }

  function tick(control, isTicked) {
    var checked = all(control, "checked", W14)[0], text = all(child(control, "sdtContent"), "t")[0];
    if (!checked || !text) { return; }
    checked.setAttributeNS(W14, "w14:val", isTicked ? "1" : "0");
    text.textContent = isTicked ? "☑" : "☐";
  }

  function renamed(text, field, from, to) {
    var begin = "zb_" + field + "_" + from + "_";
    return text.indexOf(begin) === 0 ? "zb_" + field + "_" + to + "_" + text.slice(begin.length) : text;
  }

  /* Rows of a repeating section until there are `count`: each the last one again, under the names of its own number. */
  function grow(section, field, count) {
    var content = child(section, "sdtContent");
    for (var n = all(content, "repeatingSectionItem", W15).length; n < count; n += 1) {
      var row = content.lastElementChild.cloneNode(true);
      [["tag", "val"], ["bookmarkStart", "name"]].forEach(function (pair) {
        all(row, pair[0]).forEach(function (one) { one.setAttributeNS(W, "w:" + pair[1], renamed(one.getAttributeNS(W, pair[1]), field.id, n, n + 1)); });
      });
      var number = all(all(row, "tc")[0], "t")[0];
      if (number) { number.textContent = String(n + 1); }
      content.appendChild(row);
    }
  }

  /* Every control has a number of its own, in the order of the document, and so has the bookmark around it. */
  function number(document) {
    controls(document).forEach(function (control, i) {
      var around = [control.previousSibling, control.nextSibling];
      child(child(control, "sdtPr"), "id").setAttributeNS(W, "w:val", String(i + 1));
      around.forEach(function (mark) { if (mark && /^bookmark/.test(mark.localName)) { mark.setAttributeNS(W, "w:id", String(i + 1)); } });
    });
  }

  /* The parts of the form's file with these answers. */
  function filledParts(parts, form, answers) {
    var document = new DOMParser().parseFromString(parts[MAIN], "application/xml"), filled = filledOf(form, answers);
    controls(document).forEach(function (control) {
      var field = all(child(control, "sdtPr"), "repeatingSection", W15).length && forms.fieldOf(form, tagOf(control).slice(3));
      if (field) { grow(control, field, (own(answers, field.id) || []).length); }
    });
    number(document);
    controls(document).forEach(function (control) {
      var told = filled[tagOf(control)];
      if (told && told.text) { write(control, forms.plain(told.text)); }
      if (told && told.tick) { tick(control, true); }
    });
    var whole = Object.assign({}, parts);
    whole[MAIN] = HEAD + new XMLSerializer().serializeToString(document.documentElement);
    return whole;
  }

  /* -- reading --------------------------------------------------------------------------------------------- */
  function textIn(scope) {
    var lines = "";
    (function walk(node) {
      if (node.namespaceURI === W && node.localName === "t") { lines += node.textContent; return; }
      if (node.namespaceURI === W && (node.localName === "br" || node.localName === "cr")) { lines += "\n"; }
      if (node.namespaceURI === W && node.localName === "tab") { lines += "\t"; }
      if (node.namespaceURI === W && node.localName === "p" && lines) { lines += "\n"; }
      Array.prototype.forEach.call(node.childNodes, walk);
    })(scope);
    return lines;
  }

  function isTicked(control) {
    var checked = all(control, "checked", W14)[0], value = checked ? checked.getAttributeNS(W14, "val") : null;
    return value === null ? /[☑☒√✓✔■]/.test(textIn(control)) : value === "1" || value === "true";
  }

  function readControls(document) {
    var found = Object.create(null);
    controls(document).forEach(function (control) {
      var about = child(control, "sdtPr"), content = child(control, "sdtContent"), name = tagOf(control);
      if (!about || !content || !/^zb_/.test(name) || name in found) { return; }
      var isBox = all(about, "checkbox", W14).length > 0;
      found[name] = { text: isBox || child(about, "showingPlcHdr") ? "" : textIn(content), tick: isBox && isTicked(control) };
    });
    return found;
  }

  function squeezed(text) { return text.normalize("NFKC").replace(/\s/g, "").replace(/^[:*]+|[:*]+$/g, "").toLowerCase(); }

  function dayIn(text) {
    var parts = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(text.normalize("NFKC").trim());
    return parts ? parts[1] + "-" + parts[2].padStart(2, "0") + "-" + parts[3].padStart(2, "0") : text.trim();
  }

  /* The answer that a control's text is. */
  function answerIn(field, text) {
    if (!text.replace(/[\s_＿]/g, "")) { return ""; }
    if (field.type === "date") { return dayIn(text); }
    if (field.type === "choice") {
      var option = field.options.filter(function (each) { return squeezed(each[2]) === squeezed(text); })[0];
      return option ? option[0] : text;
    }
    return forms.written(field, text);
  }

  function readField(field, controlsOf, name, values) {
    var control = controlsOf[name], other = controlsOf[name + "__other"];
    var ticked = (field.options || []).filter(function (option) { return (controlsOf[bounded(name + boxName(option[0]))] || {}).tick; }).map(function (option) { return option[0]; });
    if (field.type === "tick") { if (control && control.tick) { values[field.id] = true; } return; }
    if (ticked.length) { values[field.id] = field.type === "choice" ? ticked[0] : ticked; }
    else if (control && field.type !== "choices") {
      var answer = answerIn(field, control.text);
      if (answer) { values[field.id] = answer; }
    }
    if (field.other && other && other.text.trim()) { values[field.id + "__" + forms.OTHER] = other.text; }
  }

  function readRows(field, found, values) {
    var rows = [], begin = "zb_" + field.id + "_";
    var most = Object.keys(found).reduce(function (high, name) {
      var n = name.indexOf(begin) === 0 ? /^(\d{1,3})_/.exec(name.slice(begin.length)) : null;
      return n ? Math.max(high, Number(n[1])) : high;
    }, 0);
    for (var i = 1; i <= most; i += 1) {
      var row = {};
      field.columns.forEach(function (column) { readField(column, found, begin + i + "_" + column.id, row); });
      if (Object.keys(row).length) { rows.push(row); }
    }
    if (rows.length) { values[field.id] = rows; }
  }

  function parsedXml(text) {
    if (/<!DOCTYPE|<!ENTITY/i.test(text)) { return null; }
    var document = new DOMParser().parseFromString(text, "application/xml");
    return document.getElementsByTagName("parsererror").length ? null : document;
  }

  function properties(text) {
    var document = text ? parsedXml(text) : null, found = {};
    Array.prototype.forEach.call(document ? document.getElementsByTagNameNS("*", "property") : [], function (one) {
      found[one.getAttribute("name")] = one.textContent.trim();
    });
    return found;
  }

  /* What a Word file of this form says: its form, its version and its answers, unchecked; `told` says why there are none. */
  async function readWord(bytes, form) {
    var texts;
    try { texts = await window.zhangbang.files.unzip(bytes, [MAIN, CUSTOM], XML_LIMIT); } catch (e) { return { told: "opened_not_ours" }; }
    var document = texts[MAIN] ? parsedXml(texts[MAIN]) : null, found = document ? readControls(document) : {}, about = properties(texts[CUSTOM]);
    if (!Object.keys(found).length) { return { told: "opened_not_ours" }; }
    var values = {};
    form.fields.forEach(function (field) { if (field.type === "rows") { readRows(field, found, values); } else { readField(field, found, "zb_" + field.id, values); } });
    return { form: about["zhangbang-form"] || form.id, version: about["zhangbang-version"] || form.version, answers: values, told: "" };
  }

  forms.filledParts = filledParts;
  forms.readWord = readWord;
})();
