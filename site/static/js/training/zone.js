/* Offers the zone of this device. Without this module the list does. */

const form = document.querySelector("form[data-zone]");
const list = form?.elements.zone;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (list && own && own !== list.value && [...list.options].some((option) => option.value === own)) {
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "button button--secondary button--small";
  offer.textContent = form.dataset.zone.replace("%s", own.replaceAll("_", " "));
  offer.addEventListener("click", () => { list.value = own; offer.remove(); list.focus(); });
  list.after(offer);
}
