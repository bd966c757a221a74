/* SHA-256 (FIPS 180-4), of bytes in hexadecimal digits: pages opened over plain http have no other. */
(function () {
  "use strict";
  function primes(count) {
    for (var found = [], n = 2; found.length < count; n += 1) {
      if (found.every(function (prime) { return n % prime; })) { found.push(n); }
    }
    return found;
  }

  function fraction(root) {
    return function (prime) { return (Math.pow(prime, root) % 1) * 4294967296 >>> 0; };
  }

  var ROUNDS = primes(64).map(fraction(1 / 3)), START = primes(8).map(fraction(1 / 2));

  function turned(word, by) { return word >>> by | word << 32 - by; }

  function padded(bytes) {
    var whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64), view = new DataView(whole.buffer);
    whole.set(bytes);
    whole[bytes.length] = 128;
    view.setUint32(whole.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(whole.length - 4, bytes.length << 3 >>> 0);
    return view;
  }

  function scheduled(view, at) {
    var w = [];
    for (var i = 0; i < 64; i += 1) {
      if (i < 16) { w.push(view.getUint32(at + 4 * i)); continue; }
      var a = w[i - 15], b = w[i - 2];
      w.push(w[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ a >>> 3) + w[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ b >>> 10) >>> 0);
    }
    return w;
  }

  function mixed(state, w) {
    var s = state.slice();
    for (var i = 0; i < 64; i += 1) {
      var one = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + (s[4] & s[5] ^ ~s[4] & s[6]) + ROUNDS[i] + w[i];
      var two = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]);
      s = [one + two >>> 0, s[0], s[1], s[2], s[3] + one >>> 0, s[4], s[5], s[6]];
    }
    return state.map(function (word, i) { return word + s[i] >>> 0; });
  }

  function sha256(bytes) {
    var view = padded(bytes), state = START;
    for (var at = 0; at < view.byteLength; at += 64) { state = mixed(state, scheduled(view, at)); }
    return state.map(function (word) { return word.toString(16).padStart(8, "0"); }).join("");
  }

  window.zhangbang.sha256 = sha256;
})();
