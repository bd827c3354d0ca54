/// What customers can be asked to give: fact types and the words for them.
enum DataLabels {
  /// One fact type a line: its name, then its labels; `+` joins words.
  private static let table = """
    order-number number+of+your+order number+of+the+order order+number order+no order+id order+nr order+ref order+reference order+# purchase+number booking+number booking+reference reservation+number order booking+ref booking reservation booking+id booking+code reservation+code pnr confirmation+number purchase+order+number ordr+no ordr+number bestellnummer bestell+-+nr auftragsnummer bestelnummer ordernummer numéro+de+commande numero+de+commande n+°+de+commande número+de+pedido numero+de+pedido
    tracking-number number+of+your+parcel number+of+the+parcel tracking+number tracking+no tracking+id tracking+code tracking+nr parcel+number shipment+number consignment+number tracking sendungsnummer paketnummer trackingnummer track+&+trace+code numéro+de+suivi numero+de+suivi numéro+de+colis número+de+seguimiento numero+de+seguimiento
    invoice-number number+of+your+invoice number+of+the+invoice invoice+number invoice+no invoice+nr bill+number invoice+id invoice rechnungsnummer rechnungs+-+nr factuurnummer numéro+de+facture numero+de+facture número+de+factura numero+de+factura
    customer-number customer+number customer+no customer+id client+number kundennummer kunden+-+nr klantnummer numéro+de+client numero+de+client número+de+cliente numero+de+cliente
    policy-number policy+number policy+no policy+id
    contract-number contract+number contract+no contract+id vertragsnummer
    meter-number meter+number
    iban iban
    account-name account+name user+name username login+name
    imei imei+number imei
    account-number number+of+your+account account+number account+no account+id account+#
    case-number number+of+your+case number+of+your+ticket case+number case+no case+id ticket+number ticket+no ticket+id reference+number reference+no dispute+number case complaint+number ticket reference ref claim+number incident+number
    serial-number serial+number serial+no serial s/n serial+code seriennummer
    card-number card+number
    member-number frequent+flyer+number member+number member+id membership+number membership+id loyalty+number
    email email+address e-mail+address mail+address email e-mail
    phone phone+number telephone+number mobile+number phone mobile cell tel telephone number+to+call callback+number
    version version+number version release build
    os operating+system os windows+version which+windows which+system system which+windows macos+version
    address address postal+address delivery+address shipping+address home+address street+address postcode post+code zip+code
    amount amount sum price how+much
    date order+date purchase+date date+of+purchase date which+day delivery+date
    since since+when how+long when+did
    error error+code error+message error+number message+say code+say error
    url url website web+address link which+page which+site which+website address+of+the+page site domain
    device device model which+phone which+computer what+phone what+computer which+device what+device which+laptop what+laptop which+machine what+machine which+model what+model model+number
    name full+name name surname
    accounts how+many+accounts
    size how+large how+big how+much+memory how+much+ram how+much+space how+much+disk+space disk+space
    amount amount+that+you
    url which+page which+site
    protocol pop+or+imap
    extension which+extensions what+extensions which+add-ons which+antivirus
    product which+contract which+plan which+tariff what+plan which+policy which+product
    provider which+provider who+is+your+provider what+provider
    network which+vpn what+vpn
    deadline by+when until+when what+deadline
    """

  /// Words joined by spaces to fact type.
  static let types: [String: String] = {
    var found: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: " ")
      guard let name = cells.first else { continue }
      for member in cells.dropFirst() {
        let key = member.split(separator: "+").joined(separator: " ")
        if found[key] == nil { found[key] = String(name) }
      }
    }
    return found
  }()

  /// The words that some label starts with.
  static let firstWords = Set(types.keys.compactMap { $0.split(separator: " ").first.map(String.init) })

  /// Longest label, in words.
  static let maxLabel = 4
}

extension DataLabels {
  /// One of the labels of a fact type stands among some words.
  static func names(_ type: String, _ words: [String]) -> Bool {
    for at in words.indices {
      for length in 1...maxLabel where at + length <= words.count {
        if types[words[at..<(at + length)].joined(separator: " ")] == type { return true }
      }
    }
    return false
  }
}
