/* Files made in the browser: text that XML can hold, a ZIP of texts and back, and the way into the reader's folder of downloads. */
(function () {
  "use strict";

  /* -- text -------------------------------------------------------------------------------------------- */
  function written(value) { return value === null || value === undefined ? "" : String(value); }

  /* What XML can hold: no control characters but tab and line feed, no halves of characters. */
  function clean(value) {
    return written(value).replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, function (found) { return found.length === 2 ? found : "\ufffd"; });
  }

  function xml(value) {
    return value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  /* -- ZIP, stored -------------------------------------------------------------------------------------- */
  var TABLE = Array.from({ length: 256 }, function (_, n) {
    for (var bit = 0; bit < 8; bit += 1) { n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1; }
    return n >>> 0;
  });

  function crc32(bytes) {
    var crc = 0xffffffff;
    for (var i = 0; i < bytes.length; i += 1) { crc = TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8); }
    return (crc ^ 0xffffffff) >>> 0;
  }

  function utf8(text) { return new TextEncoder().encode(text); }

  /* Little-endian numbers: pairs of width in bytes and value. */
  function packed(fields) {
    var bytes = [];
    fields.forEach(function (pair) { for (var i = 0; i < pair[0]; i += 1) { bytes.push(Math.floor(pair[1] / Math.pow(256, i)) & 255); } });
    return Uint8Array.from(bytes);
  }

  function joined(pieces) {
    var whole = new Uint8Array(pieces.reduce(function (sum, piece) { return sum + piece.length; }, 0)), at = 0;
    pieces.forEach(function (piece) { whole.set(piece, at); at += piece.length; });
    return whole;
  }

  /* Version 2.0, names in UTF-8, not compressed, 1 January 1980: the same parts give the same bytes. */
  function described(entry) {
    return [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 33], [4, entry.crc], [4, entry.data.length], [4, entry.data.length],
      [2, entry.name.length], [2, 0]];
  }

  function zip(parts) {
    var at = 0, local = [], central = [];
    Object.keys(parts).forEach(function (name) {
      var entry = { name: utf8(name), data: utf8(parts[name]) };
      entry.crc = crc32(entry.data);
      var head = packed([[4, 0x04034b50]].concat(described(entry)));
      local.push(head, entry.name, entry.data);
      central.push(packed([[4, 0x02014b50], [2, 20]].concat(described(entry), [[2, 0], [2, 0], [2, 0], [4, 0], [4, at]])), entry.name);
      at += head.length + entry.name.length + entry.data.length;
    });
    var index = joined(central), count = Object.keys(parts).length;
    return joined(local.concat([index, packed([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, index.length], [4, at], [2, 0]])]));
  }

  /* -- and back: the members of a ZIP that are asked for, within bounds ------------------------------------- */
  function Unpacked(why) {
    this.name = "Unpacked";
    this.why = why;
    this.message = why;
  }
  Unpacked.prototype = Object.create(Error.prototype);

  /* The members by name, as the directory at the end of the file lists them. */
  function directory(view) {
    var at = view.byteLength - 22, found = {};
    while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) { at -= 1; }
    if (at < 0) { throw new Unpacked("broken"); }
    var count = view.getUint16(at + 10, true), place = view.getUint32(at + 16, true);
    for (var i = 0; i < count; i += 1) {
      if (view.getUint32(place, true) !== 0x02014b50) { throw new Unpacked("broken"); }
      var length = view.getUint16(place + 28, true), name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + place + 46, length));
      if (Object.prototype.hasOwnProperty.call(found, name)) { throw new Unpacked("broken"); }
      found[name] = { flags: view.getUint16(place + 8, true), method: view.getUint16(place + 10, true), packed: view.getUint32(place + 20, true), at: view.getUint32(place + 42, true) };
      place += 46 + length + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
    }
    return found;
  }

  /* A stream's bytes; a promise that fails where they are more than `most`. */
  function drained(stream, most) {
    var reader = stream.getReader(), pieces = [], size = 0;
    function next() {
      return reader.read().then(function (step) {
        if (step.done) { return joined(pieces); }
        size += step.value.length;
        if (size > most) {
          reader.cancel();
          throw new Unpacked("bomb");
        }
        pieces.push(step.value);
        return next();
      });
    }
    return next();
  }

  function member(bytes, view, entry, most) {
    if (entry.flags & 1) { throw new Unpacked("broken"); }
    var start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    var data = bytes.subarray(start, start + entry.packed);
    if (entry.method === 0) { return drained(new Blob([data]).stream(), most); }
    if (entry.method !== 8) { throw new Unpacked("broken"); }
    return drained(new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")), most);
  }

  /* The texts of these members of a ZIP, none longer than `most` bytes; one that is not there is missing. */
  async function unzip(bytes, names, most) {
    var view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), texts = {};
    try {
      var listed = directory(view);
      for (var name of names) {
        if (Object.prototype.hasOwnProperty.call(listed, name)) {
          texts[name] = new TextDecoder("utf-8", { fatal: true }).decode(await member(bytes, view, listed[name], most));
        }
      }
    } catch (error) { throw error instanceof Unpacked ? error : new Unpacked("broken"); }
    return texts;
  }

  /* -- saving ------------------------------------------------------------------------------------------- */
  function save(made) {
    var link = document.createElement("a"), url = URL.createObjectURL(new Blob([made.bytes], { type: made.type }));
    link.href = url;
    link.download = made.name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  }

  window.zhangbang.files = { clean: clean, xml: xml, utf8: utf8, zip: zip, unzip: unzip, save: save };
})();
