/// First words of a greeting.
enum GreetingPhrases {
  static let table = PhraseTable([
    "hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "good day",
    "greetings",
    "to whom it may concern", "hallo", "guten tag", "guten morgen", "guten abend", "liebe",
    "lieber", "liebes",
    "sehr geehrte", "sehr geehrter", "moin", "servus", "grüß gott", "grüezi", "bonjour", "bonsoir",
    "salut", "cher",
    "chère", "madame", "monsieur", "beste", "geachte", "goedemorgen", "goedemiddag", "goedendag",
    "goedenavond", "hoi",
    "hola", "buenos días", "buenas tardes", "buenas", "estimado", "estimada", "estimados", "ciao",
    "buongiorno",
    "buonasera", "salve", "gentile", "gentili", "spett.le", "olá", "oi", "bom dia", "boa tarde",
    "boa noite", "prezado",
    "prezada", "prezados", "caro", "cara", "hej", "hejsan", "god morgon", "god dag", "kära", "kære",
    "hei", "kjære",
    "moi", "terve", "hyvää päivää", "cześć", "dzień dobry", "witam", "szanowni państwo",
    "dobrý den", "ahoj",
    "dobrý deň", "jó napot", "tisztelt", "szia", "bună ziua", "bună", "stimate", "здравствуйте",
    "добрый день",
    "привет", "уважаемые", "уважаемый", "уважаемая", "добрий день", "вітаю", "доброго дня",
    "γεια σας", "καλημέρα",
    "καλησπέρα", "αγαπητέ", "merhaba", "sayın", "iyi günler", "selam", "こんにちは", "お世話になっております", "您好",
    "你好", "안녕하세요",
    "chào", "xin chào", "kính gửi", "שלום", "היי", "مرحبا", "السلام عليكم", "عزيزي",
  ])
}
