/* Answers from outside, a stored draft or a file that somebody changed: what fits the form is taken field by field, the rest is named.
   And the draft itself, in this browser alone. */
(function () {
  "use strict";
  var forms = window.zhangbang.forms, own = forms.own, LONGEST = 20000, ROWS = 500;

  /* -- what may be an answer ------------------------------------------------------------------------------- */
  function isText(value) { return typeof value === "string" && value.length <= LONGEST; }

  function isOption(field) {
    return function (value) { return field.options.some(function (option) { return option[0] === value; }); };
  }

  var FITS = {
    choice: function (field, value) { return isOption(field)(value); },
    choices: function (field, value) { return Array.isArray(value) && value.length > 0 && value.length <= field.options.length && value.every(isOption(field)); },
    tick: function (field, value) { return value === true; },
    date: function (field, value) { return isText(value) && forms.isDay(value); }
  };

  function isObject(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function takeRows(field, value, dropped) {
    var rows = Array.isArray(value) && value.length <= ROWS ? value.filter(isObject) : [];
    if (!Array.isArray(value) || rows.length < value.length || rows.length > (field.rows_max || ROWS)) { dropped.push(forms.named(field)); }
    return rows.slice(0, field.rows_max || ROWS).map(function (row) { return take(field.columns, row, dropped); });
  }

  function takeOne(field, data, answers, dropped) {
    var value = own(data, field.id), name = field.id + "__" + forms.OTHER, other = own(data, name);
    if (field.type === "rows" && value !== undefined) {
      var rows = takeRows(field, value, dropped);
      if (rows.length) { answers[field.id] = rows; }
      return;
    }
    if (!forms.isEmpty(value)) {
      if ((FITS[field.type] || function (_, text) { return isText(text); })(field, value)) {
        answers[field.id] = typeof value === "string" && !field.options ? forms.written(field, value) : value;
      } else { dropped.push(forms.named(field)); }
    }
    if (!field.other || forms.isEmpty(other)) { return; }
    if (isText(other) && [].concat(own(answers, field.id)).indexOf(forms.OTHER) >= 0) { answers[name] = forms.written({ type: "text" }, other); }
    else { dropped.push(forms.named(field)); }
  }

  function take(fields, data, dropped) {
    var answers = {};
    fields.forEach(function (field) { takeOne(field, data, answers, dropped); });
    return answers;
  }

  /* The answers among `data`, and the names of what could not be taken. */
  function accepted(form, data) {
    var dropped = [], answers = take(form.fields, isObject(data) ? data : {}, dropped);
    var known = form.fields.reduce(function (all, field) { return all.concat([field.id, field.id + "__" + forms.OTHER]); }, []);
    Object.keys(isObject(data) ? data : {}).forEach(function (name) { if (known.indexOf(name) < 0) { dropped.push(name.slice(0, 60)); } });
    return { answers: answers, dropped: dropped.filter(function (name, i) { return dropped.indexOf(name) === i; }).slice(0, 30) };
  }

  /* The form, its version and its answers in a text; `told` says why there are none. */
  function parsed(text) {
    var data;
    try { data = JSON.parse(text.replace(/^\ufeff/, "")); } catch (e) { return { told: "opened_not_ours" }; }
    var fits = isObject(data) && typeof own(data, "form") === "string" && isObject(own(data, "answers"));
    return fits ? { form: data.form, version: own(data, "version"), answers: data.answers, told: "" } : { told: "opened_not_ours" };
  }

  function text(form, answers, space) {
    return JSON.stringify({ form: form.id, version: form.version, answers: answers }, null, space);
  }

  /* -- the draft -------------------------------------------------------------------------------------------- */
  var PREFIX = "zb-form/", ASIDE = "/aside";

  function isFull(error) { return error !== null && typeof error === "object" && /quota/i.test(String(error.name)); }

  /* The draft of an earlier version of the form, if one lies there. */
  function earlier(form) {
    var begin = PREFIX + form.id + "/";
    for (var i = 0; i < localStorage.length; i += 1) {
      var key = localStorage.key(i);
      if (key.indexOf(begin) === 0 && /^[0-9a-f]{8}$/.test(key.slice(begin.length))) { return localStorage.getItem(key); }
    }
    return null;
  }

  /* A form's draft: `read` gives answers and the word to tell; `write` and `remove` give the word for why they could not. */
  function drafts(form) {
    var key = PREFIX + form.id + "/" + form.version, last = null;

    function taken(stored, word) {
      var found = parsed(stored), fresh = accepted(form, found.answers);
      if (!found.answers || found.form !== form.id || word === "back" && fresh.dropped.length) {
        localStorage.setItem(key + ASIDE, stored);
        return { answers: fresh.answers, told: "broken" };
      }
      return { answers: fresh.answers, told: word };
    }

    function read() {
      try {
        var stored = last = localStorage.getItem(key), old = stored === null ? earlier(form) : null;
        return stored !== null ? taken(stored, "back") : old !== null ? taken(old, "old") : { answers: {}, told: "" };
      } catch (e) { return { answers: {}, told: "forbidden" }; }
    }

    function write(answers) {
      try {
        last = text(form, answers);
        localStorage.setItem(key, last);
        return "";
      } catch (e) { return isFull(e) ? "full" : "forbidden"; }
    }

    /* Takes away everything of this form, of earlier versions too. */
    function remove() {
      try {
        Object.keys(localStorage).filter(function (name) { return name.indexOf(PREFIX + form.id + "/") === 0; })
          .forEach(function (name) { localStorage.removeItem(name); });
        return "";
      } catch (e) { return "forbidden"; }
    }

    /* Whether another window wrote something else than this one has read or written. */
    function isForeign(event) { return event.key === key && event.newValue !== null && event.newValue !== last; }

    return { read: read, write: write, remove: remove, isForeign: isForeign };
  }

  forms.accepted = accepted;
  forms.parsed = parsed;
  forms.text = text;
  forms.drafts = drafts;
})();
