/* Says in words when a passkey or security key could not be used. */
const notice = document.getElementById("webauthn_failed");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("main").prepend(notice);
  notice.hidden = false;
});
