/// Phrases by which mail programs and people set off what is not their own words, lower case.
///
/// Languages: English, German, French, Dutch, Spanish, Italian, Portuguese, Swedish, Danish, Norwegian, Polish, Czech.
enum Phrases {
  /// How an attribution line starts: "On 3 May", "Am 3. Mai".
  static let attributionOpeners = [
    "on ", "am ", "um ", "le ", "op ", "el ", "il ", "em ", "no dia ", "a ", "den ", "på ", "w dniu ", "dnia ", "dne ",
    "in data ", "il giorno ", "på ", "pe ", "tor", "fre", "mån", "man", "ons", "tir", "tis", "lør", "lör", "søn", "sön",
    "pon", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "vom ",
  ]
  /// The verb of an attribution line.
  static let wrote = [
    "wrote", "writes", "schrieb", "a écrit", "a ecrit", "schreef", "geschreven", "escribió", "escribio", "ha scritto",
    "scrisse", "escreveu", "skrev", "napisał", "napisal", "pisze", "napsal", "said", "hat geschrieben",
  ]
  static let originalMessage = [
    "original message", "ursprüngliche nachricht", "originalnachricht", "message d'origine", "message original",
    "oorspronkelijk bericht", "mensaje original", "messaggio originale", "mensagem original", "ursprungligt meddelande",
    "originalmeddelande", "oprindelig meddelelse", "original meddelelse", "opprinnelig melding", "wiadomość oryginalna",
    "oryginalna wiadomość", "původní zpráva", "reply message", "original appointment",
  ]
  static let forwardedMessage = [
    "forwarded message", "begin forwarded message", "weitergeleitete nachricht", "anfang der weitergeleiteten",
    "message transféré", "début du message", "message réexpédié", "doorgestuurd bericht", "begin doorgestuurd bericht",
    "mensaje reenviado", "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato",
    "mensagem encaminhada", "início da mensagem encaminhada", "vidarebefordrat meddelande", "videresendt meddelelse",
    "videresendt besked", "videresendt melding", "start på videresendt melding", "przekazana wiadomość",
    "treść przekazanej wiadomości", "wiadomość przekazana", "přeposlaná zpráva", "forwarded by", "vidarebefordrat brev",
  ]
  static let fromLabels: Set<String> = [
    "from", "von", "de", "da", "van", "från", "fra", "od", "expéditeur", "remitente", "mittente",
  ]
  static let subjectLabels: Set<String> = [
    "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne", "temat", "předmět",
    "sujet",
  ]
  static let otherLabels: Set<String> = [
    "sent", "date", "to", "cc", "reply-to", "gesendet", "datum", "an", "kopie", "envoyé", "à", "date d'envoi",
    "enviado", "enviado el", "enviada em", "fecha", "para", "inviato", "data", "a", "per", "verzonden", "aan",
    "skickat",
    "skickat den", "till", "sendt", "dato", "til", "wysłano", "wysłane", "do", "dw", "odesláno", "komu", "kopia",
    "bcc", "gesendet am", "le", "pour", "importance", "attachments", "organization", "envoyé le",
  ]
  /// A line of its own before the name.
  static let closings: Set<String> = [
    "best regards", "kind regards", "warm regards", "kindest regards", "regards", "best wishes", "warmest regards",
    "all the best", "best", "many thanks", "thanks", "thank you", "thanks in advance", "thank you in advance", "cheers",
    "sincerely", "yours sincerely", "yours faithfully", "yours truly", "sincerely yours", "with kind regards",
    "with best regards", "many thanks in advance", "thanks again", "thanks and regards", "thanks & regards", "love",
    "take care", "respectfully", "cordially", "br", "rgds", "thx", "with thanks", "thank you very much",
    "thanks very much", "thanks so much", "thanks a lot", "thank you so much", "yours", "have a nice day",
    "mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichem gruß", "freundliche grüße", "viele grüße",
    "liebe grüße", "beste grüße", "schöne grüße", "herzliche grüße", "mfg", "lg", "vg", "gruß", "grüße", "danke",
    "vielen dank", "besten dank", "cordialement", "bien cordialement", "bien à vous", "cdlt", "salutations", "merci",
    "merci d'avance", "sincères salutations", "met vriendelijke groet", "met vriendelijke groeten",
    "vriendelijke groet",
    "groeten", "groet", "mvg", "bedankt", "alvast bedankt", "saludos", "un saludo", "saludos cordiales", "atentamente",
    "gracias", "muchas gracias", "cordiali saluti", "distinti saluti", "saluti", "grazie", "grazie mille",
    "atenciosamente", "cumprimentos", "melhores cumprimentos", "obrigado", "obrigada", "abraços",
    "med vänliga hälsningar",
    "vänliga hälsningar", "med vänlig hälsning", "mvh", "hälsningar", "tack", "tack på förhand", "med venlig hilsen",
    "venlig hilsen", "hilsen", "mange tak", "tak", "med vennlig hilsen", "vennlig hilsen", "takk", "på forhånd takk",
    "pozdrawiam", "z poważaniem", "dziękuję", "z góry dziękuję", "s pozdravem", "děkuji",
  ]
  /// What a line added by a telephone or a free mail program starts with.
  static let mobileOpeners = [
    "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from aol", "sent from proton",
    "sent with proton", "sent via the samsung", "sent from samsung", "sent from gmail", "sent from windows mail",
    "sent from blackberry", "sent via blackberry", "sent from android", "sent from iphone", "sent from ipad",
    "get outlook for ", "download outlook for", "sent on the go", "sent using ", "sent from nine", "sent from a phone",
    "von meinem ", "gesendet von meinem ", "gesendet von mail ", "gesendet mit der ", "von unterwegs gesendet",
    "diese nachricht wurde von meinem android", "outlook für ", "envoyé de mon ", "envoyé depuis mon ",
    "envoyé à partir d", "télécharger outlook pour", "obtenir outlook pour", "verstuurd vanaf mijn ",
    "verzonden vanaf mijn ", "verzonden met mijn ", "verzonden vanuit mail", "outlook voor ", "enviado desde mi ",
    "enviado desde correo", "obtener outlook para", "inviato da iphone", "inviato dal mio ", "inviato da mail ",
    "inviato da libero", "ottieni outlook per", "scarica outlook per", "enviado do meu ", "enviado a partir do ",
    "obter o outlook para", "skickat från min ", "skickat från mitt ", "skickat från e-post", "hämta outlook för",
    "sendt fra min ", "sendt fra mit ", "sendt fra mail", "hent outlook ", "få outlook for", "wysłane z iphone",
    "wysłano z iphone", "wysłane z mojego ", "wysłano z mojego ", "pobierz program outlook", "odesláno z ",
  ]
  /// Two of these in one paragraph make it a legal foot.
  static let legal = [
    "confidential", "privileged", "intended recipient", "intended solely", "intended only", "disclos", "unauthorized",
    "unauthorised", "delete this", "notify the sender", "received this e-mail in error", "received this email in error",
    "received this message in error", "vertraulich", "irrtümlich erhalten", "unbefugt", "vernichten sie",
    "confidentiel",
    "destinataire", "par erreur", "vertrouwelijk", "geadresseerde", "ten onrechte", "confidencial", "destinatario",
    "por error", "riservat", "per errore", "destinatário", "por engano", "konfidentiell", "fortrolig", "fejlagtigt",
    "poufn", "adresat", "před vytištěním", "before printing this",
  ]
  static let listFoot = [
    "mailing list", "unsubscribe", "listinfo", "google groups", "to post to this group", "mailing-list", "list archive",
    "manage your subscription",
  ]
  /// First words of a greeting.
  static let greetings = [
    "hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "good day", "greetings", "hallo",
    "guten tag", "guten morgen", "guten abend", "liebe", "lieber", "liebes", "sehr geehrte", "sehr geehrter", "moin",
    "servus", "grüß gott", "bonjour", "bonsoir", "salut", "cher", "chère", "madame", "monsieur", "beste", "geachte",
    "goedemorgen", "goedemiddag", "goedendag", "hoi", "hola", "buenos días", "buenas tardes", "buenas", "estimado",
    "estimada", "estimados", "ciao", "buongiorno", "buonasera", "salve", "gentile", "gentili", "olá", "oi", "bom dia",
    "boa tarde", "boa noite", "prezado", "prezados", "caro", "cara", "hej", "hejsan", "god morgon", "god dag", "kära",
    "kære", "hei", "kjære", "cześć", "dzień dobry", "witam", "szanowni państwo", "dobrý den", "ahoj",
    "to whom it may concern",
  ]
}
