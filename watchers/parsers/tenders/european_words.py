"""The words of notices in German, French, Spanish, Italian, Portuguese, Polish and Dutch. Data.

Labels and kinds of notice as the forms of the EU and national journals call them.
"""

LABELS = {
    "buyer": r"organisme public|entidad contratante|órgano contratante|opdrachtgever|zadavatel"
    r"|verejný obstarávateľ|obstarávateľ"
    r"|upphandlande (?:myndighet|enhet)|beställare|ordregiver|ordregivende myndighed|oppdragsgiver"
    r"|hankintayksikkö|ajánlatkérő|autoritatea contractantă|naročnik|naručitelj|"
    r"(?:öffentlicher )?auftraggeber|beschaffungsstelle|vergabestelle|acheteur(?: public)?"
    r"|pouvoir adjudicateur|entité adjudicatrice|[oó]rgano de contrataci[oó]n|poder adjudicador"
    r"|entidad adjudicadora"
    r"|stazione appaltante|amministrazione aggiudicatrice|entidade adjudicante|zamawiający"
    r"|aanbestedende dienst"
    r"|contracting (?:authority|entity)|(?:name of )?(?:the )?public buyer|adjudicating entity",
    "supplier": r"vybraný (?:dodavatel|uchádzač)|dodavatel|leverantör|vinnande anbudsgivare"
    r"|nyertes (?:ajánlattevő|pályázó)"
    r"|leverandør|valittu (?:toimittaja|tarjoaja)|toimittaja|wybrany wykonawca|winnende inschrijver"
    r"|gegund aan|odabrani ponuditelj"
    r"|ditta aggiudicataria|empresa adjudicataria|entreprise retenue|ofertantul câștigător"
    r"|bezuschlagtes unternehmen|adjudicataire|"
    r"auftragnehmer|zuschlagsempfänger|bezuschlagter bieter|titulaire(?: du marché)?"
    r"|attributaire"
    r"|adjudicatari[oa]|contratista|aggiudicatari[oa]|appaltatore|adjudicatário|wykonawca|opdrachtnemer"
    r"|awarded to|successful (?:tenderer|bidder)s?",
    "project_number": r"geschäftszeichen|referenznummer|vergabe-?nr|n(?:uméro|°|º) d[’\']avis|n(?:uméro|°"
    r"|º) de marché|kenmerk"
    r"|(?:systémové|evidenční) číslo(?: \w+)?|diarienummer|(?:eljárás|közbeszerzés) száma|znak sprawy"
    r"|numer (?:sprawy|postępowania)"
    r"|sagsnummer|saksnummer|diaarinumero|númer[oa] do (?:procedimento|processo)|numero (?:di )?gara"
    r"|expediente n[.º°o]*|"
    r"vergabenummer|aktenzeichen|référence(?: du marché)?|numéro de référence"
    r"|(?:n[uú]mero de )?expediente|cig|numer referencyjny|referentienummer",
    "budget": r"valeur estimée (?:hors tva|htva|tvac)|budget (?:maximal|maximum|prévisionnel)"
    r"|preço base(?: do procedimento)?|valor base"
    r"|geraamde (?:waarde|opdrachtwaarde)|maximumbudget|becsült érték|předpokládaná hodnota(?: zakázky)?"
    r"|predpokladaná hodnota"
    r"|uppskattat (?:värde|kontraktsvärde)|beräknat värde|wartość szacunkowa|budżet|anslået værdi"
    r"|anslått verdi|ennakoitu arvo"
    r"|valoarea estimată|valore (?:massimo|a base d[’\']asta)|maximalbudget|höchstbetrag|kostenrahmen"
    r"|haushaltsmittel|"
    r"montant estimé(?: ht| ttc)?"
    r"|geschätzter (?:gesamt)?(?:auftrags)?wert|valeur estimée|presupuesto base de licitaci[oó]n"
    r"|valor estimado(?: del contrato)?|importo a base (?:di gara|d'asta)|valore stimato"
    r"|szacunkowa wartość",
    "award": r"nabídková cena(?: bez dph| s dph)?|cena (?:bez|s) dph|celková cena|kontraktssumma"
    r"|kontraktsvärde|kontraktverdi"
    r"|a szerződés értéke|szerződés(?:es)? érték[e]?|cena wybranej oferty|preço contratual"
    r"|prix du contrat|vergabesumme|gunningsprijs|"
    r"(?:gesamt|auftrags|zuschlags)wert(?: des auftrags)?|auftragssumme|montant(?: du (?:marché|contrat)"
    r"| attribué)?"
    r"(?: ht| ttc)?|valeur (?:totale )?du marché|importe(?: total)?(?: de adjudicaci[oó]n| adjudicado)?"
    r"|importo(?: di)? aggiudicazione|valor do contrato|wartość (?:umowy|zamówienia)|contractwaarde"
    r"|contract value|total(?: value| price)?(?: of (?:the )?contract)?",
    "deadline": r"sluitingsdatum(?: .{0,30})?|uiterste (?:datum|inschrijfdatum)(?: .{0,30})?"
    r"|ajánlattételi határidő|prazo (?:para|de) (?:a )?apresentação(?: .{0,30})?"
    r"|lhůta pro podání nabídek|lehota na predkladanie ponúk|sista (?:anbudsdag|dag för anbud)"
    r"|anbudet ska vara inkommet"
    r"|tilbudsfrist|frist for (?:tilbud|innlevering)(?: .{0,20})?|tarjousten määräaika"
    r"|termen(?:ul)? limită(?: .{0,30})?|ende der angebotsfrist|abgabefrist|"
    r"(?:angebots|einreichungs|schluss)(?:frist|termin)(?: .{0,40})?"
    r"|frist für den eingang der angebote"
    r"|date limite (?:de (?:réception|remise)|des offres)(?: .{0,30})?"
    r"|plazo de presentaci[oó]n(?: .{0,30})?"
    r"|termine (?:per la )?(?:presentazione|ricezione)(?: .{0,30})?|termin składania(?: .{0,20})?",
    "published": r"stand|pubblicat[oa] il|publicad[oa](?: el| em)?|gepubliceerd(?: op)?|datum uveřejnění"
    r"|dátum zverejnenia|publicerad|közzététel(?: napja| dátuma)?"
    r"|opublikowano|offentliggjort|kunngjort|julkaistu|data publicării|"
    r"publiée? le|bekanntmachung vom"
    r"|veröffentlicht(?: am)?|veröffentlichungsdatum|date de publication|fecha de publicaci[oó]n"
    r"|data di pubblicazione|data de publicação|data publikacji|publicatiedatum",
    "project_name": r"předmět(?: zakázky)?|predmet zákazky|tárgy|a beszerzés tárgya|föremål|onderwerp"
    r"|omschrijving|"
    r"auftragsgegenstand|gegenstand(?: des auftrags)?|objet(?: du marché)?"
    r"|objeto(?: del contrato)?"
    r"|oggetto(?: dell'appalto)?|przedmiot zamówienia",
}
"""field -> labels, a pattern that ignores case"""

