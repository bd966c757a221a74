/* The page on which a record is written: reads the form as it is typed, tells what is wrong, shows how it will look, keeps a draft in this
   browser alone, and opens the host's own page with the text. Nothing is sent by us. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, page = document.querySelector("[data-zb-edit]");
  if (!page || !edit || !edit.form) { return; }
  var settings = JSON.parse(page.getAttribute("data-zb-edit")), words = settings.words, kind = settings.kind, lang = settings.lang, make = edit.make;
  var data, form, now = null, known = {}, loading = {}, original = null, moved = null, isChecked = false, isReading = false, waiting = null, saving = null, hasFailed = false, previewLang = lang;
  var touched = new WeakSet(), query = new URLSearchParams(location.search), reader = zb.shards.reader(settings.base);

  function part(name) { return document.querySelector("[data-zb-" + name + "]"); }

  function say(name, values) { return edit.fill(words[name], values || {}); }

  /* -- what is told ------------------------------------------------------------------------------------------- */
  function tell(text, undo, where) {
    var place = part(where || "told"), back;
    place.replaceChildren(text);
    if (!undo) { return; }
    back = edit.button("", words.undo, function () {
      undo();
      tell(words.undone);
    });
    place.append(" ", back);
  }

  /* -- other records ------------------------------------------------------------------------------------------- */
  function knownOf(one) {
    if (!loading[one]) {
      loading[one] = reader.read("edit/known/" + one + ".js", "edit/known/" + one, function (found) { return Boolean(found && found.records); });
      loading[one].then(function (found) {
        known[one] = found;
        later();
      }, function () { delete loading[one]; });
    }
    return loading[one];
  }

  /* -- the file ------------------------------------------------------------------------------------------------- */
  function fileOf(record) {
    return original ? original.file : "content/" + data.kinds[kind].folder + "/" + (typeof record.id === "string" && /^[a-z0-9-]+$/.test(record.id) ? record.id : "…") + ".yml";
  }

  function schemaOf(file) { return "../".repeat(file.split("/").length - 1) + "schemas/" + kind + ".json"; }

  function textOf(record, written, comments) {
    var file = fileOf(record);
    return edit.yaml(edit.ordered(data, kind, record), { schema: schemaOf(file), written: written, comments: comments, wide: data.wide });
  }

  function publishedText() { return original ? textOf(original.data, original.written || {}, original.comments || {}) : ""; }

  /* By places in the published record those of the same values now; a draft began with what it had moved before. */
  function origins() {
    var all = {};
    if (!moved) { return now.origins; }
    Object.keys(moved).forEach(function (at) { if (edit.has(now.origins, moved[at])) { all[at] = now.origins[moved[at]]; } });
    return all;
  }

  /* The text of what is in the form; null where a control character keeps it from being written. */
  function currentText() {
    try {
      return textOf(now.data, now.written, original && original.comments ? edit.carried(original.comments, origins()) : {});
    } catch (error) {
      if (error instanceof RangeError) { return null; }
      throw error;
    }
  }

  /* -- faults ------------------------------------------------------------------------------------------------------ */
  function nodeFor(problem) {
    var at = problem.at, node;
    while (!(at in now.nodes) && at) { at = at.slice(0, at.lastIndexOf("/")); }
    node = now.nodes[at] || form.root;
    return problem.missing && node.kids[problem.missing] || node;
  }

  function isSeen(problem, node) {
    if (isChecked) { return true; }
    return (node.isTouched || touched.has(node.el)) && problem.code !== "key-missing" && problem.code !== "key-missing-one-of";
  }

  function worded(problem) { return [problem.message[lang], problem.remedy[lang]].filter(Boolean).join(" "); }

  function showFaults(problems) {
    var lines = new Map(), nodes = new Set(Object.keys(now.nodes).map(function (at) { return now.nodes[at]; }));
    Object.keys(now.nodes).forEach(function (at) { Object.keys(now.nodes[at].kids).forEach(function (key) { nodes.add(now.nodes[at].kids[key]); }); });
    problems.forEach(function (problem) {
      var node = nodeFor(problem);
      if (isSeen(problem, node)) { lines.set(node, (lines.get(node) || []).concat([problem])); }
    });
    nodes.add(form.root);
    nodes.forEach(function (node) { showFault(node, lines.get(node) || []); });
  }

  function showFault(node, problems) {
    var text = problems.map(worded).join("\n"), control = node.control;
    if (node.shownFault === text) { return; }
    node.shownFault = text;
    node.error.replaceChildren.apply(node.error, problems.map(function (problem) {
      return make("span", problem.severity === "error" ? "zb-fault-line" : "zb-doubt-line", worded(problem));
    }));
    node.el.classList.toggle("zb-ask--wrong", problems.length > 0);
    if (control) { control.setAttribute("aria-invalid", String(problems.length > 0)); }
  }

  function reach(node) {
    for (var outer = node.el.parentElement; outer; outer = outer.parentElement) { if (outer.tagName === "DETAILS") { outer.open = true; } }
    var target = node.first && node.el.tagName !== "FIELDSET" ? node.first : node.focus || node.first;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  /* Where a problem is, in the words of the form: 出处 1 › 标题. */
  function named(problem) {
    var names = edit.steps(problem.at), at = "", said = [];
    names.forEach(function (name) {
      at = edit.step(at, name);
      var node = now.nodes[at], isItem = /^[0-9]+$/.test(name) && node && !node.key;
      if (isItem && said.length) { said[said.length - 1] += " " + (Number(name) + 1); } else if (node) { said.push(node.label); }
    });
    if (nodeFor(problem).key && problem.missing) { said.push(nodeFor(problem).label); }
    return said.join(" › ");
  }

  function listed(problem) {
    var item = make("li"), link = make("a", "", [named(problem), problem.message[lang]].filter(Boolean).join(words.colon));
    link.href = "#" + nodeFor(problem).id;
    link.addEventListener("click", function (event) {
      event.preventDefault();
      reach(nodeFor(problem));
    });
    item.append(link);
    return item;
  }

  function showSummary(problems) {
    var box = part("errors"), list = make("ul");
    list.append.apply(list, problems.map(listed));
    box.replaceChildren(make("h3", "", say("problems_n", { n: problems.length })), list);
    box.hidden = !isChecked || !problems.length;
    part("state").textContent = problems.length ? say("still_n", { n: problems.length }) : words.no_problems;
  }

  /* A changed record of which the day of its last change was left as it was: one press sets it. */
  function showDay(isChanged) {
    var today = zb.beijing(new Date()).slice(0, 10), control = now.nodes["/updated_on"] && now.nodes["/updated_on"].control, offer = part("day");
    offer.hidden = !isChanged || !control || now.data.updated_on !== original.data.updated_on || now.data.updated_on === today;
    if (offer.hidden || offer.firstChild) { return; }
    offer.append(edit.button("", say("set_day", { date: today }), function () {
      now.nodes["/updated_on"].control.value = today;
      now.nodes["/updated_on"].control.focus();
      changed();
    }));
  }

  /* -- refreshing ---------------------------------------------------------------------------------------------------- */
  function showText(text) {
    var before = publishedText(), isChanged = text !== null && original && text !== before, lines;
    part("path").textContent = say("path", { file: fileOf(now.data) });
    part("yaml").textContent = text === null ? words.blocked_control : text;
    part("changes").hidden = !original;
    if (!original) { return; }
    showDay(Boolean(isChanged));
    lines = isChanged ? edit.near(edit.diff(before, text)) : [];
    part("changes-n").textContent = isChanged ? say("changes_n", { n: lines.filter(function (line) { return line[0] === "+" || line[0] === "-"; }).length }) : words.no_changes;
    part("diff").replaceChildren.apply(part("diff"), lines.map(function (line) {
      return make("span", { "+": "zb-editor__added", "-": "zb-editor__gone" }[line[0]] || "zb-editor__kept", (line[0] === "…" ? "" : line[0] + " ") + line[1] + "\n");
    }));
  }

  /* What is in the form, with the account of its translations brought up to date. */
  function read() {
    now = form.read();
    if (original) { now.data = edit.accounted(edit.ordered(data, kind, now.data), original.data, origins()); }
  }

  function refresh() {
    window.clearTimeout(waiting);
    waiting = null;
    read();
    edit.kindsAsked(data, kind, now.data, !original).forEach(knownOf);
    var problems = edit.problems(data, kind, now.data, known, !original), text = currentText();
    now.lists.forEach(function (list) { list.refresh(); });
    showFaults(problems);
    showSummary(problems);
    showText(text);
    edit.preview(part("preview"), { data: data, kind: kind, label: settings.label, both: settings.both, words: words, known: known }, now.data, previewLang);
    return { problems: problems, text: text };
  }

  function later() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(refresh, 250);
  }

  function changed() {
    later();
    window.clearTimeout(saving);
    saving = window.setTimeout(save, 500);
  }

  /* -- the draft --------------------------------------------------------------------------------------------------------- */
  /* Sites may share an origin and with it the storage: the key begins with the place of this one. */
  function draftKey() { return "zb-edit:" + new URL(settings.base, location.href).pathname + ":" + kind + ":" + (original ? original.data.id : query.get("target") || ""); }

  function stored() {
    try {
      var found = JSON.parse(localStorage.getItem(draftKey()));
      return edit.isGroup(found) && edit.isGroup(found.data) ? found : null;
    } catch (error) { return null; }
  }

  function showDraft(text) { part("draft").textContent = text; }

  function save() {
    window.clearTimeout(saving);
    saving = null;
    read();
    var draft = { data: now.data, written: now.written, origins: origins(), base: publishedText(), at: zb.beijing(new Date()) };
    try {
      localStorage.setItem(draftKey(), JSON.stringify(draft));
      hasFailed = false;
      showDraft(say("draft_kept", { time: draft.at.slice(11) }));
    } catch (error) {
      hasFailed = true;
      showDraft(words.draft_failed);
    }
  }

  function discard() {
    var before = form.read(), places = origins();
    window.clearTimeout(saving);
    saving = null;
    try { localStorage.removeItem(draftKey()); } catch (error) { /* there is none then */ }
    isChecked = false;
    fill(beginning(), original && original.written, null);
    showDraft("");
    tell(words.draft_discarded, function () {
      fill(before.data, before.written, places);
      save();
    });
    part("heading").focus();
  }

  /* -- sending --------------------------------------------------------------------------------------------------------------- */
  function selected(text) {
    part("hand").hidden = false;
    part("text").value = text;
    part("text").focus();
    part("text").select();
  }

  /* Whether the text went to the clipboard; else it stands selected on the page. */
  function copy(text) {
    if (!navigator.clipboard || !window.isSecureContext) {
      selected(text);
      return Promise.resolve(false);
    }
    return navigator.clipboard.writeText(text).then(function () { return true; }, function () {
      selected(text);
      return false;
    });
  }

  /* The text to be taken along; null after telling why there is none. */
  function ready() {
    isChecked = true;
    var found = refresh();
    part("hand").hidden = true;
    if (found.text === null) { tell(words.blocked_control, null, "sent"); return null; }
    if (fileOf(now.data).indexOf("…") >= 0) {
      tell(words.needs_id, null, "sent");
      return null;
    }
    found.warning = found.problems.length ? " " + say("with_problems", { n: found.problems.length }) : "";
    return found;
  }

  /* What was done, with the way to the host's page: a browser may have kept it from opening. */
  function tellWay(address, text) {
    var link = make("a", "", settings.host.label);
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    tell(text, null, "sent");
    part("sent").append(" ", link);
  }

  function go(address, text) {
    window.open(address, "_blank", "noopener");
    tellWay(address, text);
  }

  function onOpen() {
    var found = ready(), host = settings.host, way, file;
    if (!found) { return; }
    file = fileOf(now.data);
    way = original ? { address: edit.editFile(host, file), isWhole: false } : edit.way(host, file, found.text);
    if (way.isWhole) {
      go(way.address, say("opened_whole", { name: host.label }) + found.warning);
      return;
    }
    copy(found.text).then(function (isCopied) {
      var told = say(original ? "opened_edit" : "opened_paste", { name: host.label, file: file }) + found.warning;
      if (isCopied) { go(way.address, told); } else { tellWay(way.address, words.by_hand + " " + told); }
    });
  }

  function onCopy() {
    var found = ready();
    if (found) { copy(found.text).then(function (isCopied) { tell((isCopied ? words.copied : words.by_hand) + found.warning, null, "sent"); }); }
  }

  function onSave() {
    var found = ready(), file;
    if (!found) { return; }
    file = fileOf(now.data);
    zb.files.save({ name: file.slice(file.lastIndexOf("/") + 1), type: "text/yaml;charset=utf-8", bytes: zb.files.utf8(found.text) });
    tell(say("saved", { file: file }) + found.warning, null, "sent");
  }

  function onCheck() {
    isChecked = true;
    var problems = refresh().problems;
    tell(problems.length ? "" : words.no_problems, null, "sent");
    if (problems.length) { part("errors").focus(); }
  }

  edit.refresh = refresh;

  /* The control of a value, wherever it stands; for whoever drives the page. */
  edit.controlAt = function (at) {
    now = form.read();
    var node = now.nodes[at];
    return node ? node.control || node.focus : null;
  };

  /* -- beginning ----------------------------------------------------------------------------------------------------------------- */
  function beginning() {
    if (original) { return original.data; }
    var target = (query.get("target") || "").split("/"), record = { updated_on: zb.beijing(new Date()).slice(0, 10) };
    if (kind === "notice" && target.length === 2 && edit.has(data.kinds, target[0]) && /^[a-z0-9-]+$/.test(target[1])) {
      record.target = { kind: target[0], id: target[1] };
    }
    ["programme", "guide", "list", "challenge", "winner"].forEach(function (key) {
      var given = query.get(key);
      if (given && /^[a-z0-9-]+$/.test(given) && edit.has(data.schemas[kind].properties, key)) { record[key] = given; }
    });
    return record;
  }

  function fill(record, written, places) {
    moved = places;
    form = edit.form({
      data: data, lang: lang, words: words, kind: kind, suggested: settings.suggested, changed: changed, told: function (text, undo) { tell(text, undo); }, known: knownOf,
      sources: function () {
        return (now && now.data.sources || []).filter(function (one) { return one && one.id; }).map(function (one) { return [String(one.id), one.title && one.title.zh || "", one.title && one.title.en || ""]; });
      },
      targetKind: function () { return now && now.data.target && edit.has(data.kinds, now.data.target.kind) ? now.data.target.kind : ""; }
    }, kind, record, written || {});
    if (original && form.root.kids.id) { form.root.kids.id.control.readOnly = true; }
    part("fields").replaceChildren(form.el);
    refresh();
  }

  function begin() {
    var draft, host = settings.host, heading = original ? "edit_title" : "new_title";
    part("heading").textContent = say(heading, { label: settings.label, title: original && original.data.title && (original.data.title[lang] || original.data.title.zh) || "" });
    part("heading").tabIndex = -1;
    if (original) { document.querySelector(".zb-crumbs [aria-current]").textContent = part("heading").textContent; }
    part("needs").hidden = true;
    page.hidden = false;
    fill(beginning(), original && original.written, null);
    draft = stored();
    if (draft) {
      fill(draft.data, draft.written, edit.isGroup(draft.origins) ? draft.origins : null);
      showDraft(say(draft.base === publishedText() ? "draft_back" : "draft_changed", { time: String(draft.at).replace("T", " ") }));
    }
    part("open").hidden = !host;
    if (host) { part("open").textContent = say(original ? "open_edit" : "open_new", { name: host.label }); }
  }

  function refuse(text) {
    part("needs").replaceChildren(text + " ", Object.assign(make("a", "", say("new_title", { label: settings.label })), { href: location.pathname.split("/").pop() }));
    part("needs").hidden = false;
  }

  function start(shared) {
    var id = query.get("id");
    data = shared;
    if (id === null) { begin(); return; }
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) { refuse(say("no_record", { id: id.slice(0, 100) })); return; }
    part("needs").textContent = words.loading;
    reader.read("edit/" + kind + "/" + id + ".js", "edit/" + kind + "/" + id, function (found) { return Boolean(found && edit.isGroup(found.data)); }).then(function (found) {
      original = found;
      isChecked = false;
      begin();
    }, function (error) { refuse(say(error.why === "missing" ? "no_record" : "unreadable", { id: id })); });
  }

  /* What stands around a field that was typed in is no longer untouched: a list of which two items are now alike. */
  part("fields").addEventListener("input", function (event) {
    for (var place = event.target; place; place = place.parentElement) { touched.add(place); }
  });
  part("form").addEventListener("submit", function (event) {
    event.preventDefault();
    onCheck();
  });
  part("form").addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); }
  });
  part("open").addEventListener("click", onOpen);
  part("copy").addEventListener("click", onCopy);
  part("save").addEventListener("click", onSave);
  part("discard").addEventListener("click", discard);
  Array.prototype.forEach.call(document.querySelectorAll("[data-zb-preview-lang]"), function (button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-zb-preview-lang") === previewLang));
    button.addEventListener("click", function () {
      previewLang = button.getAttribute("data-zb-preview-lang");
      Array.prototype.forEach.call(document.querySelectorAll("[data-zb-preview-lang]"), function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      refresh();
    });
  });
  window.addEventListener("storage", function (event) { if (data && event.key === draftKey() && event.newValue !== null) { showDraft(words.draft_elsewhere); } });
  window.addEventListener("pagehide", function () { if (saving !== null) { save(); } });
  window.addEventListener("beforeunload", function (event) { if (hasFailed) { event.preventDefault(); } });
  zb.when("edit/data", start);
})();
