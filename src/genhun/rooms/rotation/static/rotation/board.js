// Drawing a bar to another half-year, and the arrow keys: extras to the menu, which does the same without a script.
(function () {
  "use strict";
  var form = document.getElementById("drawn"), picture = document.querySelector(".board svg");
  if (!form || !picture) { return; }
  var periods = 0;
  picture.querySelectorAll("a[data-end]").forEach(function (bar) { periods = Math.max(periods, Number(bar.dataset.end)); });
  var send = function (bar, shift) {
    var begin = Number(bar.dataset.begin), end = Number(bar.dataset.end);
    shift = Math.max(-begin, Math.min(end - begin - 1, shift));
    if (!shift || !begin) { return; }
    form.elements.person.value = bar.dataset.person;
    form.elements.at.value = bar.dataset.begin;
    form.elements.shift.value = shift;
    form.submit();
  };
  var column = function () {
    var box = picture.getBoundingClientRect(), left = Number(picture.dataset.left), wide = picture.viewBox.baseVal.width;
    return box.width * (wide - left) / wide / periods;
  };
  var held = null, moved = 0;
  picture.addEventListener("pointerdown", function (event) {
    var bar = event.target.closest("a[data-person]");
    if (!bar || event.button) { return; }
    held = { bar: bar, x: event.clientX };
    moved = 0;
  });
  picture.addEventListener("pointermove", function (event) {
    if (!held) { return; }
    moved = Math.round((event.clientX - held.x) / column());
    held.bar.setAttribute("transform", "translate(" + (moved * (picture.viewBox.baseVal.width - Number(picture.dataset.left)) / periods) + " 0)");
  });
  document.addEventListener("pointerup", function () {
    if (!held) { return; }
    var bar = held.bar;
    held = null;
    bar.removeAttribute("transform");
    send(bar, moved);
  });
  picture.addEventListener("click", function (event) { if (moved) { event.preventDefault(); moved = 0; } });
  picture.addEventListener("dragstart", function (event) { event.preventDefault(); });
  picture.addEventListener("keydown", function (event) {
    var bar = event.target.closest("a[data-person]");
    if (!bar || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "ArrowLeft") { event.preventDefault(); send(bar, -1); }
    if (event.key === "ArrowRight") { event.preventDefault(); send(bar, 1); }
  });
}());
