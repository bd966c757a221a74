/* Which lines of a text differ from those of another: the longest lines in common stay. Nothing here touches the page. */
(function () {
  "use strict";
  var edit = window.zhangbang.edit, AROUND = 2;

  /* The lengths of the longest common run of lines from each pair of places on. */
  function lengths(a, b) {
    var table = Array.from({ length: a.length + 1 }, function () { return new Uint32Array(b.length + 1); });
    for (var i = a.length - 1; i >= 0; i -= 1) {
      for (var j = b.length - 1; j >= 0; j -= 1) {
        table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    return table;
  }

  function middle(a, b) {
    var table = lengths(a, b), i = 0, j = 0, found = [];
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        found.push([" ", a[i]]);
        i += 1;
        j += 1;
      } else if (j >= b.length || i < a.length && table[i + 1][j] >= table[i][j + 1]) {
        found.push(["-", a[i]]);
        i += 1;
      } else {
        found.push(["+", b[j]]);
        j += 1;
      }
    }
    return found;
  }

  /* Lines with their sign: " " in both, "-" only before, "+" only after. */
  function diff(before, after) {
    var a = before.split("\n"), b = after.split("\n"), start = 0, end = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) { start += 1; }
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) { end += 1; }
    function same(line) { return [" ", line]; }
    return a.slice(0, start).map(same).concat(middle(a.slice(start, a.length - end), b.slice(start, b.length - end)), a.slice(a.length - end).map(same));
  }

  /* The changed lines with a few around them; "…" stands for what is left out. */
  function near(lines) {
    var kept = lines.map(function (_, i) {
      return lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(function (line) { return line[0] !== " "; });
    });
    return lines.reduce(function (all, line, i) {
      if (kept[i]) { return all.concat([line]); }
      return all.length && all[all.length - 1][0] !== "…" || !all.length && kept.indexOf(true) > i ? all.concat([["…", "…"]]) : all;
    }, []);
  }

  edit.diff = diff;
  edit.near = near;
})();
