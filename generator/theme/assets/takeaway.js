/* Found records as files to take home, made in the browser: rows go in, bytes come out, and nothing is sent.
   Text from records stays text in each format: no formula, no markup, no link but http, https and mailto. */
(function () {
  "use strict";
  var DAY = 86400000, CELL = 32767, LINK = 2079, LINKS = 60000, LINES = 8, EXCERPT = 160;
  var AUDIENCES = ["solver", "applicant", "any", "recommender", "owner"];
  var files = window.zhangbang.files, clean = files.clean, xml = files.xml, utf8 = files.utf8, zip = files.zip;

  /* -- text -------------------------------------------------------------------------------------------- */
  function written(value) { return value === null || value === undefined ? "" : String(value); }

  function line(value) { return clean(value).replace(/[\s\u0085]+/g, " ").trim(); }

  function clipped(text, length) {
    var signs = Array.from(text);
    return signs.length > length ? signs.slice(0, length - 1).join("") + "…" : text;
  }

  function fill(template, values) {
    return written(template).replace(/\{(\w+)\}/g, function (found, name) { return name in values ? values[name] : found; });
  }

  /* The address where it may become a link, written in ASCII; else none. */
  function address(value) {
    try {
      var url = new URL(line(value));
      return /^(https?|mailto):$/.test(url.protocol) ? url.href.replace(/[()'*_~|`\\]/g, percent) : "";
    } catch (e) { return ""; }
  }

  function percent(sign) { return "%" + sign.charCodeAt(0).toString(16).toUpperCase(); }

  /* -- deadlines --------------------------------------------------------------------------------------- */
  function isMoment(value) {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) { return false; }
    var time = ofMoment(value);
    return !isNaN(time) && toMoment(time) === value;
  }

  function ofMoment(moment) { return Date.parse(moment + ":00Z"); }

  function toMoment(time) { return new Date(time).toISOString().slice(0, 16); }

  /* A deadline at midnight is the end of the day before, and is called by that day. */
  function lastDay(moment) { return toMoment(ofMoment(moment) - 60000).slice(0, 10); }

  function shownMoment(moment) { return /T00:00$/.test(moment) ? lastDay(moment) : moment.replace("T", " "); }

  function deadlinesOf(row) { return Array.isArray(row.deadlines) ? row.deadlines : []; }

  function deadlineWords(deadline, lang) {
    var where = line(deadline.regionText || deadline.region), open = lang === "zh" ? "（" : " (", shut = lang === "zh" ? "）" : ")";
    var when = line(deadline.written) || (isMoment(deadline.moment) ? shownMoment(deadline.moment) : "");
    return line(deadline.audienceText) + (where ? open + where + shut : "") + (lang === "zh" ? "：" : ": ") + when;
  }

  function allDeadlines(row, lang) {
    return deadlinesOf(row).map(function (d) { return deadlineWords(d, lang); }).join(lang === "zh" ? "；" : "; ");
  }

  function rank(deadline) { var at = AUDIENCES.indexOf(deadline.audience); return at < 0 ? AUDIENCES.length : at; }

  /* By when solvers must act: the earliest deadline of theirs that is still ahead, else their last one; else others'. */
  function claimBy(row, now) {
    var known = deadlinesOf(row).filter(function (d) { return isMoment(d.moment); });
    var best = Math.min.apply(null, known.map(rank));
    var moments = known.filter(function (d) { return rank(d) === best; }).map(function (d) { return d.moment; }).sort();
    var ahead = moments.filter(function (moment) { return moment > now; });
    return ahead[0] || moments[moments.length - 1] || null;
  }

  /* -- columns ----------------------------------------------------------------------------------------- */
  function closing(moment) {
    if (moment === null) { return ""; }
    return /T00:00$/.test(moment) ? { day: lastDay(moment) } : { moment: moment };
  }

  function internal(row, way) {
    var moment = claimBy(row, way.now);
    return moment === null ? "" : { day: toMoment(ofMoment(lastDay(moment) + "T00:00") - way.offset * DAY).slice(0, 10) };
  }

  function field(name) { return function (row) { return row[name]; }; }

  function source(name) { return function (row) { return (row.source || {})[name]; }; }

  var COLUMNS = {
    kind: [12, function (row, way) { return (way.words.one || {})[row.kind] || row.kind; }],
    title: [36, field("title")],
    status: [12, field("statusText")],
    number: [14, field("number")],
    programme: [24, field("programme")],
    sponsor: [18, field("sponsor")],
    owner: [24, field("owner")],
    area: [14, field("area")],
    region: [12, field("region")],
    year: [8, function (row) { return /^\d{4}$/.test(written(row.year)) ? { year: Number(row.year) } : row.year; }],
    opens: [16, function (row) { return dated(row.opens); }],
    claim_by: [16, function (row, way) { return closing(claimBy(row, way.now)); }],
    internal: [14, internal],
    deadlines: [28, function (row, way) { return allDeadlines(row, way.lang); }],
    owner_payment: [16, function (row) { return amount(row.ownerPayment); }],
    support: [18, function (row) { return amount(row.support); }],
    term: [12, field("term")],
    own_funds: [14, field("ownFunds")],
    quota: [12, field("quota")],
    excerpt: [60, field("excerpt")],
    source: [28, source("title")],
    source_url: [20, function (row) { return { link: (row.source || {}).url }; }],
    link: [20, function (row) { return { link: row.href }; }],
    id: [20, function (row) { return row.kind + "/" + row.id; }]
  };
  var LIST = Object.keys(COLUMNS).filter(function (name) { return name !== "internal"; });
  var SHEET = ["sponsor", "area", "title", "support", "owner_payment", "term", "opens", "claim_by", "internal", "own_funds", "quota",
    "deadlines", "source", "source_url", "link"];

  function dated(value) {
    if (typeof value !== "string") { return value; }
    var moment = value.length === 10 ? value + "T00:00" : value;
    return !isMoment(moment) ? value : value.length === 10 ? { day: value } : { moment: value };
  }

  /* Amounts become numbers only where the words are nothing but one exact amount, and they look as before. */
  function amount(value) {
    var wan = /^(\d{1,3}(?:,\d{3})*|\d{1,9})(\.\d{1,6})?万元$/.exec(line(value));
    if (wan) { return { wan: Number(wan[0].replace(/[,万元]/g, "")), text: line(value) }; }
    var yuan = /^CNY (\d{1,3}(?:,\d{3}){0,4})$/.exec(line(value));
    return yuan ? { yuan: Number(yuan[1].replace(/,/g, "")), text: line(value) } : value;
  }

  function cellsOf(row, columns, way) { return columns.map(function (name) { return COLUMNS[name][1](row, way); }); }

  /* A heading, with the other language's in brackets where `beside` has one. */
  function heading(name, way) {
    var beside = (way.words.beside || {})[name], own = fill(way.words[name], { n: way.offset });
    return beside ? own + " (" + fill(beside, { n: way.offset }) + ")" : own;
  }

  function plain(cell) {
    if (cell === null || typeof cell !== "object") { return clean(cell); }
    return clean([cell.text, cell.day, cell.moment && cell.moment.replace("T", " "), cell.link, cell.year].filter(Boolean)[0]);
  }

  /* -- CSV --------------------------------------------------------------------------------------------- */
  /* A spreadsheet takes text that begins so for a formula, in wide signs too; a quote before it stops that. */
  var FORMULA = /^[=+\-@\t\n＝＋－＠]/;

  function quoted(text) { return '"' + (FORMULA.test(text) ? "'" : "").concat(text).replace(/"/g, '""') + '"'; }

  function csv(rows, way) {
    var lines = rows.map(function (row) { return cellsOf(row, LIST, way).map(plain); });
    lines.unshift(LIST.map(function (name) { return clean(fill(way.words[name], { n: way.offset })); }));
    return utf8("\ufeff" + lines.map(function (cells) { return cells.map(quoted).join(",") + "\r\n"; }).join(""));
  }

  /* -- Office parts ------------------------------------------------------------------------------------- */
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  var SCHEMAS = "http://schemas.openxmlformats.org/", RELATIONS = SCHEMAS + "officeDocument/2006/relationships";
  var TYPES = "application/vnd.openxmlformats-officedocument.";

  function contentTypes(parts) {
    return HEAD + '<Types xmlns="' + SCHEMAS + 'package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' + Object.keys(parts).map(function (name) {
        return '<Override PartName="/' + name + '" ContentType="' + TYPES + parts[name] + '+xml"/>';
      }).join("") + "</Types>";
  }

  function relations(targets) {
    return HEAD + '<Relationships xmlns="' + SCHEMAS + 'package/2006/relationships">' + targets.map(function (target, i) {
      return '<Relationship Id="rId' + (i + 1) + '" Type="' + RELATIONS + "/" + target[0] + '" Target="' + xml(target[1]) + '"' +
        (target[0] === "hyperlink" ? ' TargetMode="External"' : "") + "/>";
    }).join("") + "</Relationships>";
  }

  /* -- XLSX --------------------------------------------------------------------------------------------- */
  var STYLES = { text: 0, head: 1, guarded: 2, day: 3, moment: 4, wan: 5, yuan: 6, link: 7, year: 8 };

  function sheetStyles() {
    var top = '<alignment vertical="top" wrapText="1"/></xf>';
    function xf(font, format, more) {
      return '<xf numFmtId="' + format + '" fontId="' + font + '" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"' +
        (more || "") + ">" + top;
    }
    var font = '<sz val="11"/><name val="Microsoft YaHei"/><family val="2"/><charset val="134"/></font>';
    return HEAD + '<styleSheet xmlns="' + SCHEMAS + 'spreadsheetml/2006/main"><numFmts count="4">' +
      '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>' +
      '<numFmt numFmtId="166" formatCode="General&quot;万元&quot;"/><numFmt numFmtId="167" formatCode="&quot;CNY &quot;#,##0"/></numFmts>' +
      '<fonts count="3"><font>' + font + "<font><b/>" + font + '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Microsoft YaHei"/><family val="2"/><charset val="134"/></font></fonts>' +
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '<fill><patternFill patternType="solid"><fgColor rgb="FFEDE7DC"/><bgColor indexed="64"/></patternFill></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">' +
      xf(0, 0) + '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">' + top +
      xf(0, 49, ' quotePrefix="1"') + xf(0, 164) + xf(0, 165) + xf(0, 166) + xf(0, 167) + xf(2, 0) + xf(0, 1) +
      '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
  }

  function columnName(index) {
    return (index > 25 ? String.fromCharCode(64 + Math.floor(index / 26)) : "") + String.fromCharCode(65 + index % 26);
  }

  /* Days since 30 December 1899, as spreadsheets count them. */
  function serial(moment) { return (ofMoment(moment) - Date.UTC(1899, 11, 30)) / DAY; }

  function textCell(place, text, style) {
    var kept = clean(text).slice(0, CELL).replace(/[\ud800-\udbff]$/, "");
    if (!kept) { return ""; }
    return '<c r="' + place + '" s="' + (style === STYLES.text && FORMULA.test(kept) ? STYLES.guarded : style) +
      '" t="inlineStr"><is><t xml:space="preserve">' + xml(kept).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_") + "</t></is></c>";
  }

  function numberCell(place, number, style) { return '<c r="' + place + '" s="' + style + '"><v>' + number + "</v></c>"; }

  function cellXml(place, cell) {
    if (cell === null || typeof cell !== "object") { return textCell(place, cell, STYLES.text); }
    if (cell.day) { return numberCell(place, serial(cell.day + "T00:00"), STYLES.day); }
    if (cell.moment) { return numberCell(place, serial(cell.moment), STYLES.moment); }
    if ("link" in cell) { return textCell(place, cell.link, address(cell.link) ? STYLES.link : STYLES.text); }
    var kind = ["wan", "yuan", "year"].filter(function (name) { return name in cell; })[0];
    return numberCell(place, cell[kind], STYLES[kind]);
  }

  /* Lines that a text takes in a column: wide signs count twice; programs that open the file do not all work this out. */
  function linesOf(cell, width) {
    return clean(cell).slice(0, 2000).split("\n").reduce(function (sum, part) {
      return sum + Math.max(1, Math.ceil((part.length + part.replace(/[\u0000-\u2e7f]/g, "").length) * 1.1 / width));
    }, 0);
  }

  function rowHeight(columns, texts) {
    var lines = texts.map(function (cell, i) { return cell !== null && typeof cell === "object" ? 1 : linesOf(cell, COLUMNS[columns[i]][0]); });
    return 16 * Math.min(LINES, Math.max.apply(null, lines));
  }

  function rowXml(number, cells, height, asXml) {
    return '<row r="' + number + '" ht="' + height + '" customHeight="1">' + cells.map(function (cell, i) { return asXml(columnName(i) + number, cell); }).join("") + "</row>";
  }

  function headXml(columns, way) {
    var names = columns.map(function (name) { return heading(name, way); });
    return rowXml(1, names, rowHeight(columns, names), function (place, name) { return textCell(place, name, STYLES.head); });
  }

  function linksOf(table) {
    var links = [];
    table.forEach(function (cells, r) {
      cells.forEach(function (cell, c) {
        var to = cell && typeof cell === "object" && "link" in cell ? address(cell.link) : "";
        if (to && to.length <= LINK && links.length < LINKS) { links.push([columnName(c) + (r + 2), to]); }
      });
    });
    return links;
  }

  function worksheet(columns, table, links, way) {
    var last = columnName(columns.length - 1) + (table.length + 1);
    return HEAD + '<worksheet xmlns="' + SCHEMAS + 'spreadsheetml/2006/main" xmlns:r="' + RELATIONS + '"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
      '<dimension ref="A1:' + last + '"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
      '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>' +
      columns.map(function (name, i) { return '<col min="' + (i + 1) + '" max="' + (i + 1) + '" width="' + COLUMNS[name][0] + '" customWidth="1"/>'; }).join("") +
      "</cols><sheetData>" + headXml(columns, way) +
      table.map(function (cells, i) { return rowXml(i + 2, cells, rowHeight(columns, cells), cellXml); }).join("") + '</sheetData><autoFilter ref="A1:' + last + '"/>' +
      (links.length ? "<hyperlinks>" + links.map(function (link, i) {
        return '<hyperlink ref="' + link[0] + '" r:id="rId' + (i + 1) + '"/>';
      }).join("") + "</hyperlinks>" : "") + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
      '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';
  }

  /* A sheet's name as spreadsheets allow it: 31 signs at most, none of []:*?/\ and no quote at an end. */
  function sheetName(text) { return line(text).replace(/[[\]:*?/\\]/g, " ").slice(0, 31).replace(/^'+|'+$/g, "").trim() || "zhangbang"; }

  function workbook(name, last) {
    var place = xml("'" + name.replace(/'/g, "''") + "'!");
    return HEAD + '<workbook xmlns="' + SCHEMAS + 'spreadsheetml/2006/main" xmlns:r="' + RELATIONS + '"><bookViews><workbookView/></bookViews><sheets><sheet name="' +
      xml(name) + '" sheetId="1" r:id="rId1"/></sheets><definedNames>' +
      '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">' + place + "$A$1:" + last + "</definedName>" +
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">' + place + "$1:$1</definedName></definedNames></workbook>";
  }

  function xlsx(columns, name, rows, way) {
    var table = rows.map(function (row) { return cellsOf(row, columns, way); }), links = linksOf(table);
    var last = "$" + columnName(columns.length - 1) + "$" + (table.length + 1);
    return zip({
      "[Content_Types].xml": contentTypes({
        "xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet", "xl/styles.xml": "spreadsheetml.styles"
      }),
      "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
      "xl/workbook.xml": workbook(sheetName(way.words[name]), last),
      "xl/_rels/workbook.xml.rels": relations([["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]]),
      "xl/styles.xml": sheetStyles(),
      "xl/worksheets/sheet1.xml": worksheet(columns, table, links, way),
      "xl/worksheets/_rels/sheet1.xml.rels": relations(links.map(function (link) { return ["hyperlink", link[1]]; }))
    });
  }

  /* -- the digest: the same headings, entries and facts for Markdown, Word and plain text ------------------ */
  var FACTS = ["status", "deadlines", "sponsor", "programme", "owner", "area", "owner_payment", "support", "number"];

  function factsOf(row, way) {
    var facts = FACTS.map(function (name) { return { label: line(way.words[name]), text: line(plain(COLUMNS[name][1](row, way))) }; });
    var named = row.source || {};
    facts.push({ label: line(way.words.source), text: line(named.title) || line(named.url), link: address(named.url) });
    facts.push({ label: line(way.words.link), text: line(row.href), link: address(row.href) });
    return facts.filter(function (fact) { return fact.text; });
  }

  function entryOf(row, way) {
    return { title: line(row.title), link: address(row.href), excerpt: clipped(line(row.excerpt), EXCERPT), facts: factsOf(row, way) };
  }

  function digest(rows, way) {
    var kinds = rows.map(function (row) { return written(row.kind); }).filter(function (kind, i, all) { return all.indexOf(kind) === i; });
    return {
      title: line(way.words.digest),
      lead: line(fill(way.words.digest_lead, { n: rows.length, date: way.now.slice(0, 10) })),
      groups: kinds.map(function (kind) {
        var own = rows.filter(function (row) { return written(row.kind) === kind; });
        return { title: line((way.words.many || {})[kind] || kind), entries: own.map(function (row) { return entryOf(row, way); }) };
      })
    };
  }

  function colon(way) { return way.lang === "zh" ? "：" : ": "; }

  /* -- Markdown ----------------------------------------------------------------------------------------- */
  function md(text) { return xml(text).replace(/&quot;/g, '"').replace(/[\\`*_{}[\]#~!$]/g, "\\$&"); }

  function mdLink(text, link) { return link ? "[" + md(text) + "](" + link + ")" : md(text); }

  function mdEntry(entry, way) {
    var facts = entry.facts.map(function (fact) { return "- **" + md(fact.label) + "**" + colon(way) + mdLink(fact.text, fact.link); });
    return ["### " + mdLink(entry.title, entry.link), ""].concat(entry.excerpt ? ["> " + mdLine(entry.excerpt), ""] : [], facts, [""]);
  }

  /* The beginning of a line can begin a list or a rule. */
  function mdLine(text) { return md(text).replace(/^([-+])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2"); }

  function markdown(rows, way) {
    var told = digest(rows, way), lines = ["# " + md(told.title), "", mdLine(told.lead), ""];
    told.groups.forEach(function (group) {
      lines.push("## " + md(group.title), "");
      group.entries.forEach(function (entry) { lines.push.apply(lines, mdEntry(entry, way)); });
    });
    return utf8(lines.join("\n"));
  }

  /* -- plain text --------------------------------------------------------------------------------------- */
  function text(rows, way) {
    var told = digest(rows, way), lines = [told.title, told.lead, ""], count = 0;
    told.groups.forEach(function (group) {
      lines.push("【" + group.title + "】", "");
      group.entries.forEach(function (entry) {
        count += 1;
        lines.push(count + ". " + entry.title);
        if (entry.excerpt) { lines.push(entry.excerpt); }
        entry.facts.forEach(function (fact) { lines.push(fact.label + colon(way) + fact.text + withLink(fact)); });
        lines.push("");
      });
    });
    return utf8("\ufeff" + lines.join("\r\n"));
  }

  function withLink(fact) { return fact.link && !/^(https?|mailto):/i.test(fact.text) ? " " + fact.link : ""; }

  /* -- Word --------------------------------------------------------------------------------------------- */
  var WORD = SCHEMAS + "wordprocessingml/2006/main";

  function run(value, look) { return "<w:r>" + (look ? "<w:rPr>" + look + "</w:rPr>" : "") + '<w:t xml:space="preserve">' + xml(value) + "</w:t></w:r>"; }

  function paragraph(style, runs) { return '<w:p><w:pPr><w:pStyle w:val="' + style + '"/></w:pPr>' + runs + "</w:p>"; }

  function linked(value, link, links) {
    if (!link) { return run(value); }
    links.push(["hyperlink", link]);
    return '<w:hyperlink r:id="rId' + links.length + '" w:history="1">' + run(value, '<w:rStyle w:val="Hyperlink"/>') + "</w:hyperlink>";
  }

  function wordEntry(entry, links, way) {
    return paragraph("Heading2", linked(entry.title, entry.link, links)) + (entry.excerpt ? paragraph("Quote", run(entry.excerpt)) : "") +
      entry.facts.map(function (fact) { return paragraph("Fact", run(fact.label + colon(way), "<w:b/>") + linked(fact.text, fact.link, links)); }).join("");
  }

  function wordBody(told, links, way) {
    return paragraph("Title", run(told.title)) + paragraph("Normal", run(told.lead)) + told.groups.map(function (group) {
      return paragraph("Heading1", run(group.title)) + group.entries.map(function (entry) { return wordEntry(entry, links, way); }).join("");
    }).join("");
  }

  /* A style: its name, what it does to the paragraph, and its letters. */
  function style(id, name, paragraphs, letters, more) {
    return '<w:style w:type="paragraph"' + (more || "") + ' w:styleId="' + id + '"><w:name w:val="' + name + '"/>' +
      (id === "Normal" ? "" : '<w:basedOn w:val="Normal"/>') + '<w:qFormat/><w:pPr>' + paragraphs + "</w:pPr><w:rPr>" + letters + "</w:rPr></w:style>";
  }

  function fonts(latin, chinese) { return '<w:rFonts w:ascii="' + latin + '" w:eastAsia="' + chinese + '" w:hAnsi="' + latin + '" w:cs="' + latin + '"/>'; }

  function wordStyles(lang) {
    var bold = fonts("Arial", "SimHei") + "<w:b/>", next = '<w:keepNext/><w:keepLines/>';
    return HEAD + '<w:styles xmlns:w="' + WORD + '"><w:docDefaults><w:rPrDefault><w:rPr>' + fonts("Times New Roman", "SimSun") +
      '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="' + (lang === "zh" ? "zh-CN" : "en-US") + '" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>' +
      '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
      style("Normal", "Normal", "", "", ' w:default="1"') +
      style("Title", "Title", '<w:spacing w:after="160"/><w:jc w:val="center"/>', bold + '<w:sz w:val="40"/>') +
      style("Heading1", "heading 1", next + '<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', bold + '<w:sz w:val="30"/>') +
      style("Heading2", "heading 2", next + '<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/>', bold + '<w:sz w:val="24"/>') +
      style("Quote", "Quote", '<w:ind w:left="360"/>', '<w:color w:val="555555"/>') +
      style("Fact", "zhangbang fact", '<w:spacing w:after="20"/><w:ind w:left="360"/>', "") +
      '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>';
  }

  function docx(rows, way) {
    var links = [["styles", "styles.xml"]], body = wordBody(digest(rows, way), links, way);
    return zip({
      "[Content_Types].xml": contentTypes({ "word/document.xml": "wordprocessingml.document.main", "word/styles.xml": "wordprocessingml.styles" }),
      "_rels/.rels": relations([["officeDocument", "word/document.xml"]]),
      "word/document.xml": HEAD + '<w:document xmlns:w="' + WORD + '" xmlns:r="' + RELATIONS + '"><w:body>' + body +
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>',
      "word/_rels/document.xml.rels": relations(links),
      "word/styles.xml": wordStyles(way.lang)
    });
  }

  /* -- calendar (RFC 5545) ------------------------------------------------------------------------------ */
  var ZONE = ["BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800",
    "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE"];

  function ical(value) { return clean(value).replace(/[\\;,]/g, "\\$&").replace(/[\n\u0085\u2028\u2029]/g, "\\n").replace(/[\t\u007f-\u009f]/g, " "); }

  function width(sign) {
    var code = sign.codePointAt(0);
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }

  /* Lines of at most 75 bytes, never cut within a character. */
  function folded(content) {
    var lines = [""], room = 75;
    Array.from(content).forEach(function (sign) {
      if (width(sign) > room) { lines.push(" "); room = 74; }
      lines[lines.length - 1] += sign;
      room -= width(sign);
    });
    return lines.join("\r\n");
  }

  function stamp(moment) { return moment.replace(/[-:]/g, "") + "00"; }

  /* The same deadline has the same name each time, also after it has been moved, and as in the site's own calendars; the second of a kind has a number. */
  function uidOf(row, deadline, seen) {
    var name = [row.kind, row.id, deadline.audience, deadline.region].filter(Boolean).map(function (part) { return encodeURIComponent(clean(part)); }).join(".");
    var nth = deadline.nth || (seen[name] = (seen[name] || 0) + 1);
    return name + (nth > 1 ? "." + nth : "") + "@zhangbang";
  }

  /* An event is the half hour before the deadline, so that it stands on the last day even where that ends at midnight. */
  function eventOf(row, deadline, uid, way) {
    var about = [deadlineWords(deadline, way.lang), row.sponsor, row.owner, (row.source || {}).title, row.href].map(line).filter(Boolean);
    var link = address(row.href);
    return ["BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:" + stamp(toMoment(way.time)) + "Z",
      "DTSTART;TZID=Asia/Shanghai:" + stamp(toMoment(ofMoment(deadline.moment) - 1800000)), "DTEND;TZID=Asia/Shanghai:" + stamp(deadline.moment),
      "SUMMARY:" + ical(line(deadline.audienceText) + colon(way) + line(row.title)), "DESCRIPTION:" + ical(about.join("\n"))]
      .concat(link ? ["URL:" + link] : [], ["TRANSP:TRANSPARENT", "END:VEVENT"]);
  }

  function ics(rows, way) {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhangbang//zhangbang//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
      "X-WR-CALNAME:" + ical(way.words.calendar)].concat(ZONE), seen = Object.create(null);
    rows.forEach(function (row) {
      deadlinesOf(row).forEach(function (deadline) {
        var uid = uidOf(row, deadline, seen);
        if (isMoment(deadline.moment)) { lines.push.apply(lines, eventOf(row, deadline, uid, way)); }
      });
    });
    return utf8(lines.concat("END:VCALENDAR").map(folded).join("\r\n") + "\r\n");
  }

  /* -- formats ------------------------------------------------------------------------------------------ */
  var FORMATS = {
    csv: { suffix: ".csv", type: "text/csv;charset=utf-8", make: csv },
    xlsx: { suffix: ".xlsx", type: TYPES + "spreadsheetml.sheet", make: xlsx.bind(null, LIST, "list_name") },
    md: { suffix: ".md", type: "text/markdown;charset=utf-8", make: markdown },
    docx: { suffix: ".docx", type: TYPES + "wordprocessingml.document", make: docx },
    txt: { suffix: ".txt", type: "text/plain;charset=utf-8", make: text },
    ics: { suffix: ".ics", type: "text/calendar;charset=utf-8", make: ics },
    sheet: { suffix: "-sheet.xlsx", type: TYPES + "spreadsheetml.sheet", make: xlsx.bind(null, SHEET, "sheet_name") }
  };

  function offsetOf(value) { return Number.isInteger(value) && value >= 0 && value <= 365 ? value : 8; }

  /* A file in a format: its name, type and bytes. `options`: offset, in days before the deadline; now, in milliseconds. */
  function make(format, rows, words, lang, options) {
    var chosen = options || {}, time = chosen.now === undefined ? Date.now() : chosen.now;
    var way = { words: words, lang: lang, offset: offsetOf(chosen.offset), time: time, now: toMoment(time + 8 * 3600000) };
    var as = FORMATS[format];
    return { name: "zhangbang-" + way.now.slice(0, 10) + as.suffix, type: as.type, bytes: as.make(rows, way) };
  }

  window.zhangbang.takeaway = { FORMATS: FORMATS, make: make, save: files.save };
})();
