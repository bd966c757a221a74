/* What was filled in, as it stands on paper: the blanks of the printed page, with as many rows as are needed. */
(function () {
  "use strict";
  var forms = window.zhangbang.forms, own = forms.own;

  function day(text) {
    var parts = text.split("-").map(Number);
    return parts[0] + "年" + parts[1] + "月" + parts[2] + "日";
  }

  /* The answer at a place of the form: a field, a row's column, or the text beside 其他. */
  function valueAt(answers, at) {
    return at.split("/").reduce(function (value, step) { return value === undefined ? undefined : own(value, step); }, answers);
  }

  /* How an answer stands on paper, as generator/forms/written.py has it; in rows a day is written short. */
  function shown(field, value, isShort) {
    if (typeof value !== "string") { return ""; }
    if (field && field.type === "date" && forms.isDay(value)) { return isShort ? value.replace(/-/g, ".") : day(value); }
    var option = field && field.options ? field.options.filter(function (each) { return each[0] === value; })[0] : null;
    return option ? option[2] : value;
  }

  function fieldAt(form, at) {
    var steps = at.replace(/__other$/, "").split("/"), field = forms.fieldOf(form, steps[0]);
    return at.length > 7 && /__other$/.test(at) ? null : steps.length < 3 ? field : field.columns.filter(function (column) { return column.id === steps[2]; })[0];
  }

  function isTicked(value, option) { return option === null ? value === true : value === option || Array.isArray(value) && value.indexOf(option) >= 0; }

  /* The last row once more, for the row after it. */
  function grow(table, id, n) {
    var body = table.tBodies[0];
    while (body.rows.length - 1 < n) {
      var row = body.rows[body.rows.length - 1].cloneNode(true), at = body.rows.length - 1;
      row.cells[0].textContent = String(at + 1);
      Array.prototype.forEach.call(row.querySelectorAll("[data-zb-at], [data-zb-box]"), function (place) {
        ["data-zb-at", "data-zb-box"].forEach(function (name) {
          if (place.hasAttribute(name)) { place.setAttribute(name, place.getAttribute(name).replace(/^([^/]+)\/\d+\//, "$1/" + at + "/")); }
        });
      });
      body.appendChild(row);
    }
  }

  function paper(sheet, form, answers) {
    Array.prototype.forEach.call(sheet.querySelectorAll("[data-zb-repeated]"), function (table) {
      var id = table.getAttribute("data-zb-repeated");
      grow(table, id, (own(answers, id) || []).length);
    });
    Array.prototype.forEach.call(sheet.querySelectorAll("[data-zb-at]"), function (blank) {
      var at = blank.getAttribute("data-zb-at");
      blank.textContent = shown(fieldAt(form, at), valueAt(answers, at), at.indexOf("/") > 0);
    });
    Array.prototype.forEach.call(sheet.querySelectorAll("[data-zb-box]"), function (box) {
      box.textContent = isTicked(valueAt(answers, box.getAttribute("data-zb-box")), box.getAttribute("data-zb-option")) ? "☑" : "□";
    });
  }

  forms.onPaper = shown;
  forms.valueAt = valueAt;
  forms.isTicked = isTicked;
  forms.paper = paper;
})();
