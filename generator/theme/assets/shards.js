/* Files of the finder's index, fetched as scripts, which work over http and from a folder alike. */
(function () {
  "use strict";
  var PATIENCE = 10000;

  function Unread(key, why) {
    this.name = "Unread";
    this.key = key;
    this.why = why;
    this.message = key + ": " + why;
  }
  Unread.prototype = Object.create(Error.prototype);

  /* What the file registers under `key`; a file that failed before is asked for anew, not taken from a cache. */
  function fetchOnce(address, key, attempt) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script"), timer;
      function end(why) {
        window.clearTimeout(timer);
        script.remove();
        var found = why ? undefined : taken(key);
        if (found === undefined) { reject(new Unread(key, why || "corrupt")); } else { resolve(found); }
      }
      timer = window.setTimeout(end, PATIENCE, "late");
      script.onload = function () { end(""); };
      script.onerror = function () { end("missing"); };
      script.src = address + (attempt ? "?again=" + attempt : "");
      document.head.appendChild(script);
    });
  }

  function taken(key) {
    var found;
    window.zhangbang.when(key, function (data) { found = data; });
    return found;
  }

  /* A reader of the files below `base`: each is fetched once and kept if `fits` says that it is what it should be. */
  function reader(base) {
    var held = new Map(), failures = {};
    function forget(key) {
      held.delete(key);
      failures[key] = (failures[key] || 0) + 1;
    }
    function read(file, key, fits) {
      if (!held.has(key)) {
        held.set(key, fetchOnce(base + file, key, failures[key]).then(function (data) {
          if (!fits(data)) { throw new Unread(key, "corrupt"); }
          return data;
        }));
        held.get(key).catch(function () { forget(key); });
      }
      return held.get(key);
    }
    return { read: read, forget: forget };
  }

  window.zhangbang.shards = { reader: reader, Unread: Unread };
})();
