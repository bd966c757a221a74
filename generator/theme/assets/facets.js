/* What the finder knows of documents besides their texts: filters, counts and orders over columns. It knows no page. */
(function () {
  "use strict";
  var DAYS = [7, 30, 90], DUE = ["past", "7", "30", "90", "later", "none"];
  var LISTS = ["kind", "status", "domain", "region", "year", "programme", "due", "level", "types", "solver"];
  var COLUMNS = ["kind", "domain", "region", "year", "programme", "timeline", "deadlines", "owner", "support", "level", "types", "solver", "newest", "updated"];

  /* Columns of the documents loaded so far, which are the first `loaded`. */
  function Columns(index) {
    this.index = index;
    this.facets = index.manifest.facets;
    this.total = index.total;
    this.loaded = this.segments = 0;
    this.held = {};
    COLUMNS.forEach(function (name) { this.held[name] = []; }, this);
    this.timelines = [];
    this.deadlineSets = [];
    this.titles = { zh: [], en: [] };
    this.above = this.facets.region.map(above);
  }

  /* A region with all that it lies in. */
  function above(_, region, regions) {
    var found = [];
    for (var at = region; at >= 0 && found.indexOf(at) < 0; at = regions[at] ? regions[at][3] : -1) { found.push(at); }
    return found;
  }

  function isSegment(size) {
    return function (data) {
      return !!data && data.n === size && COLUMNS.every(function (name) { return Array.isArray(data[name]) && data[name].length === size; }) &&
        Array.isArray(data.timelines) && Array.isArray(data.deadlineSets) && !!data.titleEnd &&
        data.titleEnd.zh.length === size && data.titleEnd.en.length === size;
    };
  }

  Columns.prototype.isWhole = function () { return this.segments === this.index.manifest.segments.length; };

  /* Loads the next segment. */
  Columns.prototype.more = async function () {
    var segment = this.index.manifest.segments[this.segments], held = this.held;
    var data = await this.index.files.read(segment.file, "finder/columns-" + this.segments, isSegment(segment.to - segment.from));
    if (this.loaded !== segment.from) { return; }
    var timelines = this.timelines.length, sets = this.deadlineSets.length;
    COLUMNS.forEach(function (name) { held[name] = held[name].concat(data[name]); });
    for (var doc = segment.from; doc < segment.to; doc += 1) {
      held.timeline[doc] += timelines;
      held.deadlines[doc] = held.deadlines[doc] < 0 ? -1 : held.deadlines[doc] + sets;
    }
    this.timelines = this.timelines.concat(data.timelines);
    this.deadlineSets = this.deadlineSets.concat(data.deadlineSets);
    this.titles = { zh: this.titles.zh.concat(data.titleEnd.zh), en: this.titles.en.concat(data.titleEnd.en) };
    this.loaded = segment.to;
    this.segments += 1;
  };

  /* -- what holds at a moment for a reader -------------------------------------------------------------- */
  /* States and deadlines at `now`, for one audience and regions where they are chosen. */
  function Standing(columns, now, chosen) {
    var audience = columns.facets.audience.indexOf(chosen.audience), any = columns.facets.audience.indexOf("any");
    var regions = chosen.region.map(function (id) { return indexOf(columns.facets.region, id); });
    function concerns(deadline) {
      return (audience < 0 || deadline[0] === audience || deadline[0] === any) &&
        (deadline[1] < 0 || !regions.length || regions.some(function (region) { return related(columns.above, region, deadline[1]); }));
    }
    this.columns = columns;
    this.status = columns.timelines.map(function (timeline) { return window.zhangbang.statusAt(timeline, now); });
    this.next = columns.deadlineSets.map(function (set) { return nextOf(set.filter(concerns), now); });
    this.due = this.next.map(function (next) { return bucket(next, now); });
  }

  function related(above, one, other) { return above[one].indexOf(other) >= 0 || above[other].indexOf(one) >= 0; }

  function indexOf(table, id) {
    return table.findIndex(function (entry) { return (Array.isArray(entry) ? entry[0] : entry) === id; });
  }

  /* The next deadline to come, else the last one past; none where none is stated. */
  function nextOf(set, now) {
    var moments = set.map(function (deadline) { return deadline[2]; }).sort();
    var coming = moments.filter(function (moment) { return moment > now; });
    return coming[0] || moments[moments.length - 1] || "";
  }

  /* Within 7 days is within 30 and 90 too. */
  function bucket(next, now) {
    if (!next) { return ["none"]; }
    if (next <= now) { return ["past"]; }
    var left = window.zhangbang.daysLeft(next, now);
    var within = DAYS.filter(function (days) { return left <= days; }).map(String);
    return within.length ? within : ["later"];
  }

  Standing.prototype.nextOf = function (doc) {
    var set = this.columns.held.deadlines[doc];
    return set < 0 ? "" : this.next[set];
  };

  Standing.prototype.statusOf = function (doc) {
    return this.columns.facets.status[this.status[this.columns.held.timeline[doc]]];
  };

  /* The values of a document in a facet, as they stand in the address bar. */
  Standing.prototype.values = function (facet, doc) {
    var held = this.columns.held, tables = this.columns.facets, value;
    if (facet === "status") { return [this.statusOf(doc)]; }
    if (facet === "due") { return held.deadlines[doc] < 0 ? ["none"] : this.due[held.deadlines[doc]]; }
    value = held[facet][doc];
    if (facet === "year") { return value ? [String(value)] : []; }
    if (facet === "region") { value = value < 0 ? [] : this.columns.above[value]; }
    return (Array.isArray(value) ? value : value < 0 ? [] : [value]).map(function (at) {
      return Array.isArray(tables[facet][at]) ? tables[facet][at][0] : tables[facet][at];
    });
  };

  /* -- filters and counts ------------------------------------------------------------------------------- */
  /* An amount in 万元 as [low, high] passes where it may lie within the bounds; none stated does not. */
  function within(amount, low, high) {
    if (low === null && high === null) { return true; }
    return !!amount && (high === null || (amount[0] || 0) <= high) && (low === null || amount[1] === null || amount[1] >= low);
  }

  /* The documents among `matches` that pass every filter; for each facet how many have a value, its own filter set aside. */
  function filtered(columns, standing, matches, chosen) {
    var counts = {}, found = [], held = columns.held;
    LISTS.forEach(function (facet) { counts[facet] = new Map(); });
    for (var doc = 0; doc < columns.loaded; doc += 1) {
      if (!matches[doc] || !within(held.owner[doc], chosen.pay_min, chosen.pay_max) || !within(held.support[doc], chosen.sup_min, chosen.sup_max)) { continue; }
      var values = LISTS.map(function (facet) { return standing.values(facet, doc); });
      var failed = LISTS.filter(function (facet) { return chosen[facet].length && !values[LISTS.indexOf(facet)].some(isIn, chosen[facet]); });
      if (!failed.length) { found.push(doc); }
      if (failed.length < 2) { count(counts, values, failed[0]); }
    }
    return { docs: found, counts: counts };
  }

  function isIn(value) { return this.indexOf(value) >= 0; }

  function count(counts, values, only) {
    LISTS.forEach(function (facet, i) {
      if (only && facet !== only) { return; }
      values[i].forEach(function (value) { counts[facet].set(value, (counts[facet].get(value) || 0) + 1); });
    });
  }

  /* -- orders ------------------------------------------------------------------------------------------- */
  /* Coming deadlines first, the nearest leading; then past ones, the latest leading; then none. */
  function byDeadline(standing, now) {
    return function (a, b) {
      var one = standing.nextOf(a), other = standing.nextOf(b);
      var rank = rankOf(one, now) - rankOf(other, now);
      return rank || (one === other ? 0 : (one < other ? -1 : 1) * (one > now ? 1 : -1)) || a - b;
    };
  }

  function rankOf(next, now) { return !next ? 2 : next > now ? 0 : 1; }

  function highest(amount) { return !amount ? -1 : amount[1] === null ? Math.max(amount[0], 0) : amount[1]; }

  function byAmount(amounts) { return function (a, b) { return highest(amounts[b]) - highest(amounts[a]) || a - b; }; }

  function byDay(days) { return function (a, b) { return days[b] - days[a] || a - b; }; }

  function byScore(docs, search, titles) {
    var scores = new Map(docs.map(function (doc) { return [doc, search.score(doc, titles)]; }));
    return function (a, b) { return scores.get(b) - scores.get(a) || a - b; };
  }

  /* The documents in the chosen order; equal ones current first, then newest, as they are numbered. */
  function ordered(columns, standing, docs, search, sort, now) {
    var held = columns.held, order = {
      relevance: function () { return search.any ? byScore(docs, search, columns.titles) : function (a, b) { return a - b; }; },
      deadline: function () { return byDeadline(standing, now); },
      owner: function () { return byAmount(held.owner); },
      support: function () { return byAmount(held.support); },
      newest: function () { return byDay(held.newest); },
      updated: function () { return byDay(held.updated); }
    }[sort]();
    return docs.slice().sort(order);
  }

  window.zhangbang.facets = { Columns: Columns, Standing: Standing, filtered: filtered, ordered: ordered, within: within, LISTS: LISTS, DUE: DUE };
})();
