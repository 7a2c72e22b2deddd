/* Registration, enhancement only: hides what a choice makes superfluous. */

function followLater(person) {
  const later = person.querySelector('input[name$="-later"]');
  const details = person.querySelector("[data-person-details]");
  if (!later || !details) return;
  const show = () => { details.hidden = later.checked; };
  later.addEventListener("change", show);
  show();
}

function followMethod(form) {
  const parts = form.querySelectorAll("[data-method]");
  const radios = form.querySelectorAll('input[name="method"]');
  if (!parts.length || !radios.length) return;
  const show = () => {
    const chosen = form.querySelector('input[name="method"]:checked');
    for (const part of parts) part.hidden = !chosen || chosen.value !== part.dataset.method;
  };
  for (const radio of radios) radio.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-person]").forEach(followLater);
document.querySelectorAll("form").forEach(followMethod);
