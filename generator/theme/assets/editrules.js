/* What is wrong with a record beyond its schema, as the rules of generator/rules find it: ids, references, sources, personal data, control characters.
   Nothing here touches the page. `known` holds, by kind, what is known of the ids there are; a kind that is not loaded is not judged. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, has = edit.has, step = edit.step, isGroup = edit.isGroup;
  var KEYED = ["sources", "stages", "rules", "tracks", "sections", "fields", "options", "conditions"], CONTACTS = ["contacts", "contact_route"];

  /* Every value with its place, the outermost first. */
  function walk(value, at, act) {
    act(value, at);
    if (Array.isArray(value)) { value.forEach(function (inner, i) { walk(inner, step(at, i), act); }); }
    if (isGroup(value)) { Object.keys(value).forEach(function (key) { walk(value[key], step(at, key), act); }); }
  }

  function groups(record, act) { walk(record, "", function (value, at) { if (isGroup(value)) { act(value, at); } }); }

  /* -- personal data, as generator/personal.py finds it -------------------------------------------------------- */
  var GAP = "[-. ]{0,3}", FINISH = "(?![0-9A-Za-z])", AT = "(?:@|\uff20|#|\uff03|%40|\\[at\\]|\\(at\\)|\\{at\\}|\uff08at\uff09|\u3010at\u3011) ?";
  var MOBILE = new RegExp("(?:(?:\\+|00)?86[-. )]{0,3})?1[3-9][0-9](" + GAP + ")([0-9]{4})(" + GAP + ")([0-9]{4})" + FINISH, "g");
  var IDENTITY = new RegExp("[1-8][0-9]{5}" + GAP + "((?:18|19|20)[0-9]{2})" + GAP + "([01][0-9])([0-3][0-9])" + GAP + "[0-9]{3}[0-9Xx]" + FINISH, "g");
  var OLD_IDENTITY = new RegExp("[1-8][0-9]{5}" + GAP + "([0-9]{2})([01][0-9])([0-3][0-9])" + GAP + "[0-9]{3}" + FINISH, "g");
  var IDENTITY_WORDS = /身份证|证件号|identity (?:card|number)|ID (?:card|number|no)/i;
  var CARD = new RegExp("(?:[0-9]{16,19}|[0-9]{4}([- ])[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}(?:\\1[0-9]{1,3})?|[0-9]{6}[- ][0-9]{10,13})" + FINISH, "g");
  var NO_TEXT = /https?:\/\/[!#-;=?-~]+|(?<![0-9])10\.[0-9]{4,9}\/[!#-;=?-~]+|;base64,[A-Za-z0-9+/=]+/g;
  var DAY_OR_YEAR = /^(?:(?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))$/;
  var SUM_BEFORE = /(?:[¥￥$]|RMB|CNY|":)\s?$/, SUM_OR_FILE_AFTER = /^(?:\s?(?:元|yuan|RMB|CNY|%)|\.(?:[0-9]|s?html?|pdf|docx?|xlsx?|jpe?g|png|zip|rar))/;
  var MAILBOX_NAME = /[A-Za-z0-9][A-Za-z0-9._+-]{0,63} ?$/, WORD_BEFORE = /(?:tel|phone|mobile|id|no)$/i;
  var SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u2060\ufeff\u00ad", DOTS = "\u00b7\u2022\u30fb";
  var CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY", WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

  function folded(text) {
    return text.replace(NO_TEXT, function (found) { return "\0".repeat(found.length); }).replace(/[^]/g, function (one) {
      var code = one.charCodeAt(0);
      if (code >= 0xff01 && code < 0xff5f) { return String.fromCharCode(code - 0xfee0); }
      return SPACES.indexOf(one) >= 0 ? " " : HYPHENS.indexOf(one) >= 0 ? "-" : DOTS.indexOf(one) >= 0 ? "." : one;
    });
  }

  function standsAlone(text, start) {
    var before = text.slice(Math.max(0, start - 6), start);
    return !/[0-9A-Za-z]$/.test(before) || WORD_BEFORE.test(before);
  }

  function isDay(year, month, day) { return Boolean(edit.parsed(year + "-" + month + "-" + day)); }

  function creditCheck(body) {
    var total = 0, weight = 1;
    for (var i = 0; i < 17; i += 1) {
      total += weight * CREDIT.indexOf(body[i]);
      weight = weight * 3 % 31;
    }
    return CREDIT[(31 - total % 31) % 31];
  }

  function isCreditCode(code, provinces) {
    return /^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(code) && /^[0-9]{6}$/.test(code.slice(2, 8)) &&
      (provinces.indexOf(Number(code.slice(2, 4))) >= 0 || code.slice(2, 4) === "10") && creditCheck(code) === code[17];
  }

  function identityCheck(number) {
    return "10X98765432"[WEIGHTS.reduce(function (sum, weight, i) { return sum + weight * Number(number[i]); }, 0) % 11];
  }

  function passesLuhn(digits) {
    return Array.from(digits).reverse().reduce(function (sum, digit, i) {
      var n = Number(digit) * (1 + i % 2);
      return sum + (n > 9 ? n - 9 : n);
    }, 0) % 10 === 0;
  }

  function mobile(text, found) {
    var gap = found[1], second = found[3], end = found.index + found[0].length;
    if (gap && second && gap !== second) { return false; }
    if ((gap || second) && DAY_OR_YEAR.test(found[2]) && DAY_OR_YEAR.test(found[4])) { return false; }
    return standsAlone(text, found.index) && !SUM_BEFORE.test(text.slice(Math.max(0, found.index - 5), found.index)) && !SUM_OR_FILE_AFTER.test(text.slice(end));
  }

  function identity(text, found, data) {
    var number = found[0].replace(/[-. ]/g, "").toUpperCase();
    return standsAlone(text, found.index) && data.provinces.indexOf(Number(number.slice(0, 2))) >= 0 && isDay(found[1], found[2], found[3]) &&
      identityCheck(number) === number[17] && !isCreditCode(number, data.provinces);
  }

  function oldIdentity(text, found, data) {
    return IDENTITY_WORDS.test(text.slice(Math.max(0, found.index - 16), found.index)) && data.provinces.indexOf(Number(found[0].slice(0, 2))) >= 0 &&
      standsAlone(text, found.index) && isDay("19" + found[1], found[2], found[3]);
  }

  function card(text, found, data) {
    var digits = found[0].replace(/[- ]/g, "");
    var isFiled = digits.length > 16 && data.provinces.indexOf(Number(digits.slice(0, 2))) >= 0 && /^(?:19[89]|20[0-3])/.test(digits.slice(6));
    return /^(?:62|4|5)/.test(digits) && passesLuhn(digits) && standsAlone(text, found.index) && !isFiled;
  }

  function providersOf(data) {
    var hosts = data.providers.map(function (host) { return host.replace(/\./g, "\\."); }).join("|");
    return new RegExp(AT + "(?:" + hosts + ")(?![A-Za-z0-9-]|\\.[A-Za-z0-9])", "gi");
  }

  function spans(text, pattern, holds) {
    var found = Array.from(text.matchAll(pattern));
    return found.filter(holds).map(function (one) { return [one.index, one.index + one[0].length]; });
  }

  function mailboxes(text, data) {
    return Array.from(text.matchAll(providersOf(data))).map(function (found) {
      var name = MAILBOX_NAME.exec(text.slice(Math.max(0, found.index - 66), found.index));
      var isNamed = name && (found[0].indexOf(" ") >= 0 || !/ $/.test(name[0]));
      return isNamed ? [found.index - name[0].length, found.index + found[0].length] : null;
    }).filter(Boolean);
  }

  /* What in the text looks personal: its kind and the characters as written; what is of two kinds is told as the first of them. */
  function personal(text, data) {
    var plain = folded(text), taken = [], told = [];
    [
      ["mobile", spans(plain, MOBILE, function (found) { return mobile(plain, found); })],
      ["identity", spans(plain, IDENTITY, function (found) { return identity(plain, found, data); })],
      ["old-identity", spans(plain, OLD_IDENTITY, function (found) { return oldIdentity(plain, found, data); })],
      ["card", spans(plain, CARD, function (found) { return card(plain, found, data); })],
      ["mailbox", mailboxes(plain, data)]
    ].forEach(function (kind) {
      kind[1].forEach(function (span) {
        if (taken.some(function (other) { return span[0] < other[1] && other[0] < span[1]; })) { return; }
        taken.push(span);
        told.push({ kind: kind[0], start: span[0], value: text.slice(span[0], span[1]) });
      });
    });
    return told.sort(function (one, other) { return one.start - other.start; });
  }

  function mask(value) {
    var cut = value.lastIndexOf("@");
    return cut >= 0 ? value.slice(0, cut).slice(0, 2) + "****@" + value.slice(cut + 1) : value.slice(0, 3) + "****" + value.slice(-4);
  }

  function personalProblems(data, record) {
    var office = [], told = [];
    groups(record, function (group, at) {
      var near = edit.steps(at).slice(-2);
      if (near.some(function (key) { return CONTACTS.indexOf(key) >= 0; }) && typeof group.email === "string") { office.push(group.email.toLowerCase()); }
    });
    walk(record, "", function (value, at) {
      (typeof value === "string" ? personal(value, data) : []).forEach(function (found) {
        var kind = data.personal[found.kind];
        if (office.indexOf(found.value.toLowerCase()) >= 0) { return; }
        told.push(edit.problem(data.words, "personal-data", at, mask(found.value), {
          looks: kind.label.zh, looks_en: kind.label.en, advice: kind.remedy.zh, advice_en: kind.remedy.en
        }));
      });
    });
    return told;
  }

  /* -- keys within the record ----------------------------------------------------------------------------------- */
  function sourceProblems(data, record) {
    var sources = Array.isArray(record.sources) ? record.sources : [], told = [];
    var known = sources.filter(function (one) { return isGroup(one) && has(one, "id"); }).map(function (one) { return String(one.id); });
    groups(record, function (group, at) {
      if (known.length && typeof group.source === "string" && known.indexOf(group.source) < 0) {
        told.push(edit.problem(data.words, "source-unknown", step(at, "source"), group.source, edit.nearest(group.source, known)));
      }
      KEYED.filter(function (key) { return Array.isArray(group[key]); }).forEach(function (key) {
        var seen = [];
        group[key].forEach(function (item, i) {
          var id = isGroup(item) ? item.id : undefined;
          if (typeof id !== "string") { return; }
          if (seen.indexOf(id) >= 0) { told.push(edit.problem(data.words, "key-repeated", step(step(step(at, key), i), "id"), id)); }
          seen.push(id);
        });
      });
    });
    return told;
  }

  function vocabularyProblems(data, record) {
    var told = [];
    groups(record, function (group, at) {
      Object.keys(data.vocabulary_keys).filter(function (key) { return has(group, key); }).forEach(function (key) {
        var name = data.vocabulary_keys[key], known = data.vocabularies[name].map(function (entry) { return entry[0]; }), label = data.vocabulary_labels[name];
        [].concat(group[key]).forEach(function (word, i) {
          if (typeof word !== "string" || known.indexOf(word) >= 0) { return; }
          var place = Array.isArray(group[key]) ? step(step(at, key), i) : step(at, key);
          told.push(edit.problem(data.words, "vocabulary-unknown", place, word, Object.assign(
            { label: label.zh, label_en: label.en, vocabulary: "site_config/" + name + ".yml" }, edit.nearest(word, known)
          )));
        });
      });
    });
    return told;
  }

  function controlProblems(data, record) {
    var told = [];
    walk(record, "", function (value, at) {
      var found = typeof value === "string" ? edit.FORBIDDEN.exec(value) : null;
      if (found) {
        told.push(edit.problem(data.words, "file-control-character", at, undefined, {
          character: "U+" + found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")
        }));
      }
    });
    return told;
  }

  /* -- other records ---------------------------------------------------------------------------------------------- */
  /* Every reference of the record: its place, the kind it leads to, the id. */
  function references(data, kind, record) {
    var found = [];
    groups(record, function (group, at) {
      Object.keys(data.references).filter(function (key) { return has(group, key); }).forEach(function (key) {
        [].concat(group[key]).forEach(function (id, i) {
          if (typeof id === "string") { found.push({ at: Array.isArray(group[key]) ? step(step(at, key), i) : step(at, key), kind: data.references[key], id: id }); }
        });
      });
    });
    if (kind === "notice" && isGroup(record.target) && typeof record.target.id === "string") {
      found.push({ at: "/target/id", kind: String(record.target.kind), id: record.target.id });
    }
    if (isGroup(record.withdrawn) && typeof record.withdrawn.replaced_by === "string") {
      found.push({ at: "/withdrawn/replaced_by", kind: kind, id: record.withdrawn.replaced_by });
    }
    return found;
  }

  function idsOf(known) { return known.records.map(function (entry) { return entry[0]; }); }

  function referenceProblems(data, kind, record, known) {
    return references(data, kind, record).filter(function (one) { return has(known, one.kind); }).reduce(function (told, one) {
      var ids = idsOf(known[one.kind]), label = data.kinds[one.kind].label;
      if (ids.indexOf(one.id) >= 0 || one.kind === kind && one.id === record.id) { return told; }
      return told.concat([edit.problem(data.words, "reference-unknown", one.at, one.id, Object.assign(
        { label: label.zh, label_en: label.en.toLowerCase() }, edit.nearest(one.id, ids)
      ))]);
    }, []);
  }

  function idProblems(data, kind, record, known, isNew) {
    var id = record.id, reserved = data.reserved, told = [];
    if (typeof id !== "string" || !isNew) { return told; }
    if (reserved.ids.indexOf(id) >= 0 || id.indexOf(reserved.prefix) === 0 || id.slice(-reserved.suffix.length) === reserved.suffix) {
      told.push(edit.problem(data.words, "id-reserved", "/id", id));
    }
    if (has(known, kind) && (idsOf(known[kind]).indexOf(id) >= 0 || known[kind].formerly.indexOf(id) >= 0)) {
      told.push(edit.problem(data.words, "id-duplicate", "/id", id, { other: kind + "/" + id }));
    }
    return told;
  }

  /* The kinds whose ids must be known to judge the record. */
  function kindsAsked(data, kind, record, isNew) {
    var asked = references(data, kind, record).map(function (one) { return one.kind; }).filter(function (one) { return has(data.kinds, one); });
    return (isNew && record.id ? [kind] : []).concat(asked).filter(function (one, i, all) { return all.indexOf(one) === i; });
  }

  /* The problems of the schema; where a number was asked for and one too large was typed, that it is too large. */
  function shapeProblems(data, kind, record) {
    return edit.schemaProblems(data, kind, record).map(function (told) {
      if (told.code !== "value-type" && told.code !== "value-shape") { return told; }
      var value = edit.steps(told.at).reduce(function (inner, name) { return inner[name]; }, record);
      return edit.isTooLarge(value) ? edit.problem(data.words, "yaml-number", told.at, value) : told;
    });
  }

  /* Everything that is wrong with a record; `known` as far as it is loaded. */
  function problems(data, kind, record, known, isNew) {
    return edit.unique(shapeProblems(data, kind, record).concat(
      idProblems(data, kind, record, known, isNew), referenceProblems(data, kind, record, known), vocabularyProblems(data, record),
      sourceProblems(data, record), personalProblems(data, record), controlProblems(data, record)
    ));
  }

  edit.personal = personal;
  edit.kindsAsked = kindsAsked;
  edit.problems = problems;
})();
