// Titles that begin like what is typed; the page of results offers them to whoever has no script.
(function (d) {
  var input = d.querySelector("[data-suggest]"), list = d.createElement("datalist"), timer, last = "";
  if (!input || !window.fetch) return;
  list.id = "suggested";
  input.after(list);
  input.setAttribute("list", list.id);
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var typed = input.value.trim();
      if (typed.length < 2 || typed === last) return;
      last = typed;
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed)).then(function (r) { return r.json(); }).then(function (found) {
        if (typed !== last) return;
        list.replaceChildren.apply(list, found.suggestions.map(function (one) {
          var option = d.createElement("option");
          option.value = one.title;
          option.label = one.identifier;
          return option;
        }));
      }).catch(function () {});
    }, 250);
  });
})(document);
