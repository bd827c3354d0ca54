import Testing

@testable import MIME

@Suite("Quotations are known in every language")
struct SegmentLanguageTests {
  @Test(
    "The line above a quote is an attribution in the customer's language",
    arguments: [
      "Support <help@shop.example> 於 2026年5月3日 週日 上午9:30寫道：",
      "在 2026年5月3日，09:30，Support <help@shop.example> 写道：",
      "Support <help@shop.example> 于2026年5月3日周日 09:30写道：",
      "2026年5月3日(日) 9:30 Support <help@shop.example>:",
      "2026년 5월 3일 (일) 오전 9:30, Support <help@shop.example>님이 작성:",
      "вс, 3 мая 2026 г. в 09:30, Support <help@shop.example>:",
      "3 мая 2026 г., 9:30 пользователь Support <help@shop.example> написал:",
      "нд, 3 трав. 2026 р. о 09:30 Support <help@shop.example> пише:",
      "Στις Κυρ, 3 Μαΐ 2026 στις 9:30 π.μ., ο χρήστης Support <help@shop.example> έγραψε:",
      "Support <help@shop.example>, 3 May 2026 Paz, 09:30 tarihinde şunu yazdı:",
      "Vào CN, 3 thg 5, 2026 vào lúc 09:30 Support <help@shop.example> đã viết:",
      "‫בתאריך יום א׳, 3 במאי 2026 ב-9:30 מאת ‪Support‬‏ <‪help@shop.example‬‏>:‬",
      "في الأحد، 3 مايو 2026 في 9:30 ص تمت كتابة ما يلي بواسطة Support <help@shop.example>:",
      "su 3. toukok. 2026 klo 9.30 Support (help@shop.example) kirjoitti:",
      "ne 3. 5. 2026 v 9:30 odesílatel Support <help@shop.example> napsal:",
      "ne 3. 5. 2026 o 9:30 Support <help@shop.example> napísal(a):",
      "Support <help@shop.example> ezt írta (időpont: 2026. máj. 3., V, 9:30):",
      "În dum., 3 mai 2026 la 09:30, Support <help@shop.example> a scris:",
      "W dniu 3.05.2026 o 09:30, Support <help@shop.example> pisze:",
      "Em dom., 3 de mai. de 2026 às 09:30, Support <help@shop.example> escreveu:",
      "Op zo 3 mei 2026 om 09:30 schreef Support <help@shop.example>:",
      "Den sön 3 maj 2026 kl 09:30 skrev Support <help@shop.example>:",
      "Den søn. 3. maj 2026 kl. 09.30 skrev Support <help@shop.example>:",
      "2013/10/2 Support <help@shop.example>",
      "---- On Sun, 03 May 2026 09:30:00 +0200 Support <help@shop.example> wrote ----",
      "On Sun, 3 May 2026 at 09:30, Support Team of the Shop With Long Name <\nhelp@shop.example> wrote:",
      "Support <help@shop.example> schrieb am So., 3.\nMai 2026 um 09:30 Uhr:",
    ])
  func attribution(line: String) {
    let pieces = segments("It never came.\n\n\(line)\n\n> Please check the tracker.\n")
    #expect(pieces.map(\.kind) == [.own, .attribution, .quoted])
    #expect(
      pieces.map(\.text) == ["It never came.\n\n", "\(line)\n\n", "> Please check the tracker.\n"])
    #expect(pieces.last?.author == "help@shop.example")
  }

  @Test(
    "A header block ends the own words in the customer's language",
    arguments: [
      ["From", "Sent", "To", "Subject"], ["Von", "Gesendet", "An", "Betreff"],
      ["De", "Envoyé", "À", "Objet"],
      ["De", "Enviado el", "Para", "Asunto"], ["Da", "Inviato", "A", "Oggetto"],
      ["De", "Enviada em", "Para", "Assunto"],
      ["Van", "Verzonden", "Aan", "Onderwerp"], ["Från", "Skickat", "Till", "Ämne"],
      ["Fra", "Sendt", "Til", "Emne"],
      ["Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"], ["Od", "Wysłano", "Do", "Temat"],
      ["Od", "Odesláno", "Komu", "Předmět"], ["Od", "Odoslané", "Komu", "Predmet"],
      ["Feladó", "Elküldve", "Címzett", "Tárgy"], ["De la", "Trimis", "Către", "Subiect"],
      ["От", "Отправлено", "Кому", "Тема"], ["Від", "Надіслано", "Кому", "Тема"],
      ["От", "Изпратено", "До", "Относно"], ["Από", "Στάλθηκε", "Προς", "Θέμα"],
      ["Kimden", "Gönderildi", "Kime", "Konu"], ["差出人", "送信日時", "宛先", "件名"],
      ["发件人", "发送时间", "收件人", "主题"],
      ["寄件者", "寄件日期", "收件者", "主旨"], ["보낸 사람", "보낸 날짜", "받는 사람", "제목"],
      ["Từ", "Đã gửi", "Đến", "Chủ đề"], ["מאת", "נשלח", "אל", "נושא"],
      ["من", "تاريخ الإرسال", "إلى", "الموضوع"],
      ["Šalje", "Poslano", "Prima", "Predmet"], ["จาก", "ส่ง", "ถึง", "เรื่อง"],
    ])
  func headerBlock(labels: [String]) {
    let values = ["Support <help@shop.example>", "3 May 2026 09:30", "Ann", "Parcel"]
    for (open, close) in [("", ":"), ("*", ":*"), ("", " :"), ("", "：")] {
      let block = zip(labels, values).map { "\(open)\($0)\(close) \($1)\n" }.joined()
      let pieces = segments("I sent the photo.\n\n\(block)\nPlease send a photo.\n")
      #expect(pieces.map(\.kind) == [.own, .attribution, .quoted], "\(block)")
      #expect(pieces.last?.text == "Please send a photo.\n")
      #expect(pieces.last?.author == "help@shop.example")
    }
  }

  @Test(
    "A line that a telephone adds is no word of the customer",
    arguments: [
      "Sent from my iPhone", "Get Outlook for iOS<https://aka.ms/x>", "Von meinem iPhone gesendet",
      "Gesendet von meinem Galaxy Smartphone", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
      "Inviato da iPhone",
      "Enviado do meu iPhone", "Verstuurd vanaf mijn iPhone", "Skickat från min iPhone",
      "Sendt fra min iPhone",
      "Lähetetty iPhonesta", "Wysłane z iPhone'a", "Odesláno z iPhonu", "Odoslané z iPhonu",
      "Elküldve az iPhone-omról",
      "Trimis de pe iPhone-ul meu", "Отправлено с iPhone", "Надіслано з iPhone",
      "Στάλθηκε από το iPhone μου",
      "iPhone'umdan gönderildi", "iPhoneから送信", "发自我的 iPhone", "從我的 iPhone 傳送", "나의 iPhone에서 보냄",
      "Đã gửi từ iPhone của tôi", "Sent from my phone, please excuse any typos.",
      "(sent from a phone)",
      "Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.",
    ])
  func mobile(line: String) {
    let pieces = segments("It never came.\n\n\(line)\n")
    #expect(pieces.map(\.kind) == [.own, .mobileSignature])
  }

  @Test(
    "A forward is known by its marker in the customer's language",
    arguments: [
      "---------- Forwarded message ---------", "Begin forwarded message:",
      "-------- Weitergeleitete Nachricht --------",
      "Anfang der weitergeleiteten Nachricht:", "---------- Message transféré ----------",
      "Début du message réexpédié :",
      "---------- Mensaje reenviado ----------", "Inizio messaggio inoltrato:",
      "---------- Doorgestuurd bericht ----------",
      "---------- Vidarebefordrat meddelande ----------",
      "---------- Przekazana wiadomość ----------",
      "-------- Пересылаемое сообщение --------", "---------- 转发的邮件 ----------",
      "---------- 転送メッセージ ----------",
      "----- Forwarded by Ann Lee/Shop on 05/03/2026 09:30 AM -----",
    ])
  func forwarded(marker: String) {
    let pieces = segments(
      "Can you take this?\n\n\(marker)\nFrom: Bob <bob@mail.example>\nDate: x\n\nMine is broken.\n")
    #expect(pieces.map(\.kind) == [.own, .forwarded])
    #expect(pieces.last?.author == "bob@mail.example")
  }
}

/// The pieces of a text: kind, words, author and what they answer.
func segments(_ text: String, sent: [String] = [], knownSignature: String? = nil) -> [Piece] {
  let utf8 = Array(text.utf8)
  return Segment.all(in: text, sent: sent, knownSignature: knownSignature).map { segment in
    Piece(
      kind: segment.kind, text: String(decoding: utf8[segment.range], as: UTF8.self),
      depth: segment.depth,
      author: segment.author, confidence: segment.confidence,
      answers: segment.answers.map { String(decoding: utf8[$0], as: UTF8.self) })
  }
}

struct Piece {
  let kind: Segment.Kind
  let text: String
  let depth: Int
  let author: String?
  let confidence: Double
  let answers: String?
}
