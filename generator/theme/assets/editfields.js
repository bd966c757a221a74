/* The controls of a record's form, made from its schema: groups, lists and choices within one another, and the value read back from them.
   Every text from a schema or a record becomes text, never markup. A field that is left empty is not in the record. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, make = zb.make, has = edit.has, step = edit.step, isGroup = edit.isGroup;
  var ACCOUNT = "translated", NEAR = 40, MANY = 8, FEW = 3;

  function button(looks, text, act) {
    var made = make("button", "zb-button zb-button--small" + (looks ? " " + looks : ""), text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /* -- schemas ----------------------------------------------------------------------------------------------- */
  function nameOf(reference) { return reference.split("/").pop(); }

  /* A schema with what it refers to: its own words and keys above those; and by which name it was referred to. */
  function resolved(data, schema, home) {
    if (!schema.$ref) { return { schema: schema, home: home, ref: "" }; }
    var parts = schema.$ref.split("#"), name = parts[0] ? parts[0].replace(/\.json$/, "") : home;
    var target = resolved(data, edit.steps(parts[1]).reduce(function (inner, key) { return inner[key]; }, data.schemas[name]), name);
    var merged = Object.assign({}, target.schema, schema);
    delete merged.$ref;
    if (schema.properties) {
      merged.properties = Object.assign({}, target.schema.properties);
      Object.keys(schema.properties).forEach(function (key) {
        merged.properties[key] = Object.assign({}, merged.properties[key], schema.properties[key]);
      });
    }
    if (schema.required) { merged.required = (target.schema.required || []).concat(schema.required); }
    return { schema: merged, home: target.home, ref: nameOf(schema.$ref) };
  }

  /* The keys of which one must be there: each branch of the group's anyOf or oneOf that only asks for keys. */
  function alternativesOf(schema) {
    var branches = schema.anyOf || schema.oneOf || [];
    return branches.every(function (branch) { return branch.required && branch.required.length === 1; })
      ? branches.map(function (branch) { return branch.required[0]; }) : [];
  }

  /* Of those the ones that exclude one another: a wording may stand beside an amount. */
  function exclusiveOf(schema) {
    return (schema.oneOf || []).filter(function (branch) { return branch.required && !branch.not; }).map(function (branch) { return branch.required[0]; });
  }

  /* A group's keys as they are asked for: what is required first, what tells of the record itself last. */
  function inOrder(schema, last) {
    var asked = (schema.required || []).concat(alternativesOf(schema));
    function weight(key) { return (asked.indexOf(key) < 0 ? 2 : 0) + (last.indexOf(key) >= 0 && schema.$id ? 1 : 0); }
    var keys = Object.keys(schema.properties).filter(function (key) { return !schema.$id || key !== ACCOUNT; });
    return [0, 1, 2, 3].reduce(function (all, n) { return all.concat(keys.filter(function (key) { return weight(key) === n; })); }, []);
  }

  function emptyOf(value) { return value === undefined || value === null || value === "" || isGroup(value) && !Object.keys(value).length || Array.isArray(value) && !value.length; }

  /* -- the form ---------------------------------------------------------------------------------------------- */
  /* `context`: data, lang, words, changed(), told(text, undo), known(kind) (a promise of ids and titles), suggested. */
  function Form(context) {
    this.context = context;
    this.serial = 0;
  }

  Form.prototype.id = function () {
    this.serial += 1;
    return "e" + this.serial;
  };

  Form.prototype.words = function (name, values) { return edit.fill(this.context.words[name], values || {}); };

  Form.prototype.said = function (text) { return text && (text[this.context.lang] || text.zh) || ""; };

  /* What every field has: its place among the others, its words, where its faults are told. */
  Form.prototype.frame = function (spec, tag) {
    var frame = { spec: spec, id: this.id(), origin: spec.origin, key: spec.key, kids: {}, isTouched: false };
    frame.label = spec.label || this.said(edit.titleOf(spec.schema)) || spec.key;
    frame.el = make(tag, "zb-ask zb-edit__ask");
    frame.el.id = frame.id + "-place";
    frame.error = make("p", "zb-field__error");
    frame.error.id = frame.id + "-error";
    return frame;
  };

  /* The field's name with its mark and, where it may go, the button that removes it. */
  Form.prototype.heading = function (frame, tag, control) {
    var heading = make(tag, "zb-ask__label"), key = make("code", "zb-edit__key", frame.key);
    heading.append(make("span", "", frame.label));
    if (frame.spec.key && !frame.spec.isText) { heading.append(" ", key); }
    if (frame.spec.isRequired && !frame.spec.isText) { heading.append(" ", make("small", "zb-tag", this.words("required"))); }
    if (control) { heading.htmlFor = control.id; }
    return heading;
  };

  Form.prototype.help = function (frame) {
    var text = frame.spec.hint === undefined ? this.said(edit.hintOf(frame.spec.schema)) : frame.spec.hint;
    if (!text) { return null; }
    var help = make("p", "zb-ask__help", text);
    help.id = frame.id + "-help";
    return help;
  };

  function describe(control, parts) {
    control.setAttribute("aria-describedby", parts.filter(Boolean).map(function (part) { return part.id; }).join(" "));
  }

  /* -- one value --------------------------------------------------------------------------------------------- */
  Form.prototype.select = function (options) {
    var select = make("select");
    options.forEach(function (option) {
      var made = make("option", "", option[1]);
      made.value = option[0];
      select.append(made);
    });
    return select;
  };

  Form.prototype.choiceWords = function (choices) {
    var labels = this.context.data.choices[choices.join(",")] || {}, self = this;
    return choices.map(function (choice) { return [choice, has(labels, choice) ? self.said(labels[choice]) : choice]; });
  };

  function isLong(spec) { return spec.isText || (spec.schema.maxLength || 0) > 200; }

  Form.prototype.control = function (spec) {
    var schema = spec.schema, control;
    if (schema.enum) { return this.select([["", this.words("choose")]].concat(this.choiceWords(schema.enum))); }
    if (schema.type === "boolean") { return this.select([["", this.words("choose")], ["true", this.words("yes")], ["false", this.words("no")]]); }
    control = make(isLong(spec) ? "textarea" : "input");
    if (isLong(spec)) { control.rows = spec.isText ? 1 : 2; } else { control.type = "text"; }
    control.autocomplete = "off";
    if (spec.lang) { control.lang = spec.lang; }
    if (schema.type === "number" || schema.type === "integer") { control.inputMode = "decimal"; }
    if (spec.ref === "day" || schema.format === "calendar-date") {
      control.placeholder = spec.ref === "day" ? "2026-05-11" : "2026-05-11T16:30";
      control.className = "zb-edit__day";
    }
    return control;
  };

  function typed(schema, text, held, shown) {
    if (text === shown) { return held; }
    if (schema.type === "boolean") { return text === "" ? undefined : text === "true"; }
    var clean = text.replace(/\r\n?/g, "\n").trim();
    if (clean === "") { return undefined; }
    return schema.type === "number" || schema.type === "integer" ? edit.typedNumber(clean) : clean;
  }

  function shownAs(value, written) {
    return value === undefined || value === null ? "" : typeof value === "number" ? written || edit.number(value)
      : typeof value === "string" ? value : JSON.stringify(value);
  }

  Form.prototype.leaf = function (spec, value, written) {
    var self = this, node = this.frame(spec, "div"), control = this.control(spec), held = value, shown, vocabulary = this.vocabulary(spec);
    control.id = node.id;
    control.value = shownAs(value, written);
    shown = control.value;
    if (control.tagName === "SELECT" && value !== undefined && control.selectedIndex < 0) {
      control.append(make("option", "", shownAs(value)));
      control.value = shown = shownAs(value);
    }
    var help = this.help(node);
    describe(control, [help, node.error]);
    if (spec.isRequired) { control.setAttribute("aria-required", "true"); }
    control.addEventListener("input", function () {
      node.isTouched = true;
      self.context.changed();
    });
    node.control = control;
    node.el.append(this.heading(node, "label", control));
    if (help) { node.el.append(help); }
    node.el.append(node.error, control);
    if (vocabulary) { this.choosing(node, vocabulary); }
    node.focus = control;
    node.read = function (at, sink) {
      var text = control.value, found = typed(spec.schema, text, held, shown);
      sink.nodes[at] = node;
      if (typeof found === "number") {
        var numeral = text === shown && written || edit.numeral(text.trim());
        if (numeral !== edit.number(found)) { sink.written[at] = numeral; }
      }
      if (found !== undefined && node.origin !== undefined) { sink.origins[node.origin] = at; }
      return found;
    };
    return node;
  };

  /* -- ids chosen among known ones ---------------------------------------------------------------------------- */
  /* What an id names: a kind of record, or a vocabulary; nothing where it is free. */
  Form.prototype.vocabulary = function (spec) {
    var data = this.context.data, key = spec.name;
    if (spec.schema.type !== "string" || spec.schema.enum) { return null; }
    if (key === "source" && spec.within === "cite") { return { sources: true }; }
    if (has(data.references, key)) { return { kind: data.references[key] }; }
    if (has(data.vocabulary_keys, key)) { return { vocabulary: data.vocabulary_keys[key] }; }
    if (key === "id" && spec.within === "target") { return { target: true }; }
    if (key === "replaced_by") { return { kind: this.context.kind }; }
    return null;
  };

  Form.prototype.entries = function (vocabulary) {
    if (vocabulary.vocabulary) { return Promise.resolve(this.context.data.vocabularies[vocabulary.vocabulary]); }
    if (vocabulary.sources) { return Promise.resolve(this.context.sources()); }
    var kind = vocabulary.target ? this.context.targetKind() : vocabulary.kind;
    return kind ? this.context.known(kind).then(function (known) { return known.records; }) : Promise.resolve([]);
  };

  Form.prototype.choosing = function (node, vocabulary) {
    var self = this, list = make("datalist"), name = make("p", "zb-edit__named"), control = node.control;
    list.id = node.id + "-list";
    name.id = node.id + "-name";
    name.setAttribute("aria-live", "polite");
    control.setAttribute("list", list.id);
    control.setAttribute("aria-describedby", control.getAttribute("aria-describedby") + " " + name.id);
    control.spellcheck = false;
    control.autocapitalize = "off";
    function words(entry) { return self.context.lang === "en" && entry[2] || entry[1]; }
    function refill(entries) {
      var sought = control.value.trim().toLowerCase();
      var near = entries.filter(function (entry) { return !sought || entry.join(" ").toLowerCase().indexOf(sought) >= 0; }).slice(0, NEAR);
      list.replaceChildren.apply(list, near.map(function (entry) {
        var option = make("option");
        option.value = entry[0];
        option.label = words(entry);
        return option;
      }));
      showName(entries);
    }
    function showName(entries) {
      var found = entries.filter(function (entry) { return entry[0] === control.value.trim(); })[0];
      name.textContent = found ? words(found) : "";
    }
    function update() { self.entries(vocabulary).then(refill, function () { name.textContent = ""; }); }
    control.addEventListener("focus", update);
    control.addEventListener("input", update);
    if (control.value) { self.entries(vocabulary).then(showName, function () { name.textContent = ""; }); }
    node.el.append(list, name);
  };

  /* -- several of a few choices ------------------------------------------------------------------------------- */
  Form.prototype.choices = function (spec, value) {
    var self = this, node = this.frame(spec, "fieldset"), held = Array.isArray(value) ? value : [], boxes = [];
    node.el.classList.add("zb-ask--options");
    node.el.append(this.heading(node, "legend"));
    var help = this.help(node);
    if (help) { node.el.append(help); }
    node.el.append(node.error);
    node.el.tabIndex = -1;
    describe(node.el, [help, node.error]);
    var choices = spec.items.schema.enum.concat(held.filter(function (one) { return spec.items.schema.enum.indexOf(one) < 0; }).map(String));
    this.choiceWords(spec.items.schema.enum).concat(choices.slice(spec.items.schema.enum.length).map(function (one) { return [one, one]; }))
      .forEach(function (choice) {
        var label = make("label", "zb-tick"), box = make("input");
        box.type = "checkbox";
        box.value = choice[0];
        box.checked = held.indexOf(choice[0]) >= 0;
        box.addEventListener("change", function () {
          node.isTouched = true;
          self.context.changed();
        });
        label.append(box, " " + choice[1]);
        boxes.push(box);
        node.el.append(label);
      });
    node.focus = node.el;
    node.read = function (at, sink) {
      var chosen = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      var kept = held.filter(function (one) { return chosen.indexOf(one) >= 0; });
      sink.nodes[at] = node;
      chosen = kept.concat(chosen.filter(function (one) { return kept.indexOf(one) < 0; }));
      if (chosen.length && node.origin !== undefined) { sink.origins[node.origin] = at; }
      return chosen.length ? chosen : undefined;
    };
    return node;
  };

  /* -- one of several ways of writing ------------------------------------------------------------------------- */
  function fits(schema, value) {
    return schema.type === "object" ? isGroup(value) : schema.type === "array" ? Array.isArray(value) : !isGroup(value) && !Array.isArray(value);
  }

  Form.prototype.variant = function (spec, value, source) {
    var self = this, node = this.frame(spec, "fieldset"), branches = spec.schema.oneOf || spec.schema.anyOf, inner, chosen = 0;
    var words = spec.ref === "date" ? ["date_exact", "date_vague"] : ["amount_one", "amount_range"];
    branches.forEach(function (branch, i) { if (value !== undefined && fits(branch, value)) { chosen = i; } });
    var select = this.select(branches.map(function (_, i) { return [String(i), self.words(words[Math.min(i, 1)])]; }));
    select.id = node.id + "-way";
    select.className = "zb-edit__way";
    select.setAttribute("aria-label", node.label + " · " + this.words("way"));
    select.value = String(chosen);
    var held = {};
    function show(i, content) {
      inner = self.node({
        schema: branches[i], home: spec.home, ref: spec.ref, key: "", label: node.label, hint: "", origin: node.origin, name: spec.name, isBare: true
      }, content, source);
      inner.el.classList.add("zb-edit__bare");
      place.replaceChildren(inner.el);
    }
    select.addEventListener("change", function () {
      held[chosen] = inner.read("", sinkOf());
      chosen = Number(select.value);
      show(chosen, held[chosen]);
      node.isTouched = true;
      self.context.changed();
    });
    node.el.append(this.heading(node, "legend"));
    var help = this.help(node), place = make("div", "zb-edit__inner"), line = make("div", "zb-edit__line");
    if (help) { node.el.append(help); }
    node.el.tabIndex = -1;
    describe(node.el, [help, node.error]);
    line.append(select, place);
    node.el.append(node.error, line);
    show(chosen, value);
    node.focus = node.el;
    node.read = function (at, sink) {
      var found = inner.read(at, sink);
      node.isTouched = node.isTouched || inner.isTouched;
      node.inner = inner;
      return found;
    };
    return node;
  };

  /* -- groups ------------------------------------------------------------------------------------------------- */
  Form.prototype.group = function (spec, value, source) {
    var self = this, node = this.frame(spec, spec.isBare ? "div" : "fieldset"), schema = spec.schema, keys = inOrder(schema, this.context.data.last);
    var given = isGroup(value) ? value : {}, alternatives = alternativesOf(schema), exclusive = exclusiveOf(schema);
    var body = make("div", "zb-edit__fields"), help = this.help(node), add = null, chosen = "", which = null;
    node.el.classList.add("zb-edit__group");
    if (spec.isRoot) { node.el.classList.add("zb-edit__root"); }
    if (!spec.isBare) {
      node.el.append(this.heading(node, "legend"));
      node.el.tabIndex = -1;
      describe(node.el, [help, node.error]);
    }
    if (help) { node.el.append(help); }
    node.el.append(node.error);
    node.isTextGroup = spec.ref === "text";
    if (node.isTextGroup) { node.el.classList.add("zb-edit__text"); }

    function isNeeded(key) { return (schema.required || []).indexOf(key) >= 0; }

    function specOf(key, content) {
      var found = resolved(self.context.data, schema.properties[key], spec.home);
      var label = self.said(edit.titleOf(found.schema)) || key;
      if (spec.ref === "money" && key === "text") { label = self.words("amount_text"); }
      return {
        schema: found.schema, home: found.home, ref: found.ref, key: key, name: key, within: spec.ref === "cite" ? "cite" : spec.name,
        label: label, isRequired: isNeeded(key), isText: node.isTextGroup,
        lang: node.isTextGroup ? key === "zh" ? "zh-CN" : "en" : "", hint: node.isTextGroup ? "" : undefined,
        origin: node.origin !== undefined && has(given, key) ? step(node.origin, key) : undefined, content: content
      };
    }

    function place(key, kid) {
      var later = keys.slice(keys.indexOf(key) + 1).filter(function (other) { return has(node.kids, other); })[0];
      body.insertBefore(kid.el, later ? node.kids[later].el : null);
      node.kids[key] = kid;
    }

    function open(key, content) {
      var kid = self.node(specOf(key, content), content, source);
      if (!isNeeded(key) && alternatives.indexOf(key) < 0 && !node.isTextGroup) { removable(key, kid); }
      place(key, kid);
      return kid;
    }

    function removable(key, kid) {
      var bin = button("zb-edit__remove", self.words("remove"), function () {
        var content = kid.read("", sinkOf());
        close(key);
        summary.focus();
        self.context.changed();
        if (!emptyOf(content)) { self.context.told(self.words("removed", { label: kid.label }), function () { open(key, content).focus.focus(); refill(); self.context.changed(); }); }
      });
      bin.setAttribute("aria-label", self.words("remove_named", { label: kid.label }));
      kid.el.append(bin);
    }

    function close(key) {
      node.kids[key].el.remove();
      delete node.kids[key];
      refill();
    }

    /* -- one of some keys -- */
    function shut(key) {
      if (!has(node.kids, key)) { return; }
      node.kids[key].el.remove();
      delete node.kids[key];
    }

    function switched(key) {
      var content = has(node.kids, chosen) ? node.kids[chosen].read("", sinkOf()) : undefined, old = chosen;
      var isAmount = exclusive.indexOf(chosen) >= 0 && exclusive.indexOf(key) >= 0 && !emptyOf(content);
      if (emptyOf(content)) { shut(chosen); }
      if (exclusive.length) { exclusive.forEach(shut); }
      chosen = key;
      if (!has(node.kids, key)) { open(key, isAmount ? content : undefined); }
      body.insertBefore(which, node.kids[key].el);
      which.querySelector("select").focus();
      refill();
      node.isTouched = true;
      if (!isAmount && exclusive.indexOf(old) >= 0 && !emptyOf(content)) { self.context.told(self.words("removed", { label: node.label }), back); }
      self.context.changed();
      function back() {
        which.querySelector("select").value = old;
        switched(old);
        shut(old);
        open(old, content);
        self.context.changed();
      }
    }

    function alternativeSwitch() {
      var select = self.select(alternatives.map(function (key) { return [key, specOf(key).label]; })), line = make("p", "zb-edit__which");
      var present = alternatives.filter(function (key) { return has(given, key); }), usual = spec.ref === "money" ? "wan" : alternatives[0];
      var label = make("label", "", self.words(exclusive.length ? "by" : "named_by"));
      select.id = node.id + "-which";
      label.htmlFor = select.id;
      select.addEventListener("change", function () { switched(select.value); });
      line.append(label, " ", select);
      which = line;
      select.value = present[0] || usual;
      chosen = select.value;
      present.forEach(function (key) { open(key, given[key]); });
      if (!has(node.kids, chosen)) { open(chosen, undefined); }
      body.insertBefore(which, node.kids[chosen].el);
    }

    /* -- further keys -- */
    function closedKeys() {
      return keys.filter(function (key) { return !has(node.kids, key) && exclusive.indexOf(key) < 0; });
    }

    var list = make("ul", "zb-edit__choices"), summary = make("summary"), search = null;

    function offered(key) {
      var item = make("li"), words = specOf(key), hint = self.said(edit.hintOf(words.schema));
      var pick = button("", words.label, function () {
        open(key, undefined);
        add.open = false;
        refill();
        (node.kids[key].first || node.kids[key].focus).focus();
        self.context.told("");
        self.context.changed();
      });
      pick.setAttribute("aria-label", self.words("add_named", { label: words.label }));
      item.append(pick, " ", make("code", "zb-edit__key", key), " ", make("small", "", hint));
      item.setAttribute("data-zb-sought", (words.label + " " + key + " " + hint).toLowerCase());
      return item;
    }

    function refill() {
      if (!add) { return; }
      var closed = closedKeys();
      list.replaceChildren.apply(list, closed.map(offered));
      summary.textContent = self.words("add_field", { n: closed.length });
      add.hidden = !closed.length;
      if (search) { sift(); }
    }

    function sift() {
      var sought = search.value.trim().toLowerCase();
      Array.prototype.forEach.call(list.children, function (item) { item.hidden = item.getAttribute("data-zb-sought").indexOf(sought) < 0; });
    }

    function adding() {
      add = make("details", "zb-edit__add");
      add.append(summary);
      if (closedKeys().length > MANY) {
        var label = make("label", "", self.words("search_field"));
        search = make("input");
        search.type = "search";
        search.id = node.id + "-search";
        search.autocomplete = "off";
        label.htmlFor = search.id;
        search.addEventListener("input", function (event) { event.stopPropagation(); sift(); });
        add.append(label, search);
      }
      add.append(list);
      node.el.append(add);
      refill();
    }

    node.el.append(body);
    if (alternatives.length) { alternativeSwitch(); }
    var first = (schema.required || []).length || alternatives.length || Object.keys(given).length ? [] : keys.slice(0, FEW);
    keys.forEach(function (key) {
      var isWanted = isNeeded(key) || has(given, key) || node.isTextGroup || first.indexOf(key) >= 0 || spec.isRoot && self.context.suggested.indexOf(key) >= 0;
      if (isWanted && !has(node.kids, key) && exclusive.indexOf(key) < 0) { open(key, given[key]); }
    });
    if (closedKeys().length) { adding(); }
    node.refill = refill;
    node.focus = spec.isBare ? null : node.el;
    Object.defineProperty(node, "first", { get: function () {
      var first = keys.filter(function (key) { return has(node.kids, key); }).map(function (key) { return node.kids[key]; })[0];
      return first && (first.first || first.focus);
    } });
    if (spec.isBare) { Object.defineProperty(node, "focus", { get: function () { return node.first; } }); }
    var strange = Object.keys(given).filter(function (key) { return keys.indexOf(key) < 0; });
    node.read = function (at, sink) {
      var found = {};
      sink.nodes[at] = node;
      keys.filter(function (key) { return has(node.kids, key); }).forEach(function (key) {
        var content = node.kids[key].read(step(at, key), sink);
        if (content !== undefined) { found[key] = content; }
      });
      strange.forEach(function (key) { found[key] = given[key]; });
      if (!Object.keys(found).length) { return undefined; }
      if (node.origin !== undefined) { sink.origins[node.origin] = at; }
      return found;
    };
    return node;
  };

  /* -- lists -------------------------------------------------------------------------------------------------- */
  Form.prototype.list = function (spec, value, source) {
    var self = this, node = this.frame(spec, "fieldset"), given = Array.isArray(value) ? value : [], items = [], body = make("div", "zb-edit__items");
    var isPlain = spec.items.schema.type === "string" || spec.items.ref === "text", help = this.help(node);
    node.el.classList.add("zb-edit__list");
    node.el.append(this.heading(node, "legend"));
    if (help) { node.el.append(help); }
    node.el.tabIndex = -1;
    describe(node.el, [help, node.error]);
    node.el.append(node.error, body);

    function itemOf(content, i) {
      var label = self.said(edit.titleOf(spec.items.schema)), item = { el: make(isPlain ? "div" : "details", "zb-edit__item") };
      if (isPlain && spec.items.ref !== "text") { label = node.label; }
      item.label = label || node.label;
      item.node = self.node({
        schema: spec.items.schema, home: spec.items.home, ref: spec.items.ref, key: "", name: spec.name, within: spec.name, label: item.label, hint: isPlain ? "" : undefined,
        origin: i === undefined || node.origin === undefined ? undefined : step(node.origin, i), isBare: !isPlain
      }, content, source);
      item.buttons = make("span", "zb-edit__moves");
      item.up = mover(item, -1, "up");
      item.down = mover(item, 1, "down");
      item.bin = button("zb-edit__remove", self.words("remove"), function () { remove(item); });
      item.buttons.append(item.up, item.down, item.bin);
      if (!isPlain) {
        item.summary = make("summary");
        item.el.open = given.length < 2 || content === undefined;
        item.el.append(item.summary);
        item.node.el.setAttribute("role", "group");
      }
      item.el.append(item.node.el, item.buttons);
      return item;
    }

    function mover(item, by, name) {
      var sign = name === "up" ? "↑" : "↓";
      var made = button("zb-edit__move", sign, function () {
        var from = items.indexOf(item), to = from + by;
        items.splice(from, 1);
        items.splice(to, 0, item);
        body.insertBefore(item.el, items[to + 1] ? items[to + 1].el : null);
        number();
        (made.disabled ? by < 0 ? item.down : item.up : made).focus();
        self.context.told(self.words("moved", { label: item.label, n: to + 1 }));
        self.context.changed();
      });
      return made;
    }

    function remove(item) {
      var i = items.indexOf(item), content = item.node.read("", sinkOf());
      items.splice(i, 1);
      item.el.remove();
      number();
      (items[i] || items[i - 1] ? (items[i] || items[i - 1]).bin : more).focus();
      self.context.changed();
      if (emptyOf(content)) { return; }
      self.context.told(self.words("removed", { label: named(item, i) }), function () {
        items.splice(i, 0, item);
        body.insertBefore(item.el, items[i + 1] ? items[i + 1].el : null);
        number();
        self.context.changed();
        (item.node.first || item.node.focus).focus();
      });
    }

    function named(item, i) { return item.label + " " + (i + 1); }

    function number() {
      items.forEach(function (item, i) {
        item.up.disabled = !i;
        item.down.disabled = i === items.length - 1;
        item.up.setAttribute("aria-label", self.words("up_named", { label: named(item, i) }));
        item.down.setAttribute("aria-label", self.words("down_named", { label: named(item, i) }));
        item.bin.setAttribute("aria-label", self.words("remove_named", { label: named(item, i) }));
        if (item.summary) {
          item.node.el.setAttribute("aria-label", named(item, i));
          item.summary.textContent = [named(item, i), brief(item.node.read("", sinkOf()), self.context.lang)].filter(Boolean).join(self.words("colon"));
        }
      });
    }

    function push(content, i) {
      var item = itemOf(content, i);
      items.push(item);
      body.append(item.el);
      return item;
    }

    var more = button("", this.words("add_item", { label: isPlain && spec.items.ref !== "text" ? node.label : this.said(edit.titleOf(spec.items.schema)) || node.label }), function () {
      var item = push(undefined);
      number();
      (item.node.first || item.node.focus).focus();
      self.context.told("");
      self.context.changed();
    });
    node.el.append(more);
    given.forEach(push);
    if (!given.length) { push(undefined); }
    number();
    node.focus = node.el;
    Object.defineProperty(node, "first", { get: function () { return items[0] && (items[0].node.first || items[0].node.focus) || more; } });
    node.refresh = number;
    node.read = function (at, sink) {
      var found = [];
      sink.nodes[at] = node;
      sink.lists.push(node);
      items.forEach(function (item) {
        var content = item.node.read(step(at, found.length), sink);
        if (!emptyOf(content)) { found.push(content); }
      });
      if (found.length && node.origin !== undefined) { sink.origins[node.origin] = at; }
      return found.length ? found : undefined;
    };
    return node;
  };

  /* A few words that tell an item from the others. */
  function brief(value, lang) {
    var key = isGroup(value) && ["title", "name", "office", "statement", "about", "label", "group", "id", "state", "rule", "audience", "source", "domain", "organisation"]
      .filter(function (one) { return has(value, one); })[0];
    var found = key ? value[key] : "", text = isGroup(found) ? found[lang] || found.zh || "" : String(found);
    return Array.from(text).length > 40 ? Array.from(text).slice(0, 39).join("") + "…" : text;
  }

  /* -- any field ---------------------------------------------------------------------------------------------- */
  Form.prototype.node = function (spec, value, source) {
    var schema = spec.schema;
    if (schema.type === "array") {
      var items = resolved(this.context.data, schema.items, spec.home), whole = Object.assign({}, spec, { items: items });
      return items.schema.enum ? this.choices(whole, value) : this.list(whole, value, source);
    }
    if (schema.type === "object") { return this.group(spec, value, source); }
    if (schema.oneOf || schema.anyOf) { return this.variant(spec, value, source); }
    var written = source && spec.origin !== undefined ? source[spec.origin] : undefined;
    return this.leaf(spec, value, edit.NUMBER.test(written) && Number(written) === value ? written : undefined);
  };

  function sinkOf() { return { nodes: {}, written: {}, origins: {}, lists: [] }; }

  /* The whole record's form with a value in it; `written` are its numbers as written. Its `read` gives the record and where everything stands. */
  function form(context, kind, value, written) {
    var maker = new Form(context), schema = context.data.schemas[kind];
    var root = maker.node({ schema: schema, home: kind, ref: "", key: "", name: "", label: maker.said(edit.titleOf(schema)), isRoot: true, isBare: true, hint: "", origin: "" }, value, written || {});
    return {
      el: root.el, root: root,
      read: function () {
        var sink = sinkOf();
        sink.data = root.read("", sink) || {};
        return sink;
      }
    };
  }

  edit.form = form;
  edit.make = make;
  edit.button = button;
  edit.resolved = resolved;
})();
