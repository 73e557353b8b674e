// A file over the bound is refused before it is sent, so that nothing that was filled in beside it is lost.
(function () {
  "use strict";
  var input = document.querySelector("input[data-most-bytes]");
  if (!input || !input.form || !input.files) { return; }
  var most = Number(input.getAttribute("data-most-bytes")), said = null;

  function megabytes(bytes) { return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, ""); }

  function refusal() {
    var file = input.files[0];
    if (!file || file.size <= most) { return ""; }
    return "“" + file.name + "”有 " + megabytes(file.size) + " MB，上传的文件不能超过 " + megabytes(most) + " MB，还没有上传。" +
      "请删去或压缩其中的图片后另存，或者分成几个文件；只要名单的，复制文字粘贴到上面。";
  }

  function check() {
    var why = refusal();
    if (said) { said.remove(); said = null; }
    if (why) {
      said = document.createElement("ul");
      said.className = "errorlist";
      said.setAttribute("role", "alert");
      said.appendChild(document.createElement("li")).textContent = why;
      var row = input.closest(".form-row");
      row.insertBefore(said, row.firstChild);
    }
    return !why;
  }

  input.addEventListener("change", check);
  input.form.addEventListener("submit", function (event) {
    if (check()) { return; }
    event.preventDefault();
    input.focus();
  });
})();
