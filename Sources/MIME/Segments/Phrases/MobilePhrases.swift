/// The line a telephone or a free mail program adds.
enum MobilePhrases {
  /// Openers that leave no doubt: only the device may follow.
  static let openers = PhraseTable([
    "sent from my", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from aol",
    "sent from proton",
    "sent with proton", "sent via the samsung", "sent from samsung", "sent from gmail",
    "sent from windows mail",
    "sent from the all new", "sent from the new", "sent from myyahoo", "sent via blackberry",
    "sent from nine",
    "get outlook for", "download outlook for", "get bluemail for", "sent with blackberry",
    "from my iphone",
    "von meinem", "gesendet von meinem", "gesendet von meiner", "gesendet von mail",
    "gesendet mit der", "gesendet mit",
    "von unterwegs gesendet", "outlook für", "gesendet von", "gesendet aus",
    "holen sie sich outlook",
    "diese nachricht wurde von meinem", "diese nachricht wurde mit",
    "envoyé de mon", "envoyé depuis mon", "envoyé à partir d", "envoyé depuis", "envoyé avec",
    "envoyé de",
    "télécharger outlook pour", "obtenir outlook pour", "provenance", "outlook pour",
    "verstuurd vanaf mijn", "verzonden vanaf mijn", "verzonden met mijn", "verzonden vanuit mail",
    "verzonden met",
    "verstuurd vanaf", "verzonden vanaf", "verstuurd met", "outlook voor", "download outlook voor",
    "enviado desde mi", "enviado desde", "obtener outlook para", "obtén outlook para",
    "enviado de samsung",
    "inviato da iphone", "inviato dal mio", "inviato da", "inviato dallo", "ottieni outlook per",
    "scarica outlook per",
    "enviado do meu", "enviado a partir do", "enviado do", "enviado via", "enviada do meu",
    "obter o outlook para",
    "obtenha o outlook para", "skickat från min", "skickat från mitt", "skickat från",
    "hämta outlook för",
    "sendt fra min", "sendt fra mit", "sendt fra", "hent outlook", "få outlook for",
    "skaff deg outlook",
    "lähetetty", "hanki outlook", "wysłane z", "wysłano z", "pobierz program outlook",
    "pobierz aplikację outlook",
    "odesláno z", "odoslané z", "získejte outlook", "elküldve", "az én", "trimis de pe",
    "trimis din",
    "отправлено с", "отправлено из", "отправлено от", "послано с", "надіслано з", "надіслано від",
    "відправлено з",
    "изпратено от", "στάλθηκε από", "εστάλη από", "gönderildi:", "发自我的", "发自", "從我的", "从我的", "發自",
    "寄自",
    "來自我的", "나의", "내", "đã gửi từ", "được gửi từ", "gửi từ", "נשלח מ", "أرسلت من", "أُرسلت من",
    "تم الإرسال من",
    "poslano s", "poslano z", "poslato sa", "saadetud minu", "enviat des del meu", "dikirim dari",
    "sent from mobile",
  ])
  /// Openers that people write as well: a device must follow.
  static let looseOpeners = PhraseTable([
    "sent from a", "sent from", "sent via", "sent with", "sent by", "sent using", "sent on", "get",
    "sent from the",
  ])
  /// How such a line ends in languages that put the verb last.
  static let endings: [[UInt8]] = [
    "から送信", "より送信", "에서 보냄", "에서 전송됨", "gönderildi", "傳送", "发送", "傳送的", "gesendet", "küldve",
  ].map { Array($0.utf8) }
  static let devices = PhraseTable([
    "iphone", "ipad", "ipod", "android", "blackberry", "galaxy", "samsung", "smartphone", "huawei",
    "htc", "nokia",
    "xperia", "pixel", "motorola", "xiaomi", "oneplus", "windows phone", "windows mail", "windows",
    "outlook", "yahoo", "gmail",
    "protonmail", "proton", "thunderbird", "mobile", "cell", "cellphone", "phone", "tablet",
    "handy", "mobiltelefon",
    "mobilgerät", "smartphone", "portable", "mobil", "téléphone", "telefon", "telefono", "teléfono",
    "móvil",
    "celular", "telemóvel", "gsm", "mobiel", "mobilen", "puhelimesta", "телефона", "телефону",
    "смартфона", "手机", "手機",
    "휴대폰", "điện thoại", "device", "ios", "mailbox", "airmail", "mail for", "mail app", "iphonesta",
    "iphonu",
    "iphone-omról", "android-mobiltelefon", "macbook", "imac", "mac", "laptop", "pc", "tlf",
    "טלפון", "הנייד", "الهاتف",
    "bluemail", "aol", "gmx", "web.de", "k-9", "hotmail", "t-mobile", "vodafone", "verizon", "at&t",
    "lte", "app",
  ])
  /// "Please excuse typos."
  static let excuses = PhraseTable([
    "excuse", "typo", "brevity", "pardon", "forgive", "tippfehler", "kürze", "entschuldig",
    "fautes",
  ])
  /// Small words between the names of things.
  static let particles = PhraseTable([
    "my", "the", "a", "an", "on", "for", "via", "using", "with", "and", "in", "of", "mit", "der",
    "dem", "meinem",
    "meiner", "von", "für", "gesendet", "de", "mon", "ma", "pour", "desde", "mi", "para", "per",
    "da", "dal", "mio",
    "mia", "do", "meu", "minha", "no", "från", "min", "mitt", "fra", "mit", "mijn", "vanaf", "voor",
    "met", "z", "moj",
    "mojego", "mé", "môjho", "sur", "to", "new", "mail", "email", "e-mail", "powered", "by", "app",
    "&", "-", "at", "secure",
  ])
}
