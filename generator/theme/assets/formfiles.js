/* A filled form as files to keep, and back from them. */
(function () {
  "use strict";
  var zb = window.zhangbang, forms = zb.forms, files = zb.files, LARGEST = 20 * 1048576;
  var WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  var FORMATS = {
    docx: function (form, answers, parts) { return { type: WORD_TYPE, bytes: files.zip(forms.filledParts(parts, form, answers)) }; },
    json: function (form, answers) { return { type: "application/json", bytes: files.utf8(forms.text(form, answers, 2) + "\n") }; },
    yml: function (form, answers) {
      var made = forms.recordOf(form, answers);
      return { type: "application/yaml", bytes: files.utf8(made.text), left: made.left };
    }
  };

  /* A file in a format: its name, type and bytes, and for a record the names of what was left out. */
  function make(format, form, answers, parts) {
    var made = FORMATS[format](form, answers, parts);
    made.name = form.id + "." + format;
    return made;
  }

  function isZip(bytes) { return bytes[0] === 0x50 && bytes[1] === 0x4b; }

  function text(bytes) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch (e) { return ""; }
  }

  /* What a file says of this form, or the word for why nothing. */
  async function read(file, form) {
    if (file.size > LARGEST) { return { told: "opened_too_large" }; }
    var bytes = new Uint8Array(await file.arrayBuffer()), found = isZip(bytes) ? await forms.readWord(bytes, form) : forms.parsed(text(bytes));
    if (!found.answers) { return found; }
    if (found.form !== form.id) { return { told: "opened_other_form", form: String(found.form).slice(0, 80), own: form.id }; }
    var fresh = forms.accepted(form, found.answers);
    return { answers: fresh.answers, dropped: fresh.dropped, told: found.version === form.version ? "opened" : "opened_other_version" };
  }

  forms.make = make;
  forms.read = read;
})();
