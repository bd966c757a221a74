/* How a reader will see the record: built of elements and text alone, never of markup, in either language. */
(function () {
  "use strict";
  var zb = window.zhangbang, edit = zb.edit, has = edit.has, isGroup = edit.isGroup, make = edit.make;
  edit.preview = function (place, context, record, lang) { place.replaceChildren(make("h3", "", record.title && (record.title[lang] || record.title.zh) || context.words.no_title)); };
})();
