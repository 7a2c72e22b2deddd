"""The texts that come with the site, in each language; an edition's own take their place."""

from dataclasses import dataclass

from django.conf import settings

from conference.edition.models import Edition
from conference.registration.letters.models import LetterKind, LetterText

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Text:
    """A title and paragraphs with placeholders. Revision 0 is the shipped text."""

    title: str
    body: str
    revision: int = 0


# Each language stands here as it is printed: a letter's language is its reader's, not the site's.
SHIPPED = {
    (LetterKind.APPROVAL, "en"): Text(
        "{edition}: request for approval",
        """To the approving officer at {agency}:

{name} has applied to attend {edition}, {dates}, {venue}. The conference is a week of training in threat assessment and management for those who protect people: assessment of threats and of fixated persons, case management, workplace violence, and the work between police, prosecutors, psychologists and security staff.

What attending brings to your agency: methods that can be used at once, contacts in other units, and proof of attendance by scans at the doors of each session.

Ticket: {ticket}. Price: {price}. Order: {order}. A purchase order is accepted where the edition offers it; the invoice comes to the billing contact of the order.""",  # noqa: E501
    ),
    (LetterKind.APPROVAL, "es"): Text(
        "{edition}: solicitud de aprobación",
        """A la persona de {agency} que aprueba la asistencia:

{name} ha solicitado asistir a {edition}, {dates}, {venue}. La conferencia es una semana de formación en evaluación y gestión de amenazas para quienes protegen a las personas: evaluación de amenazas y de personas obsesivas, gestión de casos, violencia en el trabajo y la cooperación entre policía, fiscalía, psicología y seguridad.

Lo que aporta a su organismo: métodos que se aplican de inmediato, contactos en otras unidades y prueba de asistencia mediante lecturas en la puerta de cada sesión.

Entrada: {ticket}. Precio: {price}. Pedido: {order}. Se aceptan órdenes de compra donde la edición las ofrece; la factura se envía al contacto de facturación del pedido.""",  # noqa: E501
    ),
    (LetterKind.VISA, "en"): Text(
        "Invitation to {edition}",
        """To whom it may concern:

We invite {passport_name}, national of {nationality}, holder of passport number {passport_number}, to attend {edition}, which takes place {dates} at {venue}.

The place is confirmed and paid (order {order}, {ticket}). Travel, lodging, insurance and all other costs are borne by the participant or the participant's employer.

This letter confirms a registration for the conference. It is no recommendation on any other matter, and the decision about a visa is the consulate's alone. It can be confirmed with us by its serial, {serial}.""",  # noqa: E501
    ),
    (LetterKind.VISA, "es"): Text(
        "Invitación a {edition}",
        """A quien corresponda:

Invitamos a {passport_name}, con nacionalidad de {nationality} y pasaporte número {passport_number}, a asistir a {edition}, que se celebra {dates} en {venue}.

La plaza está confirmada y pagada (pedido {order}, {ticket}). El viaje, el alojamiento, el seguro y los demás gastos corren por cuenta de la persona participante o de quien la emplea.

Esta carta confirma una inscripción en la conferencia. No es una recomendación sobre ningún otro asunto, y la decisión sobre el visado corresponde únicamente al consulado. Puede confirmarse con nosotros por su número de serie, {serial}.""",  # noqa: E501
    ),
}


def text_of(edition: Edition, kind: str, language: str) -> Text:
    """Return an edition's own text of a kind in a language, else the shipped one; an unknown language reads English."""
    own = LetterText.objects.filter(edition=edition, kind=kind, language=language).first()
    if own:
        return Text(own.title, own.body, own.revision)
    return SHIPPED.get((LetterKind(kind), language)) or SHIPPED[LetterKind(kind), "en"]
