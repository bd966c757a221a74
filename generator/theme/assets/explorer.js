/* The API tried out: an address, how to ask for it, and what it gives. Only files of this site are fetched. */
(function () {
  "use strict";
  var MOST = 100000, OFFERED = 500, HREF = /("href":\s?")((?:[^"\\]|\\.)*)(")/;
  var desk = document.querySelector("[data-zb-explorer]");
  if (!desk) { return; }
  var data = JSON.parse(desk.getAttribute("data-zb-explorer")), words = data.words;
  var onDisk = window.location.protocol === "file:", asked = 0, offered = {};
  var root = new URL(data.root || "./", window.location.href);

  function part(name) { return desk.querySelector("[data-zb-" + name + "]"); }
  function chosen() { return data.operations[Number(part("what").value)]; }
  function takesId(operation) { return operation.path.indexOf("{id}") >= 0; }
  function tell(text) { part("told").textContent = text; }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (_, name) { return values[name].toLocaleString("en"); });
  }

  function address() {
    var id = encodeURIComponent(part("id").value.trim());
    return new URL(chosen().path.replace("{id}", id), root).href;
  }

  /* A word for a POSIX shell: what is safe as it is, else in single quotes. */
  function quoted(word) { return /^[\w./:%~-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'"; }

  function show() {
    var operation = chosen(), url = address();
    part("id-field").hidden = !takesId(operation);
    part("url").href = url;
    part("url").textContent = url;
    part("curl").textContent = "curl -LO " + quoted(url);
  }

  function clear() {
    asked += 1;
    tell("");
    part("frame").hidden = true;
    part("result").textContent = "";
  }

  function option(id, title) {
    var made = document.createElement("option");
    made.value = id;
    if (title) { made.label = title; }
    return made;
  }

  /* Identifiers to choose from, of the listing that goes with the address; without them one is typed. */
  function offer() {
    var operation = chosen(), list = part("ids"), listing = operation.listing;
    list.replaceChildren.apply(list, operation.choices.map(function (id) { return option(id); }));
    if (!listing || onDisk) { return; }
    offered[listing] = offered[listing] || window.fetch(new URL(listing, root).href).then(function (response) {
      return response.ok ? response.json() : { items: [] };
    });
    offered[listing].then(function (found) {
      if (chosen() !== operation) { return; }
      var lang = document.documentElement.lang.slice(0, 2);
      list.replaceChildren.apply(list, found.items.slice(0, OFFERED).map(function (item) {
        var name = item.title || item.name;
        return option(item.id, name[lang] || name.zh);
      }));
    }).catch(function () { delete offered[listing]; });
  }

  function pick(event) {
    if (event) { part("id").value = chosen().id || ""; }
    clear();
    show();
    offer();
  }

  /* The address among those of the API, with its identifier; none where it is a page or lies elsewhere. */
  function operationAt(url) {
    var path = url.split("#")[0];
    for (var i = 0; i < data.operations.length; i += 1) {
      var ends = new URL(data.operations[i].path.replace("{id}", "*"), root).href.split("*");
      var id = path.slice(ends[0].length, path.length - (ends[1] || "").length);
      if (ends.length === 1 ? path === ends[0] : path === ends[0] + id + ends[1] && /^[a-z0-9-]+$/.test(id) && id !== "index") {
        return { index: i, id: ends.length === 1 ? "" : id };
      }
    }
    return null;
  }

  function follow(event) {
    var found = operationAt(event.currentTarget.href);
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    part("what").value = String(found.index);
    part("id").value = found.id;
    pick();
    ask(function () { part("frame").focus(); });
  }

  function link(text, url) {
    var made = document.createElement("a");
    made.textContent = text;
    made.href = new URL(JSON.parse('"' + text + '"'), url).href;
    made.addEventListener("click", follow);
    return made;
  }

  /* The text with each "href" as a link, taken from where the text came from. */
  function linked(text, url) {
    var pieces = text.split(HREF), made = document.createDocumentFragment();
    pieces.forEach(function (piece, i) {
      made.append(i % 4 === 2 ? link(piece, url) : piece);
    });
    return made;
  }

  function put(text, url) {
    var result = part("result"), cut = text.length > MOST ? text.slice(0, MOST) : text;
    result.replaceChildren(linked(cut, url));
    part("frame").hidden = false;
    part("frame").scrollTop = 0;
    var size = new TextEncoder().encode(text).length;
    tell(fill(cut === text ? words.loaded : words.shown, { n: size, shown: cut.length }));
  }

  /* Gets the file at the address and shows it; `then` is called once it is shown. */
  function ask(then) {
    var url = address();
    clear();
    if (onDisk) { tell(words.disk); return; }
    var turn = asked;
    tell(words.loading);
    window.fetch(url).then(function (response) {
      return response.ok ? response.text() : Promise.reject(response.status === 404 ? words.missing : words.failed);
    }).then(function (text) {
      if (turn !== asked) { return; }
      put(text, url);
      if (then) { then(); }
    }).catch(function (why) {
      if (turn === asked) { tell(typeof why === "string" ? why : words.failed); }
    });
  }

  part("what").addEventListener("change", pick);
  part("id").addEventListener("input", function () { clear(); show(); });
  desk.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
    ask();
  });
  desk.hidden = false;
  pick(true);
})();
