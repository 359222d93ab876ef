// Searches the records in search-index.js, which stands beside it, from a disk as from a server.
(function (d) {
  var asked = new URLSearchParams(location.search), list = d.getElementById("hits"), told = d.getElementById("res");
  var typed = asked.get("q") || "", input = d.getElementById("q");
  input.value = typed;
  // As the registry compares words: without accents, marks, articles and signs.
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/([a-z])[\u0300-\u036f]+|[\u064b-\u065f\u0670\u0640]/g, "$1").normalize("NFC")
      .replace(/ё/g, "е").replace(/ى/g, "ي").replace(/ة/g, "ه")
      .replace(/(^|[^\u0621-\u064a])[وفبك]?(?:ال|لل)(?=[\u0621-\u064a]{3})/g, "$1");
  }
  // Numbers as the index writes them: ITU-T X.1254 (2020) is x1254, ISO/IEC 29115:2013 is iso29115.
  function codes(text) {
    return text.replace(/\b(?:itu|uit)[\s-]?[trd]\s+/g, "").replace(/\biso\s?\/\s?iec\b/g, "iso")
      .replace(/\s?[(:]\s?(?:\d\d\/)?(?:19|20)\d\d\)?/g, "")
      .replace(/\b(iso|rfc|req|uc|sa|nd|ex|sg|[a-z])[\s.-]{0,2}0*(\d{1,6})\b/g, "$1$2");
  }
  // What a word may lose at its end and still be meant.
  function stem(word) {
    if (/\d/.test(word)) return word;
    if (/[\u0621-\u064a]/.test(word)) return word.replace(/^([\u0621-\u064a]{3,}?)(?:يات|يين|يون|ات|ين|ون|ان|يه|ها|هم|ه|ي)$/, "$1");
    return word.slice(0, Math.max(3, word.length - (word.length > 6 ? 3 : word.length > 4 ? 1 : 0)));
  }
  function says(text, word) {
    if (/[\u3400-\u9fff]/.test(word)) return text.indexOf(word) >= 0;
    return (" " + text).indexOf(" " + stem(word)) >= 0;
  }
  function terms(text) { return codes(fold(text)).replace(/[^\p{L}\p{N}-]+/gu, " ").split(" ").filter(function (t) { return t && t !== "-"; }); }
  var filters = [];
  asked.forEach(function (value, name) { if (PREFIXES[name]) filters.push(PREFIXES[name] + value); });
  var wanted = [], unwanted = [];
  terms(typed).forEach(function (t) { (t[0] === "-" ? unwanted : wanted).push(t.replace(/^-/, "").replace(/-/g, " ")); });
  var found = INDEX.map(function (r) {
    var title = r[3], all = r[3] + " " + r[4], score = 0;
    if (!filters.every(function (f) { return (" " + r[5] + " ").indexOf(" " + f + " ") >= 0; })) return null;
    if (!wanted.every(function (t) { return says(all, t); }) || unwanted.some(function (t) { return says(all, t); })) return null;
    wanted.forEach(function (t) { score += (says(title, t) ? 5 : 1) + ((" " + title + " ").indexOf(" " + t + " ") >= 0 ? 3 : 0); });
    return [score, r];
  }).filter(Boolean);
  if (!wanted.length && !filters.length) found = [];
  found.sort(function (a, b) { return b[0] - a[0] || (a[1][1] < b[1][1] ? -1 : 1); });
  if (wanted.length || filters.length) told.textContent = found.length ? told.dataset.some + " " + found.length : told.dataset.none;
  found.slice(0, 100).forEach(function (one) {
    var r = one[1], item = d.createElement("li"), head = d.createElement("h3"), link = d.createElement("a"), id = d.createElement("bdi");
    link.href = r[0]; link.textContent = r[2]; id.className = "id"; id.dir = "ltr"; id.textContent = r[1];
    head.append(link); item.append(head, id); list.append(item);
  });
})(document);
