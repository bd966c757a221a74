/* Where a record goes from here: the host's page for a new file or for an existing one, and how long an address may be. Nothing is sent by us.
   `host` holds the addresses of generator/hosts.py with {file}, {folder} and {name} still to be filled. */
(function () {
  "use strict";
  var edit = window.zhangbang.edit;

  /* As Python's quote writes it: letters, digits and _.-~ stay. */
  function quoted(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, function (sign) { return "%" + sign.charCodeAt(0).toString(16).toUpperCase(); });
  }

  function path(text) { return text.split("/").map(quoted).join("/"); }

  function filled(pattern, file) {
    return pattern.replace("{file}", function () { return path(file); }).replace("{folder}", function () { return path(file.slice(0, file.lastIndexOf("/"))); });
  }

  /* The address of the page that makes the file; with its text in it where the host takes that. */
  function newFile(host, file, text) {
    var named = host.whole ? file : file.slice(file.lastIndexOf("/") + 1), query = [];
    if (host.name) { query.push(quoted(host.name) + "=" + quoted(named)); }
    if (host.value && text) { query.push(quoted(host.value) + "=" + quoted(text)); }
    return filled(host.new_file, file) + (query.length ? "?" + query.join("&") : "");
  }

  function editFile(host, file) { return filled(host.edit_file, file); }

  /* The address with the text where it is short enough, else without; and whether it holds the text. */
  function way(host, file, text) {
    var whole = newFile(host, file, text), isWhole = Boolean(host.value) && whole.length <= host.longest;
    return { address: isWhole ? whole : newFile(host, file, ""), isWhole: isWhole, length: whole.length };
  }

  edit.newFile = newFile;
  edit.editFile = editFile;
  edit.way = way;
})();
