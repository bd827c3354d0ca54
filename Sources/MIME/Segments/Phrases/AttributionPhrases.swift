/// The words of lines that introduce a quotation, by language.
enum AttributionPhrases {
  /// What such a line starts with where it does not start with a digit, a weekday, or a name.
  static let openers = PhraseTable([
    "on", "at", "in message", "in article",  // English
    "am", "vom",  // German
    "le",  // French
    "el", "en",  // Spanish
    "il", "il giorno", "in data",  // Italian
    "em", "no dia", "a",  // Portuguese
    "op",  // Dutch
    "den",  // Swedish, Danish, Norwegian
    "på", "ti", "kl.",
    "w dniu", "dnia",  // Polish
    "dne", "dňa", "v", "dana", "u", "na", "на",  // Czech, Slovak, Croatian, Serbian, Bulgarian
    "în data de", "pe", "la",  // Romanian
    "στις", "την", "τη", "το",  // Greek
    "vào", "vào lúc", "lúc", "ngày",  // Vietnamese
    "pada",  // Indonesian
    "tarihinde", "在", "于", "於", "בתאריך", "ב-", "ב", "في", "بتاريخ", "در", "ในวันที่", "เมื่อ", "dia",
    "kuupäeval",
    "mensagem de",
  ])

  /// The verb: "wrote".
  static let wrote = PhraseTable([
    "wrote", "writes", "said", "has written",  // English
    "schrieb", "schreibt", "hat geschrieben", "folgendes geschrieben", "geschrieben",  // German
    "a écrit", "a ecrit", "écrit", "écrivait", "a envoyé",  // French
    "escribió", "escribio", "ha escrito", "escribe", "va escriure",  // Spanish, Catalan
    "ha scritto", "scrisse", "scrive",  // Italian
    "escreveu", "escreve",  // Portuguese
    "schreef", "geschreven", "schrijft",  // Dutch
    "skrev", "skriver", "skrifaði",  // Swedish, Danish, Norwegian, Icelandic
    "kirjoitti", "kirjutas",  // Finnish, Estonian
    "napisał", "napisała", "napisal", "napisała", "pisze", "napisana przez",  // Polish
    "napsal", "napsala", "píše", "napsáno",  // Czech
    "napísal", "napísala", "napisao", "napisala", "je napisao", "je napisal",  // Slovak, Croatian, Slovene
    "írta", "ezt írta", "a következőt írta",  // Hungarian
    "a scris", "scris",  // Romanian
    "написал", "написала", "пишет", "писал", "писала",  // Russian
    "написав", "написала", "пише", "писав",  // Ukrainian
    "написа", "је написао",  // Bulgarian, Serbian
    "έγραψε", "εγραψε",  // Greek
    "yazdı", "şunu yazdı", "şunları yazdı",  // Turkish
    "đã viết", "viết",  // Vietnamese
    "menulis",  // Indonesian
    "rašė", "rakstīja",  // Lithuanian, Latvian
    "写道", "寫道", "写", "書きました", "書いた", "のメール", "のメッセージ", "wrote(引用)",  // Chinese, Japanese
    "작성", "작성했습니다", "썼습니다", "쓴 글",  // Korean
    "כתב", "כתבה", "כתב/ה", "מאת",  // Hebrew
    "كتب", "كتبت", "تمت كتابة ما يلي بواسطة", "نوشت", "เขียนว่า",  // Arabic, Persian, Thai
  ])

  /// Weekdays and months that such a line starts with, in full or short.
  static let days = PhraseTable([
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday",
    "wednesday",
    "thursday", "friday", "saturday", "sunday",
    "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch", "donnerstag",
    "freitag", "samstag",
    "sonntag", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi",
    "jeudi", "vendredi",
    "samedi", "dimanche", "mié", "jue", "vie", "sáb", "dom", "gio", "sab", "seg", "ter", "qua",
    "qui", "sex",
    "ma", "wo", "vr", "za", "zo", "mån", "tis", "ons", "tor", "tors", "fre", "lör", "sön", "man",
    "tir", "lør", "søn",
    "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "ke", "to", "pe", "la",
    "su",
    "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
    "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "po", "út", "st", "čt", "pá", "ne", "ut", "št",
    "pi",
    "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "joi", "vin", "sâm",
    "dum",
    "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "понедельник", "вторник", "среда", "четверг",
    "пятница", "суббота",
    "воскресенье", "понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя",
    "δευ", "τρί", "τετ", "πέμ", "παρ", "σάβ", "κυρ", "pzt", "sal", "çar", "per", "cum", "cmt",
    "paz",
    "t2", "t3", "t4", "t5", "t6", "t7", "cn", "thứ",
  ])

  /// Whoever says "I wrote" or "you wrote" tells a story, unless quote marks follow.
  static let pronouns = PhraseTable([
    "i", "you", "we", "they", "he", "she", "ich", "du", "sie", "er", "wir", "je", "j'ai", "tu",
    "il", "elle", "vous",
    "nous", "ella", "él", "usted", "lei", "lui", "jij", "u", "hij", "zij", "ik", "han", "hon",
    "hun", "jag", "jeg",
    "they've", "m'", "t'", "s'", "mi", "me", "mir", "te", "ci", "someone", "somebody", "man", "on",
    "я", "вы", "он", "она",
  ])
}
