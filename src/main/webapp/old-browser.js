/* Says so when the browser does not understand the page's modules; itself in words that old browsers understand. */
window.addEventListener("load", function () {
  setTimeout(function () {
    if (!document.documentElement.hasAttribute("data-ready")) {
      document.getElementById("old-browser").hidden = false;
      document.getElementById("enter").disabled = true;
    }
  }, 0);
});
