/* The language choice: goes on to the reader's language unless she came back to choose. */
(function () {
  "use strict";
  if (location.hash === "#choose") { return; }
  var wanted = (navigator.languages && navigator.languages[0]) || navigator.language || "zh";
  location.replace((/^zh/i.test(wanted) ? "zh" : "en") + "/index.html");
})();
