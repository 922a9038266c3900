/* Shows a notice if the browser does not support the page's modules. This file itself uses only old syntax. */
window.addEventListener("load", function () {
  setTimeout(function () {
    if (!document.documentElement.hasAttribute("data-ready")) {
      document.getElementById("old-browser").hidden = false;
      document.getElementById("enter").disabled = true;
    }
  }, 0);
});
