// Loads the page again as soon as `zhangbang serve` shows another state of the site than the one that this page is of.
(function () {
  "use strict";
  var script = document.currentScript;
  var changes = new URL("changes", script.src);
  var source = null;
  changes.searchParams.set("mark", script.dataset.mark);

  function listen() {
    if (source === null) {
      source = new EventSource(changes);
      source.onmessage = function (event) {
        if (event.data !== script.dataset.mark) {
          source.close();
          location.reload();
        }
      };
    }
  }

  function rest() {
    if (source !== null) {
      source.close();
      source = null;
    }
  }

  // A browser opens only a few connections to one host: pages that nobody looks at leave theirs to others.
  function decide() {
    (document.hidden ? rest : listen)();
  }

  document.addEventListener("visibilitychange", decide);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", decide);
  decide();
})();
