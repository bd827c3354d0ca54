/// The words of legal feet and of what mailing lists append.
enum FootPhrases {
  /// Two different ones in one paragraph make it a legal foot.
  static let legal = PhraseTable([
    "confidential", "privileged", "intended recipient", "intended solely", "intended only",
    "intended for", "disclos",
    "unauthorized", "unauthorised", "delete this", "delete it", "notify the sender", "in error",
    "virus",
    "dissemination", "strictly prohibited", "addressee", "do not necessarily represent",
    "registered in", "registered office",
    "vertraulich", "irrtümlich erhalten", "unbefugt", "vernichten sie", "rechtlich geschützt",
    "bestimmungsgemäße",
    "nicht der richtige adressat", "confidentiel", "destinataire", "par erreur", "strictement",
    "détruire",
    "vertrouwelijk", "geadresseerde", "ten onrechte", "uitsluitend bestemd", "confidencial",
    "destinatario",
    "por error", "exclusivamente", "prohibida", "riservat", "per errore", "d.lgs", "privacy",
    "destinatário", "por engano", "sigilos",
    "konfidentiell", "avsedd", "fortrolig", "fejlagtigt", "ved en feil", "luottamuksel", "poufn",
    "adresat",
    "důvěrn", "před vytištěním", "dôvern", "bizalmas", "címzett", "confidențial", "конфиденциальн",
    "конфіденційн",
    "адресат", "εμπιστευτικ", "παραλήπτη", "gizli", "yetkisiz", "機密", "保密", "기밀", "bảo mật", "חסוי",
    "سرية",
    "before printing", "consider the environment",
  ])
  /// What a person says of himself or asks; a company's lawyer says neither.
  static let personal = PhraseTable([
    "i am", "i'm", "i was", "i have", "i've", "i had", "i did", "i do", "i want", "i would", "i can", "i need",
    "i think", "i got", "i sent", "i wrote", "my wife", "my husband", "my order", "my account", "my data",
    "my parcel", "you wrote", "you sent me", "you told me", "tell me", "ich habe", "ich bin", "ich möchte",
    "meine bestellung", "mein paket", "sagen sie mir", "j'ai", "je suis", "je voudrais", "ma commande",
    "he recibido", "mi pedido", "quiero", "ho ricevuto", "il mio ordine", "vorrei", "ik heb", "mijn bestelling",
  ])
  /// The banner that the receiver's own mail system puts above a message from outside.
  static let banner = PhraseTable([
    "originated from outside", "originated outside", "external email", "external sender",
    "from an external source",
    "came from outside", "von außerhalb", "externe e-mail", "expéditeur externe",
    "externe afzender", "correo externo",
  ])
  static let list = PhraseTable([
    "mailing list", "unsubscribe", "listinfo", "google groups", "to post to this group",
    "mailing-list", "list archive",
    "manage your subscription", "mailman", "to post to this list", "yahoo! groups", "yahoo groups",
    "abmelden", "abbestellen",
    "se désabonner", "désinscrire", "darse de baja", "cancellarti", "cancelar a inscrição",
    "uitschrijven", "afmelden",
    "avregistrera", "wypisać",
  ])
  /// A line that starts the foot of a list by itself.
  static let listOpeners = PhraseTable([
    "you received this message because you are subscribed", "you received this message because you",
    "to unsubscribe from this group", "to unsubscribe from this list", "to unsubscribe, ",
    "to unsubscribe send",
    "to unsubscribe from these emails", "__._,_.___", "to post to this group", "visit your group",
    "sie erhalten diese nachricht, weil sie", "vous recevez ce message, car vous",
    "vous recevez ce message car vous",
    "has recibido este mensaje porque", "hai ricevuto questo messaggio perché",
    "você recebeu essa mensagem porque",
    "je hebt dit bericht ontvangen omdat",
  ])
}
