/// What opening and closing tags do.
extension HTMLReader {
  mutating func start(_ element: HTMLElement, _ span: Span<UInt8>) {
    let traits = traits[Int(element.rawValue)]
    if element == .html || element == .head { return }
    closeImplied(by: element, traits)
    var style = HTMLStyle()
    var inner = visibility
    if tag.hasAttributes {
      if let range = tag[.style] { style = HTMLStyle(span, range) }
      if tag[.color] != nil || tag[.bgcolor] != nil {
        style.addColours(span, ink: tag[.color], paper: tag[.bgcolor])
      }
      inner = style.applied(to: inner)
      let isHiddenByName =
        tag[.classes].map { sheet.hides(span, $0) } ?? false || tag[.id].map { sheet.hides(span, $0) } ?? false
      if tag[.hidden] != nil && !style.isDisplayed || isHiddenByName && !style.isDisplayed { inner.insert(.removed) }
    }
    if traits.contains(.silent) { inner.insert(.silent) }
    if traits.contains(.preformatted) { inner.insert(.preformatted) }
    if traits.contains(.void) {
      startVoid(element, span, style, inner)
      return
    }
    if traits.contains(.raw), takeRaw(element, span, traits, inner) { return }
    let isSeen = !inner.isUnseen && !inner.contains(.silent)
    let isSpaced = isSpaced(element, span, traits, style)
    // What is not seen still parts the words around it.
    if traits.contains(.block) { page.startBlock(emptyLine: isSeen && isSpaced) }
    if isSeen { arrange(element, span) }
    let isQuote = element == .blockquote && quotes(span, style)
    guard push(element, traits, inner, isQuote: isQuote, isSpaced: isSpaced) else { return }
    if element == .ol { page.startList(first: tag.number(.start, in: span) ?? 1) }
    if element == .ul || element == .menu || element == .dir { page.startList(first: nil) }
    guard isSeen else { return }
    if isQuote { marking.startQuote(depth: open.count, page) }
    if tag.hasAttributes, let origin = origin(span, style) { marking.start(origin, depth: open.count, page) }
  }

  /// Whether an empty line stands before and behind the element.
  private func isSpaced(
    _ element: HTMLElement, _ span: Span<UInt8>, _ traits: HTMLElement.Traits, _ style: HTMLStyle
  ) -> Bool {
    switch element {
    case .p: !style.hasNoMargin && !isWordParagraph(span)
    case .ul, .ol: page.listDepth == 0
    default: traits.contains(.paragraph)
    }
  }

  /// Links, cells and items, before the element is open.
  private mutating func arrange(_ element: HTMLElement, _ span: Span<UInt8>) {
    switch element {
    case .a:
      guard let address = tag.text(.href, in: span) else { return }
      link = HTMLLink(address: address)
      page.awaitWord()
    case .td, .th:
      let row = max(last[Int(HTMLElement.tr.rawValue)], last[Int(HTMLElement.table.rawValue)])
      if row >= 0 { page.startCell(rowOrigin: open[row].origin) } else { page.appendSpace() }
    case .li: page.startItem(number: tag.number(.value, in: span))
    default: break
    }
  }

  /// Whether it is a paragraph of Word, whose style sheet gives it no margin.
  private func isWordParagraph(_ span: Span<UInt8>) -> Bool {
    guard let classes = tag[.classes] else { return false }
    return span.starts(with: "mso", at: classes) || span.starts(with: "x_mso", at: classes)
  }

  /// Whether a `blockquote` quotes, and does not only indent the writer's own words.
  private func quotes(_ span: Span<UInt8>, _ style: HTMLStyle) -> Bool {
    if let type = tag[.type], span.starts(with: "cite", at: type) { return true }
    if let classes = tag[.classes] {
      return !span.starts(with: "webkit-indent-blockquote", at: classes)
    }
    return !style.hasNoBorder
  }

  private func origin(_ span: Span<UInt8>, _ style: HTMLStyle) -> HTMLOrigin? {
    for attribute in [HTMLTag.Attribute.classes, .id, .name, .marker, .smartmail] {
      if let value = tag[attribute], let origin = HTMLOrigin.of(span, value) { return origin }
    }
    return tag.element == .div && style.isHeaderRule ? .header : nil
  }

