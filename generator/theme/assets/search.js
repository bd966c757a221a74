/* The finder's engine: what is asked, where the index says that it stands, and what weighs most. It knows no page. */
(function () {
  "use strict";
  var LONGEST = 200, NONE = 0x7fffffff, VERSION = 3, NAMED = 10;
  var WORD = /[a-z0-9]+/g;
  var WHITE = /[\s\x1c-\x1f\x85]+/g;
  var TERM = /(-?)(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/g;
  var FILES = ["grams", "words", "runs", "chars", "fold", "synonyms"];
  var Unread = window.zhangbang.shards.Unread;

  /* -- what is asked ------------------------------------------------------------------------------------ */
  function fold(text, table) {
    var plain = text.normalize("NFKC").toLowerCase();
    return Array.from(plain, function (c) { return table.get(c) || c; }).join("").replace(WHITE, " ");
  }

  function foldTable(pairs) {
    var table = new Map(), points = Array.from(pairs);
    for (var i = 0; i + 1 < points.length; i += 2) { table.set(points[i], points[i + 1]); }
    return table;
  }

  function wordsOf(text) { return text.match(WORD) || []; }

  /* Terms in their order: quoted ones whole, excluded ones marked; what is beyond 200 characters is left out. */
  function parse(text, table) {
    var points = Array.from(text), cut = points.length > LONGEST, terms = [];
    var folded = fold(cut ? points.slice(0, LONGEST).join("") : text, table);
    Array.from(folded.matchAll(TERM)).forEach(function (found) {
      var quoted = found[2] !== undefined, words = (quoted ? found[2] : found[3]).trim();
      if (words && (quoted || words !== "-")) { terms.push({ text: words, quoted: quoted, excluded: found[1] === "-" }); }
    });
    return { terms: terms, cut: cut };
  }

  function wayOf(term) { return term.quoted ? "quoted" : "asked"; }

  /* Terms with what else means the same: the longest run of terms that is a member of a group counts as one. */
  function unitsOf(terms, synonyms) {
    var units = [], asked = terms.filter(function (term) { return !term.excluded; });
    for (var i = 0; i < asked.length; i += units[units.length - 1].terms.length) { units.push(unitAt(asked, i, synonyms)); }
    return units;
  }

  function unitAt(terms, from, synonyms) {
    for (var to = terms.length; to > from; to -= 1) {
      var run = terms.slice(from, to);
      if (run.some(function (term) { return term.quoted; })) { continue; }
      var text = run.map(function (term) { return term.text; }).join(" "), others = synonyms.get(text);
      if (others) { return { terms: run, others: others }; }
    }
    return { terms: [terms[from]], others: [] };
  }

  function synonymTable(groups) {
    var table = new Map();
    groups.forEach(function (group) {
      group.forEach(function (member) {
        var others = group.filter(function (other) { return other !== member; });
        table.set(member, (table.get(member) || []).concat(others));
      });
    });
    return table;
  }

  /* -- where it stands ---------------------------------------------------------------------------------- */
  function own(data, key) { return Object.prototype.hasOwnProperty.call(data, key) ? data[key] : undefined; }

  /* Documents and places of a term, in order; a document without places stands once, at place 0. */
  function decode(text, total, key) {
    var bytes, i = 0, n = 0, doc = 0;
    function bad() { throw new Unread(key, "corrupt"); }
    function next() {
      var value = 0, scale = 1, byte;
      do {
        if (i >= bytes.length || scale > 1 << 28) { bad(); }
        byte = bytes.charCodeAt(i);
        value += (byte & 127) * scale;
        scale *= 128;
        i += 1;
      } while (byte > 127);
      return value;
    }
    try { bytes = window.atob(text); } catch (e) { bad(); }
    var docs = new Uint32Array(bytes.length), places = new Int32Array(bytes.length);
    while (i < bytes.length) {
      doc += next();
      var count = next(), place = 0;
      if (doc >= total) { bad(); }
      if (!count) { docs[n] = doc; n += 1; }
      for (; count > 0; count -= 1) {
        place += next();
        docs[n] = doc;
        places[n] = place;
        n += 1;
      }
    }
    if (!n) { bad(); }
    return { docs: docs.subarray(0, n), places: places.subarray(0, n) };
  }

  /* The starts at which every list has its own place at its own distance; the shortest list leads. */
  function aligned(lists) {
    lists.sort(function (a, b) { return a.found.docs.length - b.found.docs.length; });
    var starts = shifted(lists[0]);
    for (var i = 1; i < lists.length && starts.docs.length; i += 1) { starts = both(starts, shifted(lists[i])); }
    return starts;
  }

  function shifted(list) {
    return { docs: list.found.docs, places: list.found.places.map(function (place) { return place - list.offset; }) };
  }

  function both(a, b) {
    var docs = new Uint32Array(a.docs.length), places = new Int32Array(a.docs.length), n = 0;
    for (var i = 0, k = 0; i < a.docs.length && k < b.docs.length;) {
      var ahead = a.docs[i] - b.docs[k] || a.places[i] - b.places[k];
      if (!ahead) {
        docs[n] = a.docs[i];
        places[n] = a.places[i];
        n += 1;
      }
      if (ahead <= 0) { i += 1; }
      if (ahead >= 0) { k += 1; }
    }
    return { docs: docs.subarray(0, n), places: places.subarray(0, n) };
  }

  /* The last of the files that may hold a term; -1 where it would stand before the first. */
  function fileOf(bounds, term) {
    var low = 0, high = bounds.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (bounds[middle] <= term) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }

  function isTable(data) { return !!data && typeof data === "object" && !Array.isArray(data); }

  function Index(files, manifest) {
    this.files = files;
    this.manifest = manifest;
    this.total = manifest.total;
    this.foldTable = this.synonyms = null;
  }

  /* The list of a row of files, each named after what it holds; what cannot be a list is as good as missing. */
  Index.prototype.list = function (row) {
    return this.files.read(this.manifest.files[row], "finder/" + row, function (data) {
      var starts = isTable(data) && (data.bounds || data.starts);
      return Array.isArray(starts) && starts.length === data.n && typeof data.files === "string" && data.files.length === NAMED * data.n;
    });
  };

  function rowOf(lang) { return "text-" + lang; }

  function nameIn(list, i) { return list.files.slice(NAMED * i, NAMED * (i + 1)); }

  function keyIn(row, list, i) { return "finder/" + row + "/" + nameIn(list, i); }

  Index.prototype.shard = function (row, list, i, fits) {
    return this.files.read(row + "-" + nameIn(list, i) + ".js", keyIn(row, list, i), fits);
  };

  /* The cards of documents in one language, in their order. */
  Index.prototype.cards = async function (lang, docs) {
    var index = this, row = rowOf(lang), list = await this.list(row);
    var at = docs.map(function (doc) { return fileOf(list.starts, doc); }), blocks = new Map();
    at.forEach(function (i) { blocks.set(i, index.shard(row, list, i, isBlock)); });
    await Promise.all(blocks.values());
    return Promise.all(docs.map(async function (doc, n) {
      var card = (await blocks.get(at[n]))[doc - list.starts[at[n]]];
      if (!card) { throw new Unread(keyIn(row, list, at[n]), "corrupt"); }
      return card;
    }));
  };

  function isBlock(cards) {
    return Array.isArray(cards) && cards.every(function (card) {
      return card && typeof card.t === "string" && /^[a-z]+\/[a-z0-9-]+\.html$/.test(card.p);
    });
  }

  Index.prototype.entry = async function (row, term) {
    var list = await this.list(row), i = fileOf(list.bounds, term);
    if (i < 0) { return null; }
    var found = own(await this.shard(row, list, i, isTable), term);
    return found === undefined ? null : { value: found, key: keyIn(row, list, i) };
  };

  /* Entries whose term begins so: `[term, entry]`. */
  Index.prototype.beginning = async function (row, start) {
    var list = await this.list(row), last = fileOf(list.bounds, start + "\uffff"), numbers = [], index = this;
    for (var i = Math.max(0, fileOf(list.bounds, start)); i <= last; i += 1) { numbers.push(i); }
    var shards = await Promise.all(numbers.map(function (number) { return index.shard(row, list, number, isTable); }));
    return shards.flatMap(function (shard, at) {
      var terms = Object.keys(shard).filter(function (term) { return term.startsWith(start); });
      return terms.map(function (term) { return [term, { value: shard[term], key: keyIn(row, list, numbers[at]) }]; });
    });
  };

  /* Places of an entry; what cannot be read is forgotten, so that it can be asked for again. */
  Index.prototype.places = function (entry, within) {
    var text = within === undefined ? entry.value : entry.value && entry.value[within];
    try {
      if (typeof text !== "string") { throw new Unread(entry.key, "corrupt"); }
      return decode(text, this.total, entry.key);
    } catch (error) {
      this.files.forget(entry.key);
      throw error;
    }
  };

  /* Where a text of two characters or more stands in the Chinese stream: pairs that cover it, side by side. */
  Index.prototype.substring = async function (text) {
    var offsets = [], index = this;
    for (var i = 0; i < text.length - 2; i += 2) { offsets.push(i); }
    offsets.push(text.length - 2);
    var entries = await Promise.all(offsets.map(function (at) { return index.entry("grams", text.slice(at, at + 2)); }));
    if (entries.includes(null)) { return null; }
    return aligned(entries.map(function (entry, at) { return { found: index.places(entry), offset: offsets[at] }; }));
  };

  /* Whether a word stands in some text: forms that stand in none are in the index for their stems alone. */
  function stands(pair) { return !(Array.isArray(pair[1].value) && pair[1].value.length === 1); }

  /* Where words follow one another in the English stream; `way` says what may stand for each of them. */
  Index.prototype.phrase = async function (words, way, hits) {
    var index = this, found = await Promise.all(words.map(function (word, at) {
      return WAYS[way].call(index, word, at === words.length - 1);
    }));
    found = found.map(function (entries) { return entries.filter(stands); });
    if (found.some(function (entries) { return !entries.length; })) { return null; }
    return aligned(found.map(function (entries, at) {
      entries.forEach(function (pair) { if (!pair[0].startsWith(words[at])) { hits.words.push({ text: pair[0], word: true }); } });
      return { found: together(entries.map(function (pair) { return index.places(pair[1], 1); })), offset: at };
    }));
  };

  /* As it stands; as it stands but for the last, which may go on or be another form; any word in another form. */
  var WAYS = {
    quoted: function (word) { return this.exactly(word); },
    asked: function (word, last) { return last ? this.related(word) : this.exactly(word); },
    member: function (word) { return this.formsOf(word, new Map()); }
  };

  Index.prototype.exactly = async function (word) {
    var entry = await this.entry("words", word);
    return entry ? [[word, entry]] : [];
  };

  /* Places of several terms as those of one. */
  function together(lists) {
    if (lists.length === 1) { return lists[0]; }
    var all = lists.flatMap(function (list) { return Array.from(list.docs, function (doc, i) { return [doc, list.places[i]]; }); });
    all.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    all = all.filter(function (pair, i) { return !i || pair[0] !== all[i - 1][0] || pair[1] !== all[i - 1][1]; });
    return {
      docs: Uint32Array.from(all, function (pair) { return pair[0]; }),
      places: Int32Array.from(all, function (pair) { return pair[1]; })
    };
  }

  /* -- hits: for each document how often, and where first in either stream ------------------------------- */
  function Hits(total) {
    this.n = new Uint32Array(total);
    this.zh = new Int32Array(total).fill(NONE);
    this.en = new Int32Array(total).fill(NONE);
    this.words = [];
  }

  Hits.prototype.add = function (found, stream) {
    if (!found) { return this; }
    for (var i = 0; i < found.docs.length; i += 1) {
      var doc = found.docs[i];
      this.n[doc] += 1;
      if (found.places[i] < this[stream][doc]) { this[stream][doc] = found.places[i]; }
    }
    return this;
  };

  Hits.prototype.join = function (other) {
    for (var doc = 0; doc < this.n.length; doc += 1) {
      this.n[doc] += other.n[doc];
      this.zh[doc] = Math.min(this.zh[doc], other.zh[doc]);
      this.en[doc] = Math.min(this.en[doc], other.en[doc]);
    }
    this.words.push.apply(this.words, other.words);
    return this;
  };

  Hits.prototype.keep = function (other) {
    for (var doc = 0; doc < this.n.length; doc += 1) {
      if (this.n[doc] && other.n[doc]) { this.n[doc] += other.n[doc]; } else { this.n[doc] = 0; }
    }
    this.words.push.apply(this.words, other.words);
    return this;
  };

  /* A term's hits: `way` is quoted, asked or member. One character counts in titles only, if it is no Latin one. */
  Index.prototype.hits = async function (text, way) {
    var hits = new Hits(this.total), words = /[^\x00-\x7f\u2010-\u2027]/.test(text) ? [] : wordsOf(text);
    hits.words.push({ text: text, word: way !== "quoted" && words.length > 0 && text.startsWith(words[0]) });
    if (text.length > 1) { await this.addChinese(text, words, way, hits); } else if (!words.length) { await this.titlesWith(text, hits); }
    return words.length ? hits.add(await this.phrase(words, way, hits), "en") : hits;
  };

  /* In Chinese texts: anywhere; but Latin letters and digits, if not quoted, where a run of them begins. */
  Index.prototype.addChinese = async function (text, words, way, hits) {
    var index = this;
    if (way === "quoted" || !words.length || !text.startsWith(words[0])) {
      hits.add(await this.substring(text), "zh");
    } else if (words[0] === text) {
      (await this.beginning("runs", text)).forEach(function (pair) { hits.add(index.places(pair[1]), "zh"); });
    } else {
      var run = await this.entry("runs", words[0]), found = run && await this.substring(text);
      if (found) { hits.add(both(found, this.places(run)), "zh"); }
    }
  };

  Index.prototype.titlesWith = async function (character, hits) {
    var entry = await this.entry("chars", character);
    if (!entry) { return; }
    var found = this.places(entry);
    hits.add({ docs: found.docs, places: found.places.fill(1) }, "zh");
  };

  /* The words that begin with a word or are another form of it. */
  Index.prototype.related = async function (word) {
    return this.formsOf(word, new Map(await this.beginning("words", word)));
  };

  /* A word of the index with those that share its stem, added to what is `found` already. */
  Index.prototype.formsOf = async function (word, found) {
    var index = this, known = found.get(word) || await this.entry("words", word);
    if (!known) { return Array.from(found); }
    found.set(word, known);
    var group = await this.entry("words", "=" + known.value[0]);
    var missing = (group ? group.value : []).filter(function (other) { return !found.has(other); });
    var entries = await Promise.all(missing.map(function (other) { return index.entry("words", other); }));
    missing.forEach(function (other, i) { if (entries[i]) { found.set(other, entries[i]); } });
    return Array.from(found);
  };

  Index.prototype.unitHits = async function (unit) {
    var index = this;
    var asked = await Promise.all(unit.terms.map(function (term) { return index.hits(term.text, wayOf(term)); }));
    var others = await Promise.all(unit.others.map(function (text) { return index.hits(text, "member"); }));
    var hits = asked.reduce(function (all, more) { return all.keep(more); });
    return others.reduce(function (all, more) { return all.join(more); }, hits);
  };

  /* -- what weighs most ---------------------------------------------------------------------------------- */
  function weight(place, end, length) {
    if (place === NONE) { return 0; }
    if (place >= end) { return 1000 / (1 + (place - end) / 100); }
    if (place > 0) { return 4000 - Math.min(place, 500); }
    return length === end ? 8000 : 6000;
  }

  /* An exact title first, then titles that begin so or hold it, then earlier places and more matches. */
  function score(found, doc, titles) {
    var sum = 0, inTitle = true, words = 0;
    found.forEach(function (unit) {
      var zh = weight(unit.hits.zh[doc], titles.zh[doc], unit.characters), en = weight(unit.hits.en[doc], titles.en[doc], unit.words);
      inTitle = inTitle && unit.hits.en[doc] < titles.en[doc];
      words += unit.words;
      sum += Math.max(zh, en) + Math.min(unit.hits.n[doc], 20);
    });
    return inTitle && words === titles.en[doc] ? 8000 : sum / found.length;
  }

  function measured(unit, hits) {
    var text = unit.terms.map(function (term) { return term.text; }).join(" ");
    return { hits: hits, characters: text.length, words: wordsOf(text).length };
  }

  /* The documents that match, as a mask, with a function that weighs one; and the words to mark in texts. */
  Index.prototype.search = async function (query) {
    var index = this;
    await this.prepare();
    var asked = parse(query, this.foldTable), units = unitsOf(asked.terms, this.synonyms);
    var excluded = asked.terms.filter(function (term) { return term.excluded; });
    var hits = await Promise.all(units.map(function (unit) { return index.unitHits(unit); }));
    var against = await Promise.all(excluded.map(function (term) { return index.hits(term.text, wayOf(term)); }));
    var matches = new Uint8Array(this.total).fill(1);
    for (var doc = 0; doc < this.total; doc += 1) {
      if (hits.some(function (unit) { return !unit.n[doc]; }) || against.some(function (unit) { return unit.n[doc]; })) { matches[doc] = 0; }
    }
    var found = units.map(function (unit, i) { return measured(unit, hits[i]); });
    return {
      matches: matches, cut: asked.cut, any: units.length > 0,
      words: hits.flatMap(function (unit) { return unit.words; }),
      score: function (doc, titles) { return score(found, doc, titles); }
    };
  };

  /* The tables of characters and of synonyms, and the lists of files that nearly all questions need. */
  Index.prototype.prepare = async function () {
    if (this.foldTable && this.synonyms) { return; }
    var pairs = this.files.read(this.manifest.files.fold, "finder/fold", function (data) { return typeof data === "string"; });
    var groups = this.files.read(this.manifest.files.synonyms, "finder/synonyms", Array.isArray);
    await Promise.all([this.list("grams"), this.list("words")]);
    this.foldTable = foldTable(await pairs);
    this.synonyms = synonymTable(await groups);
  };

  function isManifest(data) {
    return isTable(data) && data.version === VERSION && Number.isInteger(data.total) && Array.isArray(data.segments) &&
      isTable(data.facets) && isTable(data.files) && Array.isArray(data.langs) &&
      FILES.concat(data.langs.map(rowOf)).every(function (name) { return typeof data.files[name] === "string"; });
  }

  /* The index whose manifest is `file` below `base`. */
  async function open(base, file) {
    var files = window.zhangbang.shards.reader(base);
    return new Index(files, await files.read(file, "finder/manifest", isManifest));
  }

  window.zhangbang.search = { open: open, parse: parse, fold: fold, foldTable: foldTable, unitsOf: unitsOf, synonymTable: synonymTable, decode: decode, LONGEST: LONGEST };
})();
