/* How a reader will see the record: built of elements and text alone, never of markup, in either language. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, has = edit.has, isGroup = edit.isGroup, make = edit.make;
  var ABOUT = ["id", "title", "summary", "sources", "updated_on", "sample", "formerly", "withdrawn", "translated", "indicators"];
  var SHORT = 60;

  function Preview(context, lang) {
    this.context = context;
    this.data = context.data;
    this.lang = lang;
  }

  Preview.prototype.word = function (name) { return this.context.both[name][this.lang]; };

  /* A text; one in Chinese before a reader of English says what it is. */
  Preview.prototype.text = function (text) {
    var span = make("span", "", edit.said(text, this.lang));
    if (this.lang === "en" && isGroup(text) && !text.en) { span.lang = "zh-CN"; }
    return span;
  };

  Preview.prototype.label = function (schema, key) {
    var title = edit.titleOf(schema);
    return title[this.lang] || title.zh || key;
  };

  Preview.prototype.id = function (key, id, holder) {
    var data = this.data, kind = key === "id" && isGroup(holder) && has(holder, "kind") ? holder.kind : data.references[key], entries, found;
    if (has(data.vocabulary_keys, key)) { entries = data.vocabularies[data.vocabulary_keys[key]]; } else if (kind && has(this.context.known, kind)) { entries = this.context.known[kind].records; }
    found = (entries || []).filter(function (entry) { return entry[0] === id; })[0];
    return found ? this.lang === "en" && found[2] || found[1] : id;
  };

  /* A value as one line; null for what has parts of its own. */
  Preview.prototype.short = function (part, key, value, holder) {
    var schema = part.schema, self = this;
    if (part.ref === "text" && isGroup(value)) { return this.text(value); }
    if (part.ref === "date" || part.ref === "day") { return document.createTextNode(edit.date(value, this.lang)); }
    if (part.ref === "money" && isGroup(value)) { return document.createTextNode(edit.money(value, this.lang)); }
    if ((part.ref === "party" || part.ref === "issuer") && isGroup(value)) {
      return has(value, "name") ? this.text(value.name) : document.createTextNode(this.id("organisation", String(value.organisation || "")));
    }
    if (Array.isArray(value)) {
      var items = edit.resolved(this.data, schema.items || {}, part.home), shown = value.map(function (one) { return self.short(items, key, one, holder); });
      if (shown.some(function (one) { return one === null; })) { return null; }
      return shown.reduce(function (line, one, i) { line.append(i ? self.lang === "zh" ? "、" : ", " : "", one); return line; }, make("span"));
    }
    if (isGroup(value)) { return null; }
    if (schema.enum) {
      var labels = this.data.choices[schema.enum.join(",")] || {};
      return document.createTextNode(has(labels, value) ? labels[value][this.lang] || labels[value].zh : String(value));
    }
    if (typeof value === "boolean") { return document.createTextNode(this.word(value ? "yes" : "no")); }
    if (typeof value === "number") { return document.createTextNode(key === "year" ? String(value) : edit.grouped(value, 0)); }
    return document.createTextNode(this.id(key, String(value), holder));
  };

  Preview.prototype.fact = function (label, shown) {
    var fact = make("div", "zb-fact"), value = make("dd");
    value.append(shown);
    fact.append(make("dt", "", label), value);
    return fact;
  };

  /* A group's keys one below another. */
  Preview.prototype.group = function (part, value) {
    var self = this, list = make("dl");
    Object.keys(value).forEach(function (key) {
      var inner = part.schema.properties && part.schema.properties[key] ? edit.resolved(self.data, part.schema.properties[key], part.home) : { schema: {}, home: part.home, ref: "" };
      var line = make("div"), told = make("dd");
      told.append(self.whole(inner, key, value[key], value));
      line.append(make("dt", "", self.label(inner.schema, key)), told);
      list.append(line);
    });
    return list;
  };

  Preview.prototype.whole = function (part, key, value, holder) {
    var self = this, shown = this.short(part, key, value, holder);
    if (shown !== null) { return shown; }
    if (!Array.isArray(value)) { return this.group(part, value); }
    var items = edit.resolved(this.data, part.schema.items || {}, part.home), list = make("ul");
    value.forEach(function (one) {
      var item = make("li");
      item.append(self.whole(items, key, one, holder));
      list.append(item);
    });
    return list;
  };

  function figure(preview, indicator, comparators) {
    var unit = has(preview.data.units, indicator.unit) ? preview.data.units[indicator.unit] : null, value = indicator.value;
    var choices = preview.data.choices[comparators.join(",")] || {};
    var comparator = has(choices, indicator.comparator) ? choices[indicator.comparator][preview.lang] : indicator.comparator || "";
    if (value === undefined) { return ""; }
    var to = indicator.value_to === undefined ? "" : "–" + (typeof indicator.value_to === "number" ? edit.grouped(indicator.value_to, 0) : indicator.value_to);
    return [comparator, (typeof value === "number" ? edit.grouped(value, 0) : value) + to, unit ? unit[preview.lang] || unit.zh : indicator.unit || ""].filter(Boolean).join(" ");
  }

  Preview.prototype.indicators = function (indicators) {
    var self = this, table = make("table", "zb-table"), body = make("tbody");
    var part = edit.resolved(this.data, this.data.schemas.challenge.properties.indicators.items, "challenge"), properties = part.schema.properties;
    indicators.filter(isGroup).forEach(function (one) {
      var row = make("tr"), name = make("td"), note = make("td", "", one.clause || "");
      name.append(self.text(one.name));
      if (one.note) { note.append(" ", self.text(one.note)); }
      row.append(name, make("td", "", figure(self, one, properties.comparator.enum)), note);
      body.append(row);
    });
    var head = make("tr");
    ["name", "value", "clause"].forEach(function (key) {
      var cell = make("th", "", self.label(properties[key], key));
      cell.scope = "col";
      head.append(cell);
    });
    var top = make("thead");
    top.append(head);
    table.append(top, body);
    return table;
  };

  Preview.prototype.sources = function (sources) {
    var self = this, list = make("ol");
    sources.filter(isGroup).forEach(function (one) {
      var item = make("li");
      item.append(self.text(one.title), one.number ? " " + one.number : "", one.issuer ? " · " : "", self.text(one.issuer || {}));
      if (one.published_on) { item.append(" · " + edit.date(one.published_on, self.lang)); }
      if (one.url) { item.append(make("br"), make("small", "", String(one.url))); }
      if (one.quote) { item.append(make("br"), make("q", "", String(one.quote))); }
      list.append(item);
    });
    return list;
  };

  Preview.prototype.paragraphs = function (place, text) {
    var self = this;
    edit.said(text, this.lang).split("\n").filter(function (line) { return line.trim(); }).forEach(function (line) {
      var paragraph = make("p", "", line);
      if (self.lang === "en" && !text.en) { paragraph.lang = "zh-CN"; }
      place.append(paragraph);
    });
  };

  Preview.prototype.badge = function (kind, record) {
    var states = edit.timeline(kind, record, this.data.soon), now = states && zb.statusAt(states, zb.beijing(new Date()));
    return now ? make("span", "zb-status zb-status--" + now, this.data.status[now][this.lang]) : null;
  };

  Preview.prototype.head = function (place, kind, record) {
    var label = this.data.kinds[kind].label, title = make("h3"), badge = this.badge(kind, record), line = make("p", "zb-headline");
    title.append(edit.said(record.title, this.lang) ? this.text(record.title) : this.context.words.no_title);
    place.append(make("p", "zb-kicker", label[this.lang]), title);
    if (badge) {
      line.append(badge);
      place.append(line);
    }
    if (isGroup(record.summary)) { this.paragraphs(place, record.summary); }
  };

  function isLongText(part, value) { return part.ref === "text" && isGroup(value) && Array.from(String(value.zh || value.en || "")).length > SHORT; }

  Preview.prototype.body = function (place, kind, record) {
    var self = this, facts = make("dl", "zb-facts"), below = [], schema = this.data.schemas[kind];
    Object.keys(record).filter(function (key) { return ABOUT.indexOf(key) < 0 && has(schema.properties, key); }).forEach(function (key) {
      var part = edit.resolved(self.data, schema.properties[key], kind), shown = isLongText(part, record[key]) ? null : self.short(part, key, record[key], record);
      if (shown !== null) { facts.append(self.fact(self.label(part.schema, key), shown)); } else { below.push([key, part]); }
    });
    if (facts.children.length) { place.append(facts); }
    if (Array.isArray(record.indicators)) { place.append(make("h4", "", this.word("preview_indicators")), this.indicators(record.indicators)); }
    below.forEach(function (one) {
      place.append(make("h4", "", self.label(one[1].schema, one[0])));
      if (one[1].ref === "text") { self.paragraphs(place, record[one[0]]); } else { place.append(self.whole(one[1], one[0], record[one[0]], record)); }
    });
    if (Array.isArray(record.sources)) { place.append(make("h4", "", this.word("preview_sources")), this.sources(record.sources)); }
  };

  /* The record put into `place` as a reader of that language will see it. */
  edit.preview = function (place, context, record, lang) {
    var preview = new Preview(context, lang), ordered = edit.ordered(context.data, context.kind, record), made = document.createDocumentFragment();
    preview.head(made, context.kind, ordered);
    preview.body(made, context.kind, ordered);
    place.lang = lang === "zh" ? "zh-CN" : "en";
    place.replaceChildren(made);
  };
})();
