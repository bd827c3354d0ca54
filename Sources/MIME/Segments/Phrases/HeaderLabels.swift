/// The labels of header blocks ("From:", "Gesendet:") in the languages mail programs speak.
enum HeaderLabels {
  enum Role: Int, CaseIterable {
    case from, date, to, subject, cc, other
    var bit: UInt8 { 1 << UInt8(rawValue) }
  }

  private struct Language {
    let labels: [Role: String]

    init(
      _ from: String, _ date: String, _ to: String, _ subject: String, _ cc: String,
      _ other: String = ""
    ) {
      labels = [.from: from, .date: date, .to: to, .subject: subject, .cc: cc, .other: other]
    }
  }

  private static let languages: [Language] = [
    Language(
      "from|sender", "sent|date|sent at|sent on", "to|recipient", "subject|re", "cc|bcc",
      "reply-to|reply to|importance|attachments|organization|priority|message-id|resent-from|newsgroups"
    ),  // English
    Language(
      "von|absender", "gesendet|datum|gesendet am|verschickt", "an|empfänger", "betreff|betr",
      "cc|kopie|kopie (cc)|bcc",
      "antwort an|antworten an|wichtigkeit|anlagen|priorität"),  // German
    Language(
      "de|expéditeur|exp", "envoyé|date|envoyé le|date d'envoi|le",
      "à|a|pour|destinataire|envoyé à", "objet|sujet",
      "cc|copie|copie à|cci", "répondre à|importance|pièces jointes"),  // French
    Language(
      "de|remitente|desde", "enviado|fecha|enviado el|fecha de envío|enviada el|enviado a las|date",
      "para|a|destinatario",
      "asunto", "cc|cco|con copia", "responder a|importancia|datos adjuntos"),  // Spanish
    Language(
      "da|mittente", "inviato|data|data invio|inviata|inviato il", "a|per|destinatario", "oggetto",
      "cc|ccn|copia",
      "rispondi a|risposta|priorità|allegati"),  // Italian
    Language(
      "de|remetente", "enviado|enviada|data|enviada em|enviado em|date", "para|destinatário",
      "assunto", "cc|cco|bcc",
      "responder a|responder para|importância|anexos"),  // Portuguese
    Language(
      "van|afzender", "verzonden|datum|verzonden op|verstuurd", "aan|naar", "onderwerp|betreft",
      "cc|bcc|kopie",
      "antwoord aan|beantwoorden|urgentie|bijlagen"),  // Dutch
    Language(
      "från|avsändare", "skickat|datum|skickat den|skickad", "till", "ämne", "kopia|cc",
      "svara till|prioritet"),  // Swedish
    Language(
      "fra|afsender", "sendt|dato|sendt den", "til", "emne", "cc|kopi", "svar til|prioritet"),  // Danish
    Language(
      "fra|avsender", "sendt|dato", "til", "emne", "kopi|cc", "svar til|prioritet|viktighet"),  // Norwegian
    Language(
      "lähettäjä|keneltä", "lähetetty|päivämäärä|päiväys|pvm", "vastaanottaja|kenelle", "aihe",
      "kopio|cc", "vastaus"),  // Finnish
    Language(
      "od|nadawca", "wysłano|wysłane|data|wysłany|data wysłania", "do|adresat", "temat",
      "dw|cc|udw|kopia",
      "odpowiedź do|ważność"),  // Polish
    Language(
      "od|odesílatel|odesilatel", "odesláno|datum|odesláno dne", "komu|pro|příjemce", "předmět",
      "kopie|cc", "odpovědět"),  // Czech
    Language(
      "od|odosielateľ", "odoslané|dátum|poslané", "komu|pre", "predmet", "kópia|cc", "odpovedať"),  // Slovak
    Language(
      "feladó|küldő", "elküldve|dátum|küldve|küldési dátum", "címzett", "tárgy",
      "másolatot kap|másolat|cc", "válaszcím"),  // Hungarian
    Language(
      "de la|expeditor|de", "trimis|data|dată|trimis la", "către|la|pentru", "subiect|subiectul",
      "cc|copie",
      "răspuns către"),  // Romanian
    Language(
      "от|отправитель|от кого", "отправлено|дата|послано", "кому|получатель", "тема", "копия|cc",
      "ответить|важность"),  // Russian
    Language(
      "від|від кого|відправник", "надіслано|дата|відправлено", "кому", "тема", "копія|cc",
      "відповісти"),  // Ukrainian
    Language("от", "изпратено|дата", "до", "относно|тема", "копие|cc", ""),  // Bulgarian
    Language(
      "από|αποστολέας", "στάλθηκε|ημερομηνία|εστάλη|ημ/νία", "προς|παραλήπτης", "θέμα",
      "κοιν|κοινοποίηση|cc", "απάντηση"),  // Greek
    Language(
      "kimden|gönderen", "gönderildi|tarih|gönderilme|gönderme tarihi", "kime|alıcı", "konu",
      "bilgi|cc", "yanıt"),  // Turkish
    Language("差出人|送信者|from", "送信日時|日時|日付|送信日|date", "宛先|to", "件名|subject", "cc", "返信先"),  // Japanese
    Language(
      "发件人|寄件人|寄件者|发送人|from", "发送时间|发送日期|日期|时间|寄件日期|傳送時間|传送时间|傳送日期|date", "收件人|收件者|to",
      "主题|主旨|标题|主題|subject", "抄送|副本|密件抄送|cc", "回复|答复"),  // Chinese, both scripts
    Language(
      "보낸 사람|보낸사람|발신|from", "보낸 날짜|날짜|보낸날짜|date", "받는 사람|받는사람|수신|to", "제목|subject", "참조|cc", ""),  // Korean
    Language(
      "từ|người gửi", "đã gửi|ngày|gửi|đã gửi lúc|thời gian", "đến|tới|người nhận",
      "chủ đề|tiêu đề", "cc|đồng gửi", ""),  // Vietnamese
    Language("מאת|מ-", "נשלח|תאריך|בתאריך", "אל|ל-|עבור", "נושא|הנדון", "עותק|cc|העתק", ""),  // Hebrew
    Language(
      "من|مرسل", "تاريخ الإرسال|التاريخ|تم الإرسال|أرسلت|مرسل في", "إلى|الى", "الموضوع|موضوع",
      "نسخة|نسخة إلى|cc", ""),  // Arabic
    Language(
      "šalje|od|pošiljatelj|pošiljalac", "poslano|datum|poslato|slanje", "prima|za|do",
      "predmet|naslov", "kopija|cc", ""),  // Croatian, Serbian
    Language("od|pošiljatelj", "poslano|datum", "za|prejemnik", "zadeva", "kp|cc", ""),  // Slovene
    Language("saatja|kellelt", "saadetud|kuupäev", "adressaat|kellele", "teema", "koopia|cc", ""),  // Estonian
    Language("nuo|siuntėjas", "išsiųsta|data", "kam|gavėjas", "tema", "kopija|cc", ""),  // Lithuanian
    Language("no|sūtītājs", "nosūtīts|datums", "kam|adresāts", "tēma", "kopija|cc", ""),  // Latvian
    Language("de|remitent", "enviat|data", "per a|a", "assumpte|tema", "cc|a/c", ""),  // Catalan
    Language(
      "dari|pengirim", "dikirim|tanggal|tarikh|dihantar", "kepada|ke", "subjek|perihal|subyek",
      "cc|salinan", ""),  // Indonesian, Malay
    Language("จาก", "ส่ง|วันที่", "ถึง", "เรื่อง|หัวข้อ", "สำเนาถึง|สำเนา|cc", ""),  // Thai
    Language("از|فرستنده", "تاریخ|ارسال|ارسال شده", "به|گیرنده", "موضوع", "رونوشت|cc", ""),  // Persian
  ]

  static let languageCount = languages.count
  /// Longest label with its colon, in bytes: "Fecha de envío" of scripts with three octets a letter included.
  static let lengthLimit = 48

  /// Each label with `language * 8 + role`; one word may be a label of several languages.
  static let table = PhraseTable(
    languages.enumerated().flatMap { number, language in
      language.labels.flatMap { role, words in
        words.split(separator: "|").map { (String($0), number * 8 + role.rawValue) }
      }
    })
}