  /// - Returns: whether it was kept open.
  private mutating func push(
    _ element: HTMLElement, _ traits: HTMLElement.Traits, _ inner: HTMLVisibility, isQuote: Bool, isSpaced: Bool
  ) -> Bool {
    let kind = Int(element.rawValue)
    guard open.count < Self.depthLimit else {
      overflowing[kind] += 1
      return false
    }
    let depth = open.count
    let isBlock = traits.contains(.block) || traits.contains(.boundary)
    open.append(
      Open(
        element: element, visibility: inner, isQuote: isQuote, isSpaced: isSpaced, previous: last[kind],
        boundary: traits.contains(.boundary) ? depth : open.last?.boundary ?? -1,
        block: isBlock ? depth : open.last?.block ?? -1, origin: page.mark))
    last[kind] = depth
    visibility = inner
    if isQuote { page.quoteDepth += 1 }
    return true
  }

  private mutating func startVoid(
    _ element: HTMLElement, _ span: Span<UInt8>, _ style: HTMLStyle, _ inner: HTMLVisibility
  ) {
    if element == .img {
      takeImage(span, isPixel: style.isPixel, inner)
      return
    }
    guard !inner.isUnseen, !inner.contains(.silent) else { return }
    if element == .br { page.breakLine() }
    if element == .hr {
      page.startBlock(emptyLine: false)
      if let origin = origin(span, style) { marking.start(origin, depth: open.count + 1, page) }
    }
  }

  private mutating func takeImage(_ span: Span<UInt8>, isPixel: Bool, _ inner: HTMLVisibility) {
    guard let source = tag.text(.src, in: span) else { return }
    let isTiny = (tag.number(.width, in: span) ?? 2) <= 1 && (tag.number(.height, in: span) ?? 2) <= 1
    let isFetched = !source.startsIgnoringCase("cid:") && !source.startsIgnoringCase("data:")
    let words = HTMLText.collapsed(tag.text(.alt, in: span) ?? [])
    let isUnseen = inner.isUnseen || inner.contains(.silent)
    let isTracker = isFetched && (isTiny || isPixel || isUnseen)
    if result.images.count < HTMLText.imageLimit {
      // An address as long as a mail is an image itself, of which nothing is needed here.
      result.images.append(
        ImageReference(
          source: source.count <= HTMLText.addressLimit ? source : Array(source.prefix(64)), alternative: words,
          isTrackingPixel: isTracker))
    }
    guard !isUnseen, !isTiny, !isPixel, !words.isEmpty, words.count <= HTMLText.alternativeLimit else { return }
    // A small picture in the place of one character is that character: an emoji, or a rule between two links.
    let isCharacter = words.count == 1 || words.count <= 32 && words.allSatisfy { $0 >= 0x80 }
    page.append(isCharacter ? words : [0x5B] + words + [0x5D])
  }

  /// Deals with an element whose content is no markup; false where it is to be read like any other.
  private mutating func takeRaw(
    _ element: HTMLElement, _ span: Span<UInt8>, _ traits: HTMLElement.Traits, _ inner: HTMLVisibility
  ) -> Bool {
    guard let content = rawContent(of: element, span) else {
      // Code that never ends is code; words that never end are words.
      if element == .script || element == .style { index = span.count }
      return element != .textarea && element != .xmp
    }
    if element == .style { sheet.add(span, content) }
    guard !traits.contains(.silent), !inner.contains(.silent) else { return true }
    if inner.isUnseen {
      hide(content)
      if !visibility.isUnseen { closeHidden() }
      return true
    }
    page.startBlock(emptyLine: traits.contains(.paragraph))
    let text = span.extracting(0..<content.upperBound)
    var place = content.lowerBound
    while place < text.count {
      if text[place] == 0x26, element == .textarea, let found = entities.match(in: text, at: place) {
        page.append(scalar: found.first, isPreformatted: true)
        place = found.end
      } else if text[place] == 0x26 || text[place] == ASCII.less {
        page.append(text[place])
        place += 1
      } else {
        place = page.appendPreformatted(text, source, from: place, to: text.count)
      }
    }
    page.startBlock(emptyLine: traits.contains(.paragraph))
    return true
  }
}
