"""The words of notices in German, French, Spanish, Italian, Portuguese, Polish and Dutch. Data.

Labels and kinds of notice as the forms of the EU and national journals call them.
"""

LABELS = {
    "buyer": r"(?:öffentlicher )?auftraggeber|beschaffungsstelle|vergabestelle|acheteur(?: public)?"
    r"|pouvoir adjudicateur|entité adjudicatrice|[oó]rgano de contrataci[oó]n|poder adjudicador"
    r"|entidad adjudicadora"
    r"|stazione appaltante|amministrazione aggiudicatrice|entidade adjudicante|zamawiający"
    r"|aanbestedende dienst"
    r"|contracting (?:authority|entity)|(?:name of )?(?:the )?public buyer|adjudicating entity",
    "supplier": r"auftragnehmer|zuschlagsempfänger|bezuschlagter bieter|titulaire(?: du marché)?"
    r"|attributaire"
    r"|adjudicatari[oa]|contratista|aggiudicatari[oa]|appaltatore|adjudicatário|wykonawca|opdrachtnemer"
    r"|awarded to|successful (?:tenderer|bidder)s?",
    "project_number": r"vergabenummer|aktenzeichen|référence(?: du marché)?|numéro de référence"
    r"|(?:n[uú]mero de )?expediente|cig|numer referencyjny|referentienummer",
    "budget": r"montant estimé(?: ht| ttc)?"
    r"|geschätzter (?:gesamt)?(?:auftrags)?wert|valeur estimée|presupuesto base de licitaci[oó]n"
    r"|valor estimado(?: del contrato)?|importo a base (?:di gara|d'asta)|valore stimato"
    r"|szacunkowa wartość",
    "award": r"(?:gesamt|auftrags|zuschlags)wert(?: des auftrags)?|auftragssumme|montant(?: du marché"
    r"| attribué)?"
    r"(?: ht| ttc)?|valeur (?:totale )?du marché|importe(?: total)?(?: de adjudicaci[oó]n| adjudicado)?"
    r"|importo(?: di)? aggiudicazione|valor do contrato|wartość (?:umowy|zamówienia)|contractwaarde"
    r"|contract value|total(?: value| price)?(?: of (?:the )?contract)?",
    "deadline": r"(?:angebots|einreichungs|schluss)(?:frist|termin)(?: .{0,40})?"
    r"|frist für den eingang der angebote"
    r"|date limite (?:de (?:réception|remise)|des offres)(?: .{0,30})?"
    r"|plazo de presentaci[oó]n(?: .{0,30})?"
    r"|termine (?:per la )?(?:presentazione|ricezione)(?: .{0,30})?|termin składania(?: .{0,20})?",
    "published": r"publiée? le|bekanntmachung vom"
    r"|veröffentlicht(?: am)?|veröffentlichungsdatum|date de publication|fecha de publicaci[oó]n"
    r"|data di pubblicazione|data de publicação|data publikacji|publicatiedatum",
    "project_name": r"auftragsgegenstand|gegenstand(?: des auftrags)?|objet(?: du marché)?"
    r"|objeto(?: del contrato)?"
    r"|oggetto(?: dell'appalto)?|przedmiot zamówienia",
}
"""field -> labels, a pattern that ignores case"""

STAGES = (
    ("award", (r"vergebener auftrag|vergabebekanntmachung|zuschlag|avis d['’]attribution|adjudicaci[oó]n"
    r"|aggiudicazione"
     r"|adjudicação|udzieleni\w+ zamówienia|gegunde opdracht")),
    ("failed", r"infructueux|desiert[oa]|(?:gara|asta) deserta"),
    ("cancelled", r"aufhebung|sans suite|annullamento|unieważnieni\w+"),
    ("correction", r"berichtigung|rectificati\w+|rettifica|sprostowani\w+"),
    ("tender", (r"ausschreibung|auftragsbekanntmachung|avis de marché|appel d['’]offres|licitaci[oó]n"
    r"|bando di gara"
     r"|ogłoszenie o zamówieniu|aankondiging")),
)  # fmt: skip
"""stage -> words of a title, the first that is found wins"""
