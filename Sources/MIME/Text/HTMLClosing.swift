/// Closing tags, those written and those left out (WHATWG HTML, 13.2.6.4.7 and following).
extension HTMLReader {
  private func innermost(_ element: HTMLElement) -> Int { last[Int(element.rawValue)] }

  /// Ends the elements that cannot stand around the one that starts.
  mutating func closeImplied(by element: HTMLElement, _ traits: HTMLElement.Traits) {
    let boundary = open.last?.boundary ?? -1
    switch element {
    case .a: closeLink()
    case .li:
      let list = max(innermost(.ul), innermost(.ol), boundary)
      if innermost(.li) > list { pop(to: innermost(.li)) }
    case .dd, .dt:
      let item = max(innermost(.dd), innermost(.dt))
      if item > max(innermost(.dl), boundary) { pop(to: item) }
    case .td, .th:
      let cell = max(innermost(.td), innermost(.th))
      if cell > innermost(.table) { pop(to: cell) }
    case .tr, .tbody, .thead, .tfoot, .caption:
      let table = innermost(.table)
      var outer = open.count
      for part in [HTMLElement.td, .th, .tr, .caption] where innermost(part) > table {
        outer = min(outer, outermost(part, within: table))
      }
      if outer < open.count { pop(to: outer) }
    default: break
    }
    if traits.contains(.endsParagraph), innermost(.p) > (open.last?.boundary ?? -1) { pop(to: innermost(.p)) }
  }

  /// The outermost open `element` of the table at `table`; there is rarely more than one.
  private func outermost(_ element: HTMLElement, within table: Int) -> Int {
    var place = innermost(element)
    while open[place].previous > table { place = open[place].previous }
    return place
  }

  mutating func close(_ element: HTMLElement) {
    let kind = Int(element.rawValue)
    if overflowing[kind] > 0 {
      overflowing[kind] -= 1
      if traits[kind].contains(.block), !visibility.isUnseen { page.startBlock(emptyLine: false) }
      return
    }
    let place = last[kind]
    switch element {
    case .html, .body, .head: return
    case .br:
      if !visibility.isUnseen { page.breakLine() }
      return
    case .td, .th, .tr, .tbody, .thead, .tfoot, .caption:
      if place > innermost(.table) { pop(to: place) }
      return
    case .table:
      if place >= 0 { pop(to: place) }
      return
    default: break
    }
    let inner = open.last?.boundary ?? -1
    guard place >= inner, place >= 0 else {
      if element == .p, !visibility.isUnseen { page.startBlock(emptyLine: true) }
      return
    }
    if traits[kind].contains(.block) || traits[kind].contains(.boundary) || place > (open.last?.block ?? -1) {
      pop(to: place)
    } else {
      // An inline element that blocks were opened in and are still open.
      if element == .a { closeLink() }
      last[kind] = open[place].previous
      open[place].element = .ended
      open[place].previous = -1
    }
  }

  /// Closes all elements from the one at `depth` on.
  mutating func pop(to depth: Int) {
    while open.count > depth, let top = open.popLast() {
      let kind = Int(top.element.rawValue)
      if top.element != .ended { last[kind] = top.previous }
      let wasUnseen = top.visibility.isUnseen
      visibility = open.last?.visibility ?? []
      if top.isQuote { page.quoteDepth -= 1 }
      end(top.element)
      if traits[kind].contains(.block) {
        page.startBlock(emptyLine: top.isSpaced && !wasUnseen && !top.visibility.contains(.silent))
      }
      if wasUnseen, !visibility.isUnseen { closeHidden() }
      marking.end(depth: open.count, page)
    }
  }

  private mutating func end(_ element: HTMLElement) {
    switch element {
    case .ol, .ul, .menu, .dir: page.endList()
    case .a: closeLink()
    case .tr, .table: page.endRow()
    default: break
    }
  }

  /// Ends the link that is open: writes its address behind its words where they do not say it.
  mutating func closeLink() {
    guard let link else { return }
    self.link = nil
    linkCount += 1
    let start = page.firstWord
    guard start >= 0, start < page.bytes.count else { return }
    // A copy: a slice would have the whole page copied when it is written to next.
    let shown = Array(page.bytes[start...])[...]
    let isDeceiving = link.deceives(shown)
    if isDeceiving { result.deceivingLinks += 1 }
    guard linkCount <= HTMLText.linkLimit || isDeceiving else { return }
    page.appendAside(link.aside(to: shown, isDeceiving: isDeceiving))
  }
}
