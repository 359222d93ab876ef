// Every page works without this file: it opens menus in older browsers and adds a button beside citations.
(function (d) {
  var wide = matchMedia("(min-width:62rem)"), problem = d.querySelector(".problem");
  if (problem) problem.focus();
  // Where the style sheet cannot keep them open on wide screens.
  if (!CSS.supports("selector(::details-content)"))
    d.querySelectorAll(".menu,.facets").forEach(function (e) { e.open = wide.matches; });
  if (navigator.clipboard) d.querySelectorAll("[data-copy]").forEach(function (e) {
    var b = d.createElement("button");
    b.type = "button"; b.className = "btn2"; b.textContent = e.dataset.copy;
    b.onclick = function () { navigator.clipboard.writeText(e.textContent).then(function () { b.textContent += " \u2713"; }); };
    e.after(b);
  });
})(document);
