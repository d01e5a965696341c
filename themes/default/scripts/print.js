// The button of a sheet to print.
document.querySelector("button.print").addEventListener("click", () => print());
