// Small conveniences; every page works without them.
(function () {
  "use strict";
  var typing = function (node) { return node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName); };
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var find = document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
  });
  document.addEventListener("click", function (event) {
    var menu = document.querySelector("details.me[open]");
    if (menu && !menu.contains(event.target)) { menu.removeAttribute("open"); }
  });
  var wrongs = document.getElementById("wrongs");
  if (wrongs) { wrongs.focus(); }
}());
