/* A form filled in the reader's browser: controls to answers and back, what is wrong as it is typed, a draft in this browser alone, files to save.
   Nothing typed is sent, and whatever is read from storage or a file is shown as text and put into controls, field by field. */
(function () {
  "use strict";
  var zb = window.zhangbang, make = zb.make, forms = zb.forms, page = document.querySelector("[data-zb-fill]");
  if (!page || !forms || !forms.make) { return; }
  var form = forms.defined(JSON.parse(page.getAttribute("data-zb-fill"))), words = form.words, fill = forms.fill, own = forms.own;
  var lang = page.getAttribute("data-zb-lang"), sheet = page.querySelector("[data-zb-form]");
  var touched = new WeakSet(), isChecked = false, serial = 0, parts = null;

  function part(name) { return page.querySelector("[data-zb-" + name + "]"); }

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  /* -- controls ------------------------------------------------------------------------------------------- */
  /* The places of the fields within a scope: the sheet, or one row. */
  function asksIn(scope) {
    var row = scope === sheet ? null : scope;
    return Array.prototype.filter.call(scope.querySelectorAll("[data-zb-ask]"), function (ask) { return ask.closest("[data-zb-one]") === row; });
  }

  function askOf(scope, id) { return asksIn(scope).filter(function (ask) { return ask.getAttribute("data-zb-ask") === id; })[0]; }

  function rowsOf(ask) { return Array.prototype.slice.call(ask.querySelector("[data-zb-rows]").children); }

  function optionsOf(ask) { return Array.prototype.slice.call(ask.querySelectorAll("input[data-zb-option]")); }

  function readOptions(field, ask, values) {
    var chosen = optionsOf(ask).filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    if (chosen.length) { values[field.id] = field.type === "choice" ? chosen[0] : chosen; }
    var other = ask.querySelector("[data-zb-other]");
    if (other && chosen.indexOf(forms.OTHER) >= 0 && other.value.trim()) {
      values[field.id + "__" + forms.OTHER] = forms.written({ type: "text" }, other.value);
    }
  }

  function readRows(field, ask, values, shown) {
    var rows = rowsOf(ask).map(function (row) { return { row: row, values: readAll(row, field.columns, {}) }; })
      .filter(function (read) { return Object.keys(read.values).length; });
    if (rows.length) { values[field.id] = rows.map(function (read) { return read.values; }); }
    shown[field.id] = rows.map(function (read) { return read.row; });
  }

  function readText(field, ask, values) {
    var text = forms.written(field, ask.querySelector("[data-zb-text]").value);
    if (text) { values[field.id] = text; }
  }

  function readTick(field, ask, values) { if (ask.querySelector("[data-zb-tick]").checked) { values[field.id] = true; } }

  function showText(field, ask, value) { ask.querySelector("[data-zb-text]").value = value === undefined ? "" : value; }

  function showTick(field, ask, value) { ask.querySelector("[data-zb-tick]").checked = value === true; }

  function showOptions(field, ask, value, values) {
    var chosen = value === undefined ? [] : [].concat(value), other = ask.querySelector("[data-zb-other]");
    optionsOf(ask).forEach(function (box) { box.checked = chosen.indexOf(box.value) >= 0; });
    if (other) { other.value = own(values, field.id + "__" + forms.OTHER) || ""; }
  }

  function showRows(field, ask, value) {
    var rows = value || [], most = Math.max(rows.length, field.rows_min || 1);
    ask.querySelector("[data-zb-rows]").replaceChildren();
    for (var i = 0; i < most; i += 1) { showAll(addRow(ask), field.columns, rows[i] || {}); }
    numberRows(field, ask);
  }

  var KINDS = {
    rows: { read: readRows, show: showRows }, tick: { read: readTick, show: showTick },
    choice: { read: readOptions, show: showOptions }, choices: { read: readOptions, show: showOptions }
  };
  var TEXT = { read: readText, show: showText };

  function kindOf(field) { return KINDS[field.type] || TEXT; }

  function readAll(scope, fields, shown) {
    var values = {};
    fields.forEach(function (field) { kindOf(field).read(field, askOf(scope, field.id), values, shown); });
    return values;
  }

  function showAll(scope, fields, values) {
    fields.forEach(function (field) { kindOf(field).show(field, askOf(scope, field.id), own(values, field.id), values); });
  }

  function read() {
    var shown = {};
    return { answers: readAll(sheet, form.fields, shown), rows: shown };
  }

  /* -- rows ------------------------------------------------------------------------------------------------ */
  /* A further row; its ids are made of a number that no other row has had. */
  function addRow(ask) {
    var row = ask.querySelector("template[data-zb-row]").content.cloneNode(true).firstElementChild;
    serial += 1;
    each(row.querySelectorAll("[id], [for], [name], [aria-describedby]"), function (one) {
      ["id", "for", "name", "aria-describedby"].forEach(function (name) {
        if (one.hasAttribute(name)) { one.setAttribute(name, one.getAttribute(name).replace(/-__n__-/g, "-" + serial + "-")); }
      });
    });
    ask.querySelector("[data-zb-rows]").appendChild(row);
    return row;
  }

  function numberRows(field, ask) {
    var rows = rowsOf(ask);
    rows.forEach(function (row, i) {
      row.querySelector("[data-zb-legend]").textContent = fill(words.row_n, { n: i + 1 });
      row.querySelector("[data-zb-remove]").textContent = fill(words.remove_n, { n: i + 1 });
    });
    ask.querySelector("[data-zb-add]").disabled = field.rows_max !== undefined && rows.length >= field.rows_max;
  }

  function onAdd(ask) {
    var field = forms.fieldOf(form, ask.getAttribute("data-zb-ask")), row = addRow(ask);
    showAll(row, field.columns, {});
    numberRows(field, ask);
    row.querySelector("input, textarea").focus();
    tell(fill(words.row_added, { n: rowsOf(ask).length }));
    refresh();
  }

  function onRemove(row) {
    var ask = row.closest("[data-zb-rows]").closest("[data-zb-ask]"), before = read().answers, n = rowsOf(ask).indexOf(row) + 1;
    var field = forms.fieldOf(form, ask.getAttribute("data-zb-ask"));
    row.remove();
    if (!rowsOf(ask).length) { showAll(addRow(ask), field.columns, {}); }
    numberRows(field, ask);
    (rowsOf(ask)[n - 1] || rowsOf(ask)[n - 2] || ask).querySelector("[data-zb-remove]").focus();
    offer(fill(words.row_removed, { n: n }), before);
    refresh();
  }

  /* -- what is told ---------------------------------------------------------------------------------------- */
  function tell(text, where) {
    var told = part(where || "told");
    told.replaceChildren(text);
    told.hidden = !text;
  }

  /* What was done, with the way back to the answers before it. */
  function offer(text, before) {
    tell(text);
    var back = make("button", "zb-button zb-button--small", words.undo);
    back.type = "button";
    back.addEventListener("click", function () { put(before); tell(words.undone); });
    part("told").append(" ", back);
  }

  var whisper = null;

  /* Said to screen readers once typing pauses. */
  function say(text) {
    window.clearTimeout(whisper);
    whisper = window.setTimeout(function () { part("live").textContent = text; }, 900);
  }

  function place(problem, rows) {
    var steps = problem.at.split("/");
    return steps.length < 3 ? askOf(sheet, steps[0]) : askOf(rows[steps[0]][Number(steps[1])], steps[2]);
  }

  function labelled(problem) {
    var steps = problem.at.split("/");
    return steps.length < 3 ? forms.named(problem.field)
      : fill(words.in_row, { rows: forms.named(forms.fieldOf(form, steps[0])), n: Number(steps[1]) + 1, label: problem.field.label });
  }

  /* Where the reader is led to: the control itself, else the group of controls. */
  function controlOf(ask) { return ask.querySelector("[data-zb-text], [data-zb-tick]") && !ask.matches("fieldset") ? ask.querySelector("[data-zb-text], [data-zb-tick]") : ask; }

  function isSeen(problem, ask) { return isChecked || problem.kind === "condition" || problem.kind === "limit" || problem.kind !== "empty" && touched.has(ask); }

  function showErrors(problems, rows) {
    var lines = new Map();
    problems.forEach(function (problem) {
      var ask = place(problem, rows);
      if (isSeen(problem, ask)) { lines.set(ask, (lines.get(ask) || []).concat([problem])); }
    });
    each(sheet.querySelectorAll("[data-zb-ask]"), function (ask) { showError(ask, lines.get(ask) || []); });
  }

  function showError(ask, problems) {
    var error = ask.querySelector("[data-zb-error]"), key = JSON.stringify(problems.map(function (problem) { return problem.text; }));
    if (error.getAttribute("data-zb-shown") === key) { return; }
    error.setAttribute("data-zb-shown", key);
    error.replaceChildren.apply(error, problems.map(function (problem) {
      return make("span", problem.strength === "hard" ? "zb-fault-line" : "zb-doubt-line", problem.text);
    }));
    var wrong = problems.some(function (problem) { return problem.strength === "hard"; });
    ask.classList.toggle("zb-ask--wrong", wrong);
    each(ask.matches("fieldset") ? [] : ask.querySelectorAll("[data-zb-text], [data-zb-tick]"), function (control) {
      control.setAttribute("aria-invalid", String(wrong));
    });
  }

  function showCounts(scope, fields, values) {
    fields.forEach(function (field) {
      var ask = askOf(scope, field.id), count = field.limit === undefined ? null : ask.querySelector("[data-zb-count]");
      if (!count) { return; }
      var n = forms.characters(own(values, field.id) || ""), over = n - field.limit;
      count.textContent = fill(over > 0 ? words.counted_over : words.counted, { n: n, limit: field.limit, left: -over, over: over });
      count.classList.toggle("zb-ask__count--over", over > 0);
      if (ask.contains(document.activeElement) && (over > 0 || n >= 0.9 * field.limit)) { say(count.textContent); }
    });
  }

  function names(ids) { return ids.map(function (id) { return "“" + forms.fieldOf(form, id).label + "”"; }).join(" + "); }

  function showSums(answers) {
    each(sheet.querySelectorAll("[data-zb-sum]"), function (line) {
      var condition = forms.conditionOf(form, line.getAttribute("data-zb-sum"));
      var left = forms.sumOf(form.fields, answers, condition.left), right = forms.sumOf(form.fields, answers, condition.right);
      var unit = forms.fieldOf(form, condition.left[0]);
      line.hidden = left === null;
      line.textContent = left === null ? "" : fill(words.sum, { names: names(condition.left), sum: forms.shown(left, unit) }) +
        (right === null || left === right ? "" : fill(words.sum_difference, {
          names: names(condition.right), sum: forms.shown(right, unit), difference: forms.shown(left < right ? right - left : left - right, unit)
        }));
    });
    each(sheet.querySelectorAll("[data-zb-most]"), function (line) { showMost(line, answers); });
  }

  function showMost(line, answers) {
    var condition = forms.conditionOf(form, line.getAttribute("data-zb-most")), most = forms.mostOf(form.fields, answers, condition);
    var share = condition.rate === undefined ? "" : fill(words.most_share, { names: names(condition.right), rate: condition.rate });
    var cap = condition.cap_text === undefined ? "" : fill(words.most_cap, { cap: condition.cap_text });
    var why = [share, cap].filter(Boolean).join(words.comma);
    var text = fill(most === null ? words.most_unknown : words.most, { most: most, why: why, names: names(condition.right) });
    if (line.textContent === text) { return; }
    if (line.textContent && most !== null) { say(text); }
    line.textContent = text;
  }

  function showBeside() {
    each(sheet.querySelectorAll("fieldset.zb-ask--options"), function (ask) {
      var boxes = optionsOf(ask), beside = ask.querySelector("[data-zb-beside]"), undo = ask.querySelector("[data-zb-unchoose]");
      if (beside) { beside.hidden = !boxes.some(function (box) { return box.checked && box.value === forms.OTHER; }); }
      if (undo) { undo.hidden = !boxes.some(function (box) { return box.checked; }); }
    });
  }

  /* -- the summary ------------------------------------------------------------------------------------------ */
  function listed(problem, rows) {
    var item = make("li"), link = make("a", "", labelled(problem) + words.colon + problem.text), control = controlOf(place(problem, rows));
    link.href = "#" + control.id;
    link.addEventListener("click", function (event) {
      event.preventDefault();
      control.scrollIntoView({ block: "center" });
      control.focus({ preventScroll: true });
    });
    item.append(link);
    return item;
  }

  function showSummary(problems, rows) {
    [["hard", true], ["soft", false]].forEach(function (kind) {
      var told = problems.filter(function (problem) { return (problem.strength === "hard") === kind[1]; }), list = make("ul");
      list.append.apply(list, told.map(function (problem) { return listed(problem, rows); }));
      part(kind[0]).hidden = !told.length;
      part(kind[0]).replaceChildren(make("h3", "", fill(words[kind[0] + "_n"], { n: told.length })), list);
    });
    part("errors").hidden = !isChecked || !problems.length;
  }

  function check() {
    isChecked = true;
    return refresh();
  }

  function onCheck() {
    var problems = check();
    tell(problems.length ? "" : words.all_right, "made");
    if (problems.length) { part("errors").focus(); }
  }

  function refresh() {
    var now = read(), problems = forms.problems(form, now.answers);
    showBeside();
    showCounts(sheet, form.fields, now.answers);
    form.fields.forEach(function (field) {
      if (field.type === "rows") { rowsOf(askOf(sheet, field.id)).forEach(function (row) { showCounts(row, field.columns, readAll(row, field.columns, {})); }); }
    });
    showSums(now.answers);
    showErrors(problems, now.rows);
    if (isChecked) { showSummary(problems, now.rows); }
    return problems;
  }

  /* -- the draft -------------------------------------------------------------------------------------------- */
  var drafts = forms.drafts(form), saving = null;

  function showDraft(word) { part("draft").textContent = word ? fill(words["draft_" + word], { time: zb.beijing(new Date()).slice(11) }) : ""; }

  function save() {
    window.clearTimeout(saving);
    saving = null;
    var answers = read().answers;
    showDraft(Object.keys(answers).length ? drafts.write(answers) || "kept" : drafts.remove() || "");
  }

  function changed() {
    refresh();
    window.clearTimeout(saving);
    saving = window.setTimeout(save, 400);
  }

  /* Puts answers into the sheet in place of what is there. */
  function put(answers) {
    isChecked = false;
    touched = new WeakSet();
    showAll(sheet, form.fields, answers);
    part("errors").hidden = true;
    refresh();
    save();
  }

  function clear() {
    var before = read().answers;
    put({});
    drafts.remove();
    offer(words.cleared, before);
  }

  /* -- files ------------------------------------------------------------------------------------------------ */
  function opened(file) {
    part("open-file").value = "";
    forms.read(file, form).then(function (found) {
      if (!found.answers) { tell(fill(words[found.told], found)); return; }
      var before = read().answers;
      put(found.answers);
      offer([fill(words[found.told], found), found.dropped.length ? fill(words.opened_part, { names: found.dropped.join(words.comma) }) : ""].join(" ").trim(), before);
    }, function () { tell(words.opened_not_ours); });
  }

  function made(format, problems) {
    var file = forms.make(format, form, read().answers, parts && parts.parts);
    zb.files.save(file);
    var left = !file.left ? "" : file.left.length ? fill(words.left_out, { names: file.left.join(words.comma) }) : words.left_out_none;
    tell((fill(problems ? words.made_with_faults : words.made, { name: file.name, n: problems }) + " " + left).trim(), "made");
  }

  /* A record is drafted only of what the build would take: nothing wrong, and nothing personal in what may be published. */
  function takeAway(format) {
    var problems = check(), hard = problems.filter(function (problem) { return problem.strength === "hard"; }).length;
    if (format === "yml" && (hard || problems.some(function (problem) { return problem.kind === "personal"; }))) {
      tell(words.record_blocked, "made");
      return;
    }
    try { made(format, hard); } catch (error) {
      tell(words.failed, "made");
      throw error;
    }
  }

  /* -- paper ------------------------------------------------------------------------------------------------ */
  function onPaper() { forms.paper(document.querySelector("[data-zb-paper]"), form, read().answers); }

  /* -- what a record tells ---------------------------------------------------------------------------------- */
  function asked() {
    var query = new URLSearchParams(location.search);
    return ["guide", "challenge"].map(function (kind) { return query.get(kind) === null ? "" : kind + "/" + query.get(kind); }).filter(Boolean)[0];
  }

  function prefill() {
    var told = asked() && own(parts.prefills, asked());
    if (!told) { return; }
    var answers = read().answers, fresh = forms.accepted(form, told.answers).answers;
    var added = Object.keys(fresh).filter(function (id) { return own(answers, id) === undefined; });
    if (!added.length) { return; }
    var before = Object.assign({}, answers);
    added.forEach(function (id) { answers[id] = fresh[id]; });
    put(answers);
    offer(fill(words.prefilled, { title: told.title[lang] || told.title.zh }), before);
  }

  /* What a field that is left has to say must not move the button that is being pressed: it waits until the pointer is up again. */
  var pressed = null;

  function unpressed(act) { if (pressed === null) { act(); } else { pressed.push(act); } }

  function release() {
    var waiting = pressed || [];
    pressed = null;
    window.setTimeout(function () { waiting.forEach(function (act) { act(); }); });
  }

  /* -- events ----------------------------------------------------------------------------------------------- */
  sheet.addEventListener("input", function () {
    tell("");
    tell("", "made");
    changed();
  });
  sheet.addEventListener("change", function (event) {
    var ask = event.target.closest("[data-zb-ask]");
    if (ask) { touched.add(ask); }
    unpressed(changed);
  });
  document.addEventListener("pointerdown", function () { pressed = []; }, true);
  ["pointerup", "pointercancel"].forEach(function (name) { document.addEventListener(name, release, true); });
  sheet.addEventListener("submit", function (event) { event.preventDefault(); onCheck(); });
  sheet.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT" && event.target.type !== "submit") { event.preventDefault(); }
  });
  sheet.addEventListener("click", function (event) {
    var add = event.target.closest("[data-zb-add]"), remove = event.target.closest("[data-zb-remove]");
    var undo = event.target.closest("[data-zb-unchoose]"), maker = event.target.closest("[data-zb-make]");
    if (add) { onAdd(add.closest("[data-zb-ask]")); }
    if (remove) { onRemove(remove.closest("[data-zb-one]")); changed(); }
    if (maker) { takeAway(maker.getAttribute("data-zb-make")); }
    if (undo) {
      optionsOf(undo.closest("[data-zb-ask]")).forEach(function (box) { box.checked = false; });
      optionsOf(undo.closest("[data-zb-ask]"))[0].focus();
      changed();
    }
  });
  part("open-file").addEventListener("change", function () { if (part("open-file").files.length) { opened(part("open-file").files[0]); } });
  part("clear").addEventListener("click", clear);
  part("print").addEventListener("click", function () { onPaper(); window.print(); });
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("pagehide", function () { if (saving !== null) { save(); } });
  window.addEventListener("storage", function (event) { if (drafts.isForeign(event)) { showDraft("elsewhere"); } });

  document.documentElement.classList.add("zb-filling");
  document.querySelector("[data-zb-asked]").open = false;
  page.hidden = false;
  if (location.hash === "#fill") { document.getElementById("fill").scrollIntoView(); }
  var kept = drafts.read();
  showAll(sheet, form.fields, kept.answers);
  refresh();
  showDraft(kept.told);
  zb.when("forms/" + form.id, function (data) {
    parts = data;
    each(sheet.querySelectorAll("[data-zb-make]"), function (button) { button.disabled = false; });
    prefill();
  });
})();
