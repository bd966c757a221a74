/* Citations: the day of access is today in Beijing, and a button copies what is cited. Without this both can be done by hand. */
(function () {
  "use strict";
  var today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  Array.prototype.forEach.call(document.querySelectorAll("[data-zb-today]"), function (mark) {
    mark.textContent = today;
    mark.setAttribute("datetime", today);
  });

  function select(text) {
    var range = document.createRange(), chosen = window.getSelection();
    range.selectNodeContents(text);
    chosen.removeAllRanges();
    chosen.addRange(range);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-zb-copy-of]"), function (button) {
    var text = document.getElementById(button.getAttribute("data-zb-copy-of"));
    var told = button.parentElement.querySelector("[role=status]");
    function say(word) {
      told.textContent = "";
      window.setTimeout(function () { window.zhangbang.when("words", function (words) { told.textContent = words[word]; }); }, 50);
    }
    function byHand() { select(text); say("cite_by_hand"); }
    button.hidden = false;
    button.addEventListener("click", function () {
      if (!navigator.clipboard) { byHand(); return; }
      navigator.clipboard.writeText(text.textContent).then(function () { say("cite_copied"); }, byHand);
    });
  });
})();