STAGES = (
    ("award", (r"výběru? dodavatele|výsled\w+ zakázky|tilldelning|tildeling|nyertes|rozstrzygnięci\w+"
    r"|wynik\w* postępowania|esito di gara"
    r"|adjudication|marché attribué|gunning|vergebener auftrag|vergabebekanntmachung|zuschlag"
    r"|avis d['’]attribution|adjudicaci[oó]n|aggiudicazione"
     r"|adjudicação|udzieleni\w+ zamówienia|gegunde opdracht")),
    ("cancelled", (r"avbrut\w+|avbryt\w+|zrušen\w+|annull\w+|visszavon\w+|aflyst|avlyst|keskeyt\w+"
    "|ingetrokken")),
    ("failed", r"infructueux|desiert[oa]|(?:gara|asta) deserta"),
    ("cancelled", r"aufhebung|sans suite|annullamento|unieważnieni\w+"),
    ("correction", (r"zmian\w+ ogłoszenia|oprav\w+|wijziging|rättelse|módosítás\w*|berichtigung"
    r"|rectificati\w+|rettifica|sprostowani\w+")),
    ("tender", (r"anúncio de procedimento|aankondiging|ajánlati felhívás|felhívás|upphandling"
    "|výběrové řízení|veřejná zakázka|anbudsinbjudan"
    r"|kleine ausschreibung|ausschreibung|auftragsbekanntmachung|avis de marché|appel d['’]offres"
    r"|licitaci[oó]n|bando di gara"
     r"|ogłoszenie o zamówieniu|aankondiging")),
)  # fmt: skip
"""stage -> words of a title, the first that is found wins"""
